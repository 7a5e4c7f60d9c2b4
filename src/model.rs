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
pub mod look;
pub mod name;
pub mod notice;
pub mod phone;
pub mod region;
pub mod rule_set;
pub mod site;
pub mod statement;
pub mod unit;
pub mod word;

use std::collections::BTreeMap;

use crate::model::region::Region;
use crate::model::site::Site;
use crate::model::unit::UnitSummary;

/// Everything that was loaded, in stable order.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// `content/site.toml` and the site's own pages.
    pub site: Site,
    /// Regions by id (the folder's name).
    pub regions: BTreeMap<String, Region>,
    /// Units by id (`<region>/<stem>`), in order of id. Two files may claim one id; both are here.
    pub units: Vec<UnitSummary>,
    /// Ids of units whose files have faults of syntax: nothing of them can be trusted, so they are
    /// neither assessed nor rendered, but what points at them is not wrong.
    pub broken_units: Vec<String>,
}

impl Catalog {
    /// The region of a unit.
    pub fn region_of(&self, unit: &UnitSummary) -> Option<&Region> {
        self.regions.get(unit.region())
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
