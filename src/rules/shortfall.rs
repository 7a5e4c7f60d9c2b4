//! What is lacking when a duty is unmet because nothing is offered, or because visits cannot be
//! booked. Shared by `unmet-obligation` and `unmet-recommendation`; other causes have codes of their own.

use crate::assess::offering::is_exempt;
use crate::assess::verdict::{Cause, Obligation, Outcome, Verdict};
use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::unit::VisitType;
use crate::rules::{Demand, UnitContext, wording};

/// The findings for all duties of one strength that the unit does not keep.
pub fn shortfalls(
    code: &'static Code,
    strength: Obligation,
    context: &UnitContext<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if !context.is_active() {
        return;
    }
    for (demand, verdict) in context.verdicts() {
        if verdict.outcome == Outcome::Unmet && verdict.obligation == Some(strength) {
            found.extend(shortfall(code, context, demand, verdict));
        }
    }
}

/// The words at the rule set's line.
pub fn duty_label(verdict: &Verdict) -> Text {
    match verdict.obligation {
        Some(Obligation::Should) => Text::fixed("recommended here", "rekommenderas här"),
        Some(Obligation::MustNot) => Text::fixed("forbidden here", "förbjuds här"),
        _ => Text::fixed("required here", "krävs här"),
    }
}

fn shortfall(
    code: &'static Code,
    context: &UnitContext<'_>,
    demand: Demand<'_>,
    verdict: &Verdict,
) -> Vec<Diagnostic> {
    let (id, name) = (demand.id(), demand.name());
    let duty = demand.duty_span(verdict);
    let cap = verdict.phasing_in.then_some(Level::Note);
    let dress = |diagnostic: Diagnostic| {
        diagnostic
            .with_service(id)
            .with_related(duty, duty_label(verdict))
            .at_most(cap)
    };
    let mut found = Vec::new();
    if verdict.causes.contains(&Cause::NotOffered) {
        let message = say!("`{name}` is not offered", "`{name}` erbjuds inte");
        let diagnostic = Diagnostic::new(code, context.services_place(), message);
        found.push(dress(diagnostic.with_help(how_to_offer(demand))));
    }
    if verdict.causes.contains(&Cause::VisitNotBookable) {
        for visit in unbookable_visits(context, demand) {
            let visit_name = &visit.name.value;
            let message = say!(
                "`{visit_name}` cannot be booked, but `{name}` is meant for such visits",
                "`{visit_name}` går inte att boka, fast `{name}` gäller sådana besök"
            );
            let help = say!(
                "add `book = \"https://…\"` to the visit, or `exempt` with the reason",
                "lägg till `book = \"https://…\"` på besöket, eller `exempt` med skälet"
            );
            found.push(dress(
                Diagnostic::new(code, visit.name.span, message).with_help(help),
            ));
        }
    }
    found
}

fn how_to_offer(demand: Demand<'_>) -> Text {
    match demand {
        Demand::Service(service) => {
            let id = &service.id.value;
            say!(
                "add `{id} = \"https://…\"` under `[services]`, or a reasoned exemption under `[[exemptions]]`",
                "lägg till `{id} = \"https://…\"` under `[services]`, eller ett motiverat undantag under `[[exemptions]]`"
            )
        }
        Demand::Group(group) => {
            let members = wording::listed(group.services.iter().map(|id| id.value.as_str()));
            let (en, sv) = (members.en, members.sv);
            Text {
                en: format!("add at least one of {en} under `[services]`, or a reasoned exemption under `[[exemptions]]`").into(),
                sv: format!("lägg till minst en av {sv} under `[services]`, eller ett motiverat undantag under `[[exemptions]]`").into(),
            }
        }
    }
}

/// The visit types a duty is about that are neither bookable nor exempt.
fn unbookable_visits<'a>(
    context: &UnitContext<'a>,
    demand: Demand<'_>,
) -> impl Iterator<Item = &'a VisitType> {
    let service = demand.service();
    let visits = context.unit.visits.as_deref().unwrap_or_default().iter();
    visits.filter(move |visit| {
        service.is_some_and(|service| {
            service.visits.is_some_and(|filter| filter.takes(visit))
                && visit.book.is_none()
                && !is_exempt(visit, service)
        })
    })
}
