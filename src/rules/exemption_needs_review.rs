//! `exemption-needs-review`: an exemption for a reason that the document does not name.

use crate::assess::offering::{is_exempt, takes};
use crate::assess::verdict::{Obligation, Verdict};
use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::rule_set::{RuleSet, Service};
use crate::rules::{Demand, Rule, Run, UnitContext, wording};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "exemption-needs-review",
    group: Group::Offering,
    level: Level::Allow,
    fixed: false,
    explanation: explanation!("exemption_needs_review"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for (demand, reason) in waiting(context) {
        found.push(unlisted(context, demand, reason));
    }
}

/// The reasons in use that somebody has to review, each with what it lifts.
pub fn waiting<'a>(context: &UnitContext<'a>) -> Vec<(Demand<'a>, &'a Spanned<String>)> {
    let mut waiting = Vec::new();
    if !context.is_bound() {
        return waiting;
    }
    for (demand, verdict) in context.verdicts() {
        let exemption = verdict
            .exemption
            .and_then(|at| context.unit.exemptions.get(at));
        let of_duty = exemption.and_then(|exemption| exemption.reason.as_ref());
        let service = demand.service().filter(|_| binds(verdict));
        let of_visits = service
            .zip(context.rule_set)
            .map(|(service, rule_set)| visit_reasons(context, rule_set, service));
        let reasons = of_duty.into_iter().chain(of_visits.into_iter().flatten());
        let unlisted = reasons.filter(|reason| !is_listed(demand, &reason.value));
        waiting.extend(unlisted.map(|reason| (demand, reason)));
    }
    waiting
}

fn binds(verdict: &Verdict) -> bool {
    matches!(
        verdict.obligation,
        Some(Obligation::Must | Obligation::Should)
    )
}

fn is_listed(demand: Demand<'_>, reason: &str) -> bool {
    let known = demand
        .service()
        .map_or(&[][..], |service| &service.exceptions);
    known.iter().any(|known| known.value == reason)
}

/// The reasons of visits that fall away from a duty.
fn visit_reasons<'a>(
    context: &UnitContext<'a>,
    rule_set: &RuleSet,
    service: &Service,
) -> impl Iterator<Item = &'a Spanned<String>> {
    let filter = service.visits.as_ref();
    let visits = context.unit.visits.iter().flatten();
    visits
        .filter(move |visit| {
            filter.is_some_and(|filter| takes(filter, visit, rule_set))
                && is_exempt(visit, service, rule_set)
        })
        .filter_map(|visit| visit.exempt.as_ref())
}

fn unlisted(context: &UnitContext<'_>, demand: Demand<'_>, reason: &Spanned<String>) -> Diagnostic {
    let (name, given) = (demand.name(), &reason.value);
    let owner = context.rule_set.and_then(|rules| rules.owner.as_ref());
    let owner = owner.map_or_else(|| wording::naming_contact(context.region), wording::contact);
    let (place, label) = match demand
        .service()
        .and_then(|service| service.exceptions.first())
    {
        Some(first) => (
            first.span,
            say!("the document's own reasons", "riktlinjens egna skäl"),
        ),
        None => (
            match demand {
                Demand::Service(service) => service.span,
                Demand::Group(group) => group.span,
            },
            say!("no exceptions are named here", "inga undantag nämns här"),
        ),
    };
    let message = say!(
        "`{given}` is not among the document's reasons for an exemption from `{name}`",
        "`{given}` finns inte bland riktlinjens skäl för undantag från `{name}`"
    );
    Diagnostic::new(&CODE, reason.span, message)
        .with_service(demand.id())
        .with_related(place, label)
        .with_help(say!(
            "nothing needs to be done here; {owner} reviews such reasons",
            "inget behöver göras här; {owner} går igenom sådana skäl"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    fn visit(reason: &str) -> String {
        format!("[[visits]]\nname = \"Grupp\"\nassessment_first = false\nexempt = \"{reason}\"\n")
    }

    #[test]
    fn reasons_outside_the_list_are_noted() {
        assert_eq!(check(&RULE, &visit("gruppstart")), ["4: \"gruppstart\""]);
        let exemption = "[[exemptions]]\nservice = \"kontakta-oss\"\nreason = \"ombyggnad\"\n";
        assert_eq!(check(&RULE, exemption), ["3: \"ombyggnad\""]);
    }

    #[test]
    fn the_document_s_own_reasons_are_not() {
        assert_eq!(check(&RULE, &visit("sambokning")), [""; 0]);
        let unused = "[services]\nkontakta-oss = \"https://a.se\"\n[[exemptions]]\nservice = \"kontakta-oss\"\nreason = \"ombyggnad\"\n";
        assert_eq!(check(&RULE, unused), [""; 0]);
    }
}
