//! The lists of the site, made once: which units are shown, and in which order under which heading.
//!
//! Units are indices into the catalog, of 32 bits each as there are many. Every list is in Swedish
//! alphabetical order.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Days, NaiveDate};
use rayon::prelude::*;

use crate::assess::verdict::AssessmentSummary;
use crate::model::Catalog;
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::region::Region;
use crate::render::collate::SwedishOrder;

/// For how many days from the build's date deviating hours are shown.
pub const DEVIATION_DAYS: u64 = 60;

/// The lists of a site.
pub struct Index {
    /// Lists by region, in order of the regions' ids.
    pub regions: Vec<RegionIndex>,
    /// The shown units of all regions, by id.
    pub shown: Vec<u32>,
    /// The region of each unit of the catalog.
    region_of: Vec<Option<u16>>,
    /// The day before the build's date, whose night may go on, and the days on which hours may deviate.
    pub days: Vec<CalendarDay>,
}

/// The lists of a region.
#[derive(Default)]
pub struct RegionIndex {
    /// Shown units, A to Ö.
    pub units: Vec<u32>,
    /// The same units by id: their part of those that the index has shown.
    pub shown: Range<usize>,
    /// Letters and their parts of `units`.
    pub letters: Vec<(&'static str, Range<usize>)>,
    /// Municipalities with shown units, A to Ö.
    pub municipalities: Vec<Municipality>,
    /// For each type of the region, the shown units that have it.
    pub types: Vec<Vec<u32>>,
    /// For each service of the rule set in force, the shown units that offer it digitally.
    pub services: Vec<Vec<u32>>,
    /// The rule set in force, as an index into the region's.
    pub rule_set: Option<usize>,
}

/// A municipality and its shown units.
pub struct Municipality {
    /// Its name.
    pub name: String,
    /// Its part of addresses.
    pub slug: String,
    /// The units, A to Ö.
    pub units: Vec<u32>,
}

impl Index {
    /// The lists of a catalog on a day, with the assessments in its order.
    pub fn new(catalog: &Catalog, assessments: &[AssessmentSummary], today: NaiveDate) -> Self {
        let order = SwedishOrder::new();
        let at: BTreeMap<&str, u16> = catalog
            .regions
            .keys()
            .map(String::as_str)
            .zip(0..)
            .collect();
        let region_of: Vec<Option<u16>> = catalog
            .units
            .iter()
            .map(|unit| at.get(unit.region()).copied())
            .collect();

        let mut regions: Vec<RegionIndex> = catalog
            .regions
            .values()
            .map(|region| RegionIndex::of(region, today))
            .collect();
        let mut shown = Vec::new();
        let mut last_id = None;
        for (at, unit) in (0..).zip(&catalog.units) {
            // Units are in order of id; the first of two that claim the same id has the page.
            let doubled = last_id.replace(unit.id.as_str()) == Some(unit.id.as_str());
            if let Some(region) =
                region_of[at as usize].filter(|_| !doubled && unit.is_shown_on(today))
            {
                let index = &mut regions[usize::from(region)];
                // Ids begin with the region, so its units stand together.
                if index.units.is_empty() {
                    index.shown = shown.len()..shown.len();
                }
                index.units.push(at);
                shown.push(at);
                index.shown.end = shown.len();
            }
        }
        for (lists, region) in regions.iter_mut().zip(catalog.regions.values()) {
            lists.fill(region, catalog, assessments, &order);
        }
        let count = usize::try_from(DEVIATION_DAYS).unwrap_or(0);
        let days = CalendarDay::from(today.pred_opt().unwrap_or(today), count + 1);
        Self {
            regions,
            shown,
            region_of,
            days,
        }
    }
}

impl Index {
    /// The days from the build's date on.
    pub fn from_today(&self) -> &[CalendarDay] {
        self.days.get(1..).unwrap_or_default()
    }

    /// The region of a unit of the catalog.
    pub fn region_of(&self, unit: usize) -> Option<usize> {
        self.region_of.get(unit).copied()?.map(usize::from)
    }
}

/// The first day that is too far ahead for deviating hours.
pub fn deviations_end(today: NaiveDate) -> NaiveDate {
    today
        .checked_add_days(Days::new(DEVIATION_DAYS))
        .unwrap_or(NaiveDate::MAX)
}

impl RegionIndex {
    /// The lists of a region, still empty.
    fn of(region: &Region, today: NaiveDate) -> Self {
        let rule_set = region
            .rule_sets
            .iter()
            .rposition(|rule_set| rule_set.in_force <= today);
        let rule_set = rule_set.filter(|at| !region.rule_sets[*at].broken);
        let services = rule_set.map_or(0, |at| region.rule_sets[at].services.len());
        Self {
            rule_set,
            types: vec![Vec::new(); region.types.len()],
            services: vec![Vec::new(); services],
            ..Self::default()
        }
    }

    /// Sorts the units and puts them in their lists.
    fn fill(
        &mut self,
        region: &Region,
        catalog: &Catalog,
        assessments: &[AssessmentSummary],
        order: &SwedishOrder,
    ) {
        let name = |at: u32| catalog.units[at as usize].display_name();
        let keyed = self.units.par_iter();
        let keyed = keyed.map(|unit| (order.key(name(*unit)), *unit));
        let mut keyed: Vec<(Vec<u8>, u32)> = keyed.collect();
        keyed.par_sort_unstable();
        self.units = keyed.into_iter().map(|(_, unit)| unit).collect();

        // Of two types of one id, which is a fault, the first has the units.
        let ids = region.types.iter().map(|it| it.listed.id.as_str());
        let types: BTreeMap<&str, usize> = ids.enumerate().map(|(at, id)| (id, at)).rev().collect();
        let mut municipalities: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (place, unit) in self.units.iter().enumerate() {
            let letter = order.letter(name(*unit));
            match self.letters.last_mut() {
                Some((last, range)) if *last == letter => range.end = place + 1,
                _ => self.letters.push((letter, place..place + 1)),
            }
            if let Some(municipality) = &catalog.units[*unit as usize].municipality {
                municipalities
                    .entry(municipality.as_str())
                    .or_default()
                    .push(*unit);
            }
            let unit_type = catalog.units[*unit as usize].unit_type.as_ref();
            if let Some(at) = unit_type.and_then(|id| types.get(id.as_str())) {
                self.types[*at].push(*unit);
            }
            let assessment = assessments.get(*unit as usize);
            for service in assessment
                .into_iter()
                .flat_map(AssessmentSummary::offered_services)
            {
                if let Some(list) = self.services.get_mut(service) {
                    list.push(*unit);
                }
            }
        }
        let listed = municipalities
            .into_iter()
            .map(|(name, units)| Municipality {
                name: name.to_owned(),
                slug: slug::slugify(name),
                units,
            });
        self.municipalities = listed
            .filter(|municipality| !municipality.slug.is_empty())
            .collect();
        for units in self.services.iter_mut().chain(&mut self.types) {
            units.shrink_to_fit();
        }
        self.municipalities
            .sort_by(|a, b| order.compare(&a.name, &b.name));
    }
}
