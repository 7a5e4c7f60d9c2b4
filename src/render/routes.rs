//! Where the pages of each kind lie: routes below a language, and paths of files that have none.

use crate::model::site::SitePage;
use crate::model::unit::UnitSummary;
use crate::render::fhir::Release;
use crate::render::index::Municipality;

/// The accessibility statement.
pub const STATEMENT: &str = "tillganglighet/";

/// `units.json`
pub const UNITS_JSON: &str = "units.json";

/// `units.csv`
pub const UNITS_CSV: &str = "units.csv";

/// The schema of `units.json`.
pub const UNITS_SCHEMA: &str = "units.schema.json";

/// What a browser needs to put the site on a start screen.
pub const MANIFEST: &str = "site.webmanifest";

/// `sitemap.xml`
pub const SITEMAP: &str = "sitemap.xml";

/// The start page of a region.
pub fn region(region: &str) -> String {
    format!("{region}/")
}

/// All units of a region.
pub fn a_to_o(region: &str) -> String {
    format!("{region}/a-o/")
}

/// The municipalities of a region.
pub fn municipalities(region: &str) -> String {
    format!("{region}/kommun/")
}

/// The units of a municipality.
pub fn municipality(region: &str, municipality: &Municipality) -> String {
    format!("{region}/kommun/{}/", municipality.slug)
}

/// The units of a type.
pub fn unit_type(region: &str, unit_type: &str) -> String {
    format!("{region}/typ/{unit_type}/")
}

/// The services of a region.
pub fn services(region: &str) -> String {
    format!("{region}/tjanst/")
}

/// The units that offer a service, by its id.
pub fn service(region: &str, service: &str) -> String {
    format!("{region}/tjanst/{service}/")
}

/// The base offering of a region.
pub fn rule_set(region: &str) -> String {
    format!("{region}/basutbud/")
}

/// The page of a unit.
pub fn unit(region: &str, slug: &str) -> String {
    format!("{region}/{slug}/")
}

/// The card of a unit, a file.
pub fn vcard(unit: &UnitSummary) -> String {
    let (region, slug) = (unit.region(), unit.slug());
    format!("{region}/{slug}/{slug}.vcf")
}

/// The calendar of a unit, a file.
pub fn calendar(unit: &UnitSummary) -> String {
    let (region, slug) = (unit.region(), unit.slug());
    format!("{region}/{slug}/{slug}.ics")
}

/// A sheet for a unit's door.
pub fn poster(unit: &UnitSummary) -> String {
    format!("{}/{}/affisch/", unit.region(), unit.slug())
}

/// A page of the site's own.
pub fn site_page(page: &SitePage) -> String {
    format!("{}/", page.slug)
}

/// The folder of what the search of a region reads.
pub fn search(region: &str) -> String {
    format!("{region}/sok/")
}

/// The feed of a region, a file in each language.
pub fn feed(region: &str) -> String {
    format!("{region}/feed.atom")
}

/// The units of a region as FHIR, a file.
pub fn fhir(region: &str, release: Release) -> String {
    format!("{}.json", fhir_base(region, release))
}

/// What the addresses of FHIR resources begin with.
pub fn fhir_base(region: &str, release: Release) -> String {
    match release {
        Release::R4 => format!("{region}/fhir-r4"),
        Release::R5 => format!("{region}/fhir-r5"),
    }
}
