//! `HealthcareService`: what a unit offers, how it is reached, and when it is available.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::region::UnitType;
use crate::model::unit::Unit;
use crate::render::fhir::contact::Contacts;
use crate::render::fhir::element::{CodeableConcept, Coding, Identifier, Reference};
use crate::render::fhir::hours::{
    Availability, AvailableTime, NotAvailable, availability, available_time, not_available,
};
use crate::render::fhir::unit::{Common, Source};
use crate::render::fhir::{Release, Resource};
use crate::render::view::contact::is_web;

/// The code system of vård- och omsorgsform in the national directory.
const CARE_FORM: &str = "urn:oid:1.2.752.129.2.2.1.13";
/// The code system of languages.
const LANGUAGE: &str = "urn:ietf:bcp:47";

/// A service.
#[derive(Debug, Serialize)]
#[serde(tag = "resourceType", rename_all = "camelCase")]
pub(crate) struct HealthcareService<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<[Identifier<'a>; 1]>,
    active: bool,
    provided_by: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<[CodeableConcept<'a>; 1]>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<[CodeableConcept<'a>; 1]>,
    location: [Reference<'a>; 1],
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra_details: Option<String>,
    #[serde(flatten)]
    contacts: Contacts<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    characteristic: Vec<CodeableConcept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    communication: Vec<CodeableConcept<'a>>,
    #[serde(flatten)]
    hours: Hours<'a>,
}

/// The elements that say when it is available, of which a release has its own.
#[derive(Debug, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Hours<'a> {
    R4 {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        available_time: Vec<AvailableTime<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        not_available: Vec<NotAvailable<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        availability_exceptions: Option<&'a str>,
    },
    R5 {
        #[serde(skip_serializing_if = "Option::is_none")]
        availability: Option<[Availability<'a>; 1]>,
    },
}

impl Resource for HealthcareService<'_> {
    fn reference(&self) -> Reference<'_> {
        Reference::new("HealthcareService", self.id)
    }
}

/// What a unit offers.
pub(crate) fn service<'a>(common: &'a Common<'_>) -> HealthcareService<'a> {
    let source = common.source;
    let unit = source.unit;
    // The form of care is the category, the region's own type the type.
    let unit_type = unit.unit_type.as_ref();
    let unit_type = unit_type.and_then(|id| source.region.unit_type(id.as_str()));
    let care_form = unit_type.and_then(|it| it.care_form.as_deref());
    let name = |it: &'a UnitType| [CodeableConcept::text(&it.listed.name)];
    HealthcareService {
        id: &common.id,
        identifier: Identifier::of(unit).map(|it| [it]),
        active: true,
        provided_by: Reference::new("Organization", &common.id),
        category: care_form.map(|code| [CodeableConcept::code(CARE_FORM, code)]),
        kind: unit_type.map(name),
        location: [Reference::new("Location", &common.id)],
        name: unit.display_name(),
        comment: unit.summary.as_ref().map(|summary| summary.as_str()),
        extra_details: details(common),
        contacts: Contacts::new(&common.contacts, common.release),
        characteristic: characteristics(source),
        communication: languages(unit),
        hours: hours(common),
    }
}

/// When a unit is available.
fn hours<'a>(common: &'a Common<'_>) -> Hours<'a> {
    let (week, days) = (&common.week, common.source.days);
    match common.release {
        Release::R4 => Hours::R4 {
            available_time: available_time(week),
            not_available: not_available(days),
            availability_exceptions: common.exceptions.as_deref(),
        },
        Release::R5 => Hours::R5 {
            availability: availability(week, days),
        },
    }
}

/// The services of the base offering that the unit gives.
fn characteristics<'a>(source: &'a Source<'_>) -> Vec<CodeableConcept<'a>> {
    let services = source.services.iter().map(|service| Coding {
        system: source.system,
        code: service.id,
        display: Some(service.name),
    });
    services.map(CodeableConcept::coding).collect()
}

/// The languages spoken.
fn languages(unit: &Unit) -> Vec<CodeableConcept<'_>> {
    let tags = unit.languages.iter().map(|tag| tag.as_str());
    tags.filter(|tag| !tag.contains(char::is_whitespace))
        .map(|tag| CodeableConcept::code(LANGUAGE, tag))
        .collect()
}

/// What there is no element for, as Markdown: notices, how to seek care, other hours ahead where the
/// release has no words for them, and where the e-services are.
fn details(common: &Common<'_>) -> Option<String> {
    let Source { unit, today, .. } = common.source;
    let notices = unit.notices.iter();
    let notices = notices.filter(|notice| notice.is_current(*today));
    let notices = notices.filter_map(|notice| notice.text.as_ref());
    let words = notices.chain(&unit.care.referral);
    let mut parts: Vec<Cow<'_, str>> = words.map(|it| it.as_str().into()).collect();
    if common.release == Release::R5 {
        parts.extend(common.exceptions.as_deref().map(Cow::Borrowed));
    }
    parts.extend(links(common.source).map(Cow::Owned));
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Where the e-services are, a line each.
fn links(source: &Source<'_>) -> Option<String> {
    let mut links = String::new();
    for service in &source.services {
        if let Some(url) = service.url.filter(|url| is_web(url)) {
            let separator = if links.is_empty() { "" } else { "\n" };
            for part in [separator, "- ", service.name, ": <", url, ">"] {
                links.push_str(part);
            }
        }
    }
    (!links.is_empty()).then_some(links)
}
