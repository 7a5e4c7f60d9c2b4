//! `Organization`: the region, its administrations, private providers, and units.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::region::{Listed, Region};
use crate::render::fhir::contact::{Contact, Contacts};
use crate::render::fhir::element::{Address, CodeableConcept, Identifier, Reference};
use crate::render::fhir::unit::Common;
use crate::render::fhir::{Release, Resource, administration_id, id, owner_id, provider_id};

/// The code system of `Organization.type`.
const TYPES: &str = "http://terminology.hl7.org/CodeSystem/organization-type";

/// An organisation.
#[derive(Debug, Serialize)]
#[serde(tag = "resourceType", rename_all = "camelCase")]
pub(crate) struct Organization<'a> {
    id: Cow<'a, str>,
    active: bool,
    #[serde(rename = "type")]
    kind: [CodeableConcept<'a>; 1],
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<[Identifier<'a>; 1]>,
    #[serde(flatten)]
    contacts: Contacts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<[Address<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<Reference<'a>>,
}

impl<'a> Organization<'a> {
    /// An organisation with its name.
    fn new(id: impl Into<Cow<'a, str>>, code: &'static str, name: &'a str) -> Self {
        Self {
            id: id.into(),
            active: true,
            kind: [CodeableConcept::code(TYPES, code)],
            name,
            identifier: None,
            contacts: Contacts::default(),
            address: None,
            part_of: None,
        }
    }
}

impl Resource for Organization<'_> {
    fn reference(&self) -> Reference<'_> {
        Reference::new("Organization", &*self.id)
    }
}

/// The region, reached in some ways.
pub(crate) fn region<'a>(
    region: &'a Region,
    contacts: &'a [Contact<'a>],
    release: Release,
) -> Organization<'a> {
    Organization {
        contacts: Contacts::new(contacts, release),
        ..Organization::new(id(&[&region.id]), "prov", &region.name)
    }
}

/// An administration of the region.
pub(crate) fn administration<'a>(region: &Region, listed: &'a Listed) -> Organization<'a> {
    let id_of_own = administration_id(region, listed.id.as_str());
    Organization {
        part_of: Some(Reference::new("Organization", id(&[&region.id]))),
        ..Organization::new(id_of_own, "dept", &listed.name)
    }
}

/// A private provider, which is no part of the region.
pub(crate) fn provider<'a>(region: &Region, name: &'a str) -> Organization<'a> {
    Organization::new(provider_id(region, name), "prov", name)
}

/// A unit.
pub(crate) fn unit<'a>(common: &'a Common<'_>) -> Organization<'a> {
    let unit = common.source.unit;
    let owner = owner_id(unit, common.source.region);
    let mut organization = Organization {
        identifier: Identifier::of(unit).map(|it| [it]),
        contacts: Contacts::new(&common.contacts, common.release),
        part_of: Some(Reference::new("Organization", owner)),
        ..Organization::new(&common.id, "dept", unit.display_name())
    };
    match (common.release, Address::of(unit)) {
        (Release::R4, address) => organization.address = address.map(|it| [it]),
        (Release::R5, Some(address)) => organization.contacts.add_address(address),
        (Release::R5, None) => {}
    }
    organization
}
