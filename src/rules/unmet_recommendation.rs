//! `unmet-recommendation`: a service the unit should offer is not offered.

use crate::assess::verdict::Obligation;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::rules::{Rule, Run, UnitContext, shortfall};

/// The code.
pub static CODE: Code = Code {
    name: "unmet-recommendation",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("unmet_recommendation"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    shortfall::shortfalls(&CODE, Obligation::Should, context, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn a_recommended_service_that_is_missing_is_found() {
        let unit = "[activities]\nger-rad = true\n[services]\nchatt = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), ["3: [services]"]);
    }

    #[test]
    fn nothing_is_recommended_without_the_activity() {
        assert_eq!(
            check(&RULE, "[activities]\nger-rad = false\n[services]\n"),
            [""; 0]
        );
    }
}
