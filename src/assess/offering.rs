//! What a unit offers: which service each line of `[services]` means, and what is given digitally.

use crate::assess::verdict::Meaning;
use crate::model::region::Region;
use crate::model::rule_set::{RuleSet, Service, VisitFilter};
use crate::model::unit::{ServiceEntry, Unit, VisitType};

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
        Self {
            unit,
            rule_set,
            meanings: unit.services.iter().map(meaning).collect(),
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
        match rules.visits {
            Some(filter) => self.matching_visits(filter).is_some_and(|visits| {
                visits
                    .iter()
                    .any(|v| v.book.is_some() && !is_exempt(v, rules))
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
    pub fn matching_visits(&self, filter: VisitFilter) -> Option<Vec<&'a VisitType>> {
        let visits = self.unit.visits.as_ref()?;
        let matches = |visit: &&VisitType| {
            filter.assessment_first.is_none() || visit.assessment_first == filter.assessment_first
        };
        Some(visits.iter().filter(matches).collect())
    }
}

/// Whether a visit type falls away from a duty: it states a reason, and where the document's list of
/// reasons is exhaustive, one of those.
pub fn is_exempt(visit: &VisitType, service: &Service) -> bool {
    visit
        .exempt
        .as_ref()
        .is_some_and(|reason| accepts_reason(service, &reason.value))
}

/// Whether a reason counts for a service.
pub fn accepts_reason(service: &Service, reason: &str) -> bool {
    !service.exceptions_exhaustive || service.exceptions.iter().any(|known| known.value == reason)
}

/// What a key of `[services]` means: by the rule set in force, else by the newest other version of the
/// region's that knows it, so that a unit file stays right when versions change.
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
        if let Some((service, _)) = other.resolve(written)
            && let Some(at) = place(other, service)
        {
            return Meaning::OtherVersion(version, at);
        }
    }
    Meaning::Unknown
}
