//! `extra-not-agreed`: an extra service without the day it was talked over with the region.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "extra-not-agreed",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("extra_not_agreed"),
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
    let contact = wording::naming_contact(context.region);
    for extra in &context.unit.extra_services {
        let name = &extra.name.value;
        let diagnostic = match &extra.agreed {
            None => Diagnostic::new(
                &CODE,
                extra.name.span,
                say!(
                    "`{name}` has not been talked over with the region",
                    "`{name}` saknar samråd med regionen"
                ),
            )
            .with_help(say!(
                "talk to {contact}, then add `agreed = ` with the day",
                "prata med {contact} och lägg sedan till `agreed = ` med dagen"
            )),
            Some(agreed) if agreed.value > context.today => {
                let day = agreed.value;
                Diagnostic::new(
                    &CODE,
                    agreed.span,
                    say!(
                        "the consultation on `{name}` lies ahead, {day}",
                        "samrådet om `{name}` ligger framåt i tiden, {day}"
                    ),
                )
                .with_help(say!(
                    "write the day when it took place, or leave the service out until then",
                    "skriv dagen då det hölls, eller vänta med tjänsten till dess"
                ))
            }
            Some(_) => continue,
        };
        found.push(diagnostic.at_most(context.cap_outside_scope()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    fn extra(more: &str) -> String {
        format!("[[extra_services]]\nname = \"Fråga barnmorskan\"\nurl = \"https://a.se\"\n{more}")
    }

    #[test]
    fn an_extra_service_needs_a_day_of_consultation() {
        assert_eq!(check(&RULE, &extra("")), ["2: \"Fråga barnmorskan\""]);
        assert!(words(&RULE, &extra(""))[0].contains("prata med Namngruppen (namn@example.se)"));
        assert_eq!(
            check(&RULE, &extra("agreed = 2026-11-22\n")),
            ["4: 2026-11-22"]
        );
    }

    #[test]
    fn with_a_day_it_is_fine() {
        assert_eq!(check(&RULE, &extra("agreed = 2026-11-21\n")), [""; 0]);
    }
}
