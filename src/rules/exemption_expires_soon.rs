//! `exemption-expires-soon`: an exemption that is in use and ends within 60 days.

use crate::assess::verdict::Obligation;
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "exemption-expires-soon",
    group: Group::Offering,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("exemption_expires_soon"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// How far ahead it is looked, in days.
pub const AHEAD: i64 = 60;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_bound() {
        return;
    }
    for (demand, verdict) in context.verdicts() {
        let exemption = verdict
            .exemption
            .and_then(|at| context.unit.exemptions.get(at));
        let Some(until) = exemption.and_then(|exemption| exemption.until.as_ref()) else {
            continue;
        };
        let left = (until.value - context.today).num_days();
        if left > AHEAD {
            continue;
        }
        let (name, day) = (demand.name(), until.value);
        let message = match left {
            0 => say!(
                "the exemption from `{name}` ends today, {day}",
                "undantaget från `{name}` går ut i dag, {day}"
            ),
            1 => say!(
                "the exemption from `{name}` ends tomorrow, {day}",
                "undantaget från `{name}` går ut i morgon, {day}"
            ),
            _ => say!(
                "the exemption from `{name}` ends on {day}, in {left} days",
                "undantaget från `{name}` går ut {day}, om {left} dagar"
            ),
        };
        let diagnostic = Diagnostic::new(&CODE, until.span, message)
            .with_service(demand.id())
            .with_related(
                demand.duty_span(verdict),
                say!("the duty holds after that", "kravet gäller efter det"),
            )
            .with_help(match verdict.obligation {
                Some(Obligation::MustNot) => say!(
                    "see that the service is no longer offered by then, or have the exemption prolonged",
                    "se till att tjänsten inte längre erbjuds då, eller få undantaget förlängt"
                ),
                _ => say!(
                    "see that the service is offered by then, or have the exemption prolonged",
                    "se till att tjänsten erbjuds till dess, eller få undantaget förlängt"
                ),
            });
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    #[test]
    fn an_exemption_from_a_must_not_asks_to_stop_offering() {
        let unit = "type = \"avdelning\"\n[services]\nchatt = \"https://a.se\"\n[[exemptions]]\nservice = \"chatt\"\nreason = \"prov\"\nuntil = 2026-11-22\n";
        let words = words(&RULE, unit);
        assert!(
            words[0].starts_with("undantaget från `Chatt` går ut i morgon"),
            "{words:?}"
        );
        assert!(words[0].contains("inte längre erbjuds"), "{words:?}");
    }

    fn unit(until: &str) -> String {
        format!(
            "[activities]\nforskriver = true\n[[exemptions]]\nservice = \"fornya-recept\"\nreason = \"tekniskt-hinder\"\nuntil = {until}\n"
        )
    }

    #[test]
    fn sixty_days_ahead_are_looked_through() {
        assert_eq!(check(&RULE, &unit("2027-01-20")), ["6: 2027-01-20"]);
        assert_eq!(check(&RULE, &unit("2027-01-21")), [""; 0]);
        assert_eq!(check(&RULE, &unit("2026-11-20")), [""; 0]);
        let unused = unit("2026-12-01").replace("true", "false");
        assert_eq!(check(&RULE, &unused), [""; 0]);
    }
}
