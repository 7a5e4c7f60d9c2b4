//! `exemption-not-accepted`: an exemption for a reason that the rule set does not accept.

use chrono::NaiveDate;

use crate::assess::offering::{Refusal, accepts_reason, refusal, takes};
use crate::assess::verdict::{Obligation, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::rule_set::{ReasonFor, RuleSet, Service};
use crate::model::unit::Exemption;
use crate::rules::{Demand, Rule, Run, UnitContext, wording};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "exemption-not-accepted",
    group: Group::Offering,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("exemption_not_accepted"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_bound() {
        return;
    }
    let Some(rule_set) = context.rule_set else {
        return;
    };
    for exemption in &context.unit.exemptions {
        let Some((demand, verdict)) = context.verdict_named(&exemption.service.value) else {
            continue;
        };
        if exemption.has_expired_by(context.today) || !may_be_lifted(verdict) {
            continue;
        }
        let refusal = refusal(exemption, demand.service(), rule_set, context.today);
        if let (Some(refusal), Some(reason)) = (refusal, &exemption.reason) {
            found.push(match (refusal, demand.service()) {
                (Refusal::NotListed, Some(service)) => refused(service, reason),
                _ => incomplete(context, demand, exemption, refusal),
            });
        }
    }
    for (demand, verdict) in context.verdicts() {
        let Some((service, filter)) = demand.service().and_then(|s| Some((s, s.visits.as_ref()?)))
        else {
            continue;
        };
        if !binds(verdict) {
            continue;
        }
        let visits = context.unit.visits.iter().flatten();
        for visit in visits.filter(|visit| takes(filter, visit, rule_set)) {
            let Some(reason) = &visit.exempt else {
                continue;
            };
            if !accepts_reason(service, &reason.value) {
                found.push(refused(service, reason));
            } else if !rule_set.lifts(&reason.value, ReasonFor::Visit) {
                found.push(for_units(rule_set, service, reason));
            }
        }
    }
}

/// Whether an exemption could lift what the verdict is about.
fn may_be_lifted(verdict: &Verdict) -> bool {
    binds(verdict) || verdict.obligation == Some(Obligation::MustNot)
}

fn binds(verdict: &Verdict) -> bool {
    matches!(
        verdict.obligation,
        Some(Obligation::Must | Obligation::Should)
    )
}

/// An exemption that lacks what the rule set demands, or whose reason is for visits only.
fn incomplete(
    context: &UnitContext<'_>,
    demand: Demand<'_>,
    exemption: &Exemption,
    refusal: Refusal,
) -> Diagnostic {
    let name = demand.name();
    let given = exemption.reason.as_ref().map_or("", Spanned::as_str);
    let day_place = |day: &Option<Spanned<NaiveDate>>| {
        day.as_ref().map_or(exemption.service.span, |day| day.span)
    };
    let owner = context.rule_set.and_then(|rules| rules.owner.as_ref());
    let owner = owner.map_or_else(|| wording::naming_contact(context.region), wording::contact);
    let (place, message, help) = match refusal {
        Refusal::NotListed | Refusal::ForVisits => (
            exemption
                .reason
                .as_ref()
                .map_or(exemption.span, |reason| reason.span),
            say!(
                "`{given}` is a reason for a visit; it does not lift all of `{name}`",
                "`{given}` är ett skäl för ett besök; det tar inte bort hela `{name}`"
            ),
            say!(
                "remove the exemption, and write `exempt = \"{given}\"` on the visits that it is about",
                "ta bort undantaget, och skriv `exempt = \"{given}\"` på besöken som det gäller"
            ),
        ),
        Refusal::NoUntil => (
            exemption.service.span,
            say!(
                "the exemption from `{name}` has no last day, so it does not count",
                "undantaget från `{name}` har ingen sista dag, så det räknas inte"
            ),
            say!(
                "add `until = …`, at most two years after the approval",
                "lägg till `until = …`, högst två år efter att undantaget beviljades"
            ),
        ),
        Refusal::NotApproved => (
            day_place(&exemption.approved),
            say!(
                "the exemption from `{name}` is not approved, so it does not count",
                "undantaget från `{name}` är inte beviljat, så det räknas inte"
            ),
            say!(
                "ask {owner} for it, and add `approved = …` with the day of the approval",
                "be {owner} om det, och lägg till `approved = …` med dagen då det beviljades"
            ),
        ),
        Refusal::TooLong => (
            day_place(&exemption.until),
            say!(
                "the exemption from `{name}` lasts longer than two years, so it does not count",
                "undantaget från `{name}` gäller längre än två år, så det räknas inte"
            ),
            say!(
                "let it end within two years of its approval, or ask {owner} for a new one",
                "låt det sluta inom två år från att det beviljades, eller be {owner} om ett nytt"
            ),
        ),
    };
    let diagnostic = Diagnostic::new(&CODE, place, message)
        .with_service(demand.id())
        .with_help(help);
    let reason = context.rule_set.and_then(|rules| rules.reason(given));
    match reason.filter(|_| refusal == Refusal::ForVisits) {
        Some(reason) => diagnostic.with_related(
            reason.id.span,
            say!("said to be for visits here", "sägs gälla besök här"),
        ),
        None => diagnostic,
    }
}

/// A visit with a reason that only lifts duties of the whole unit.
fn for_units(rule_set: &RuleSet, service: &Service, reason: &Spanned<String>) -> Diagnostic {
    let (name, given) = (&service.name.value, &reason.value);
    let message = say!(
        "`{given}` is a reason for a whole unit; it does not lift a visit from `{name}`",
        "`{given}` är ett skäl för en hel enhet; det undantar inget besök från `{name}`"
    );
    let diagnostic = Diagnostic::new(&CODE, reason.span, message)
        .with_service(&service.id.value)
        .with_help(say!(
            "make the visit bookable, or give a reason that is about the visit",
            "gör besöket bokningsbart, eller ange ett skäl som gäller besöket"
        ));
    match rule_set.reason(given) {
        Some(reason) => diagnostic.with_related(
            reason.id.span,
            say!("said to be for units here", "sägs gälla enheter här"),
        ),
        None => diagnostic,
    }
}

fn refused(service: &Service, reason: &Spanned<String>) -> Diagnostic {
    let (name, given) = (&service.name.value, &reason.value);
    let message = say!(
        "`{given}` is no accepted reason for an exemption from `{name}`",
        "`{given}` är inget godtaget skäl för undantag från `{name}`"
    );
    let known = wording::listed(service.exceptions.iter().map(|known| known.value.as_str()));
    let help = if service.exceptions.is_empty() {
        say!(
            "offer the service; the rule set allows no exemption from it",
            "erbjud tjänsten; riktlinjen tillåter inget undantag från den"
        )
    } else {
        Text {
            en: format!(
                "offer the service; the only accepted reasons are {}",
                known.en
            )
            .into(),
            sv: format!("erbjud tjänsten; de enda godtagna skälen är {}", known.sv).into(),
        }
    };
    let list = service
        .exceptions
        .first()
        .map_or(service.span, |first| first.span);
    Diagnostic::new(&CODE, reason.span, message)
        .with_service(&service.id.value)
        .with_related(list, say!("the accepted reasons", "de godtagna skälen"))
        .with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn unit(service: &str, reason: &str) -> String {
        format!(
            "[activities]\nforskriver = true\n[[exemptions]]\nservice = \"{service}\"\nreason = \"{reason}\"\n"
        )
    }

    #[test]
    fn a_reason_outside_an_exhaustive_list_is_refused() {
        assert_eq!(
            check(&RULE, &unit("fornya-recept", "tidsbrist")),
            ["5: \"tidsbrist\""]
        );
    }

    #[test]
    fn listed_reasons_open_lists_and_other_units_are_fine() {
        assert_eq!(
            check(&RULE, &unit("fornya-recept", "tekniskt-hinder")),
            [""; 0]
        );
        assert_eq!(check(&RULE, &unit("boka", "tidsbrist")), [""; 0]);
        let outside = unit("fornya-recept", "tidsbrist");
        assert_eq!(
            check(&RULE, &format!("administration = \"annan\"\n{outside}")),
            [""; 0]
        );
    }
}
