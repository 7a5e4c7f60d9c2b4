//! `nonstandard-name`: a service written under another name than the standard one.

use crate::assess::verdict::Meaning;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::rule_set::{Naming, Service};
use crate::rules::{Rule, Run, UnitContext, place, wording};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "nonstandard-name",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("nonstandard_name"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rule_set) = context.rule_set else {
        return;
    };
    let meanings = &context.assessment.meanings;
    for (entry, meaning) in context.unit.services.iter().zip(meanings) {
        if let Meaning::Service(at, naming @ (Naming::Alias | Naming::Variant)) = *meaning {
            let lines = meanings.iter().filter(|other| means(other, at)).count();
            let diagnostic = other_name(context, &entry.key, &rule_set.services[at], naming);
            // With two lines for the service, the standard name may be taken already.
            let certain = lines == 1 && place::is_plain_key(context.unit, entry.key.span);
            found.push(if certain {
                diagnostic
            } else {
                diagnostic.with_fix(None)
            });
        }
    }
    for exemption in &context.unit.exemptions {
        let written = &exemption.service;
        if let Some((service, naming @ (Naming::Alias | Naming::Variant))) =
            rule_set.resolve(&written.value)
        {
            found.push(other_name(context, written, service, naming));
        }
    }
}

fn means(meaning: &Meaning, service: usize) -> bool {
    matches!(meaning, Meaning::Service(at, _) if *at == service)
}

fn other_name(
    context: &UnitContext<'_>,
    written: &Spanned<String>,
    service: &Service,
    naming: Naming,
) -> Diagnostic {
    let (name, other) = (&service.name.value, &written.value);
    let contact = wording::naming_contact(context.region);
    let message = match naming {
        Naming::Variant => say!(
            "the standard name is written `{name}`",
            "standardnamnet skrivs `{name}`"
        ),
        _ => say!(
            "`{other}` is another name for `{name}`",
            "`{other}` är ett annat namn på `{name}`"
        ),
    };
    let help: Text = say!(
        "write `{name}`; names are decided by {contact}",
        "skriv `{name}`; namnen bestäms av {contact}"
    );
    let title = say!("use the standard name", "använd standardnamnet");
    Diagnostic::new(&CODE, written.span, message)
        .with_service(&service.id.value)
        .with_related(
            service.name.span,
            say!("the standard name", "standardnamnet"),
        )
        .with_help(help)
        .with_fix(Some(Fix::replace(title, written.span, place::quoted(name))))
        .at_most(context.cap_outside_scope())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    #[test]
    fn aliases_and_spellings_are_found_and_fixed() {
        let unit = "[services]\n\"Receptförnyelse\" = \"https://a.se\"   # så heter den\n\"kontakta  oss\" = { url = \"https://a.se\" }\n[[exemptions]]\nservice = \"skriv till oss\"\nreason = \"x\"\n";
        assert_eq!(
            check(&RULE, unit),
            [
                "2: \"Receptförnyelse\"",
                "3: \"kontakta  oss\"",
                "5: \"skriv till oss\""
            ]
        );
        assert_eq!(
            fixed(&RULE, unit),
            "[services]\n\"Förnya recept\" = \"https://a.se\"   # så heter den\n\"Kontakta oss\" = { url = \"https://a.se\" }\n[[exemptions]]\nservice = \"Kontakta oss\"\nreason = \"x\"\n"
        );
    }

    #[test]
    fn ids_standard_names_and_patterns_are_right() {
        let unit = "[services]\nfornya-recept = \"https://a.se\"\n\"Kontakta oss\" = \"https://a.se\"\n\"Kontakta dietist\" = \"https://a.se\"\n[[exemptions]]\nservice = \"Rådgivning\"\nreason = \"x\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }

    #[test]
    fn with_two_lines_or_outside_scope_it_treads_carefully() {
        let two = "[services]\n\"Receptförnyelse\" = \"https://a.se\"\n\"Förnya recept\" = \"https://a.se\"\n";
        assert_eq!(check(&RULE, two), ["2: \"Receptförnyelse\""]);
        let dotted = "[services]\n\"Receptförnyelse\".url = \"https://a.se\"\n\"Receptförnyelse\".also_by = [\"phone\"]\n";
        assert_eq!(check(&RULE, dotted), ["2: \"Receptförnyelse\""]);
        let table = "[services.\"Receptförnyelse\"]\nurl = \"https://a.se\"\n";
        assert!(fixed(&RULE, table).starts_with("[services.\"Förnya recept\"]\n"));
        let outside =
            "administration = \"annan\"\n[services]\n\"Receptförnyelse\" = \"https://a.se\"\n";
        assert_eq!(check(&RULE, outside), ["3: \"Receptförnyelse\" [note]"]);
    }
}
