//! The units as open data: `units.json`, and the records that `units.csv` is made from too.
//!
//! What is said here is what the pages say: no verdicts, no responsible functions.

pub mod csv;
pub mod hours;
pub mod schema;

use serde::Serialize;

use crate::assess::units::FullUnit;
use crate::model::interned_str::InternedStr;
use crate::model::practical::Accepts;
use crate::model::stated_phone::StatedPhone;
use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::error::RenderResult;
use crate::render::kind::{Chunks, Make, PageMaker, one_file};
use crate::render::pages::open_data::hours::{Detail, Weeks, details, weeks};
use crate::render::routes;
use crate::render::services::{ServiceRecord, services};
use crate::render::site_data::SiteData;
use crate::text::Spanned;

/// `units.json`
pub static JSON: PageMaker = PageMaker {
    kind: PageKind::UnitsJson,
    list: list_json,
    make: Make::Chunked(Chunks {
        begin: begin_json,
        units: all_shown,
        of_units: units_in_json,
        end: "]}\n",
    }),
};

/// The form of `units.json`; a change that breaks readers raises it.
const VERSION: u32 = 1;

/// The data set, without its units.
#[derive(Serialize)]
struct DataSet<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    version: u32,
    date: String,
    title: &'a str,
    publisher: Option<&'a str>,
}

/// One unit.
#[derive(Serialize)]
pub(crate) struct Record<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub page: String,
    pub region: &'a str,
    #[serde(rename = "type")]
    pub unit_type: Option<&'a str>,
    pub kind: Option<&'static str>,
    pub administration: Option<&'a str>,
    pub private: bool,
    pub provider: Option<&'a str>,
    pub agreements: Vec<&'a str>,
    pub municipality: Option<&'a str>,
    pub locality: Option<&'a str>,
    pub street: Option<&'a str>,
    pub postal_address: Option<&'a str>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub phone: Option<String>,
    pub website: Option<&'a str>,
    pub hsa_id: Option<&'a str>,
    pub languages: Vec<&'a str>,
    pub accepts: Option<&'static str>,
    pub facilities: Vec<&'static str>,
    pub hours: Weeks<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours_details: Vec<Detail<'a>>,
    pub reviewed: Option<String>,
    pub rule_set: Option<&'a str>,
    pub services: Vec<ServiceRecord<'a>>,
}

fn list_json(_: &SiteData<'_>) -> Vec<ListedPage> {
    one_file(routes::UNITS_JSON)
}

/// What comes before the units.
fn begin_json(data: &SiteData<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    let site = &data.catalog.site;
    let publisher = site.publisher.as_ref();
    let set = DataSet {
        schema: data.links.absolute(&data.links.file(routes::UNITS_SCHEMA)),
        version: VERSION,
        date: data.settings.today.to_string(),
        title: &site.title,
        publisher: publisher.map(|publisher| publisher.name.as_str()),
    };
    let mut bytes = serde_json::to_vec(&set)?;
    // The closing brace comes last.
    bytes.pop();
    bytes.extend_from_slice(b",\"units\":[");
    Ok(bytes)
}

/// Units, a comma before each but the first.
fn units_in_json(
    data: &SiteData<'_>,
    _: &PageAddress,
    units: &[u32],
    is_first: bool,
) -> RenderResult<Vec<u8>> {
    let mut bytes = Vec::new();
    for (nth, at) in units.iter().enumerate() {
        if !is_first || nth > 0 {
            bytes.push(b',');
        }
        let full = data.full_unit(*at as usize)?;
        serde_json::to_writer(&mut bytes, &record(data, &full))?;
    }
    Ok(bytes)
}

/// All shown units.
pub(crate) fn all_shown<'r>(data: &'r SiteData<'_>, _: &PageAddress) -> &'r [u32] {
    &data.index.shown
}

/// The data of a unit.
pub(crate) fn record<'a>(data: &SiteData<'a>, full: &'a FullUnit) -> Record<'a> {
    let (unit, assessment) = (&full.unit, &full.assessment);
    let text = |value: &'a Option<Spanned<String>>| value.as_ref().map(Spanned::as_str);
    let word = |value: &'a Option<InternedStr>| value.as_ref().map(InternedStr::as_str);
    let region = data.catalog.regions.get(unit.region());
    let unit_type = unit
        .unit_type
        .as_ref()
        .and_then(|id| region?.unit_type(id.as_str()));
    let version = assessment.rule_set.filter(|_| assessment.in_scope);
    let coordinates = unit.visit.position();
    let page = data
        .links
        .page(0, &routes::unit(unit.region(), unit.slug()));
    Record {
        id: &unit.id,
        name: unit.display_name(),
        page: data.links.absolute(&page),
        region: unit.region(),
        unit_type: word(&unit.unit_type),
        kind: unit_type.and_then(|it| it.kind).map(|kind| kind.name()),
        administration: word(&unit.administration),
        private: unit.is_private(),
        provider: unit.provider_name(),
        agreements: unit.agreements.iter().map(Spanned::as_str).collect(),
        municipality: word(&unit.municipality),
        locality: word(&unit.locality),
        street: text(&unit.visit.street),
        postal_address: text(&unit.visit.postal_address),
        latitude: coordinates.map(|[latitude, _]| latitude),
        longitude: coordinates.map(|[_, longitude]| longitude),
        phone: unit.contact.phone.as_ref().map(StatedPhone::display),
        website: text(&unit.contact.website),
        hsa_id: text(&unit.hsa_id),
        languages: unit.languages.iter().map(InternedStr::as_str).collect(),
        accepts: unit.care.accepts.map(Accepts::name),
        facilities: unit.visit.facilities.iter().map(|it| it.name()).collect(),
        hours: weeks(unit, data.settings.today),
        hours_details: details(unit, &data.index, data.settings.today),
        reviewed: unit.reviewed.as_ref().map(|day| day.value.to_string()),
        rule_set: version.and_then(|version| Some(region?.rule_sets.get(version)?.id.as_str())),
        services: services(data.catalog, full),
    }
}
