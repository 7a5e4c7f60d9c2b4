//! `slow-response`: the unit promises a slower response than the rule set allows.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "slow-response",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("slow_response"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let required = context.rule_set.and_then(|rules| rules.response.as_ref());
    let (Some(required), Some(own)) = (required, &context.unit.response_days) else {
        return;
    };
    if !context.is_bound() || own.value <= required.days {
        return;
    }
    let slow = wording::days(own.value, required.calendar);
    let allowed = wording::days(required.days, required.calendar);
    let message = Text {
        en: format!(
            "the unit promises a response in {}, but at most {} is allowed",
            slow.en, allowed.en
        )
        .into(),
        sv: format!(
            "enheten lovar svar inom {}, men högst {} är tillåtet",
            slow.sv, allowed.sv
        )
        .into(),
    };
    let days = required.days;
    let diagnostic = Diagnostic::new(&CODE, own.span, message)
        .with_related(
            required.span,
            say!("the longest is set here", "den längsta tiden bestäms här"),
        )
        .with_help(say!(
            "write `days = {days}` or fewer, or remove `[response]`",
            "skriv `days = {days}` eller färre, eller ta bort `[response]`"
        ));
    found.push(diagnostic);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    #[test]
    fn slower_is_found_with_the_region_s_word() {
        let unit = "[response]\ndays = 2\n";
        assert_eq!(check(&RULE, unit), ["2: 2"]);
        assert!(words(&RULE, unit)[0].starts_with(
            "enheten lovar svar inom 2 arbetsdagar, men högst 1 arbetsdag är tillåtet"
        ));
    }

    #[test]
    fn as_quick_quicker_or_out_of_scope_is_fine() {
        assert_eq!(check(&RULE, "[response]\ndays = 1\n"), [""; 0]);
        assert_eq!(check(&RULE, "[response]\ndays = 0\n"), [""; 0]);
        assert_eq!(
            check(&RULE, "administration = \"annan\"\n[response]\ndays = 9\n"),
            [""; 0]
        );
    }
}
