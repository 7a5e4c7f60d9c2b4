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

/// Digits of an organisation number.
const ORGANISATION: usize = 10;
/// What an organisation number has before it in many ids: the mark of a legal person in its 12-digit form.
const LEGAL_PERSON: &str = "16";
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
    let is_twelve = digits == ORGANISATION + 2 && id[2..].starts_with(LEGAL_PERSON);
    if digits != ORGANISATION && !is_twelve {
        let message = say!(
            "after `SE` come the 10 digits of an organisation number, or `16` and these, but here {digits}",
            "efter `SE` kommer organisationsnumrets 10 siffror, eller `16` och dem, men här {digits}"
        );
        return wrong(message, 2..(2 + digits).max(3).min(id.len()));
    }
    let before_hyphen = 2 + digits;
    let Some(rest) = id[before_hyphen..].strip_prefix('-') else {
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
        let start = before_hyphen + 1 + at;
        return wrong(message, start..start + bad.len_utf8());
    }
    let most = LONGEST - before_hyphen - 1;
    if rest.is_empty() || rest.len() > most {
        let count = rest.len();
        let message = say!(
            "after the hyphen come 1 to {most} letters or digits, but here {count}",
            "efter bindestrecket kommer 1 till {most} bokstäver eller siffror, men här {count}"
        );
        return wrong(message, before_hyphen..id.len());
    }
    let first = before_hyphen - ORGANISATION;
    let number = &id[first..before_hyphen];
    if !luhn::is_valid(number.as_bytes()) {
        let message = say!(
            "`{number}` is no organisation number: its last digit does not check",
            "`{number}` är inget organisationsnummer: sista siffran stämmer inte"
        );
        return Some((message, first..before_hyphen, Some(Level::Warn)));
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
            ("SE992321000131-E1", "992321000131"),
            ("SE162321000131-E01234567890123456", "-E01234567890123456"),
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
        assert_eq!(
            check(&RULE, &unit("SE162321000132-E1")),
            ["1: 2321000132 [warn]"]
        );
    }

    #[test]
    fn ids_of_real_shape_are_fine() {
        for id in [
            "SE2321000131-E000000000001",
            "SE0000000000-E001",
            "SE2321000057-1ab",
            "SE162321000255-0AB12C",
            "SE160000000000-E001",
            "SE162321000131-E012345678901234",
            "SE2321000131-E01234567890123456",
        ] {
            assert_eq!(check(&RULE, &unit(id)), [""; 0], "{id}");
        }
    }
}
