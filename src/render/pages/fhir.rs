//! `<region>/fhir-r4.json`, `<region>/fhir-r5.json`: the units of a region as a FHIR Bundle.
//!
//! A bundle is made in pieces, each of the resources of some units. References are relative to the addresses in `fullUrl`; those name the resources
//! and lead nowhere.

use std::collections::BTreeSet;

use serde_json::json;

use crate::model::region::Region;
use crate::model::timetable::Whose;
use crate::model::unit::UnitSummary;
use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::dated::{dated, moment};
use crate::render::error::RenderResult;
use crate::render::fhir::organization::Organization;
use crate::render::fhir::unit::{Common, Source};
use crate::render::fhir::{Release, Resource, contact, id, location, organization, service};
use crate::render::kind::{Chunks, Make, PageMaker};
use crate::render::locale::CONTENT_LANGUAGE;
use crate::render::routes;
use crate::render::services::services;
use crate::render::site_data::SiteData;
use crate::text::path::SitePath;

/// Bundles of release 4.
pub static R4: PageMaker = PageMaker {
    kind: PageKind::FhirR4,
    list: |data| list(data, Release::R4),
    make: Make::Chunked(Chunks {
        begin: |data, address| begin(data, address, Release::R4),
        units: shown_in_region,
        of_units: |data, address, units, _| of_units(data, address, Release::R4, units),
        end: END,
    }),
};

/// Bundles of release 5.
pub static R5: PageMaker = PageMaker {
    kind: PageKind::FhirR5,
    list: |data| list(data, Release::R5),
    make: Make::Chunked(Chunks {
        begin: |data, address| begin(data, address, Release::R5),
        units: shown_in_region,
        of_units: |data, address, units, _| of_units(data, address, Release::R5, units),
        end: END,
    }),
};

/// The end of a bundle.
const END: &str = "\n]}\n";

fn list(data: &SiteData<'_>, release: Release) -> Vec<ListedPage> {
    let regions = data.catalog.regions.values().enumerate();
    let listed = |(at, region): (usize, &Region)| {
        Some(ListedPage {
            path: SitePath::new(&routes::fhir(&region.id, release))?,
            unit: None,
            subject: Subject {
                region: Some(at),
                ..Subject::default()
            },
        })
    };
    regions.filter_map(listed).collect()
}

/// The shown units of a page's region.
fn shown_in_region<'r>(data: &'r SiteData<'_>, address: &PageAddress) -> &'r [u32] {
    let region = data.region(address);
    let units = region.and_then(|(_, index)| data.index.shown.get(index.shown.clone()));
    units.unwrap_or_default()
}

/// What the addresses of a bundle's resources begin with.
fn base(data: &SiteData<'_>, region: &Region, release: Release) -> String {
    let folder = data.links.file(&routes::fhir_base(&region.id, release));
    data.links.absolute(&folder)
}

/// The region and the organisations that run units.
fn begin(data: &SiteData<'_>, address: &PageAddress, release: Release) -> RenderResult<Vec<u8>> {
    let Some((region, _)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let made = moment(data.settings.today);
    let mut bundle = Bundle::begin(region, made, base(data, region, release));
    let contacts: Vec<_> = contact::of_region(region).into_iter().collect();
    bundle.add(&organization::region(region, &contacts, release))?;
    for other in owners(data, region, shown_in_region(data, address)) {
        bundle.add(&other)?;
    }
    Ok(bundle.bytes)
}

/// The resources of units.
fn of_units(
    data: &SiteData<'_>,
    address: &PageAddress,
    release: Release,
    units: &[u32],
) -> RenderResult<Vec<u8>> {
    let Some((region, _)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let mut bundle = Bundle::go_on(base(data, region, release));
    let links = &data.links;
    let services_route = links.page(0, &routes::services(&region.id));
    let system = links.absolute(&services_route);
    let today = data.settings.today;
    for at in units {
        let full = data.full_unit(*at as usize)?;
        let unit = &full.unit;
        let days = dated(unit, Whose::opening(unit), data.index.from_today());
        let source = Source {
            unit,
            region,
            services: services(data.catalog, &full),
            system: &system,
            days: &days,
            today,
        };
        let common = Common::new(&source, release);
        bundle.add(&organization::unit(&common))?;
        bundle.add(&location::location(&common))?;
        bundle.add(&service::service(&common))?;
    }
    Ok(bundle.bytes)
}

/// The organisations that run the units of a region: its administrations and private providers.
fn owners<'a>(data: &SiteData<'a>, region: &'a Region, units: &[u32]) -> Vec<Organization<'a>> {
    let units = || units.iter().map(|at| &data.catalog.units[*at as usize]);
    let administration = |unit: &'_ UnitSummary| match unit.provider_name() {
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

/// A piece of a bundle that is being written.
struct Bundle {
    bytes: Vec<u8>,
    /// What the address of each resource begins with.
    base: String,
    is_first: bool,
}

impl Bundle {
    /// Begins a file.
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

    /// Goes on in a file that has resources already.
    fn go_on(base: String) -> Self {
        Self {
            bytes: Vec::new(),
            base,
            is_first: false,
        }
    }

    /// Writes a resource.
    fn add(&mut self, resource: &impl Resource) -> RenderResult<()> {
        let url = format_args!("{}/{}", self.base, resource.reference());
        let separator: &[u8] = if self.is_first { b"\n" } else { b",\n" };
        self.is_first = false;
        self.bytes.extend_from_slice(separator);
        self.bytes.extend_from_slice(b"{\"fullUrl\":");
        serde_json::to_writer(&mut self.bytes, &url)?;
        self.bytes.extend_from_slice(b",\"resource\":");
        serde_json::to_writer(&mut self.bytes, resource)?;
        self.bytes.push(b'}');
        Ok(())
    }
}
