//! `phone-grouping`: a telephone number that is not written the Swedish way.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, place};

/// The code.
pub static CODE: Code = Code {
    name: "phone-grouping",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("phone_grouping"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for number in context.unit.numbers() {
        let Ok(phone) = &number.read else {
            continue;
        };
        let written = &number.written;
        let usual = phone.display();
        if usual == written.value {
            continue;
        }
        let message = say!(
            "the number is usually written `{usual}`",
            "numret skrivs vanligen `{usual}`"
        );
        let diagnostic = Diagnostic::new(&CODE, written.span, message)
            .with_help(say!("write `{usual}`", "skriv `{usual}`"))
            .with_fix(Some(Fix::replace(
                say!("write `{usual}`", "skriv `{usual}`"),
                written.span,
                place::quoted(&usual),
            )));
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    #[test]
    fn another_grouping_is_found_and_fixed() {
        let unit = "[contact]\nphone = '+46 480 81000'\n[[contact.phones]]\nlabel = \"Bokning\"\nnumber = \"08-46500400\"\n";
        assert_eq!(
            check(&RULE, unit),
            ["2: '+46 480 81000'", "5: \"08-46500400\""]
        );
        assert!(fixed(&RULE, unit).starts_with("[contact]\nphone = \"0480-810 00\"\n"));
    }

    #[test]
    fn the_usual_form_and_what_is_no_number_are_left_alone() {
        let unit = "[contact]\nphone = \"0771-11 22 33\"\n[[contact.phones]]\nlabel = \"Bokning\"\nnumber = \"okänt\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
