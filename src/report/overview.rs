//! What a site's verdicts amount to on a day: coverage, work to do, exemptions, freshness, and what
//! coming rule sets will change. Numbers and lists only; words and forms are elsewhere.
//!
//! Units that have closed for good are counted but otherwise left out, as the rules leave them out.

pub mod change;
pub mod coverage;
pub mod lists;
pub mod work;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assess::assess_unit;
use crate::assess::units::FullUnit;
use crate::assess::verdict::Assessment;
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::unit::UnitSummary;
use crate::render::collate::SwedishOrder;
use crate::report::overview::change::{Comparison, assessments, compare};
use crate::report::overview::coverage::{Group, Grouping, ServiceCoverage};
use crate::report::overview::lists::{ExtraWaiting, Freshness, Standing, Waiting};
use crate::report::overview::work::Owner;
use crate::rules::{UnitContext, context_of};

/// A site on a day.
pub struct Overview<'a> {
    /// The day.
    pub date: NaiveDate,
    /// The site's title.
    pub title: &'a str,
    /// Its regions, by id.
    pub regions: Vec<RegionOverview<'a>>,
}

/// One region of it.
pub struct RegionOverview<'a> {
    /// The region.
    pub region: &'a Region,
    /// Its rule set in force, when there is one that can be used.
    pub rule_set: Option<&'a RuleSet>,
    /// Its units that have not closed for good, with their verdicts, in Swedish order of names.
    pub units: Vec<UnitContext<'a>>,
    /// Units that have closed for good.
    pub closed: usize,
    /// Units whose files cannot be read for faults of syntax.
    pub unreadable: usize,
    /// All units together.
    pub total: Group,
    /// Coverage of each service and group of the rule set, in its order.
    pub services: Vec<ServiceCoverage<'a>>,
    /// Coverage by administration, municipality and type, in the order of [`Grouping::ALL`].
    pub groups: [Vec<Group>; 3],
    /// What is to be done, by who is responsible; most work first.
    pub work: Vec<Owner<'a>>,
    /// Exemptions in use: those that end soonest first, those without an end last.
    pub exemptions: Vec<Standing<'a>>,
    /// Reasons for exemptions that somebody has to review.
    pub waiting: Vec<Waiting<'a>>,
    /// Extra services without a consultation that has taken place.
    pub extras: Vec<ExtraWaiting<'a>>,
    /// How long ago pages were reviewed.
    pub freshness: Freshness<'a>,
    /// Rule sets that are not in force yet, and what each will change on its first day.
    pub upcoming: Vec<Comparison<'a>>,
}

impl RegionOverview<'_> {
    /// The groups of a kind.
    pub fn groups_by(&self, grouping: Grouping) -> &[Group] {
        &self.groups[grouping as usize]
    }
}

/// The overview of a site and all its units.
pub fn of<'a>(catalog: &'a Catalog, all: &'a [Arc<FullUnit>], today: NaiveDate) -> Overview<'a> {
    let order = SwedishOrder::new();
    let later = later_days(catalog, all, today);
    let regions = catalog.regions.values();
    let regions = regions
        .map(|region| {
            let units = units_of(catalog, all, region, today, &order);
            let upcoming = region.rule_sets.iter().filter_map(|rules| {
                let then = later.get(&rules.in_force)?;
                (!rules.broken).then(|| {
                    let (now, then) = ((catalog, assessments(all)), (catalog, then.iter()));
                    compare(all, now, then, (region, rules), rules.in_force)
                })
            });
            let upcoming = upcoming.collect();
            region_overview(catalog, region, units, upcoming, today, &order)
        })
        .collect();
    Overview {
        date: today,
        title: &catalog.site.title,
        regions,
    }
}

/// The verdicts on each day on which a rule set comes into force.
fn later_days(
    catalog: &Catalog,
    all: &[Arc<FullUnit>],
    today: NaiveDate,
) -> BTreeMap<NaiveDate, Vec<Assessment>> {
    let rule_sets = catalog
        .regions
        .values()
        .flat_map(|region| &region.rule_sets);
    let days = rule_sets.map(|rules| rules.in_force);
    let later = days.filter(|day| *day > today);
    let assess = |day| {
        let units = all.par_iter();
        units
            .map(|full| assess_unit(catalog, &full.unit, day))
            .collect()
    };
    later.map(|day| (day, assess(day))).collect()
}

/// A region's open units in Swedish order.
fn units_of<'a>(
    catalog: &'a Catalog,
    all: &'a [Arc<FullUnit>],
    region: &Region,
    today: NaiveDate,
    order: &SwedishOrder,
) -> Vec<UnitContext<'a>> {
    let contexts = all
        .iter()
        .filter_map(|full| context_of(catalog, &full.unit, &full.assessment, today));
    let mut units: Vec<UnitContext<'a>> = contexts
        .filter(|context| context.region.id == region.id && context.is_active())
        .collect();
    units.sort_by(|a, b| {
        let names = order.compare(a.unit.display_name(), b.unit.display_name());
        names.then_with(|| a.unit.id.cmp(&b.unit.id))
    });
    units
}

fn region_overview<'a>(
    catalog: &'a Catalog,
    region: &'a Region,
    units: Vec<UnitContext<'a>>,
    upcoming: Vec<Comparison<'a>>,
    today: NaiveDate,
    order: &SwedishOrder,
) -> RegionOverview<'a> {
    let own = |unit: &&UnitSummary| unit.region() == region.id;
    let all = catalog.units.iter().filter(own).count();
    let prefix = format!("{}/", region.id);
    let broken = catalog.broken_units.iter();
    RegionOverview {
        region,
        rule_set: region.rule_set_on(today).filter(|rules| !rules.broken),
        closed: all - units.len(),
        unreadable: broken.filter(|unit| unit.id.starts_with(&prefix)).count(),
        total: coverage::total(region, &units),
        services: coverage::services(region, &units, today),
        groups: Grouping::ALL.map(|by| coverage::groups(by, region, &units, order)),
        work: work::owners(&units, order),
        exemptions: lists::exemptions(&units),
        waiting: lists::waiting(&units),
        extras: lists::extras(&units),
        freshness: lists::freshness(&units),
        upcoming,
        units,
    }
}
