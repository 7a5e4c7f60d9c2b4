//! What is lacking when a duty is unmet because nothing is offered, or because visits cannot be
//! booked. Shared by `unmet-obligation` and `unmet-recommendation`; other causes have codes of their own.

use chrono::NaiveDate;

use crate::assess::facts::Facts;
use crate::assess::offering::{is_exempt, takes};
use crate::assess::verdict::{Cause, Obligation, Outcome, Verdict};
use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::rule_set::ReasonFor;
use crate::model::unit::VisitType;
use crate::rules::{Demand, UnitContext, wording};
use crate::text::Spanned;

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

/// The words at the rule set's line: while the duty is being phased in, from when on it holds.
pub fn duty_label(context: &UnitContext<'_>, demand: Demand<'_>, verdict: &Verdict) -> Text {
    let words = match verdict.obligation {
        Some(Obligation::Should) => Text::fixed("recommended here", "rekommenderas här"),
        Some(Obligation::MustNot) => Text::fixed("forbidden here", "förbjuds här"),
        _ => Text::fixed("required here", "krävs här"),
    };
    match verdict
        .phasing_in
        .then(|| full_force(context, demand))
        .flatten()
    {
        Some(day) => Text {
            en: format!("{}, in full force from {day}", words.en).into(),
            sv: format!("{}, gäller fullt ut från {day}", words.sv).into(),
        },
        None => words,
    }
}

/// The first day on which a duty that is being phased in holds in full.
fn full_force(context: &UnitContext<'_>, demand: Demand<'_>) -> Option<NaiveDate> {
    let (rule_set, offering) = (context.rule_set?, context.offering()?);
    let facts = Facts::new(context.unit, context.region, &offering);
    let own = match demand {
        Demand::Service(service) => &service.phase_in,
        Demand::Group(group) => &group.phase_in,
    };
    let days = [own, &rule_set.phase_in].map(|phases| facts.full_force(phases, context.today));
    days.into_iter().flatten().max()
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
            .with_related(duty, duty_label(context, demand, verdict))
            .at_most(cap)
    };
    let mut found = Vec::new();
    if verdict.causes.contains(&Cause::NotOffered) {
        let message = say!("`{name}` is not offered", "`{name}` erbjuds inte");
        let diagnostic = Diagnostic::new(code, context.services_place(), message);
        found.push(dress(diagnostic.with_help(how_to_offer(context, demand))));
    }
    if verdict.causes.contains(&Cause::VisitNotBookable) {
        for visit in unbookable_visits(context, demand) {
            let visit_name = &visit.name.value;
            let message = say!(
                "`{visit_name}` cannot be booked, but `{name}` is meant for such visits",
                "`{visit_name}` går inte att boka, fast `{name}` gäller sådana besök"
            );
            let help = match may_be_exempt(context, demand, ReasonFor::Visit) {
                true => say!(
                    "add `book = \"https://…\"` to the visit, or `exempt` with the reason",
                    "lägg till `book = \"https://…\"` på besöket, eller `exempt` med skälet"
                ),
                false => say!(
                    "add `book = \"https://…\"` to the visit",
                    "lägg till `book = \"https://…\"` på besöket"
                ),
            };
            found.push(dress(
                Diagnostic::new(code, visit.name.span, message).with_help(help),
            ));
        }
    }
    if verdict.causes.contains(&Cause::VisitMissing)
        && let (Some(service), Some(offering)) = (demand.service(), context.offering())
        && let Some(filter) = &service.visits
    {
        for missing in offering.missing_visits(filter) {
            let visit_name = &missing.value;
            let message = say!(
                "the unit has no visit `{visit_name}`, which `{name}` asks for",
                "enheten har inget besök `{visit_name}`, som `{name}` kräver"
            );
            let help = say!(
                "add `[[visits]]` with `name = \"{visit_name}\"` and how it is booked",
                "lägg till `[[visits]]` med `name = \"{visit_name}\"` och hur besöket bokas"
            );
            found.push(dress(
                Diagnostic::new(code, context.unit.span(), message)
                    .with_related(missing.span, say!("named here", "nämns här"))
                    .with_help(help),
            ));
        }
    }
    found
}

/// The next act: what to add, what else would do, and an exemption where one is possible.
fn how_to_offer(context: &UnitContext<'_>, demand: Demand<'_>) -> Text {
    let mut help = match demand {
        Demand::Service(service) => {
            let id = &service.id.value;
            let add = match service.url {
                Some(_) => say!(
                    "add `{id} = true` under `[services]`",
                    "lägg till `{id} = true` under `[services]`"
                ),
                None => say!(
                    "add `{id} = \"https://…\"` under `[services]`",
                    "lägg till `{id} = \"https://…\"` under `[services]`"
                ),
            };
            let others = service.satisfied_by.iter().map(|id| id.value.as_str());
            let others = wording::listed(others);
            match service.satisfied_by.as_slice() {
                [] => add,
                [_] => Text {
                    en: format!("{}, or {}, which does instead", add.en, others.en).into(),
                    sv: format!("{}, eller {}, som räcker i stället", add.sv, others.sv).into(),
                },
                _ => Text {
                    en: format!("{}, or one of {}, which does instead", add.en, others.en).into(),
                    sv: format!(
                        "{}, eller någon av {}, som räcker i stället",
                        add.sv, others.sv
                    )
                    .into(),
                },
            }
        }
        Demand::Group(group) => {
            let members = wording::listed(group.services.iter().map(|id| id.value.as_str()));
            let (en, sv, least) = (members.en, members.sv, group.at_least);
            Text {
                en: match least {
                    1 => format!("add at least one of {en} under `[services]`"),
                    _ => format!("add at least {least} of {en} under `[services]`"),
                }
                .into(),
                sv: match least {
                    1 => format!("lägg till minst en av {sv} under `[services]`"),
                    _ => format!("lägg till minst {least} av {sv} under `[services]`"),
                }
                .into(),
            }
        }
    };
    if may_be_exempt(context, demand, ReasonFor::Unit) {
        help = Text {
            en: format!(
                "{}, or a reasoned exemption under `[[exemptions]]`",
                help.en
            )
            .into(),
            sv: format!(
                "{}, eller ett motiverat undantag under `[[exemptions]]`",
                help.sv
            )
            .into(),
        };
    }
    help
}

/// Whether some reason could lift a duty from a unit or from a visit: any may, unless the document's list
/// is exhaustive and has none for it.
pub fn may_be_exempt(context: &UnitContext<'_>, demand: Demand<'_>, what: ReasonFor) -> bool {
    let (Some(service), Some(rule_set)) = (demand.service(), context.rule_set) else {
        return true;
    };
    let lifts = |reason: &Spanned<String>| rule_set.lifts(&reason.value, what);
    !service.exceptions_exhaustive || service.exceptions.iter().any(lifts)
}

/// The visit types a duty is about that are neither bookable nor exempt.
fn unbookable_visits<'a>(
    context: &UnitContext<'a>,
    demand: Demand<'_>,
) -> impl Iterator<Item = &'a VisitType> {
    let both = demand.service().zip(context.rule_set);
    let visits = context.unit.visits.as_deref().unwrap_or_default().iter();
    visits.filter(move |visit| {
        both.is_some_and(|(service, rule_set)| {
            let about_it = |filter| takes(filter, visit, rule_set);
            service.visits.as_ref().is_some_and(about_it)
                && visit.book.is_none()
                && !is_exempt(visit, service, rule_set)
        })
    })
}
