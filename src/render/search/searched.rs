//! What the search of a region is made from, and numbers of its units.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::Catalog;
use crate::model::look::SearchWords;
use crate::model::region::Region;
use crate::model::rule_set::Service;
use crate::model::unit::UnitSummary;
use crate::render::index::RegionIndex;
use crate::render::locale::Locale;

/// What the files of a region are made from.
#[derive(Clone, Copy)]
pub struct Searched<'a> {
    /// All units.
    pub catalog: &'a Catalog,
    /// The region.
    pub region: &'a Region,
    /// Its lists.
    pub index: &'a RegionIndex,
    /// The services of its rule set in force.
    pub services: &'a [Service],
    /// The languages of the site.
    pub locales: &'a [Locale],
    /// What the theme knows of words.
    pub words: &'a SearchWords,
    /// The first day of the hours in rows.
    pub from: NaiveDate,
}

/// Numbers of units, ascending and each once.
pub type Numbers = Vec<u32>;

/// The languages that units of a region speak, by tag.
pub fn languages<'a>(catalog: &'a Catalog, index: &RegionIndex) -> BTreeMap<&'a str, Numbers> {
    let mut languages: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (number, unit) in numbered(catalog, index) {
        for tag in unit.languages.iter() {
            add_once(languages.entry(tag.as_str()).or_default(), number);
        }
    }
    languages
}

/// Adds a number to some that are not greater.
pub fn add_once(numbers: &mut Numbers, number: u32) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// The types that units of a region have, by id.
pub fn types<'a>(catalog: &'a Catalog, index: &RegionIndex) -> BTreeMap<&'a str, Numbers> {
    let mut types: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (number, unit) in numbered(catalog, index) {
        if let Some(id) = &unit.unit_type {
            types.entry(id.as_str()).or_default().push(number);
        }
    }
    types
}

/// The shown units of a region with their numbers.
pub fn numbered<'a>(
    catalog: &'a Catalog,
    index: &RegionIndex,
) -> impl Iterator<Item = (u32, &'a UnitSummary)> {
    let units = index.units.iter().map(|at| &catalog.units[*at as usize]);
    (0..).zip(units)
}
