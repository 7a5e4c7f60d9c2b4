//! `unmet-recommendation`: a service the unit should offer is not offered.

use crate::assess::verdict::Obligation;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::rules::{Rule, Run, UnitContext, shortfall};

/// The code.
pub static CODE: Code = Code {
    name: "unmet-recommendation",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Every service that the rule set recommends to the unit is looked for among its services and bookable visits.",
            why: "A recommendation is no duty, but the region wants the service wherever it is possible.",
            example: "[activities]\nger-radgivning = true\n[services]\n# no radgivning",
            mend: "Add the service with its address under `[services]`, or state under `[[exemptions]]` why the unit does without it.",
        },
        sv: Sections {
            what: "Varje tjänst som riktlinjen rekommenderar för enheten letas upp bland enhetens tjänster och bokningsbara besök.",
            why: "En rekommendation är inget krav, men regionen vill ha tjänsten överallt där det går.",
            example: "[activities]\nger-radgivning = true\n[services]\n# radgivning saknas",
            mend: "Lägg till tjänsten med sin adress under `[services]`, eller skriv under `[[exemptions]]` varför enheten klarar sig utan den.",
        },
    },
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
