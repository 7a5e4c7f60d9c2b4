//! `Organization`: the region, its administrations, private providers, and units.

use serde_json::{Map, Value, json};

use crate::model::region::{Listed, Region};
use crate::model::unit::Unit;
use crate::render::fhir::{
    Release, address, administration_id, contacts, id, identifier, owner_id, provider_id, put,
    put_contacts, reference, resource, site, unit_id,
};
use crate::render::view::contact::is_web;

/// The code system of `Organization.type`.
const TYPES: &str = "http://terminology.hl7.org/CodeSystem/organization-type";

/// The region.
pub fn region(region: &Region, release: Release) -> Value {
    let mut organization = begin(id(&[&region.id]), "prov", &region.name);
    let website = region.website.as_ref().map(|website| website.as_str());
    let website = website.filter(|website| is_web(website)).map(site);
    put_contacts(&mut organization, website.into_iter().collect(), release);
    Value::Object(organization)
}

/// An administration of the region.
pub fn administration(region: &Region, listed: &Listed) -> Value {
    let id = administration_id(region, listed.id.as_str());
    let mut organization = begin(id, "dept", &listed.name);
    put(&mut organization, "partOf", Some(part_of_region(region)));
    Value::Object(organization)
}

/// A private provider, which is no part of the region.
pub fn provider(region: &Region, name: &str) -> Value {
    Value::Object(begin(provider_id(region, name), "prov", name))
}

/// A unit.
pub fn unit(unit: &Unit, region: &Region, release: Release) -> Value {
    let mut organization = begin(unit_id(unit), "dept", unit.display_name());
    put(&mut organization, "identifier", identifier(unit));
    put_contacts(&mut organization, contacts(unit), release);
    match (release, address(unit)) {
        (Release::R4, Some(address)) => {
            put(&mut organization, "address", Some(json!([address])));
        }
        (Release::R5, Some(address)) => {
            let contact = organization.entry("contact").or_insert_with(|| json!([]));
            if let Some(contacts) = contact.as_array_mut() {
                contacts.push(json!({"address": address}));
            }
        }
        (_, None) => {}
    }
    let owner = reference("Organization", &owner_id(unit, region));
    put(&mut organization, "partOf", Some(owner));
    Value::Object(organization)
}

/// An organisation with its name.
fn begin(id: String, code: &str, name: &str) -> Map<String, Value> {
    let mut organization = resource("Organization", id);
    put(&mut organization, "active", Some(true.into()));
    let kind = json!([{"coding": [{"system": TYPES, "code": code}]}]);
    put(&mut organization, "type", Some(kind));
    put(&mut organization, "name", Some(name.into()));
    organization
}

fn part_of_region(region: &Region) -> Value {
    reference("Organization", &id(&[&region.id]))
}
