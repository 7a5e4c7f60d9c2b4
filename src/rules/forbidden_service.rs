//! `forbidden-service`: the unit offers a service that it must not offer.

use crate::assess::offering::{is_exempt, takes};
use crate::assess::verdict::{Cause, Meaning, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::rule_set::{ReasonFor, RuleSet, Service, VisitFilter};
use crate::rules::{Demand, Rule, Run, UnitContext, shortfall};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "forbidden-service",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("forbidden_service"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(rule_set) = context.rule_set.filter(|_| context.is_active()) else {
        return;
    };
    for (demand, verdict) in context.verdicts() {
        if verdict.causes.contains(&Cause::Forbidden) {
            let places = places(context, rule_set, demand);
            found.extend(
                places
                    .into_iter()
                    .map(|at| forbidden(context, demand, verdict, at)),
            );
        }
    }
}

fn forbidden(
    context: &UnitContext<'_>,
    demand: Demand<'_>,
    verdict: &Verdict,
    at: Span,
) -> Diagnostic {
    let name = demand.name();
    let message = say!(
        "`{name}` must not be offered by this unit",
        "`{name}` får inte erbjudas av den här enheten"
    );
    let help = match shortfall::may_be_exempt(context, demand, ReasonFor::Unit) {
        true => say!(
            "remove it, or add a reasoned exemption under `[[exemptions]]`",
            "ta bort den, eller lägg till ett motiverat undantag under `[[exemptions]]`"
        ),
        false => say!("remove it", "ta bort den"),
    };
    Diagnostic::new(&CODE, at, message)
        .with_service(demand.id())
        .with_related(
            demand.duty_span(verdict),
            shortfall::duty_label(context, demand, verdict),
        )
        .with_help(help)
        .at_most(verdict.phasing_in.then_some(Level::Note))
}

/// Where the unit offers it.
fn places(context: &UnitContext<'_>, rule_set: &RuleSet, demand: Demand<'_>) -> Vec<Span> {
    let services = match demand {
        Demand::Service(service) => vec![service],
        Demand::Group(group) => group
            .services
            .iter()
            .filter_map(|id| rule_set.service(&id.value))
            .collect(),
    };
    let of_service = |service: &&Service| match &service.visits {
        Some(filter) => bookable(context, rule_set, service, filter),
        None => lines(context, rule_set, service),
    };
    services.iter().flat_map(of_service).collect()
}

fn bookable(
    context: &UnitContext<'_>,
    rule_set: &RuleSet,
    service: &Service,
    filter: &VisitFilter,
) -> Vec<Span> {
    let visits = context.unit.visits.iter().flatten();
    let offered = visits.filter(|visit| {
        takes(filter, visit, rule_set)
            && visit.book.is_some()
            && !is_exempt(visit, service, rule_set)
    });
    offered.map(|visit| visit.name.span).collect()
}

fn lines(context: &UnitContext<'_>, rule_set: &RuleSet, service: &Service) -> Vec<Span> {
    let lines = context
        .unit
        .services
        .iter()
        .zip(&context.assessment.meanings);
    let offered = lines.filter(|(entry, meaning)| {
        let means = match meaning {
            Meaning::Service(at, _) => rule_set.services[*at].id.value == service.id.value,
            _ => false,
        };
        means && entry.is_digital()
    });
    offered.map(|(entry, _)| entry.key.span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn a_forbidden_service_is_found_at_its_line() {
        let unit = "type = \"avdelning\"\n[services]\nChatt = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), ["3: Chatt"]);
    }

    #[test]
    fn others_may_offer_it() {
        let unit = "type = \"mottagning\"\n[services]\nchatt = \"https://a.se\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
        assert_eq!(
            check(
                &RULE,
                "type = \"avdelning\"\n[services]\nchatt = { only_by = [\"phone\"] }\n"
            ),
            [""; 0]
        );
    }
}
