//! `unmet-obligation`: a service the unit must offer is not offered.

use crate::assess::offering::is_exempt;
use crate::assess::verdict::{Cause, Obligation, Outcome, Verdict};
use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::model::unit::VisitType;
use crate::rules::{Demand, Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "unmet-obligation",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Every service that the rule set says the unit must offer is looked for among its services and bookable visits.",
            why: "Residents are promised the same offering wherever they turn; a missing service breaks that promise.",
            example: "[activities]\nforskriver-lakemedel = true\n[services]\n# no fornya-recept",
            mend: "Add the service with its address under `[services]`, make the visit bookable, or state a reasoned exemption under `[[exemptions]]`.",
        },
        sv: Sections {
            what: "Varje tjänst som riktlinjen säger att enheten ska erbjuda letas upp bland enhetens tjänster och bokningsbara besök.",
            why: "Invånare utlovas samma utbud var de än vänder sig; en tjänst som saknas bryter löftet.",
            example: "[activities]\nforskriver-lakemedel = true\n[services]\n# fornya-recept saknas",
            mend: "Lägg till tjänsten med sin adress under `[services]`, gör besöket bokningsbart, eller ange ett motiverat undantag under `[[exemptions]]`.",
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
    for (demand, verdict) in context.verdicts() {
        if verdict.outcome == Outcome::Unmet && verdict.obligation == Some(Obligation::Must) {
            found.extend(shortfalls(&CODE, context, demand, verdict));
        }
    }
}

/// The findings of a service that is not offered, or of visits that cannot be booked; shared with
/// `unmet-recommendation`. Other causes have codes of their own.
pub fn shortfalls(
    code: &'static Code,
    context: &UnitContext<'_>,
    demand: Demand<'_>,
    verdict: &Verdict,
) -> Vec<Diagnostic> {
    let (id, name) = (demand.id(), demand.name());
    let required = demand.duty_span(verdict);
    let cap = verdict.phasing_in.then_some(Level::Note);
    let dress = |diagnostic: Diagnostic| {
        diagnostic
            .with_service(id)
            .with_related(required, say!("required here", "krävs här"))
            .at_most(cap)
    };
    let mut found = Vec::new();
    if verdict.causes.contains(&Cause::NotOffered) {
        let message = say!("`{name}` is not offered", "`{name}` erbjuds inte");
        let help = say!(
            "add `{id} = \"https://…\"` under `[services]`, or a reasoned exemption under `[[exemptions]]`",
            "lägg till `{id} = \"https://…\"` under `[services]`, eller ett motiverat undantag under `[[exemptions]]`"
        );
        let diagnostic = Diagnostic::new(code, context.services_place(), message).with_help(help);
        found.push(dress(diagnostic));
    }
    if verdict.causes.contains(&Cause::VisitNotBookable) {
        for visit in unbookable_visits(context, demand) {
            let visit_name = &visit.name.value;
            let message = say!(
                "`{visit_name}` cannot be booked, but `{name}` must be offered for it",
                "`{visit_name}` går inte att boka, men `{name}` ska erbjudas för besöket"
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

/// The visit types a duty is about that are neither bookable nor exempt.
fn unbookable_visits<'a>(
    context: &UnitContext<'a>,
    demand: Demand<'_>,
) -> impl Iterator<Item = &'a VisitType> {
    let service = match demand {
        Demand::Service(service) => Some(service),
        Demand::Group(_) => None,
    };
    let visits = context.unit.visits.as_deref().unwrap_or_default().iter();
    visits.filter(move |visit| {
        let Some((service, filter)) = service.and_then(|s| Some((s, s.visits?))) else {
            return false;
        };
        let wanted = filter.assessment_first;
        let matches = wanted.is_none() || visit.assessment_first == wanted;
        matches && visit.book.is_none() && !is_exempt(visit, service)
    })
}
