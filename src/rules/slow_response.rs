//! `slow-response`: the unit promises a slower response than the rule set allows.

use std::cmp::Ordering;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::response::Limit;
use crate::rules::{Rule, Run, UnitContext};

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
    let (Some((asked, longest)), Some(own)) = (context.response(), &context.unit.response) else {
        return;
    };
    if !context.is_bound() || own.value.compare(longest.value) != Ordering::Greater {
        return;
    }
    let slow = own.value.within(asked.calendar);
    let allowed = longest.value.within(asked.calendar);
    let message = Text {
        en: format!(
            "the unit promises a response {}, but it must come {}",
            slow.en, allowed.en
        )
        .into(),
        sv: format!(
            "enheten lovar svar {}, men det ska komma {}",
            slow.sv, allowed.sv
        )
        .into(),
    };
    let line = match longest.value {
        Limit::Days(days) => format!("days = {days}"),
        Limit::Hours(hours) => format!("hours = {hours}"),
    };
    let diagnostic = Diagnostic::new(&CODE, own.span, message)
        .with_related(
            longest.span,
            say!("the longest is set here", "den längsta tiden bestäms här"),
        )
        .with_help(say!(
            "write `{line}` or fewer, or remove `[response]`",
            "skriv `{line}` eller färre, eller ta bort `[response]`"
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
            "enheten lovar svar inom 2 arbetsdagar, men det ska komma inom 1 arbetsdag"
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
