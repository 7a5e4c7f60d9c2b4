//! The units as open data: `units.json`, and the records that `units.csv` is made from too.
//!
//! What is said here is what the pages say: no verdicts, no responsible functions.

pub mod csv;
pub mod schema;

use std::collections::BTreeMap;
use std::iter::once;

use serde::{Serialize, Serializer};

use crate::assess::units::FullUnit;
use crate::assess::verdict::Meaning;
use crate::model::hours::{DayHours, DayKey, Interval, Week};
use crate::model::phone::Phone;
use crate::model::unit::{Channel, HoursKind, WeekHours};
use crate::model::word::Word;
use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::pages::open_data::schema::SCHEMA_FILE;
use crate::render::pages::{Listed, Make, PageKind, Pieces};
use crate::render::view::listing::unit_route;
use crate::text::Spanned;
use crate::text::path::SitePath;

/// `units.json`
pub static JSON: PageKind = PageKind {
    name: "units.json",
    stage: Stage::List,
    list: list_json,
    make: Make::InPieces(Pieces {
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
    pub hours: Hours<'a>,
    pub reviewed: Option<String>,
    pub rule_set: Option<&'a str>,
    pub services: Vec<Service<'a>>,
}

/// A service of a unit.
#[derive(Serialize)]
pub(crate) struct Service<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "channels")]
    pub only_by: &'a [Channel],
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "channels")]
    pub also_by: &'a [Channel],
}

/// The hours of a week, by kind and day, as unit files write them.
#[derive(Clone, Copy)]
pub(crate) struct Hours<'a>(pub &'a BTreeMap<HoursKind, WeekHours>);

impl Serialize for Hours<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kinds = self.0.iter();
        serializer.collect_map(kinds.map(|(kind, hours)| (kind.key(), Days(&hours.week))))
    }
}

/// The hours of a week by day.
struct Days<'a>(&'a Week);

impl Serialize for Days<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let days = stated(self.0);
        serializer.collect_map(days.map(|(day, hours)| (day.key(), Stretches(hours.intervals()))))
    }
}

/// The hours of a day: `["07:30-12:00", "13:00-17:00"]`.
struct Stretches<'a>(&'a [Interval]);

impl Serialize for Stretches<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Stretch))
    }
}

/// A stretch of a day: `"07:30-12:00"`.
struct Stretch<'a>(&'a Interval);

impl Serialize for Stretch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// The days that a week states hours for, red days last.
pub(crate) fn stated(week: &Week) -> impl Iterator<Item = (DayKey, &DayHours)> {
    let days = DayKey::WEEKDAYS.into_iter().chain(once(DayKey::Holiday));
    days.filter_map(|day| Some((day, week.get(day)?)))
}

/// Writes channels by their words in files.
fn channels<S: Serializer>(channels: &[Channel], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(channels.iter().map(|channel| channel_name(*channel)))
}

fn list_json(_: &Renderer<'_>) -> Vec<Listed> {
    one_file("units.json")
}

/// A file that exists once.
pub(crate) fn one_file(name: &str) -> Vec<Listed> {
    let path = SitePath::new(name);
    path.map(|path| Listed {
        path,
        unit: None,
        subject: Subject::default(),
    })
    .into_iter()
    .collect()
}

/// What comes before the units.
fn begin_json(renderer: &Renderer<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    let site = &renderer.catalog.site;
    let publisher = site.publisher.as_ref();
    let data = DataSet {
        schema: renderer.links.absolute(&renderer.links.file(SCHEMA_FILE)),
        version: VERSION,
        date: renderer.settings.today.to_string(),
        title: &site.title,
        publisher: publisher.map(|publisher| publisher.name.as_str()),
    };
    let mut bytes = serde_json::to_vec(&data)?;
    // The closing brace comes last.
    bytes.pop();
    bytes.extend_from_slice(b",\"units\":[");
    Ok(bytes)
}

/// Units, a comma before each but the first.
fn units_in_json(
    renderer: &Renderer<'_>,
    _: &PageAddress,
    units: &[u32],
    is_first: bool,
) -> RenderResult<Vec<u8>> {
    let mut bytes = Vec::new();
    for (nth, at) in units.iter().enumerate() {
        if !is_first || nth > 0 {
            bytes.push(b',');
        }
        let full = renderer.full_unit(*at as usize)?;
        serde_json::to_writer(&mut bytes, &record(renderer, &full))?;
    }
    Ok(bytes)
}

/// All shown units.
pub(crate) fn all_shown<'r>(renderer: &'r Renderer<'_>, _: &PageAddress) -> &'r [u32] {
    &renderer.index.shown
}

/// The data of a unit.
pub(crate) fn record<'a>(renderer: &Renderer<'a>, full: &'a FullUnit) -> Record<'a> {
    let (unit, assessment) = (&full.unit, &full.assessment);
    let text = |value: &'a Option<Spanned<String>>| value.as_ref().map(Spanned::as_str);
    let word = |value: &'a Option<Word>| value.as_ref().map(Word::as_str);
    let region = renderer.catalog.regions.get(unit.region());
    let unit_type = unit
        .unit_type
        .as_ref()
        .and_then(|id| region?.unit_type(id.as_str()));
    let version = assessment.rule_set.filter(|_| assessment.in_scope);
    let coordinates = unit.visit.position();
    let page = renderer
        .links
        .page(0, &unit_route(unit.region(), unit.slug()));
    Record {
        id: &unit.id,
        name: unit.display_name(),
        page: renderer.links.absolute(&page),
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
        phone: text(&unit.contact.phone).map(phone),
        website: text(&unit.contact.website),
        hsa_id: text(&unit.hsa_id),
        languages: unit.languages.iter().map(Word::as_str).collect(),
        hours: Hours(&unit.hours),
        reviewed: unit.reviewed.as_ref().map(|day| day.value.to_string()),
        rule_set: version.and_then(|version| Some(region?.rule_sets.get(version)?.id.as_str())),
        services: services(renderer, full),
    }
}

/// A number in the form Swedish readers know, which no spreadsheet takes for a sum.
fn phone(written: &str) -> String {
    Phone::parse(written).map_or_else(|_| written.to_owned(), |phone| phone.display())
}

/// The services a unit gives under standard names: those of its file in their order, then those that
/// it offers through visit types that can be booked.
pub(crate) fn services<'a>(renderer: &Renderer<'a>, full: &'a FullUnit) -> Vec<Service<'a>> {
    let (unit, assessment) = (&full.unit, &full.assessment);
    let region = renderer.catalog.regions.get(unit.region());
    let version = assessment.rule_set;
    let mut services = Vec::with_capacity(unit.services.len());
    for (entry, meaning) in unit.services.iter().zip(&assessment.meanings) {
        let found = match meaning {
            Meaning::Service(service, _) => version.map(|version| (version, *service)),
            Meaning::OtherVersion(version, service) => Some((*version, *service)),
            Meaning::Unknown => None,
        };
        let found = found
            .and_then(|(version, service)| region?.rule_sets.get(version)?.services.get(service));
        if let Some(service) = found {
            services.push(Service {
                id: service.id.as_str(),
                name: service.name.as_str(),
                url: entry.url.as_ref().map(Spanned::as_str),
                only_by: &entry.only_by,
                also_by: &entry.also_by,
            });
        }
    }
    let rule_set = version.and_then(|version| region?.rule_sets.get(version));
    for service in assessment.offered_services() {
        let Some(service) = rule_set.and_then(|rule_set| rule_set.services.get(service)) else {
            continue;
        };
        let (id, name) = (service.id.as_str(), service.name.as_str());
        if !services.iter().any(|listed| listed.id == id) {
            services.push(Service {
                id,
                name,
                url: None,
                only_by: &[],
                also_by: &[],
            });
        }
    }
    services
}

/// The word of a channel in files.
fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => Channel::NAMES[0],
        Channel::Letter => Channel::NAMES[1],
        Channel::Visit => Channel::NAMES[2],
    }
}
