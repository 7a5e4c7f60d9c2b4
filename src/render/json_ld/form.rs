//! The data in the form of schema.org: its types and the names of their properties, in the order in
//! which they are written. What is empty is left out.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::model::hours::time::TimeOfDay;

/// A unit: one of [`TYPES`](super::TYPES).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Clinic<'a> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@type")]
    pub schema_type: &'static str,
    #[serde(rename = "@id")]
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    pub url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_map: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amenity_feature: Vec<Amenity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_accepting_new_patients: Option<bool>,
    #[serde(
        rename = "openingHoursSpecification",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub opening_hours: Vec<Hours>,
    #[serde(
        rename = "specialOpeningHoursSpecification",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub special_opening_hours: Vec<Hours>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub knows_language: &'a [&'a str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact_point: Vec<Contact<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub makes_offer: Vec<Offer<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub potential_action: Vec<Reservation<'a>>,
    pub parent_organization: Organization<'a>,
}

/// Something that a place has.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "LocationFeatureSpecification")]
pub(super) struct Amenity {
    pub name: &'static str,
    pub value: bool,
}

/// The id in the national directory.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "PropertyValue")]
pub(super) struct Identifier<'a> {
    #[serde(rename = "propertyID")]
    pub property_id: &'static str,
    pub value: &'a str,
}

/// An address.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "PostalAddress", rename_all = "camelCase")]
pub(super) struct PostalAddress<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_locality: Option<&'a str>,
    pub address_country: &'static str,
}

/// A place on the map.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "GeoCoordinates")]
pub(super) struct Position {
    pub latitude: f64,
    pub longitude: f64,
}

/// Hours on days of the week.
#[derive(Serialize)]
#[serde(
    tag = "@type",
    rename = "OpeningHoursSpecification",
    rename_all = "camelCase"
)]
pub(super) struct Hours {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub day_of_week: Vec<&'static str>,
    pub opens: Clock,
    pub closes: Clock,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub valid_from: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub valid_through: Option<NaiveDate>,
}

/// Writes a day as `2026-12-24`.
fn day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// A time of day as `07:30`. A day has no 24:00 here: what lasts to its end closes at 23:59.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock(pub TimeOfDay);

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            TimeOfDay::END => serializer.serialize_str("23:59"),
            time => serializer.collect_str(&time),
        }
    }
}

/// A phone.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "ContactPoint", rename_all = "camelCase")]
pub(super) struct Contact<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_type: Option<&'a str>,
    pub telephone: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours_available: Vec<Hours>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub available_language: &'a [&'a str],
}

/// An offer of a service.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct Offer<'a> {
    pub item_offered: Offered<'a>,
}

/// The service that is offered.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "Service", rename_all = "camelCase")]
pub(super) struct Offered<'a> {
    pub name: &'a str,
    pub available_channel: Channel<'a>,
}

/// The way to a service.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "ServiceChannel", rename_all = "camelCase")]
pub(super) struct Channel<'a> {
    pub service_url: &'a str,
}

/// A visit that can be booked.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "ReserveAction")]
pub(super) struct Reservation<'a> {
    pub name: &'a str,
    pub target: EntryPoint<'a>,
}

/// Where it is booked.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "EntryPoint", rename_all = "camelCase")]
pub(super) struct EntryPoint<'a> {
    pub url_template: &'a str,
}

/// An organisation.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Organization<'a> {
    pub name: &'a str,
}
