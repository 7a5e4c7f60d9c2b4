//! `Location`: where a unit is, and when its doors are open.

use serde::Serialize;

use crate::render::fhir::element::{Address, Reference};
use crate::render::fhir::hours::{
    Availability, HoursOfOperation, availability, hours_of_operation,
};
use crate::render::fhir::unit::Common;
use crate::render::fhir::{Release, Resource};

/// A place.
#[derive(Debug, Serialize)]
#[serde(tag = "resourceType", rename_all = "camelCase")]
pub(crate) struct Location<'a> {
    id: &'a str,
    status: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
    managing_organization: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours_of_operation: Option<Hours<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability_exceptions: Option<&'a str>,
}

/// `Location.position`
#[derive(Debug, Serialize)]
struct Position {
    longitude: f64,
    latitude: f64,
}

/// `Location.hoursOfOperation` of a release.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Hours<'a> {
    R4(Vec<HoursOfOperation<'a>>),
    R5([Availability<'a>; 1]),
}

impl Resource for Location<'_> {
    fn reference(&self) -> Reference<'_> {
        Reference::new("Location", self.id)
    }
}

/// The place of a unit.
pub(crate) fn location<'a>(common: &'a Common<'_>) -> Location<'a> {
    let unit = common.source.unit;
    let directions = unit.visit.directions.as_ref();
    let position = unit.visit.position();
    let (hours_of_operation, availability_exceptions) = match common.release {
        Release::R4 => {
            let hours = hours_of_operation(&common.week);
            let hours = (!hours.is_empty()).then_some(Hours::R4(hours));
            (hours, common.exceptions.as_deref())
        }
        Release::R5 => {
            let hours = availability(&common.week, common.source.days);
            (hours.map(Hours::R5), None)
        }
    };
    Location {
        id: &common.id,
        status: "active",
        name: unit.display_name(),
        description: directions.map(|words| words.as_str()),
        mode: "instance",
        address: Address::of(unit),
        position: position.map(|[latitude, longitude]| Position {
            longitude,
            latitude,
        }),
        managing_organization: Reference::new("Organization", &common.id),
        hours_of_operation,
        availability_exceptions,
    }
}
