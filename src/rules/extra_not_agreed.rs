//! `extra-not-agreed`: an extra service without the day it was talked over with the region.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "extra-not-agreed",
    group: Group::Offering,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Every service under `[[extra_services]]` needs `agreed`, the day of consultation, and that day cannot lie ahead.",
            why: "Units may add services of their own, but in consultation with the region, so that names and forms stay alike.",
            example: "[[extra_services]]\nname = \"Fråga barnmorskan\"\nurl = \"https://e-tjanster.example/barnmorska\"",
            mend: "Talk to those who decide names in the region, and write the day as `agreed = 2026-03-02`.",
        },
        sv: Sections {
            what: "Varje tjänst under `[[extra_services]]` behöver `agreed`, dagen för samrådet, och den dagen får inte ligga framåt i tiden.",
            why: "Enheter får lägga till egna tjänster, men i samråd med regionen, så att namn och formulär håller ihop.",
            example: "[[extra_services]]\nname = \"Fråga barnmorskan\"\nurl = \"https://e-tjanster.example/barnmorska\"",
            mend: "Prata med dem som bestämmer namn i regionen och skriv dagen som `agreed = 2026-03-02`.",
        },
    },
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
