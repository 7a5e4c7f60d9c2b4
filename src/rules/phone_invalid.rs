//! `phone-invalid`: a text that is no Swedish telephone number.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "phone-invalid",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("phone_invalid"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for number in context.unit.numbers() {
        let Err(error) = &number.read else {
            continue;
        };
        let written = &number.written;
        let Text { en, sv } = error.words();
        let message = say!("not a number to call: {en}", "inget nummer att ringa: {sv}");
        let at = place::inside(context.unit, written, error.range());
        let diagnostic = Diagnostic::new(&CODE, at, message);
        found.push(match error.suggestion() {
            Some(better) => diagnostic
                .with_help(say!("write `{better}`", "skriv `{better}`"))
                .with_fix(Some(Fix::replace(
                    say!("write `{better}`", "skriv `{better}`"),
                    written.span,
                    place::quoted(better),
                ))),
            None => diagnostic.with_help(say!(
                "write one number with its area code, such as `0480-810 00`",
                "skriv ett nummer med riktnummer, till exempel `0480-810 00`"
            )),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files, fixed};

    #[test]
    fn numbers_that_cannot_be_called_are_found_at_the_exact_place() {
        let unit = "[contact]\nphone = \"0489-810 00\"\n[[contact.phones]]\nlabel = \"Bokning\"\nnumber = \"0480-810 00, 0480-810 01\"\n";
        assert_eq!(check(&RULE, unit), ["2: 0489", "5: ,"]);
    }

    #[test]
    fn places_are_exact_behind_a_byte_order_mark() {
        let unit = "\u{feff}name = \"Å\"\nhsa_id = \"SE2321000131-E1\"\ntype = \"mottagning\"\nadministration = \"vard\"\nmunicipality = \"Orten\"\n[contact]\nphone = \"0489-810 00\"\n";
        let files = format!("//- content/x/units/b.toml\n{unit}");
        assert_eq!(check_files(&RULE, &files), ["b.toml:7: 0489"]);
    }

    #[test]
    fn a_certain_fix_is_offered() {
        let unit = "[contact]\nphone = \"tel: 0480-81000\" # växeln\n";
        assert_eq!(
            fixed(&RULE, unit),
            "[contact]\nphone = \"0480-810 00\" # växeln\n"
        );
    }

    #[test]
    fn numbers_in_any_grouping_and_short_numbers_are_fine() {
        for number in [
            "0480-81000",
            "+46 480 810 00",
            "1177",
            "112",
            "020-12 34 56",
            "08-465 004 00",
        ] {
            assert_eq!(
                check(&RULE, &format!("[contact]\nphone = \"{number}\"\n")),
                [""; 0]
            );
        }
    }
}
