//! `unknown-activity`: an answer to a question that no version of the rule set asks.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::model::name::nearest;
use crate::rules::{Rule, Run, UnitContext, place, wording};

/// The code.
pub static CODE: Code = Code {
    name: "unknown-activity",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unknown_activity"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let rule_sets = &context.region.rule_sets;
    if rule_sets.is_empty() || !context.region.rules_know("activities") {
        return;
    }
    let unknown = context
        .unit
        .activities
        .iter()
        .filter(|(id, _)| rule_sets.iter().all(|rules| rules.activity(id).is_none()));
    for (id, answer) in unknown {
        let asked = context
            .rule_set
            .or(rule_sets.last())
            .map(|rules| &rules.activities);
        let asked = asked
            .into_iter()
            .flatten()
            .map(|activity| activity.id.value.as_str());
        let message = say!(
            "the rule set asks no question `{id}`",
            "riktlinjen har ingen fråga `{id}`"
        );
        let diagnostic = Diagnostic::new(&CODE, answer.span, message);
        found.push(match nearest(id, asked.clone()) {
            Some(meant) => {
                let open = !context.unit.activities.contains_key(meant)
                    && place::is_plain_key(context.unit, answer.span);
                let title = say!("write `{meant}`", "skriv `{meant}`");
                let fix = Fix::guess(title, answer.span, meant.to_owned());
                diagnostic
                    .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
                    .with_fix(open.then_some(fix))
            }
            None => {
                let known = wording::listed(asked);
                diagnostic.with_help(crate::diagnostic::Text {
                    en: format!("remove the line; the questions are {}", known.en).into(),
                    sv: format!("ta bort raden; frågorna är {}", known.sv).into(),
                })
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    #[test]
    fn a_misspelt_question_is_found_and_fixed() {
        let unit = "[activities]\n\"forskrver\" = true\nnagot-annat = false\n";
        assert_eq!(check(&RULE, unit), ["2: \"forskrver\"", "3: nagot-annat"]);
        assert!(fixed(&RULE, unit).contains("\nforskriver = true\n"));
        let both = "[activities]\nforskrver = true\nforskriver = true\n";
        assert_eq!(check(&RULE, both), ["2: forskrver"]);
    }

    #[test]
    fn questions_of_any_version_are_known() {
        assert_eq!(
            check(
                &RULE,
                "[activities]\nforskriver = true\ngammal-fraga = false\n"
            ),
            [""; 0]
        );
    }
}
