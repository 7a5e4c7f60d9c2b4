//! `expired-exemption`: an exemption whose last day has passed.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "expired-exemption",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("expired_exemption"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_active() {
        return;
    }
    for exemption in &context.unit.exemptions {
        let Some(until) = exemption
            .until
            .as_ref()
            .filter(|day| day.value < context.today)
        else {
            continue;
        };
        let named = context.verdict_named(&exemption.service.value);
        let name = named.map_or(exemption.service.as_str(), |(demand, _)| demand.name());
        let day = until.value;
        let message = say!(
            "the exemption from `{name}` ended on {day}",
            "undantaget från `{name}` gick ut {day}"
        );
        let mut diagnostic = Diagnostic::new(&CODE, until.span, message)
            .with_help(say!(
                "remove the exemption if the service is offered now; if the reason remains, write a new last day",
                "ta bort undantaget om tjänsten erbjuds nu; om skälet finns kvar, skriv en ny sista dag"
            ))
            .at_most(context.cap_outside_scope());
        diagnostic.service = named.map(|(demand, _)| demand.id().to_owned());
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn exemption(until: &str) -> String {
        format!(
            "[[exemptions]]\nservice = \"fornya-recept\"\nreason = \"tekniskt-hinder\"\nuntil = {until}\n"
        )
    }

    #[test]
    fn an_exemption_holds_through_its_last_day() {
        assert_eq!(check(&RULE, &exemption("2026-11-20")), ["4: 2026-11-20"]);
        assert_eq!(check(&RULE, &exemption("2026-11-21")), [""; 0]);
        assert_eq!(
            check(
                &RULE,
                "[[exemptions]]\nservice = \"fornya-recept\"\nreason = \"x\"\n"
            ),
            [""; 0]
        );
    }
}
