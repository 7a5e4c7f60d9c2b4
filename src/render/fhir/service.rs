//! `HealthcareService`: what a unit offers, how it is reached, and when it is available.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::dated::Dated;
use crate::render::fhir::hours::{available, available_time, exceptions, not_available};
use crate::render::fhir::{
    Release, contacts, identifier, put, put_contacts, reference, resource, unit_id,
};
use crate::render::pages::open_data::Service;
use crate::render::view::contact::is_web;

/// The code system of vård- och omsorgsform in the national directory.
const CARE_FORM: &str = "urn:oid:1.2.752.129.2.2.1.13";
/// The code system of languages.
const LANGUAGE: &str = "urn:ietf:bcp:47";

/// What a unit's service is made from.
pub(crate) struct Source<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its region.
    pub region: &'a Region,
    /// What it offers, by standard name.
    pub services: Vec<Service<'a>>,
    /// The address that names the region's services.
    pub system: &'a str,
    /// Days ahead with other opening hours.
    pub days: &'a [Dated<'a>],
    /// The build's date.
    pub today: NaiveDate,
}

/// What a unit offers.
pub(crate) fn service(source: &Source<'_>, release: Release) -> Value {
    let Source { unit, days, .. } = source;
    let id = unit_id(unit);
    let mut service = resource("HealthcareService", id.clone());
    put(&mut service, "identifier", identifier(unit));
    put(&mut service, "active", Some(true.into()));
    let organization = reference("Organization", &id);
    put(&mut service, "providedBy", Some(organization));
    put_type(&mut service, unit, source.region);
    put(
        &mut service,
        "location",
        Some(json!([reference("Location", &id)])),
    );
    put(&mut service, "name", Some(unit.display_name().into()));
    let summary = unit.summary.as_ref();
    let summary = summary.map(|summary| summary.as_str().into());
    put(&mut service, "comment", summary);
    put(&mut service, "extraDetails", details(source, release));
    put_contacts(&mut service, contacts(unit), release);
    put(
        &mut service,
        "characteristic",
        Some(characteristics(source)),
    );
    put(&mut service, "communication", Some(languages(unit)));
    match release {
        Release::R4 => {
            put(&mut service, "availableTime", available_time(unit));
            put(&mut service, "notAvailable", not_available(days));
            put(&mut service, "availabilityExceptions", exceptions(days));
        }
        Release::R5 => {
            let availability = available(unit, days).map(|hours| json!([hours]));
            put(&mut service, "availability", availability);
        }
    }
    Value::Object(service)
}

/// The form of care as the category, the region's own type as the type.
fn put_type(service: &mut Map<String, Value>, unit: &Unit, region: &Region) {
    let unit_type = unit.unit_type.as_ref();
    let Some(unit_type) = unit_type.and_then(|id| region.unit_type(id.as_str())) else {
        return;
    };
    let care_form = unit_type.care_form.as_deref();
    let category = care_form.map(|code| json!([{"coding": [{"system": CARE_FORM, "code": code}]}]));
    put(service, "category", category);
    put(
        service,
        "type",
        Some(json!([{"text": unit_type.listed.name}])),
    );
}

/// The services of the base offering that the unit gives.
fn characteristics(source: &Source<'_>) -> Value {
    let concept = |service: &Service<'_>| json!({"coding": [{"system": source.system, "code": service.id, "display": service.name}]});
    source.services.iter().map(concept).collect()
}

/// The languages spoken.
fn languages(unit: &Unit) -> Value {
    let tags = unit.care.languages.iter().map(|tag| tag.as_str());
    let concept = |tag: &str| json!({"coding": [{"system": LANGUAGE, "code": tag}]});
    tags.filter(|tag| !tag.contains(char::is_whitespace))
        .map(concept)
        .collect()
}

/// What there is no element for, as Markdown: notices, how to seek care, other hours ahead where the
/// release has no words for them, and where the e-services are.
fn details(source: &Source<'_>, release: Release) -> Option<Value> {
    let Source { unit, today, .. } = source;
    let notices = unit.notices.iter();
    let notices = notices.filter(|notice| notice.is_current(*today));
    let notices = notices.filter_map(|notice| Some(notice.text.as_ref()?.as_str().to_owned()));
    let mut parts: Vec<String> = notices.collect();
    parts.extend(unit.care.referral.iter().map(|it| it.as_str().to_owned()));
    if release == Release::R5 {
        let exceptions = exceptions(source.days);
        let exceptions = exceptions.and_then(|words| words.as_str().map(str::to_owned));
        parts.extend(exceptions);
    }
    let link = |service: &Service<'_>| {
        let url = service.url.filter(|url| is_web(url))?;
        Some(format!("- {}: <{url}>", service.name))
    };
    let links: Vec<String> = source.services.iter().filter_map(link).collect();
    parts.extend((!links.is_empty()).then(|| links.join("\n")));
    (!parts.is_empty()).then(|| parts.join("\n\n").into())
}
