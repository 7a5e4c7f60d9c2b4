//! What JSON-LD is made from.

use chrono::NaiveDate;

use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::index::Index;
use crate::render::services::ServiceRecord;

/// What the data of a unit is made from.
pub(crate) struct Source<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its region.
    pub region: &'a Region,
    /// What it offers, by standard name.
    pub services: Vec<ServiceRecord<'a>>,
    /// The lists of the site.
    pub index: &'a Index,
    /// The build's date.
    pub today: NaiveDate,
}
