//! What the resources of a unit are made from.

use chrono::NaiveDate;

use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::dated::Dated;
use crate::render::fhir::contact::{self, Contact};
use crate::render::fhir::hours::{Week, exceptions, week};
use crate::render::fhir::{Release, unit_id};
use crate::render::services::ServiceRecord;

/// What is known of a unit.
pub(crate) struct Source<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its region.
    pub region: &'a Region,
    /// What it offers, by standard name.
    pub services: Vec<ServiceRecord<'a>>,
    /// The address that names the region's services.
    pub system: &'a str,
    /// Days ahead with other opening hours.
    pub days: &'a [Dated<'a>],
    /// The build's date.
    pub today: NaiveDate,
}

/// What several resources of a unit say, made once; they borrow from it.
pub(crate) struct Common<'a> {
    /// What it is made from.
    pub source: &'a Source<'a>,
    /// The release of the resources.
    pub release: Release,
    /// The id of the resources.
    pub id: String,
    /// The ways to reach the unit.
    pub contacts: Vec<Contact<'a>>,
    /// The opening hours of its week.
    pub week: Week,
    /// Other opening hours on days ahead, in words.
    pub exceptions: Option<String>,
}

impl<'a> Common<'a> {
    /// What the resources of a unit say in a release.
    pub fn new(source: &'a Source<'a>, release: Release) -> Self {
        Self {
            source,
            release,
            id: unit_id(source.unit),
            contacts: contact::of_unit(source.unit),
            week: week(source.unit, source.today),
            exceptions: exceptions(source.unit, source.today, source.days),
        }
    }
}
