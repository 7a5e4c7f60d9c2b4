//! `missing-help`: a service without words to the resident.

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
    let has = |tag: &str| {
        let mut languages = context.catalog.site.languages.iter();
        languages.any(|language| language.value == tag)
    };
    let (swedish, english) = (has("sv"), has("en"));
    for region in context.catalog.regions.values() {
        let now = region
            .rule_set_on(context.today)
            .map(|rules| rules.in_force);
        let wanted = region
            .rule_sets
            .iter()
            .filter(|rules| !rules.broken && Some(rules.in_force) >= now);
        for service in wanted.flat_map(|rules| &rules.services) {
            let lacks = [
                ("help", swedish && service.help.is_none()),
                ("help_en", english && service.help_en.is_none()),
            ];
            let keys = lacks.into_iter().filter(|(_, lacks)| *lacks);
            let keys: Vec<&str> = keys.map(|(key, _)| key).collect();
            if keys.is_empty() {
                continue;
            }
            let name = &service.name.value;
            let message = say!(
                "`{name}` has no words to residents",
                "`{name}` saknar ord till invånaren"
            );
            let keys = wording::listed(keys);
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
    }
}
