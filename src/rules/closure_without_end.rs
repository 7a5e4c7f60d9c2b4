//! `closure-without-end`: a closure without a last day.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "closure-without-end",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("closure_without_end"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let closures = context.unit.closures.iter();
    for closure in closures.filter(|closure| closure.to.is_none()) {
        let message = say!(
            "the unit is closed until further notice",
            "enheten är stängd tills vidare"
        );
        found.push(
            Diagnostic::new(&CODE, closure.span, message).with_help(say!(
                "add `to = ` with the last day that the unit is closed",
                "lägg till `to = ` med sista dagen som enheten är stängd"
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn a_closure_needs_a_last_day() {
        let open = "[[closures]]\nfrom = 2026-11-01\nreason = \"Vattenskada\"\n";
        assert_eq!(check(&RULE, open), ["1: [[closures]]"]);
        assert_eq!(check(&RULE, &format!("{open}to = 2026-12-01\n")), [""; 0]);
    }
}
