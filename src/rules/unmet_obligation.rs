//! `unmet-obligation`: a service the unit must offer is not offered.

use crate::assess::verdict::Obligation;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::rules::{Rule, Run, UnitContext, shortfall};

/// The code.
pub static CODE: Code = Code {
    name: "unmet-obligation",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unmet_obligation"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    shortfall::shortfalls(&CODE, Obligation::Must, context, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    #[test]
    fn a_missing_service_is_found_at_the_services() {
        let unit = "[activities]\nforskriver = true\n[services]\nkontakta-oss = \"https://a.se\"\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n";
        assert_eq!(check(&RULE, unit), ["3: [services]"]);
        assert!(words(&RULE, unit)[0].starts_with("`Förnya recept` erbjuds inte | "));
    }

    #[test]
    fn a_visit_that_cannot_be_booked_is_found_at_its_name() {
        let unit = "[activities]\nforskriver = false\n[services]\nkontakta-oss = \"https://a.se\"\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n[[visits]]\nname = \"Provtagning\"\nassessment_first = false\n[[visits]]\nname = \"Operation\"\nassessment_first = true\n";
        assert_eq!(check(&RULE, unit), ["9: \"Provtagning\""]);
    }

    #[test]
    fn a_group_names_its_services() {
        let unit = "[activities]\nger-rad = true\nforskriver = false\n[services]\nkontakta-oss = \"https://a.se\"\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n";
        assert_eq!(check(&RULE, unit), ["4: [services]"]);
        assert!(words(&RULE, unit)[0].contains("minst en av `radgivning` och `chatt`"));
    }

    #[test]
    fn what_is_offered_exempt_not_asked_for_or_over_is_no_shortfall() {
        let offered = "[activities]\nforskriver = true\n[services]\nkontakta-oss = \"https://a.se\"\nReceptförnyelse = \"https://a.se\"\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n";
        let offered = &offered.replace("Receptförnyelse", "\"Receptförnyelse\"");
        assert_eq!(check(&RULE, offered), [""; 0]);
        let exempt = "[activities]\nforskriver = true\n[services]\nkontakta-oss = \"https://a.se\"\nomboka = \"https://a.se\"\n[booking]\nweeks_ahead = 4\n[[exemptions]]\nservice = \"fornya-recept\"\nreason = \"tekniskt-hinder\"\n";
        assert_eq!(check(&RULE, exempt), [""; 0]);
        assert_eq!(check(&RULE, "administration = \"annan\"\n"), [""; 0]);
        assert_eq!(check(&RULE, "closes = 2026-11-20\n"), [""; 0]);
    }
}
