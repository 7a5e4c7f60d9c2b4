//! `expired-hours`: hours whose own dates are over.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::timetable::all_hours;
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "expired-hours",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("expired_hours"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let today = context.today;
    for hours in all_hours(context.unit).map(|whose| whose.hours()) {
        for text in &hours.dated {
            let Some(to) = text.to.filter(|to| *to < today) else {
                continue;
            };
            let message = say!(
                "these hours ended on {to} and are not shown",
                "tiderna gällde till och med {to} och visas inte"
            );
            found.push(Diagnostic::new(&CODE, text.span, message).with_help(say!(
                "remove them, or write the dates that hold now",
                "ta bort dem, eller skriv de datum som gäller nu"
            )));
        }
        // A summer that is over does no harm, and is no reason to stop a build the day after.
        for period in hours.periods.iter().filter(|period| period.is_table) {
            let Some(to) = period.to.filter(|to| *to < today) else {
                continue;
            };
            let message = say!("the period ended on {to}", "perioden tog slut {to}");
            let diagnostic = Diagnostic::new(&CODE, period.span, message).with_help(say!(
                "remove the period, or write its next dates",
                "ta bort perioden, eller skriv dess nästa datum"
            ));
            let is_new = !found.iter().any(|it| it.primary.span == period.span);
            found.extend(is_new.then(|| diagnostic.at_most(Some(Level::Note))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn hours_of_the_directory_that_are_over_are_found() {
        let unit = "[hours]\nopening = [\"1-5#08:00#17:00##20260101#20260831\", \"1-5#08:00#16:00##20260901#20261231\"]\n";
        assert_eq!(
            check(&RULE, unit),
            ["2: \"1-5#08:00#17:00##20260101#20260831\""]
        );
    }

    #[test]
    fn a_period_that_is_over_is_noted_once() {
        let unit = "[hours]\nopening = { mon = \"08:00-17:00\" }\n[[hours.periods]]\nfrom = 2026-06-01\nto = 2026-08-15\nopening = { mon = \"08:00-12:00\" }\nphone = { mon = \"08:00-09:00\" }\n";
        assert_eq!(check(&RULE, unit), ["3: [[hours.periods]] [note]"]);
    }

    #[test]
    fn hours_that_hold_or_are_to_come_are_fine() {
        for dates in ["20260101#20261121", "20270101#20270831", "20260101#"] {
            let unit = format!("[hours]\nphone = [\"1-5#08:00#17:00##{dates}\"]\n");
            assert_eq!(check(&RULE, &unit), [""; 0], "{dates}");
        }
    }
}
