//! The domain: regions, rule sets, units, and the site that holds them. Data only, with places;
//! no parsing, no wording, no I/O.
//!
//! Facts an editor may have left out are `Option`s or empty lists: a file with faults still becomes
//! a unit, so that one fault never hides another.

pub mod calendar;
pub mod colour;
pub mod condition;
pub mod contact;
pub mod hours;
pub mod href;
pub mod interned_str;
pub mod language;
pub mod list_facts;
pub mod look;
pub mod name;
pub mod notice;
pub mod phone;
pub mod picture;
pub mod practical;
pub mod region;
pub mod response;
pub mod rule_set;
pub mod server;
pub mod site;
pub mod stated_phone;
pub mod statement;
pub mod svg;
pub mod timetable;
pub mod translations;
pub mod unit;
pub mod words;

use std::collections::BTreeMap;

use crate::model::href::Written;
use crate::model::picture::Picture;
use crate::model::region::Region;
use crate::model::site::{MarkdownText, Site};
use crate::model::unit::UnitSummary;
use crate::text::path::SitePath;

/// Everything that was loaded, in stable order.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// `content/site.toml` and the site's own pages.
    pub site: Site,
    /// Pictures beside texts, by the path of their file.
    pub pictures: BTreeMap<SitePath, Picture>,
    /// Regions by id (the folder's name).
    pub regions: BTreeMap<String, Region>,
    /// Units by id (`<region>/<stem>`), in order of id. Two files may claim one id; both are here.
    pub units: Vec<UnitSummary>,
    /// Units whose files have faults of syntax, say nothing, or cannot be read: nothing of them can be
    /// trusted, so they are neither assessed nor rendered, but what points at them is not wrong.
    pub broken_units: Vec<BrokenUnit>,
}

/// A unit whose file cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BrokenUnit {
    /// Its id, `<region>/<stem>`.
    pub id: String,
    /// Old page addresses, as far as they could be read.
    pub former_names: Vec<String>,
}

impl BrokenUnit {
    /// Whether a page of the unit is, or would be, at an address of its region.
    pub fn has_address(&self, region: &str, slug: &str) -> bool {
        let own = self.id.strip_prefix(region);
        let Some(own) = own.and_then(|rest| rest.strip_prefix('/')) else {
            return false;
        };
        own == slug || self.former_names.iter().any(|former| former == slug)
    }
}

impl Catalog {
    /// The addresses and mailboxes of all files but those of units.
    pub fn written(&self) -> impl Iterator<Item = &Written> {
        let regions = || self.regions.values();
        let rule_sets = regions().flat_map(|region| &region.rule_sets);
        let of_regions = regions().flat_map(|region| &region.written);
        let of_rule_sets = rule_sets.flat_map(|rules| &rules.written);
        self.site
            .written
            .iter()
            .chain(of_regions)
            .chain(of_rule_sets)
    }

    /// The picture beside a text that an address in it leads to.
    pub fn picture(&self, text: &MarkdownText, address: &str) -> Option<&Picture> {
        self.pictures.get(&SitePath::new(&text.beside(address)?)?)
    }

    /// The region of a unit.
    pub fn region_of(&self, unit: &UnitSummary) -> Option<&Region> {
        self.regions.get(unit.region())
    }

    /// Whether the file of the unit with an id cannot be relied on.
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken_units.iter().any(|unit| unit.id == id)
    }

    /// Whether something that findings about a unit depend on cannot be read on a day: its own file, the
    /// region or a version of the rule set.
    pub fn is_unsure_of(&self, id: &str, day: chrono::NaiveDate) -> bool {
        let region = id.split('/').next().and_then(|id| self.regions.get(id));
        let is_sure = |region: &Region| {
            let mut rules = region.rule_sets.iter();
            region.is_assessable_on(day)
                && region.unread.is_empty()
                && rules.all(|rules| !rules.broken && rules.unread.is_empty())
        };
        self.is_broken(id) || region.is_some_and(|region| !is_sure(region))
    }

    /// How many units are not assessed on a day because something cannot be read: their own file, the region
    /// or the rule set in force.
    pub fn unassessed(&self, day: chrono::NaiveDate) -> usize {
        let assessable: BTreeMap<&str, bool> = self
            .regions
            .iter()
            .map(|(id, region)| (id.as_str(), region.is_assessable_on(day)))
            .collect();
        let waits = |unit: &&UnitSummary| assessable.get(unit.region()) == Some(&false);
        let waiting = if assessable.values().all(|is| *is) {
            0
        } else {
            self.units.iter().filter(waits).count()
        };
        waiting + self.broken_units.len()
    }

    /// The unit with an id; the first one where two files claim it.
    pub fn unit(&self, id: &str) -> Option<&UnitSummary> {
        self.units.get(self.place_of(id)?)
    }

    /// The place of that unit among `units`.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        let at = self.units.partition_point(|unit| unit.id.as_str() < id);
        let found = self.units.get(at)?;
        (found.id == id).then_some(at)
    }
}
