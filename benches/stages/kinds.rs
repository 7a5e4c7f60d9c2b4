//! The kinds of page, as the rows of the table group them.

use basutbud::render::address::{PageAddress, PageKind};

/// Rows about kinds of page, in their order.
pub const ROWS: [&str; 11] = [
    ASSETS, UNITS, LISTS, SEARCH, SITEMAP, VCARDS, FHIR_R4, FHIR_R5, OPEN_DATA, FEEDS, OTHERS,
];

const ASSETS: &str = "render: assets";
const UNITS: &str = "render: unit pages";
const LISTS: &str = "render: lists and single pages";
const SEARCH: &str = "render: search index";
const SITEMAP: &str = "render: sitemap and robots.txt";
const VCARDS: &str = "beyond the peers: vCards";
const FHIR_R4: &str = "beyond the peers: FHIR R4";
const FHIR_R5: &str = "beyond the peers: FHIR R5";
const OPEN_DATA: &str = "beyond the peers: open data (JSON, CSV, schema)";
const FEEDS: &str = "beyond the peers: feeds";
/// Kinds that have no row yet.
const OTHERS: &str = "render: other files";

/// The row that a page belongs to.
pub fn row_of(page: &PageAddress) -> &'static str {
    match page.kind() {
        PageKind::Asset => ASSETS,
        PageKind::Unit => UNITS,
        PageKind::Search => SEARCH,
        PageKind::Sitemap | PageKind::Robots => SITEMAP,
        PageKind::Vcard | PageKind::Calendar => VCARDS,
        PageKind::FhirR4 => FHIR_R4,
        PageKind::FhirR5 => FHIR_R5,
        PageKind::UnitsJson | PageKind::UnitsCsv | PageKind::UnitsSchema => OPEN_DATA,
        PageKind::Feed => FEEDS,
        _ if page.is_html() => LISTS,
        _ => OTHERS,
    }
}
