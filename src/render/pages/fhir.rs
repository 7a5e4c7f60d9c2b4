//! `<region>/fhir-r4.json`, `<region>/fhir-r5.json`: the units of a region as a FHIR Bundle.
//!
//! Resources are made and written one by one, so that a bundle of a large region needs no more memory
//! than its own bytes. References are relative to the addresses in `fullUrl`; those name the resources
//! and lead nowhere.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::dated::{dated, moment};
use crate::render::fault::{Fault, Made};
use crate::render::fhir::service::Source;
use crate::render::fhir::{Release, id, location, organization, service};
use crate::render::locale::CONTENT_LANGUAGE;
use crate::render::pages::open_data::services;
use crate::render::pages::{Listed, PageKind};
use crate::text::path::SitePath;

/// Bundles of release 4.
pub static R4: PageKind = PageKind {
    name: "fhir-r4",
    stage: Stage::List,
    list: |renderer| list(renderer, Release::R4),
    render: |renderer, address| render(renderer, address, Release::R4),
};

/// Bundles of release 5.
pub static R5: PageKind = PageKind {
    name: "fhir-r5",
    stage: Stage::List,
    list: |renderer| list(renderer, Release::R5),
    render: |renderer, address| render(renderer, address, Release::R5),
};

/// The file of a region's bundle.
pub fn file_of(region: &str, release: Release) -> String {
    format!("{}.json", folder_of(region, release))
}

/// What the addresses of a bundle's resources begin with, below the site's own.
fn folder_of(region: &str, release: Release) -> String {
    match release {
        Release::R4 => format!("{region}/fhir-r4"),
        Release::R5 => format!("{region}/fhir-r5"),
    }
}

fn list(renderer: &Renderer<'_>, release: Release) -> Vec<Listed> {
    let regions = renderer.catalog.regions.values().enumerate();
    let listed = |(at, region): (usize, &Region)| {
        Some(Listed {
            path: SitePath::new(&file_of(&region.id, release))?,
            unit: None,
            subject: Subject {
                region: Some(at),
                ..Subject::default()
            },
        })
    };
    regions.filter_map(listed).collect()
}

fn render(renderer: &Renderer<'_>, address: &PageAddress, release: Release) -> Made<Vec<u8>> {
    let Some((region, index)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let links = &renderer.links;
    let folder = links.file(&folder_of(&region.id, release));
    let base = links.absolute(&folder);
    let mut bundle = Bundle::begin(region, moment(renderer.settings.today), base);
    bundle.add(&organization::region(region, release))?;
    for other in owners(renderer, region, &index.units) {
        bundle.add(&other)?;
    }
    let services_route = renderer.links.page(0, &format!("{}/tjanst/", region.id));
    let system = renderer.links.absolute(&services_route);
    for at in &index.units {
        let unit = &renderer.catalog.units[*at];
        let days = dated(unit, &renderer.index, renderer.settings.today);
        let source = Source {
            unit,
            region,
            services: services(renderer, unit, *at),
            system: &system,
            days: &days,
            today: renderer.settings.today,
        };
        bundle.add(&organization::unit(unit, region, release))?;
        bundle.add(&location::location(unit, &days, release))?;
        bundle.add(&service::service(&source, release))?;
    }
    Ok(bundle.end())
}

/// The organisations that run the units of a region: its administrations and private providers.
fn owners(renderer: &Renderer<'_>, region: &Region, units: &[usize]) -> Vec<Value> {
    let units = || units.iter().map(|at| &renderer.catalog.units[*at]);
    let administration = |unit: &'_ Unit| match unit.provider_name() {
        Some(_) => None,
        None => Some(unit.administration.as_ref()?.as_str().to_owned()),
    };
    let named: BTreeSet<String> = units().filter_map(administration).collect();
    let listed = region.administrations.iter();
    let listed = listed.filter(|listed| named.contains(listed.id.as_str()));
    let mut seen = BTreeSet::new();
    let administrations = listed
        .filter(|listed| seen.insert(listed.id.as_str().to_owned()))
        .map(|listed| organization::administration(region, listed));
    let providers: BTreeSet<&str> = units().filter_map(|unit| unit.provider_name()).collect();
    let providers = providers.into_iter();
    let providers = providers.map(|name| organization::provider(region, name));
    administrations.chain(providers).collect()
}

/// A bundle that is being written.
struct Bundle {
    bytes: Vec<u8>,
    /// What the address of each resource begins with.
    base: String,
    is_first: bool,
}

impl Bundle {
    fn begin(region: &Region, made: String, base: String) -> Self {
        let head = json!({
            "resourceType": "Bundle", "id": id(&[&region.id]), "language": CONTENT_LANGUAGE,
            "type": "collection", "timestamp": made,
        });
        let mut bytes = head.to_string().into_bytes();
        // The closing brace comes last.
        bytes.pop();
        bytes.extend_from_slice(b",\"entry\":[");
        Self {
            bytes,
            base,
            is_first: true,
        }
    }

    /// Writes a resource.
    fn add(&mut self, resource: &Value) -> Made<()> {
        let name = |key: &str| resource[key].as_str().unwrap_or_default();
        let url = format!("{}/{}/{}", self.base, name("resourceType"), name("id"));
        let separator: &[u8] = if self.is_first { b"\n" } else { b",\n" };
        self.is_first = false;
        self.bytes.extend_from_slice(separator);
        self.bytes.extend_from_slice(b"{\"fullUrl\":");
        let failed = |error: serde_json::Error| Fault::Form(error.to_string());
        serde_json::to_writer(&mut self.bytes, &url).map_err(failed)?;
        self.bytes.extend_from_slice(b",\"resource\":");
        serde_json::to_writer(&mut self.bytes, resource).map_err(failed)?;
        self.bytes.push(b'}');
        Ok(())
    }

    fn end(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(b"\n]}\n");
        self.bytes
    }
}
