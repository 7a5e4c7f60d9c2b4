//! `no-standard-address`: a service with the address of the rule set, which has none.

use crate::assess::verdict::Meaning;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "no-standard-address",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("no_standard_address"),
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
    let lines = context.unit.services.iter();
    for (entry, meaning) in lines.zip(&context.assessment.meanings) {
        let (Some(place), []) = (entry.standard_url, entry.links.as_slice()) else {
            continue;
        };
        let service = match *meaning {
            Meaning::Service(at, _) => &rule_set.services[at],
            // They have their own findings.
            _ => continue,
        };
        let (id, name) = (&service.id.value, &service.name.value);
        let message = say!(
            "the rule set gives no address for `{name}`",
            "riktlinjen anger ingen adress för `{name}`"
        );
        let diagnostic = Diagnostic::new(&CODE, place, message)
            .with_service(id)
            .with_related(
                service.id.span,
                say!("there is no `url` here", "här finns ingen `url`"),
            )
            .with_help(say!(
                "write `{id} = \"https://…\"` with the unit's own address",
                "skriv `{id} = \"https://…\"` med enhetens egen adress"
            ));
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files};

    #[test]
    fn true_needs_an_address_in_the_rule_set() {
        let unit = "[services]\nfornya-recept = true\nradgivning = { url = true, also_by = [\"phone\"] }\n";
        assert_eq!(check(&RULE, unit), ["2: true", "3: true"]);
    }

    #[test]
    fn with_an_address_it_is_offered() {
        let files = "//- content/x/rules/2026-06-01.toml\ntitle = \"Ny\"\n[[services]]\nid = \"a\"\nkind = \"e-service\"\nname = \"Tjänst A\"\nurl = \"https://e.example.se\"\nmust_when = true\n//- a.toml\n[services]\na = true\n";
        assert_eq!(check_files(&RULE, files), [""; 0]);
        assert_eq!(
            check_files(&crate::rules::unmet_obligation::RULE, files),
            [""; 0]
        );
    }
}
