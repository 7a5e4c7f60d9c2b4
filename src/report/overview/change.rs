//! Two rule sets held against the same units: what changes for each of them when the other one binds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::units::FullUnit;
use crate::assess::verdict::{Assessment, Cause, Obligation, Outcome, Verdict};
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::unit::{Unit, UnitSummary};
use crate::rules::Demand;

/// What another rule set changes for the units of a region.
pub struct Comparison<'a> {
    /// The region.
    pub region: &'a Region,
    /// The rule set that binds now, when there is one.
    pub from: Option<&'a RuleSet>,
    /// The other one.
    pub to: &'a RuleSet,
    /// The day for which the other one is weighed.
    pub day: NaiveDate,
    /// Services and groups that come, go, or have another name.
    pub services: Vec<ServiceChange<'a>>,
    /// What changes for units, by unit and in the other rule set's order.
    pub rows: Vec<ChangeRow<'a>>,
}

/// How the two rule sets differ in a service.
pub enum ServiceChange<'a> {
    /// Only the other one names it.
    Added(Demand<'a>),
    /// Only the present one names it.
    Removed(Demand<'a>),
    /// Its standard name differs: before, after.
    Renamed(Demand<'a>, Demand<'a>),
}

/// What changes for one unit with one service.
pub struct ChangeRow<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The service, by the other rule set where it names it.
    pub demand: Demand<'a>,
    /// How it stands now; nothing where the present rule set does not name it.
    pub before: Option<Side>,
    /// How it will stand; nothing where the other rule set does not name it.
    pub after: Option<Side>,
    /// What that amounts to.
    pub change: Change,
}

/// One verdict of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The obligation.
    pub obligation: Option<Obligation>,
    /// The outcome.
    pub outcome: Outcome,
    /// Why it is unmet.
    pub causes: Vec<Cause>,
}

/// What a difference amounts to for a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It will fall short where it does not now: somebody must act.
    FallsShort,
    /// It falls short now and will then.
    StillShort,
    /// It will not be known whether it falls short.
    BecomesOpen,
    /// A new obligation, which it meets or is exempt from already.
    NewlyBound,
    /// It falls short now and will not then.
    Fixed,
    /// An obligation that ends.
    Released,
}

impl Change {
    /// All of them, the weightiest first.
    pub const ALL: [Self; 6] = [
        Self::FallsShort,
        Self::StillShort,
        Self::BecomesOpen,
        Self::NewlyBound,
        Self::Fixed,
        Self::Released,
    ];

    /// The word in machine-readable forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FallsShort => "falls-short",
            Self::StillShort => "still-short",
            Self::BecomesOpen => "becomes-open",
            Self::NewlyBound => "newly-bound",
            Self::Fixed => "fixed",
            Self::Released => "released",
        }
    }
}

impl Comparison<'_> {
    /// How many rows are of a change.
    pub fn count(&self, change: Change) -> usize {
        self.rows.iter().filter(|row| row.change == change).count()
    }

    /// How many units have a row of a change.
    pub fn units(&self, change: Change) -> usize {
        let mut ids: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.change == change)
            .map(|row| row.unit.id.as_str())
            .collect();
        ids.dedup();
        ids.len()
    }
}

/// The verdicts of units.
pub fn assessments(units: &[Arc<FullUnit>]) -> impl Iterator<Item = &Assessment> {
    units.iter().map(|full| &full.assessment)
}

/// Holds the units of a region under the rule set that binds now against the same units under another,
/// as assessed on its day. Both sides have the verdicts of all units in the same order.
pub fn compare<'a, 'v>(
    units: &'a [Arc<FullUnit>],
    (catalog, now): (&'a Catalog, impl Iterator<Item = &'v Assessment>),
    (later, then): (&'a Catalog, impl Iterator<Item = &'v Assessment>),
    (region, to): (&'a Region, &'a RuleSet),
    day: NaiveDate,
) -> Comparison<'a> {
    let mut comparison = Comparison {
        region,
        from: None,
        to,
        day,
        services: Vec::new(),
        rows: Vec::new(),
    };
    for (full, (now, then)) in units.iter().zip(now.zip(then)) {
        let unit = &full.unit;
        if unit.region() != region.id || unit.has_closed_by(day) {
            continue;
        }
        let Some((before, from)) = sides(catalog, unit, now) else {
            continue;
        };
        let Some((after, _)) = sides(later, unit, then) else {
            continue;
        };
        comparison.from = comparison.from.or(from);
        comparison.rows.extend(rows(unit, &before, &after));
    }
    comparison.services = service_changes(comparison.from, to);
    comparison
}

/// The verdicts on one side, each with what it is about, and the rule set they are by.
type Sides<'a> = (Vec<(Demand<'a>, Side)>, Option<&'a RuleSet>);

fn sides<'a>(
    catalog: &'a Catalog,
    unit: &UnitSummary,
    assessment: &Assessment,
) -> Option<Sides<'a>> {
    let region = catalog.region_of(unit)?;
    let rules = assessment.rule_set.and_then(|at| region.rule_sets.get(at));
    let demands = demands(rules).zip(&assessment.verdicts);
    let sides = demands.map(|(demand, verdict)| (demand, side(verdict)));
    Some((sides.collect(), rules))
}

fn side(verdict: &Verdict) -> Side {
    Side {
        obligation: verdict.obligation,
        outcome: verdict.outcome,
        causes: verdict.causes.clone(),
    }
}

/// All that a rule set names, in the order of verdicts.
pub fn demands(rules: Option<&RuleSet>) -> impl Iterator<Item = Demand<'_>> {
    rules.into_iter().flat_map(|rules| {
        let services = rules.services.iter().map(Demand::Service);
        services.chain(rules.one_of.iter().map(Demand::Group))
    })
}

/// The rows of one unit.
fn rows<'a>(
    unit: &'a Unit,
    before: &[(Demand<'a>, Side)],
    after: &[(Demand<'a>, Side)],
) -> Vec<ChangeRow<'a>> {
    let known: BTreeMap<&str, &Side> = before.iter().map(|(it, side)| (it.id(), side)).collect();
    // A service that another one replaces is not gone, and the other is not new.
    let then: BTreeSet<&str> = after
        .iter()
        .flat_map(|(it, _)| own_and_former(*it))
        .collect();
    let gone = before.iter().filter(|(it, _)| !then.contains(it.id()));
    let row = |demand: Demand<'a>, before: Option<&Side>, after: Option<&Side>| {
        let change = change(before, after)?;
        Some(ChangeRow {
            unit,
            demand,
            before: before.cloned(),
            after: after.cloned(),
            change,
        })
    };
    let kept = after.iter().filter_map(|(demand, side)| {
        let earlier = own_and_former(*demand).find_map(|id| known.get(id).copied());
        row(*demand, earlier, Some(side))
    });
    let gone = gone.filter_map(|(demand, side)| row(*demand, Some(side), None));
    kept.chain(gone).collect()
}

/// The id of a service or group, then those of what it replaces.
fn own_and_former<'a>(demand: Demand<'a>) -> impl Iterator<Item = &'a str> {
    let former = demand
        .service()
        .map_or(&[][..], |service| &service.former_ids);
    std::iter::once(demand.id()).chain(former.iter().map(|id| id.value.as_str()))
}

/// What the difference of two verdicts amounts to; nothing when nobody need know.
fn change(before: Option<&Side>, after: Option<&Side>) -> Option<Change> {
    let is = |side: Option<&Side>, outcome| side.is_some_and(|side| side.outcome == outcome);
    let binds = |side: Option<&Side>| {
        side.is_some_and(|side| {
            matches!(
                side.outcome,
                Outcome::Met | Outcome::Exempt | Outcome::Unmet
            )
        })
    };
    let short = [before, after].map(|side| is(side, Outcome::Unmet));
    let open = [before, after].map(|side| is(side, Outcome::Undetermined));
    match (short, open, [binds(before), binds(after)]) {
        ([false, true], _, _) => Some(Change::FallsShort),
        ([true, true], _, _) => Some(Change::StillShort),
        (_, [false, true], _) => Some(Change::BecomesOpen),
        ([true, false], _, [_, false]) => Some(Change::Released),
        ([true, false], _, _) => Some(Change::Fixed),
        (_, _, [false, true]) => Some(Change::NewlyBound),
        (_, [_, false], [true, false]) => Some(Change::Released),
        _ => None,
    }
}

/// How two rule sets differ in services; nothing to tell where there was none before.
fn service_changes<'a>(from: Option<&'a RuleSet>, to: &'a RuleSet) -> Vec<ServiceChange<'a>> {
    let old: BTreeMap<&str, Demand<'a>> = demands(from).map(|it| (it.id(), it)).collect();
    let new: BTreeSet<&str> = demands(Some(to)).flat_map(own_and_former).collect();
    let earlier = |demand| own_and_former(demand).find_map(|id| old.get(id));
    let come = demands(Some(to)).filter_map(|demand| match earlier(demand) {
        None => Some(ServiceChange::Added(demand)),
        Some(before) if before.name() != demand.name() => {
            Some(ServiceChange::Renamed(*before, demand))
        }
        Some(_) => None,
    });
    let gone = demands(from).filter(|demand| !new.contains(demand.id()));
    come.chain(gone.map(ServiceChange::Removed)).collect()
}
