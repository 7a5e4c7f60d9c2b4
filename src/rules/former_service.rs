//! `former-service`: a service under the id that it had in an earlier version of the rule set.

use crate::assess::offering;
use crate::assess::verdict::Meaning;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::rule_set::{Naming, RuleSet, Service};
use crate::rules::{Rule, Run, UnitContext, place, wording};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "former-service",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("former_service"),
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
        match *meaning {
            Meaning::Service(at, Naming::Former) => {
                let service = &rule_set.services[at];
                let plain = place::is_plain_key(context.unit, entry.key.span);
                let fix = plain.then(|| {
                    let title = say!("use the new id", "använd det nya id:t");
                    Fix::replace(title, entry.key.span, service.id.value.clone())
                });
                let diagnostic = renamed(rule_set, service, &entry.key);
                found.push(
                    diagnostic
                        .with_fix(fix)
                        .at_most(context.cap_outside_scope()),
                );
            }
            Meaning::LeftOver(at) => {
                let service = &rule_set.services[at];
                let (old, new) = (&entry.key.value, &service.id.value);
                let message = say!(
                    "`{old}` is left over: `{new}` is there too",
                    "`{old}` är kvarglömd: `{new}` finns också"
                );
                let title = say!("remove the old line", "ta bort den gamla raden");
                let value = entry.links.first().map(|link| link.url.span);
                let value = value.or(entry.standard_url);
                let fix = value.and_then(|value| {
                    place::without_line(context.unit, entry.key.span, value, title)
                });
                let diagnostic = Diagnostic::new(&CODE, entry.key.span, message)
                    .with_service(new)
                    .with_related(
                        service.id.span,
                        say!("replaced by this one", "ersatt av den här"),
                    )
                    .with_help(say!("remove the old line", "ta bort den gamla raden"))
                    .with_fix(fix);
                found.push(diagnostic.at_most(context.cap_outside_scope()));
            }
            _ => {}
        }
    }
    for exemption in &context.unit.exemptions {
        let written = &exemption.service;
        let meaning = offering::meaning(&written.value, context.region, rule_set);
        if let Meaning::Service(at, Naming::Former) = meaning {
            let service = &rule_set.services[at];
            let title = say!("use the new id", "använd det nya id:t");
            let fix = Fix::replace(title, written.span, place::quoted(&service.id.value));
            found.push(renamed(rule_set, service, written).with_fix(Some(fix)));
        }
    }
}

/// A service under its old id; names all that replace it.
fn renamed(rule_set: &RuleSet, service: &Service, written: &Spanned<String>) -> Diagnostic {
    let (old, new) = (&written.value, &service.id.value);
    let shares = |other: &&Service| {
        let former =
            |id: &Spanned<String>| other.former_ids.iter().any(|own| own.value == id.value);
        service.former_ids.iter().any(former)
    };
    let heirs: Vec<&str> = rule_set
        .services
        .iter()
        .filter(shares)
        .map(|heir| heir.id.value.as_str())
        .collect();
    let all = wording::listed(heirs.iter().copied());
    let (message, help): (Text, Text) = match heirs.as_slice() {
        [_] => (
            say!("`{old}` is now `{new}`", "`{old}` är nu `{new}`"),
            say!("write `{new}`", "skriv `{new}`"),
        ),
        _ => (
            Text {
                en: format!(
                    "`{old}` has been split into {}; it counts as `{new}`",
                    all.en
                )
                .into(),
                sv: format!(
                    "`{old}` har delats upp i {}; den räknas som `{new}`",
                    all.sv
                )
                .into(),
            },
            say!(
                "write `{new}`, and add the others that the unit offers",
                "skriv `{new}`, och lägg till de andra som enheten erbjuder"
            ),
        ),
    };
    Diagnostic::new(&CODE, written.span, message)
        .with_service(new)
        .with_related(
            service.id.span,
            say!("replaces the old one", "ersätter den gamla"),
        )
        .with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, fixed_files, words_files};

    const RULES: &str = "//- content/x/rules/2026-06-01.toml\ntitle = \"Ny\"\n[[services]]\nid = \"skriv\"\nkind = \"e-service\"\nname = \"Skriv till oss\"\nformer_ids = [\"kontakta-oss\"]\nmust_when = true\n[[services]]\nid = \"fraga\"\nkind = \"e-service\"\nname = \"Ställ en fråga\"\nformer_ids = [\"kontakta-oss\"]\n[[services]]\nid = \"recept\"\nkind = \"e-service\"\nname = \"Förnya recept\"\nformer_ids = [\"fornya-recept\"]\n";

    fn site(unit: &str) -> String {
        format!("{RULES}//- a.toml\n{unit}")
    }

    #[test]
    fn old_ids_count_and_are_fixed() {
        let unit = site(
            "[services]\nfornya-recept = \"https://a.se\"\n[[exemptions]]\nservice = \"Kontakta oss\"\nreason = \"x\"\n",
        );
        assert_eq!(
            check_files(&RULE, &unit),
            ["2: fornya-recept", "4: \"Kontakta oss\""]
        );
        assert_eq!(
            fixed_files(&RULE, &unit),
            "[services]\nrecept = \"https://a.se\"\n[[exemptions]]\nservice = \"skriv\"\nreason = \"x\"\n"
        );
    }

    #[test]
    fn a_split_service_names_all_that_replace_it() {
        let unit = site("[services]\nkontakta-oss = \"https://a.se\"\n");
        let words = words_files(&RULE, &unit);
        assert!(
            words[0].starts_with(
                "`kontakta-oss` har delats upp i `skriv` och `fraga`; den räknas som `skriv` | "
            ),
            "{words:?}"
        );
    }

    #[test]
    fn a_line_that_is_left_over_goes() {
        let unit = site("[services]\nskriv = \"https://a.se\"\nkontakta-oss = \"https://b.se\"\n");
        assert_eq!(check_files(&RULE, &unit), ["3: kontakta-oss"]);
        assert_eq!(
            fixed_files(&RULE, &unit),
            "[services]\nskriv = \"https://a.se\"\n"
        );
        let new =
            site("[services]\nskriv = \"https://a.se\"\n\"Ställ en fråga\" = \"https://b.se\"\n");
        assert_eq!(check_files(&RULE, &new), [""; 0]);
    }
}
