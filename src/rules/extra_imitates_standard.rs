//! `extra-imitates-standard`: an extra service named like one of the base offering.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::name::fold;
use crate::model::rule_set::{Naming, RuleSet, Service};
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "extra-imitates-standard",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("extra_imitates_standard"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Names shorter than this are alike by chance.
const LONG_ENOUGH: usize = 8;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rule_set) = context.rule_set else {
        return;
    };
    for extra in &context.unit.extra_services {
        let Some((service, is_same)) = imitated(rule_set, &extra.name.value) else {
            continue;
        };
        let (written, name) = (&extra.name.value, &service.name.value);
        let id = &service.id.value;
        let (message, help) = if is_same {
            (
                say!(
                    "`{written}` is the standard service `{name}`, not an extra one",
                    "`{written}` är standardtjänsten `{name}`, ingen extra tjänst"
                ),
                say!(
                    "move it to `[services]` as `{id}`",
                    "flytta den till `[services]` som `{id}`"
                ),
            )
        } else {
            let contact = wording::naming_contact(context.region);
            (
                say!(
                    "`{written}` can be taken for the standard service `{name}`",
                    "`{written}` kan förväxlas med standardtjänsten `{name}`"
                ),
                say!(
                    "move it to `[services]` as `{id}` if it is the same, or choose another name with {contact}",
                    "flytta den till `[services]` som `{id}` om det är samma, eller välj ett annat namn tillsammans med {contact}"
                ),
            )
        };
        let diagnostic = Diagnostic::new(&CODE, extra.name.span, message)
            .with_service(id)
            .with_related(
                service.name.span,
                say!("the standard name", "standardnamnet"),
            )
            .with_help(help)
            .at_most(context.cap_outside_scope());
        found.push(diagnostic);
    }
}

/// The service whose name it imitates, and whether it is that very name.
fn imitated<'a>(rule_set: &'a RuleSet, written: &str) -> Option<(&'a Service, bool)> {
    if let Some((service, _)) = rule_set.resolve(written) {
        return Some((service, true));
    }
    let folded = fold(written);
    let length = folded.chars().count();
    let like = |(known, (_, naming)): &(&String, &(usize, Naming))| {
        let extended = *naming == Naming::Standard
            && known.contains(' ')
            && folded
                .strip_prefix(known.as_str())
                .is_some_and(|rest| rest.starts_with(' '));
        // Lengths in bytes differ by at most two bytes for each letter.
        let near = *naming != Naming::Id
            && length >= LONG_ENOUGH
            && known.len().abs_diff(folded.len()) <= 4
            && shares_an_end(known, &folded)
            && strsim::osa_distance(known, &folded) <= 2;
        extended || near
    };
    let (_, (at, _)) = rule_set.names.iter().find(like)?;
    Some((rule_set.services.get(*at)?, false))
}

/// Whether two names begin or end alike; cheap, and true of names that can be confused.
fn shares_an_end(one: &str, other: &str) -> bool {
    const ALIKE: usize = 3;
    let begin = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let end = one
        .bytes()
        .rev()
        .zip(other.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    begin >= ALIKE || end >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    fn extra(name: &str) -> String {
        format!(
            "[[extra_services]]\nname = \"{name}\"\nurl = \"https://a.se\"\nagreed = 2026-01-01\n"
        )
    }

    #[test]
    fn names_that_are_or_resemble_a_standard_name_are_found() {
        for name in [
            "Förnya recept",
            "receptförnyelse",
            "Förnya recepten",
            "Förnya recept Strandvik",
            "Kontakta dietist",
            "Kontakta oss!",
            "Boka tid för gruppträff",
        ] {
            assert_eq!(check(&RULE, &extra(name)), [format!("2: \"{name}\"")]);
        }
        assert!(
            words(&RULE, &extra("Chatt"))[0].contains("flytta den till `[services]` som `chatt`")
        );
    }

    #[test]
    fn names_of_their_own_are_fine() {
        for name in [
            "Fråga barnmorskan",
            "Förnya bilbältesintyg",
            "Ny patient",
            "Rådgivning om sömn",
            "Chatta",
            "Blodtrycksdagbok",
        ] {
            assert_eq!(check(&RULE, &extra(name)), [""; 0], "{name}");
        }
    }
}
