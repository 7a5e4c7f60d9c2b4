//! `expired-notice`: temporary information whose last day has passed.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::notice::Notice;
use crate::rules::{Rule, Run, UnitContext, place};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "expired-notice",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("expired_notice"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for notice in &context.unit.notices {
        let Some(to) = notice.to.as_ref().filter(|to| to.value < context.today) else {
            continue;
        };
        let day = to.value;
        let message = say!(
            "the notice ended on {day}",
            "informationen gällde till och med {day}"
        );
        let fix = place::without_table(
            context.unit,
            notice.span,
            values(notice),
            say!("remove the notice", "ta bort informationen"),
        );
        let diagnostic = Diagnostic::new(&CODE, to.span, message)
            .with_help(say!(
                "remove the notice, or write a new last day if it still holds",
                "ta bort informationen, eller skriv en ny sista dag om den fortfarande gäller"
            ))
            .with_fix(fix);
        found.push(diagnostic);
    }
}

/// The places of what the table holds.
fn values(notice: &Notice) -> impl Iterator<Item = Span> {
    let days = [&notice.from, &notice.to].map(|day| day.as_ref().map(|day| day.span));
    let text = notice.text.as_ref().map(|text| text.span);
    days.into_iter().chain([text]).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, fixed};

    #[test]
    fn an_old_notice_is_found_and_removed() {
        let unit = "[contact]\nphone = \"112\"\n\n[[notices]]\nto = 2026-11-20\ntext = \"\"\"\nFörbi.\n\"\"\"\n\n[[notices]]\nto = 2026-11-21\ntext = \"Kvar.\"\n";
        assert_eq!(check(&RULE, unit), ["5: 2026-11-20"]);
        assert_eq!(
            fixed(&RULE, unit),
            "[contact]\nphone = \"112\"\n\n[[notices]]\nto = 2026-11-21\ntext = \"Kvar.\"\n"
        );
    }

    #[test]
    fn today_the_future_and_no_end_are_not_old() {
        let unit =
            "[[notices]]\nto = 2026-11-21\ntext = \"I dag.\"\n[[notices]]\ntext = \"Alltid.\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
