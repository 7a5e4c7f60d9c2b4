//! `postcode-in-street`: a postcode in the visiting address.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place, prose};
use std::ops::Range;

/// The code.
pub static CODE: Code = Code {
    name: "postcode-in-street",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("postcode_in_street"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(street) = &context.unit.visit.street else {
        return;
    };
    let Some(part) = postcode(&street.value) else {
        return;
    };
    let message = say!(
        "the visiting address has a postcode",
        "besöksadressen har ett postnummer"
    );
    let at = place::inside(context.unit, street, part);
    found.push(Diagnostic::new(&CODE, at, message).with_help(say!(
        "write only street and number here, and the postcode in `postal_address`",
        "skriv bara gata och nummer här, och postnumret i `postal_address`"
    )));
}

/// Five digits, as `392 31` or `39231`, with a town after or a comma before.
fn postcode(street: &str) -> Option<Range<usize>> {
    let words: Vec<_> = prose::words(street).collect();
    let digits = |at: usize, count: usize| {
        let (_, word) = words.get(at)?;
        (word.len() == count && word.bytes().all(|b| b.is_ascii_digit())).then_some(())
    };
    (0..words.len()).find_map(|at| {
        let start = words[at].0.start;
        let end = if digits(at, 5).is_some() {
            words[at].0.end
        } else {
            digits(at, 3).and(digits(at + 1, 2))?;
            words[at + 1].0.end
        };
        let one_blank = matches!(street.get(start..end)?.len(), 5 | 6);
        let after_comma = street[..start].trim_end().ends_with(',');
        let town = street[end..].trim_start().starts_with(char::is_uppercase);
        (one_blank && (after_comma || town)).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn unit(street: &str) -> String {
        format!("[visit]\nstreet = \"{street}\"\n")
    }

    #[test]
    fn a_postcode_is_found_at_its_place() {
        assert_eq!(
            check(&RULE, &unit("Strandvägen 1, 392 31 Kalmar")),
            ["2: 392 31"]
        );
        assert_eq!(
            check(&RULE, &unit("Strandvägen 1 39231 Kalmar")),
            ["2: 39231"]
        );
    }

    #[test]
    fn numbers_of_streets_houses_and_rooms_are_fine() {
        for street in [
            "Strandvägen 1",
            "Storgatan 123 A",
            "Hus 12, plan 3",
            "Ringvägen 100–104",
            "Väg 136 12",
        ] {
            assert_eq!(check(&RULE, &unit(street)), [""; 0], "{street}");
        }
    }
}
