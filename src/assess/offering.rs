//! What a unit offers: which service each line of `[services]` means, and what is given digitally.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use crate::assess::verdict::Meaning;
use crate::model::region::Region;
use crate::model::rule_set::{Naming, ReasonFor, RuleSet, Service, VisitFilter};
use crate::model::unit::{Exemption, ServiceEntry, Unit, VisitType};
use crate::text::Spanned;

/// A unit's offering in the terms of one rule set.
pub struct Offering<'a> {
    unit: &'a Unit,
    rule_set: &'a RuleSet,
    /// What each line of `[services]` means, in the file's order.
    pub meanings: Vec<Meaning>,
}

impl<'a> Offering<'a> {
    /// Finds out what each line means.
    pub fn new(unit: &'a Unit, region: &Region, rule_set: &'a RuleSet) -> Self {
        let meaning = |entry: &ServiceEntry| meaning(&entry.key.value, region, rule_set);
        let mut meanings: Vec<Meaning> = unit.services.iter().map(meaning).collect();
        let present: BTreeSet<usize> = meanings
            .iter()
            .filter_map(|meaning| match meaning {
                Meaning::Service(_, Naming::Former) => None,
                Meaning::Service(at, _) => Some(*at),
                _ => None,
            })
            .collect();
        for meaning in &mut meanings {
            if let Meaning::Service(at, Naming::Former) = *meaning
                && present.contains(&at)
            {
                *meaning = Meaning::LeftOver(at);
            }
        }
        Self {
            unit,
            rule_set,
            meanings,
        }
    }

    /// The lines that mean a service.
    pub fn entries_of(&self, service: usize) -> impl Iterator<Item = &'a ServiceEntry> {
        let means =
            move |meaning: &Meaning| matches!(meaning, Meaning::Service(at, _) if *at == service);
        let lines = self.unit.services.iter().zip(&self.meanings);
        lines
            .filter(move |(_, meaning)| means(meaning))
            .map(|(entry, _)| entry)
    }

    /// Whether the unit offers a service digitally: it has an address, or, for a duty about visits,
    /// at least one of the visit types that remain can be booked.
    pub fn is_offered(&self, service: usize) -> bool {
        let Some(rules) = self.rule_set.services.get(service) else {
            return false;
        };
        match &rules.visits {
            Some(filter) => self.matching_visits(filter).is_some_and(|visits| {
                visits
                    .iter()
                    .any(|v| v.book.is_some() && !is_exempt(v, rules, self.rule_set))
            }),
            None => self.entries_of(service).any(ServiceEntry::is_digital),
        }
    }

    /// Whether the service with an id is offered.
    pub fn is_offered_by_id(&self, id: &str) -> bool {
        let at = self
            .rule_set
            .services
            .iter()
            .position(|service| service.id.value == id);
        at.is_some_and(|at| self.is_offered(at))
    }

    /// Whether a service is given, but only by phone, by letter or at the unit.
    pub fn is_only_by_other_means(&self, service: usize) -> bool {
        let mut entries = self.entries_of(service).peekable();
        entries.peek().is_some()
            && entries.all(|entry| !entry.is_digital() && !entry.only_by.is_empty())
    }

    /// The visit types a duty is about; `None` when the file leaves visits open.
    pub fn matching_visits(&self, filter: &VisitFilter) -> Option<Vec<&'a VisitType>> {
        let visits = self.unit.visits.as_ref()?.iter();
        Some(visits.filter(|v| takes(filter, v, self.rule_set)).collect())
    }

    /// The visits that a filter names and the unit does not have; none when the file leaves visits open.
    pub fn missing_visits<'f>(
        &self,
        filter: &'f VisitFilter,
    ) -> impl Iterator<Item = &'f Spanned<String>> {
        let visits = self.unit.visits.as_ref();
        filter.names.iter().filter(move |name| {
            let is_it = |visit: &VisitType| {
                has_assessment(filter, visit)
                    && self.rule_set.is_same_visit(&name.value, &visit.name.value)
            };
            visits.is_some_and(|visits| !visits.iter().any(is_it))
        })
    }
}

/// Whether a visit type is one of those that a duty is about.
pub fn takes(filter: &VisitFilter, visit: &VisitType, rule_set: &RuleSet) -> bool {
    let is_named = |name: &Spanned<String>| rule_set.is_same_visit(&name.value, &visit.name.value);
    has_assessment(filter, visit) && (filter.names.is_empty() || filter.names.iter().any(is_named))
}

fn has_assessment(filter: &VisitFilter, visit: &VisitType) -> bool {
    filter.assessment_first.is_none() || visit.assessment_first == filter.assessment_first
}

/// Whether a visit type falls away from a duty: it states a reason that may lift a visit, and where the
/// document's list of reasons is exhaustive, one of those.
pub fn is_exempt(visit: &VisitType, service: &Service, rule_set: &RuleSet) -> bool {
    visit.exempt.as_ref().is_some_and(|reason| {
        accepts_reason(service, &reason.value) && rule_set.lifts(&reason.value, ReasonFor::Visit)
    })
}

/// Whether the document's list of reasons for a service takes one.
pub fn accepts_reason(service: &Service, reason: &str) -> bool {
    !service.exceptions_exhaustive || service.exceptions.iter().any(|known| known.value == reason)
}

/// Why an exemption that has not expired does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The document's list of reasons is exhaustive and does not have its reason.
    NotListed,
    /// Its reason may lift visits only.
    ForVisits,
    /// It has no last day.
    NoUntil,
    /// The region has not approved it, or not yet.
    NotApproved,
    /// Its last day lies more than two years after the approval.
    TooLong,
}

/// How long an exemption may hold from its approval on, where its last day is demanded.
const MOST_MONTHS: Months = Months::new(24);

/// Why an exemption from a service, or from a group, does not count; nothing when it does.
pub fn refusal(
    exemption: &Exemption,
    service: Option<&Service>,
    rule_set: &RuleSet,
    today: NaiveDate,
) -> Option<Refusal> {
    let reason = exemption.reason.as_ref()?.value.as_str();
    if service.is_some_and(|service| !accepts_reason(service, reason)) {
        return Some(Refusal::NotListed);
    }
    if !rule_set.lifts(reason, ReasonFor::Unit) {
        return Some(Refusal::ForVisits);
    }
    let own = service
        .map(|service| service.exemptions)
        .unwrap_or_default();
    let of_all = rule_set.exemptions;
    let until_demanded = own.until.or(of_all.until) == Some(true);
    let approved_demanded = own.approved.or(of_all.approved) == Some(true);
    let approved = exemption.approved.as_ref().map(|day| day.value);
    let until = exemption.until.as_ref().map(|day| day.value);
    if until_demanded && until.is_none() {
        return Some(Refusal::NoUntil);
    }
    if approved_demanded && approved.is_none_or(|day| day > today) {
        return Some(Refusal::NotApproved);
    }
    let latest = approved.and_then(|day| day.checked_add_months(MOST_MONTHS));
    let too_long = until_demanded && latest.is_some_and(|latest| until > Some(latest));
    too_long.then_some(Refusal::TooLong)
}

/// What a key of `[services]` means: by the rule set in force, else by the newest other version of the
/// region's that knows it, so that a unit file stays right when versions change. A service that has been
/// replaced since means the first that replaces it.
pub fn meaning(written: &str, region: &Region, rule_set: &RuleSet) -> Meaning {
    let place = |rules: &RuleSet, service: &Service| {
        rules
            .services
            .iter()
            .position(|other| std::ptr::eq(other, service))
    };
    if let Some((service, naming)) = rule_set.resolve(written)
        && let Some(at) = place(rule_set, service)
    {
        return Meaning::Service(at, naming);
    }
    for (version, other) in region.rule_sets.iter().enumerate().rev() {
        if let Some((service, naming)) = other.resolve(written)
            && (naming != Naming::Pattern || !rule_set.is_slip(written))
            && let Some(at) = place(other, service)
        {
            let successor = rule_set.successors(&service.id.value).next();
            return match successor.and_then(|service| place(rule_set, service)) {
                Some(now) => Meaning::Service(now, Naming::Former),
                None => Meaning::OtherVersion(version, at),
            };
        }
    }
    Meaning::Unknown
}
