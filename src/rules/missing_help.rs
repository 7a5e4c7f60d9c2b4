//! `missing-help`: a service without words to the resident.

use std::collections::BTreeSet;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, SiteContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "missing-help",
    group: Group::Rules,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("missing_help"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let languages: BTreeSet<&str> = context
        .catalog
        .site
        .languages
        .iter()
        .map(|language| language.as_str())
        .collect();
    for region in context.catalog.regions.values() {
        let now = region
            .rule_set_on(context.today)
            .map(|rules| rules.in_force);
        let wanted = region
            .rule_sets
            .iter()
            .filter(|rules| !rules.broken && Some(rules.in_force) >= now);
        for service in wanted.flat_map(|rules| &rules.services) {
            let has = |tag: &str| match tag {
                "sv" => service.help.is_some(),
                "en" => service.help_en.is_some(),
                other => service.help_in.iter().any(|(tag, _)| **tag == *other),
            };
            let lacks = languages.iter().filter(|tag| !has(tag));
            let keys: BTreeSet<String> = lacks
                .map(|tag| match *tag {
                    "sv" => "help".to_owned(),
                    other => format!("help_{other}"),
                })
                .collect();
            if keys.is_empty() {
                continue;
            }
            let name = &service.name.value;
            let message = say!(
                "`{name}` has no words to residents",
                "`{name}` saknar ord till invånaren"
            );
            let keys = wording::listed(keys.iter().map(String::as_str));
            let help = crate::diagnostic::Text {
                en: format!("add {}: what I do, what I get, how I log in", keys.en).into(),
                sv: format!(
                    "lägg till {}: vad jag gör, vad jag får, hur jag loggar in",
                    keys.sv
                )
                .into(),
            };
            let diagnostic = Diagnostic::new(&CODE, service.name.span, message);
            found.push(diagnostic.with_service(&service.id.value).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, words_files};

    fn rules(help: &str) -> String {
        format!(
            "//- content/x/rules/2026-06-01.toml\ntitle = \"R\"\n[[services]]\nid = \"a\"\nkind = \"e-service\"\nname = \"Tjänst A\"\n{help}"
        )
    }

    #[test]
    fn each_language_of_the_site_needs_words() {
        assert_eq!(
            check_files(&RULE, &rules("")),
            ["2026-06-01.toml:5: \"Tjänst A\""]
        );
        let half = rules("help = \"Be om A.\"\n");
        assert!(words_files(&RULE, &half)[0].contains("lägg till `help_en`:"));
        let whole = rules("help = \"Be om A.\"\nhelp_en = \"Ask for A.\"\n");
        assert_eq!(check_files(&RULE, &whole), [""; 0]);
        let site = "//- content/site.toml\ntitle = \"S\"\nbase_url = \"https://x.example.se\"\nlanguages = [\"sv\", \"fi\"]\n";
        let finnish = format!("{site}{}", rules("help = \"Be om A.\"\n"));
        assert!(words_files(&RULE, &finnish)[0].contains("lägg till `help_fi`:"));
        let whole = format!(
            "{site}{}",
            rules("help = \"Be om A.\"\nhelp_fi = \"Pyydä A.\"\n")
        );
        assert_eq!(check_files(&RULE, &whole), [""; 0]);
    }
}
