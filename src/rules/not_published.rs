//! `not-published`: a unit with patient contact that has no page.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "not-published",
    group: Group::Page,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("not_published"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    if unit.publish || !unit.patient_contact || !context.is_active() {
        return;
    }
    let message = say!(
        "the unit meets patients but has no page",
        "enheten har patientkontakt men ingen sida"
    );
    let at = unit.publish_span.unwrap_or(unit.span());
    found.push(Diagnostic::new(&CODE, at, message).with_help(say!(
        "remove `publish = false` when the page is ready",
        "ta bort `publish = false` när sidan är klar"
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn an_unpublished_unit_with_patients_is_noted() {
        assert_eq!(check(&RULE, "publish = false\n"), ["1: false"]);
    }

    #[test]
    fn published_units_closed_ones_and_those_without_patients_are_fine() {
        assert_eq!(check(&RULE, "publish = true\n"), [""; 0]);
        assert_eq!(
            check(&RULE, "publish = false\npatient_contact = false\n"),
            [""; 0]
        );
        assert_eq!(
            check(&RULE, "publish = false\ncloses = 2026-01-01\n"),
            [""; 0]
        );
    }
}
