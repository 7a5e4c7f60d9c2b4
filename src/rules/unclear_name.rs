//! `unclear-name`: a unit's name with special characters, or of nothing but a ward's number.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "unclear-name",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("unclear_name"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// Characters that do not belong in a name.
const SPECIAL: &str = "/\\&*#@!?\"”;=_|<>%+~^$[]{}";

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(name) = &context.unit.name else {
        return;
    };
    let special = name
        .value
        .char_indices()
        .find(|(_, c)| SPECIAL.contains(*c));
    if let Some((start, character)) = special {
        let message = say!(
            "`{character}` does not belong in a name",
            "`{character}` hör inte hemma i ett namn"
        );
        let at = place::inside(context.unit, name, start..start + character.len_utf8());
        found.push(Diagnostic::new(&CODE, at, message).with_help(say!(
            "write the name in words, `and` for `&`",
            "skriv namnet med ord, `och` för `&`"
        )));
    }
    if is_only_a_number(&name.value) {
        let message = say!(
            "the name does not say what the unit does",
            "namnet säger inte vad enheten gör"
        );
        found.push(Diagnostic::new(&CODE, name.span, message).with_help(say!(
            "say what kind of care it gives, such as `Medicinavdelning 12 Lysvik`",
            "säg vilken vård den ger, till exempel `Medicinavdelning 12 Lysvik`"
        )));
    }
}

/// "Avdelning 12", "avd. 12 B", "12"
fn is_only_a_number(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .skip_while(|word| ["avdelning", "avdelningen", "avd", "vårdavdelning"].contains(word))
        .peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.chars().count() == 1
                || word
                    .trim_end_matches(char::is_alphabetic)
                    .parse::<u32>()
                    .is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn special_characters_and_bare_numbers_are_found() {
        assert_eq!(check(&RULE, "name = \"Barn & ungdom\"\n"), ["1: &"]);
        assert_eq!(
            check(&RULE, "name = \"Avdelning 12 B\"\n"),
            ["1: \"Avdelning 12 B\""]
        );
        assert_eq!(check(&RULE, "name = \"Avd. 12b\"\n"), ["1: \"Avd. 12b\""]);
    }

    #[test]
    fn plain_names_are_fine() {
        for name in [
            "Medicinavdelning 12 Lysvik",
            "Öron-, näs- och halsmottagningen",
            "S:t Lars hälsocentral",
            "Psykiatrin (vuxna) Lotsen",
            "Hälsocentralen Café Å",
        ] {
            assert_eq!(
                check(&RULE, &format!("name = \"{name}\"\n")),
                [""; 0],
                "{name}"
            );
        }
    }
}
