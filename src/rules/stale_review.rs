//! `stale-review`: nobody has read the page for half a year.

use crate::assess::facts::Facts;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, wording};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "stale-review",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("stale_review"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// The age at which a review is too old, in days.
pub const TOO_OLD: i64 = 180;

/// How old a review of the unit's page may be by the rule set; nothing where it does not say.
pub fn review_limit(context: &UnitContext<'_>) -> Option<Spanned<u32>> {
    let rule_set = context.rule_set.filter(|_| context.assessment.in_scope)?;
    let offering = context.offering()?;
    let facts = Facts::new(context.unit, context.region, &offering);
    facts.review_limit(rule_set).cloned()
}

/// How many days old a review of a unit's page may be.
pub fn max_age(context: &UnitContext<'_>) -> i64 {
    review_limit(context).map_or(TOO_OLD, |limit| i64::from(limit.value))
}

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    if !unit.is_shown_on(context.today) {
        return;
    }
    let read_it = say!(
        "read the whole page, correct what is wrong, and write today's date as `reviewed`",
        "läs hela sidan, rätta det som är fel och skriv dagens datum som `reviewed`"
    );
    let Some(reviewed) = &unit.reviewed else {
        let message = say!(
            "when the page was last reviewed is not stated",
            "det framgår inte när sidan senast granskades"
        );
        let diagnostic = Diagnostic::new(&CODE, unit.span(), message).with_help(read_it);
        found.push(diagnostic.at_most(Some(Level::Note)));
        return;
    };
    let day = reviewed.value;
    let age = (context.today - day).num_days();
    let asked = review_limit(context);
    if age > max_age(context) {
        let Text { en, sv } = wording::ago(age);
        let message = say!(
            "the page was last reviewed {en}, on {day}",
            "sidan granskades senast {sv}, {day}"
        );
        let diagnostic = Diagnostic::new(&CODE, reviewed.span, message).with_help(read_it);
        found.push(match asked {
            Some(asked) => {
                let days = asked.value;
                let label = say!(
                    "at most {days} days are allowed",
                    "högst {days} dagar tillåts"
                );
                diagnostic.with_related(asked.span, label)
            }
            None => diagnostic,
        });
    } else if age < 0 {
        let message = say!(
            "the day of review lies ahead, {day}",
            "dagen för granskning ligger framåt i tiden, {day}"
        );
        found.push(
            Diagnostic::new(&CODE, reviewed.span, message).with_help(say!(
                "write the day when the page was read",
                "skriv dagen då sidan lästes igenom"
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files};

    #[test]
    fn old_and_future_reviews_are_found() {
        assert_eq!(check(&RULE, "reviewed = 2026-05-24\n"), ["1: 2026-05-24"]);
        assert_eq!(check(&RULE, "reviewed = 2026-11-22\n"), ["1: 2026-11-22"]);
    }

    #[test]
    fn a_unit_that_was_never_reviewed_is_noted() {
        let unit = "name = \"E\"\nhsa_id = \"SE2321000131-E\"\ntype = \"mottagning\"\nadministration = \"vard\"\nmunicipality = \"Orten\"\n";
        let files = format!("//- content/x/units/b.toml\n{unit}");
        assert_eq!(check_files(&RULE, &files), ["b.toml:1: \"E\" [note]"]);
    }

    #[test]
    fn fresh_reviews_and_hidden_units_are_fine() {
        assert_eq!(check(&RULE, "reviewed = 2026-05-25\n"), [""; 0]);
        assert_eq!(check(&RULE, "reviewed = 2026-11-21\n"), [""; 0]);
        assert_eq!(
            check(&RULE, "reviewed = 2020-01-01\npublish = false\n"),
            [""; 0]
        );
    }
}
