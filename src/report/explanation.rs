//! The explanation of a code, and the list of all codes, as text.

use crate::diagnostic::Language;
use crate::diagnostic::code::{Code, Group, headings};

/// What `explain CODE` prints.
pub fn one(code: &Code, language: Language) -> String {
    let sections = code.explanation.get(language);
    let [what, why, example, fix] = headings(language);
    let (level, fixed) = match language {
        Language::English => ("Level", "cannot be changed"),
        Language::Swedish => ("Nivå", "går inte att ändra"),
    };
    let changed = match (code.fixed, language) {
        (true, _) => fixed.to_owned(),
        (false, Language::English) => {
            format!(
                "change it with `{} = \"…\"` under [levels] in content/site.toml",
                code.name
            )
        }
        (false, Language::Swedish) => {
            format!(
                "ändra med `{} = \"…\"` under [levels] i content/site.toml",
                code.name
            )
        }
    };
    let example_text: String = sections
        .example
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "{name}\n\n{what}\n{}\n\n{why}\n{}\n\n{example}\n{example_text}\n{fix}\n{}\n\n{level}: {} ({}), {changed}\n",
        sections.what,
        sections.why,
        sections.fix,
        code.level.word(language),
        code.level.name(),
        name = code.name,
    )
}

/// What `explain` prints without a code: all codes by group.
pub fn all(codes: &[&'static Code], language: Language) -> String {
    let mut groups: Vec<Group> = codes.iter().map(|code| code.group).collect();
    groups.sort();
    groups.dedup();
    let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for group in groups {
        text.push_str(group.title(language));
        text.push('\n');
        for code in codes.iter().filter(|code| code.group == group) {
            let what = code.explanation.get(language).what;
            text.push_str(&format!(
                "  {:width$}  {:10}  {what}\n",
                code.name,
                code.level.word(language)
            ));
        }
        text.push('\n');
    }
    text
}
