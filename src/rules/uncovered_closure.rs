//! `uncovered-closure`: the unit closes on a working day, and nobody is named who answers meanwhile.

use chrono::Days;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::calendar;
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "uncovered-closure",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("uncovered_closure"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    // Without a response time there is nothing that somebody has to keep meanwhile.
    let Some((_, longest)) = context.response().filter(|_| context.is_bound()) else {
        return;
    };
    let open = context
        .unit
        .closures
        .iter()
        .filter(|closure| closure.answered_by.is_none());
    for closure in open {
        let from = closure.from.value.max(context.today);
        // A year has a working day in any case.
        let year = || from.checked_add_days(Days::new(366)).unwrap_or(from);
        let to = closure.to.as_ref().map_or_else(year, |to| to.value);
        let Some(first) = calendar::working_days_in(from, to).next() else {
            continue;
        };
        let weekday = wording::weekday(first);
        let message = Text {
            en: format!(
                "nobody answers while the unit is closed, from {} {first}",
                weekday.en
            )
            .into(),
            sv: format!(
                "ingen svarar medan enheten är stängd, från {} {first}",
                weekday.sv
            )
            .into(),
        };
        let diagnostic = Diagnostic::new(&CODE, closure.span, message)
            .with_label(say!("contains a working day", "innehåller en arbetsdag"))
            .with_related(
                longest.span,
                say!(
                    "the response time holds also then",
                    "svarstiden gäller också då"
                ),
            )
            .with_help(say!(
                "add `answered_by = \"…\"` with the unit that answers meanwhile",
                "lägg till `answered_by = \"…\"` med enheten som svarar under tiden"
            ));
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    fn closure(from: &str, to: &str, more: &str) -> String {
        format!("[[closures]]\nfrom = {from}\nto = {to}\n{more}")
    }

    #[test]
    fn a_working_day_needs_somebody_who_answers() {
        let unit = &closure("2026-12-24", "2026-12-28", "");
        assert_eq!(check(&RULE, unit), ["1: [[closures]]"]);
        assert!(words(&RULE, unit)[0].contains("från måndag 2026-12-28"));
        // It began earlier, and goes on.
        assert_eq!(
            check(&RULE, &closure("2026-11-02", "2026-11-23", "")),
            ["1: [[closures]]"]
        );
    }

    #[test]
    fn holidays_past_days_and_covered_days_need_nobody() {
        for fine in [
            closure("2026-12-24", "2026-12-27", ""),
            closure("2026-11-02", "2026-11-22", ""),
            closure("2026-12-24", "2026-12-28", "answered_by = \"Kvarnby\"\n"),
            closure("2026-12-28", "2026-12-24", ""),
            format!(
                "administration = \"annan\"\n{}",
                closure("2026-12-24", "2026-12-28", "")
            ),
        ] {
            assert_eq!(check(&RULE, &fine), [""; 0], "{fine}");
        }
    }
}
