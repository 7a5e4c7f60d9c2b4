//! Coverage: how many duties are met, per service and per group of units.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::assess::verdict::{Obligation, Outcome, Verdict};
use crate::diagnostic::Text;
use crate::model::interned_str::InternedStr;
use crate::model::region::{Listed, Region};
use crate::model::unit::Unit;
use crate::render::collate::SwedishOrder;
use crate::report::overview::change::demands;
use crate::rules::{Demand, UnitContext};

/// How often each outcome occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [usize; Outcome::ALL.len()],
}

impl Tally {
    /// Counts an outcome.
    pub fn add(&mut self, outcome: Outcome) {
        self.counts[outcome as usize] += 1;
    }

    /// How often an outcome occurs.
    pub fn of(&self, outcome: Outcome) -> usize {
        self.counts[outcome as usize]
    }

    /// All outcomes together.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Those that bind for certain: met, exempt and unmet.
    pub fn bound(&self) -> usize {
        self.of(Outcome::Met) + self.of(Outcome::Exempt) + self.of(Outcome::Unmet)
    }

    /// Met of bound.
    pub fn share(&self) -> Share {
        Share {
            part: self.of(Outcome::Met),
            whole: self.bound(),
        }
    }
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: usize,
    /// The whole; a share of nothing has no value.
    pub whole: usize,
}

impl Share {
    /// In thousandths, rounded, but 0 and 1000 only where they are exact: 999 of 1000 units is not all.
    pub fn permille(self) -> Option<usize> {
        if self.whole == 0 {
            return None;
        }
        let rounded = (self.part * 1000 + self.whole / 2) / self.whole;
        Some(match (self.part, self.part == self.whole) {
            (_, true) => 1000,
            (0, _) => 0,
            _ => rounded.clamp(1, 999),
        })
    }
}

/// The coverage of one service or group of services.
pub struct ServiceCoverage<'a> {
    /// The service.
    pub demand: Demand<'a>,
    /// Outcomes over all units of the region; together they are all its units.
    pub tally: Tally,
    /// Units that offer it digitally, bound or not.
    pub offered: usize,
}

/// The coverage of a group of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the units have in common.
    pub name: Text,
    /// Units.
    pub units: usize,
    /// Those in the rule set's scope.
    pub in_scope: usize,
    /// Those in scope with no duty that is unmet or undetermined.
    pub complete: usize,
    /// Outcomes of what they must and must not.
    pub duties: Tally,
    /// Outcomes of what they should.
    pub recommendations: Tally,
}

/// What units are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By administration; private units together.
    Administration,
    /// By municipality.
    Municipality,
    /// By type of unit.
    Type,
}

impl Grouping {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Administration, Self::Municipality, Self::Type];
}

/// Whether a verdict is about what a unit must or must not, and not about what it should. Where it is
/// open which obligation binds, the strongest that the rule set knows of counts.
pub fn is_duty(demand: Demand<'_>, verdict: &Verdict) -> bool {
    let duty = match demand {
        Demand::Service(service) => &service.duty,
        Demand::Group(group) => &group.duty,
    };
    match verdict.obligation {
        Some(Obligation::Must | Obligation::MustNot) => true,
        Some(Obligation::Should | Obligation::May) => false,
        None => duty.must.is_some() || duty.must_not.is_some(),
    }
}

/// Coverage per service, in the rule set's order.
pub fn services<'a>(
    region: &'a Region,
    units: &[UnitContext<'a>],
    today: NaiveDate,
) -> Vec<ServiceCoverage<'a>> {
    let rules = region.rule_set_on(today).filter(|rules| !rules.broken);
    let mut coverages: Vec<ServiceCoverage<'a>> = demands(rules)
        .map(|demand| ServiceCoverage {
            demand,
            tally: Tally::default(),
            offered: 0,
        })
        .collect();
    for context in units {
        for (coverage, verdict) in coverages.iter_mut().zip(&context.assessment.verdicts) {
            coverage.tally.add(verdict.outcome);
            coverage.offered += usize::from(verdict.offered);
        }
    }
    coverages
}

/// All units as one group.
pub fn total(region: &Region, units: &[UnitContext<'_>]) -> Group {
    group(in_both(&region.name, region.name_en.as_ref()), units.iter())
}

/// Coverage per group of units, in the region's own order; municipalities in Swedish order.
pub fn groups(
    by: Grouping,
    region: &Region,
    units: &[UnitContext<'_>],
    order: &SwedishOrder,
) -> Vec<Group> {
    let mut keyed: Vec<(Key, &UnitContext<'_>)> = units
        .iter()
        .map(|context| (key(by, region, context.unit), context))
        .collect();
    // A stable sort: inside a group, units stay in their order.
    keyed.sort_by(|(a, _), (b, _)| a.compare(b, order));
    let runs = keyed.chunk_by(|(a, _), (b, _)| a == b);
    runs.map(|run| {
        group(
            run[0].0.name.clone(),
            run.iter().map(|(_, context)| *context),
        )
    })
    .collect()
}

/// What a unit is grouped under: where the group stands in lists, and its name.
#[derive(PartialEq, Eq)]
pub struct Key {
    place: usize,
    /// The group's name.
    pub name: Text,
}

impl Key {
    /// The order of groups.
    pub fn compare(&self, other: &Self, order: &SwedishOrder) -> Ordering {
        let places = self.place.cmp(&other.place);
        places.then_with(|| order.compare(&self.name.sv, &other.name.sv))
    }
}

/// The group of a unit.
pub fn key(by: Grouping, region: &Region, unit: &Unit) -> Key {
    let written = match by {
        Grouping::Administration => &unit.administration,
        Grouping::Municipality => &unit.municipality,
        Grouping::Type => &unit.unit_type,
    };
    let Some(written) = written.as_ref().map(InternedStr::as_str) else {
        let private = by == Grouping::Administration && unit.is_private();
        return match private {
            true => Key {
                place: usize::MAX - 1,
                name: Text::fixed("Private providers", "Privata utförare"),
            },
            false => Key {
                place: usize::MAX,
                name: Text::fixed("Not stated", "Inte angivet"),
            },
        };
    };
    let (place, listed) = match by {
        Grouping::Administration => listed(region.administrations.iter(), written),
        Grouping::Municipality => (0, None),
        Grouping::Type => listed(region.types.iter().map(|it| &it.listed), written),
    };
    let name = match listed {
        Some(listed) => in_both(&listed.name, listed.name_en.as_ref()),
        None => in_both(written, None),
    };
    Key { place, name }
}

/// What the region lists under an id, and where; ids that it does not list come after all others.
fn listed<'a>(all: impl Iterator<Item = &'a Listed>, id: &str) -> (usize, Option<&'a Listed>) {
    let found = all.enumerate().find(|(_, listed)| listed.id.value == id);
    found.map_or((usize::MAX - 2, None), |(at, listed)| (at, Some(listed)))
}

/// A Swedish name with its English gloss.
fn in_both(name: &str, english: Option<&String>) -> Text {
    Text {
        en: english.map_or(name, String::as_str).to_owned().into(),
        sv: name.to_owned().into(),
    }
}

fn group<'a>(name: Text, units: impl Iterator<Item = &'a UnitContext<'a>>) -> Group {
    let mut group = Group {
        name,
        units: 0,
        in_scope: 0,
        complete: 0,
        duties: Tally::default(),
        recommendations: Tally::default(),
    };
    for context in units {
        let mut own = Tally::default();
        for (demand, verdict) in context.verdicts() {
            match is_duty(demand, verdict) {
                true => own.add(verdict.outcome),
                false => group.recommendations.add(verdict.outcome),
            }
        }
        let bound = context.rule_set.is_some() && context.assessment.in_scope;
        let lacking = own.of(Outcome::Unmet) + own.of(Outcome::Undetermined);
        group.units += 1;
        group.in_scope += usize::from(bound);
        group.complete += usize::from(bound && lacking == 0);
        for outcome in Outcome::ALL {
            group.duties.counts[outcome as usize] += own.of(outcome);
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_whole_only_when_nothing_is_lacking() {
        let permille = |part, whole| Share { part, whole }.permille();
        assert_eq!(permille(0, 0), None);
        assert_eq!(permille(0, 9), Some(0));
        assert_eq!(permille(9, 9), Some(1000));
        assert_eq!(permille(9_999, 10_000), Some(999));
        assert_eq!(permille(1, 10_000), Some(1));
        assert_eq!(permille(1, 3), Some(333));
        assert_eq!(permille(2, 3), Some(667));
    }
}
