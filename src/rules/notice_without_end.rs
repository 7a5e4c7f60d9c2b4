//! `notice-without-end`: temporary information without a last day.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "notice-without-end",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Every notice needs `to`, its last day.",
            why: "Without an end a notice stays for years, and residents stop reading the box it stands in.",
            example: "[[notices]]\nfrom = 2026-11-20\ntext = \"Entrén på baksidan är stängd.\"",
            mend: "Write the last day as `to = 2026-12-01`. What holds for good belongs in the other texts.",
        },
        sv: Sections {
            what: "Varje tillfällig information behöver `to`, sin sista dag.",
            why: "Utan slut blir texten kvar i åratal, och invånarna slutar läsa rutan den står i.",
            example: "[[notices]]\nfrom = 2026-11-20\ntext = \"Entrén på baksidan är stängd.\"",
            mend: "Skriv sista dagen som `to = 2026-12-01`. Det som gäller för gott hör hemma i de andra texterna.",
        },
    },
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
