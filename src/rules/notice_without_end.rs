//! `notice-without-end`: temporary information without a last day.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "notice-without-end",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("notice_without_end"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for notice in context
        .unit
        .notices
        .iter()
        .filter(|notice| notice.to.is_none())
    {
        let message = say!(
            "the notice has no last day",
            "informationen har ingen sista dag"
        );
        found.push(Diagnostic::new(&CODE, notice.span, message).with_help(say!(
            "add `to = ` with the last day it is shown",
            "lägg till `to = ` med sista dagen den ska visas"
        )));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn a_notice_needs_a_last_day() {
        assert_eq!(
            check(&RULE, "[[notices]]\nfrom = 2026-11-01\ntext = \"A\"\n"),
            ["1: [[notices]]"]
        );
        assert_eq!(
            check(&RULE, "[[notices]]\nto = 2026-11-01\ntext = \"A\"\n"),
            [""; 0]
        );
    }
}
