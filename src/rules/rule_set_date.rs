//! `rule-set-date`: days of a rule set that do not fit together.

use chrono::Months;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::rule_set::RuleSet;
use crate::rules::{Rule, Run, SiteContext};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "rule-set-date",
    group: Group::Rules,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("rule_set_date"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

/// How long after its decision a rule set may come into force.
const LATEST_START: Months = Months::new(24);
/// How long after its first day in force it may be decided.
const LATEST_DECISION: Months = Months::new(12);

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let regions = context.catalog.regions.values();
    for rule_set in regions.flat_map(|region| &region.rule_sets) {
        if rule_set.broken {
            continue;
        }
        found.extend(decision(rule_set));
        for change in &rule_set.history {
            let day = change.date.value;
            if day > context.today {
                let message = say!(
                    "the history of the document lies ahead, {day}",
                    "dokumentets historik ligger framåt i tiden, {day}"
                );
                let help = say!("correct the day", "rätta dagen");
                found.push(Diagnostic::new(&CODE, change.date.span, message).with_help(help));
            }
        }
    }
}

fn decision(rule_set: &RuleSet) -> Option<Diagnostic> {
    let decided = rule_set.decided.as_ref()?;
    let (day, first) = (decided.value, rule_set.in_force);
    let message = if first > day.checked_add_months(LATEST_START)? {
        say!(
            "decided on {day}, but in force only from {first}",
            "beslutad {day}, men gäller först från {first}"
        )
    } else if day > first.checked_add_months(LATEST_DECISION)? {
        say!(
            "in force from {first}, but decided only on {day}",
            "gäller från {first}, men beslutad först {day}"
        )
    } else {
        return None;
    };
    let diagnostic = Diagnostic::new(&CODE, decided.span, message)
        .with_related(
            Span::whole(rule_set.file),
            say!(
                "the file's name is the first day in force",
                "filens namn är första dagen den gäller"
            ),
        )
        .with_help(say!(
            "correct `decided`, or rename the file after its first day in force",
            "rätta `decided`, eller ge filen namn efter första dagen den gäller"
        ));
    Some(diagnostic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_files;

    fn found(first: &str, lines: &str) -> Vec<String> {
        check_files(
            &RULE,
            &format!("//- content/x/rules/{first}.toml\ntitle = \"R\"\n{lines}\n"),
        )
    }

    #[test]
    fn days_far_from_the_decision_are_found() {
        let decided = "decided = 2026-02-18";
        assert_eq!(
            found("2062-02-18", decided),
            ["2062-02-18.toml:2: 2026-02-18"]
        );
        assert_eq!(found("2028-02-19", decided).len(), 1);
        assert_eq!(found("2025-02-17", decided).len(), 1);
        assert_eq!(found("2028-02-18", decided), [""; 0]);
        assert_eq!(found("2025-02-18", decided), [""; 0]);
        assert_eq!(found("2062-02-18", ""), [""; 0]);
    }

    #[test]
    fn history_lies_behind() {
        let history = |day| format!("[[history]]\ndate = {day}\nchange = \"Beslut\"");
        assert_eq!(found("2026-02-18", &history("2027-01-01")).len(), 1);
        assert_eq!(found("2026-02-18", &history("2026-11-21")), [""; 0]);
    }
}
