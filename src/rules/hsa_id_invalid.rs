//! `hsa-id-invalid`: a text that is no HSA id.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, luhn, place};
use std::ops::Range;

/// The code.
pub static CODE: Code = Code {
    name: "hsa-id-invalid",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("hsa_id_invalid"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Length of `SE` and the digits.
const BEFORE_HYPHEN: usize = 12;
/// The longest an id can be.
const LONGEST: usize = 31;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(id) = &context.unit.hsa_id else {
        return;
    };
    let Some((message, part, cap)) = fault(&id.value) else {
        return;
    };
    let at = place::inside(context.unit, id, part);
    let diagnostic = Diagnostic::new(&CODE, at, message)
        .with_help(say!(
            "copy the id from the HSA directory; it looks like `SE2321000131-E000000000001`",
            "kopiera id:t från HSA-katalogen; det ser ut som `SE2321000131-E000000000001`"
        ))
        .at_most(cap);
    found.push(diagnostic);
}

/// What is wrong with an id, where, and how much it may weigh.
fn fault(id: &str) -> Option<(Text, Range<usize>, Option<Level>)> {
    let wrong = |message, part| Some((message, part, None));
    let whole = 0..id.len();
    if !id.starts_with("SE") {
        let message = say!("an HSA id begins with `SE`", "ett HSA-id börjar med `SE`");
        return wrong(message, whole);
    }
    let digits = id[2..].bytes().take_while(u8::is_ascii_digit).count();
    if digits != BEFORE_HYPHEN - 2 {
        let message = say!(
            "after `SE` come 10 digits, but here {digits}",
            "efter `SE` kommer 10 siffror, men här {digits}"
        );
        return wrong(message, 2..(2 + digits).max(3).min(id.len()));
    }
    let Some(rest) = id[BEFORE_HYPHEN..].strip_prefix('-') else {
        let message = say!(
            "a hyphen follows the digits",
            "ett bindestreck följer på siffrorna"
        );
        return wrong(message, whole);
    };
    if let Some((at, bad)) = rest
        .char_indices()
        .find(|(_, c)| !c.is_ascii_alphanumeric())
    {
        let message = say!(
            "`{bad}` cannot stand in an HSA id",
            "`{bad}` kan inte stå i ett HSA-id"
        );
        let start = BEFORE_HYPHEN + 1 + at;
        return wrong(message, start..start + bad.len_utf8());
    }
    if rest.is_empty() || id.len() > LONGEST {
        let count = rest.len();
        let message = say!(
            "after the hyphen come 1 to 18 letters or digits, but here {count}",
            "efter bindestrecket kommer 1 till 18 bokstäver eller siffror, men här {count}"
        );
        return wrong(message, BEFORE_HYPHEN..id.len());
    }
    let number = &id[2..BEFORE_HYPHEN];
    if !luhn::is_valid(number.as_bytes()) {
        let message = say!(
            "`{number}` is no organisation number: its last digit does not check",
            "`{number}` är inget organisationsnummer: sista siffran stämmer inte"
        );
        return Some((message, 2..BEFORE_HYPHEN, Some(Level::Warn)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn unit(id: &str) -> String {
        format!("hsa_id = \"{id}\"\n")
    }

    #[test]
    fn faults_are_found_at_the_exact_place() {
        for (id, shown) in [
            ("2321000131-E1", "2321000131-E1"),
            ("SE232100013-E1", "232100013"),
            ("SE23210001311-E1", "23210001311"),
            ("SE-E1", "-"),
            ("SE2321000131E1", "SE2321000131E1"),
            ("SE2321000131-Å1", "Å"),
            ("SE2321000131-", "-"),
            ("SE2321000131-E012345678901234567", "-E012345678901234567"),
            ("SE", "SE"),
        ] {
            let found = check(&RULE, &unit(id));
            let shown = if id == "SE" { "" } else { shown };
            assert_eq!(found, [format!("1: {shown}")], "{id}");
        }
        assert_eq!(
            check(&RULE, &unit("SE2321000132-E1")),
            ["1: 2321000132 [warn]"]
        );
    }

    #[test]
    fn ids_of_real_shape_are_fine() {
        for id in [
            "SE2321000131-E000000000001",
            "SE0000000000-E001",
            "SE2321000057-1ab",
            "SE2321000131-E01234567890123456",
        ] {
            assert_eq!(check(&RULE, &unit(id)), [""; 0], "{id}");
        }
    }
}
