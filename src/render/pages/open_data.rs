//! The units as open data: `units.json` and `units.csv`.
//!
//! What is said here is what the pages say: no verdicts, no responsible functions.

use serde::Serialize;
use serde_json::Value;

use crate::assess::verdict::Meaning;
use crate::model::phone::Phone;
use crate::model::unit::{Channel, HoursKind, Unit};
use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::fault::{Fault, Made};
use crate::render::pages::{Listed, PageKind};
use crate::render::view::listing::unit_route;
use crate::text::Spanned;
use crate::text::path::SitePath;

/// `units.json`
pub static JSON: PageKind = PageKind {
    name: "units.json",
    stage: Stage::List,
    list: list_json,
    render: render_json,
};

/// `units.csv`
pub static CSV: PageKind = PageKind {
    name: "units.csv",
    stage: Stage::List,
    list: list_csv,
    render: render_csv,
};

/// The form of `units.json`; a change that breaks readers raises it.
const VERSION: u32 = 1;

/// The data set.
#[derive(Serialize)]
struct DataSet<'a> {
    version: u32,
    date: String,
    title: &'a str,
    publisher: Option<&'a str>,
    units: Vec<Record<'a>>,
}

/// One unit.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    name: &'a str,
    page: String,
    region: &'a str,
    #[serde(rename = "type")]
    unit_type: Option<&'a str>,
    kind: Option<&'static str>,
    administration: Option<&'a str>,
    private: bool,
    provider: Option<&'a str>,
    agreements: Vec<&'a str>,
    municipality: Option<&'a str>,
    locality: Option<&'a str>,
    street: Option<&'a str>,
    postal_address: Option<&'a str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    phone: Option<String>,
    website: Option<&'a str>,
    hsa_id: Option<&'a str>,
    languages: Vec<&'a str>,
    hours: serde_json::Map<String, Value>,
    reviewed: Option<String>,
    rule_set: Option<&'a str>,
    services: Vec<Service<'a>>,
}

/// A service of a unit.
#[derive(Serialize)]
struct Service<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only_by: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also_by: Vec<&'static str>,
}

fn list_json(_: &Renderer<'_>) -> Vec<Listed> {
    one_file("units.json")
}

fn list_csv(_: &Renderer<'_>) -> Vec<Listed> {
    one_file("units.csv")
}

/// A file that exists once.
fn one_file(name: &str) -> Vec<Listed> {
    let path = SitePath::new(name);
    path.map(|path| Listed {
        path,
        unit: None,
        subject: Subject::default(),
    })
    .into_iter()
    .collect()
}

fn render_json(renderer: &Renderer<'_>, _: &PageAddress) -> Made<Vec<u8>> {
    let site = &renderer.catalog.site;
    let data = DataSet {
        version: VERSION,
        date: renderer.settings.today.to_string(),
        title: &site.title,
        publisher: site
            .publisher
            .as_ref()
            .map(|publisher| publisher.name.as_str()),
        units: shown(renderer).map(|at| record(renderer, at)).collect(),
    };
    let mut bytes = serde_json::to_vec(&data).map_err(|error| Fault::Form(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The shown units, by id.
fn shown(renderer: &Renderer<'_>) -> impl Iterator<Item = usize> {
    let mut units: Vec<usize> = renderer
        .index
        .regions
        .iter()
        .flat_map(|region| region.units.iter().copied())
        .collect();
    units.sort_unstable();
    units.into_iter()
}

/// The data of a unit.
fn record<'a>(renderer: &Renderer<'a>, at: usize) -> Record<'a> {
    let unit = &renderer.catalog.units[at];
    let text = |value: &'a Option<Spanned<String>>| value.as_ref().map(Spanned::as_str);
    let region = renderer.catalog.regions.get(&unit.region);
    let unit_type = unit
        .unit_type
        .as_ref()
        .and_then(|id| region?.unit_type(id.as_str()));
    let assessment = renderer.assessment(at);
    let version = assessment
        .filter(|assessment| assessment.in_scope)
        .and_then(|assessment| assessment.rule_set);
    let coordinates = unit.visit.coordinates.as_ref().map(|at| at.value);
    let page = renderer
        .links
        .page(0, &unit_route(&unit.region, &unit.slug));
    Record {
        id: &unit.id,
        name: unit.display_name(),
        page: renderer.links.absolute(&page),
        region: &unit.region,
        unit_type: text(&unit.unit_type),
        kind: unit_type.and_then(|it| it.kind).map(|kind| kind.name()),
        administration: text(&unit.administration),
        private: unit.is_private(),
        provider: unit
            .provider
            .as_ref()
            .and_then(|provider| text(&provider.name)),
        agreements: unit.agreements.iter().map(Spanned::as_str).collect(),
        municipality: text(&unit.municipality),
        locality: text(&unit.locality),
        street: text(&unit.visit.street),
        postal_address: text(&unit.visit.postal_address),
        latitude: coordinates.map(|[latitude, _]| latitude),
        longitude: coordinates.map(|[_, longitude]| longitude),
        phone: text(&unit.contact.phone).map(phone),
        website: text(&unit.contact.website),
        hsa_id: text(&unit.hsa_id),
        languages: unit.care.languages.iter().map(Spanned::as_str).collect(),
        hours: hours(unit),
        reviewed: unit.reviewed.as_ref().map(|day| day.value.to_string()),
        rule_set: version.and_then(|version| Some(region?.rule_sets.get(version)?.id.as_str())),
        services: services(renderer, unit, at),
    }
}

/// A number in the form Swedish readers know, which no spreadsheet takes for a sum.
fn phone(written: &str) -> String {
    Phone::parse(written).map_or_else(|_| written.to_owned(), |phone| phone.display())
}

/// The hours of a week, by kind and day, as unit files write them.
fn hours(unit: &Unit) -> serde_json::Map<String, Value> {
    let mut kinds = serde_json::Map::new();
    for (kind, hours) in &unit.hours {
        let mut days = serde_json::Map::new();
        for (keys, hours) in crate::model::hours::runs(&hours.week) {
            for key in keys {
                let spans: Vec<Value> = hours
                    .intervals()
                    .iter()
                    .map(|span| span.to_string().into())
                    .collect();
                days.insert(key.key().to_owned(), Value::Array(spans));
            }
        }
        kinds.insert(kind.key().to_owned(), Value::Object(days));
    }
    kinds
}

/// The services a unit gives under standard names, in the order of its file.
fn services<'a>(renderer: &Renderer<'a>, unit: &'a Unit, at: usize) -> Vec<Service<'a>> {
    let region = renderer.catalog.regions.get(&unit.region);
    let meanings = renderer
        .assessment(at)
        .map_or(&[][..], |assessment| &assessment.meanings);
    let version = renderer
        .assessment(at)
        .and_then(|assessment| assessment.rule_set);
    let mut services = Vec::new();
    for (entry, meaning) in unit.services.iter().zip(meanings) {
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
                only_by: entry
                    .only_by
                    .iter()
                    .map(|channel| channel_name(*channel))
                    .collect(),
                also_by: entry
                    .also_by
                    .iter()
                    .map(|channel| channel_name(*channel))
                    .collect(),
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

fn render_csv(renderer: &Renderer<'_>, _: &PageAddress) -> Made<Vec<u8>> {
    // Without the mark at the start, spreadsheets take UTF-8 for something else.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let failed = |error: csv::Error| Fault::Form(error.to_string());
    writer.write_record(COLUMNS).map_err(failed)?;
    for at in shown(renderer) {
        writer
            .write_record(row(&record(renderer, at)))
            .map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| Fault::Form(error.to_string()))
}

/// The columns of `units.csv`.
const COLUMNS: [&str; 24] = [
    "id",
    "name",
    "page",
    "region",
    "type",
    "kind",
    "administration",
    "private",
    "provider",
    "agreements",
    "municipality",
    "locality",
    "street",
    "postal_address",
    "latitude",
    "longitude",
    "phone",
    "website",
    "hsa_id",
    "languages",
    "opening",
    "reviewed",
    "rule_set",
    "services",
];

/// A unit as a row.
fn row(record: &Record<'_>) -> [String; 24] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let number = |value: Option<f64>| value.map(|number| number.to_string()).unwrap_or_default();
    let opening = record.hours.get(HoursKind::Opening.key());
    let opening = opening
        .and_then(Value::as_object)
        .map(week_in_a_cell)
        .unwrap_or_default();
    let services: Vec<&str> = record
        .services
        .iter()
        .filter(|it| it.url.is_some())
        .map(|it| it.id)
        .collect();
    [
        record.id.to_owned(),
        record.name.to_owned(),
        record.page.clone(),
        record.region.to_owned(),
        text(record.unit_type),
        text(record.kind),
        text(record.administration),
        if record.private { "yes" } else { "no" }.to_owned(),
        text(record.provider),
        record.agreements.join(";"),
        text(record.municipality),
        text(record.locality),
        text(record.street),
        text(record.postal_address),
        number(record.latitude),
        number(record.longitude),
        text(record.phone.as_deref()),
        text(record.website),
        text(record.hsa_id),
        record.languages.join(";"),
        opening,
        text(record.reviewed.as_deref()),
        text(record.rule_set),
        services.join(";"),
    ]
    .map(defused)
}

/// Hours in one cell: `mon 07:30-17:00; tue closed`.
fn week_in_a_cell(days: &serde_json::Map<String, Value>) -> String {
    let day = |(key, spans): (&String, &Value)| {
        let spans: Vec<&str> = spans
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if spans.is_empty() {
            format!("{key} closed")
        } else {
            format!("{key} {}", spans.join(" "))
        }
    };
    days.iter().map(day).collect::<Vec<_>>().join("; ")
}

/// A cell that no spreadsheet takes for a formula.
fn defused(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=HYPERLINK(\"x\")", "+46", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(defused(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(
            defused("Hälsocentralen – Nord".to_owned()),
            "Hälsocentralen – Nord"
        );
    }

    #[test]
    fn columns_and_cells_are_equally_many() {
        assert_eq!(COLUMNS.len(), 24);
        assert_eq!(COLUMNS[COLUMNS.len() - 1], "services");
    }
}
