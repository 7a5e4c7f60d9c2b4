//! `Location`: where a unit is, and when its doors are open.

use serde_json::{Value, json};

use crate::model::unit::Unit;
use crate::render::dated::Dated;
use crate::render::fhir::hours::{available, exceptions, opening_of_doors};
use crate::render::fhir::{Release, address, put, reference, resource, unit_id};

/// The place of a unit.
pub fn location(unit: &Unit, days: &[Dated<'_>], release: Release) -> Value {
    let id = unit_id(unit);
    let mut location = resource("Location", id.clone());
    put(&mut location, "status", Some("active".into()));
    put(&mut location, "name", Some(unit.display_name().into()));
    let directions = unit.visit.directions.as_ref();
    let directions = directions.map(|words| words.as_str().into());
    put(&mut location, "description", directions);
    put(&mut location, "mode", Some("instance".into()));
    put(&mut location, "address", address(unit));
    let position = unit.visit.position();
    put(
        &mut location,
        "position",
        position.map(|[latitude, longitude]| json!({"longitude": longitude, "latitude": latitude})),
    );
    let organization = reference("Organization", &id);
    put(&mut location, "managingOrganization", Some(organization));
    match release {
        Release::R4 => {
            put(&mut location, "hoursOfOperation", opening_of_doors(unit));
            put(&mut location, "availabilityExceptions", exceptions(days));
        }
        Release::R5 => {
            let hours = available(unit, days).map(|hours| json!([hours]));
            put(&mut location, "hoursOfOperation", hours);
        }
    }
    Value::Object(location)
}
