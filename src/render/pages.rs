//! The kinds of page. A new kind is a file here and a line in [`PAGES`].
//!
//! A kind says which pages it has and how one of them is made; it keeps nothing.

pub mod a_to_o;
pub mod asset;
pub mod feed;
pub mod fhir;
pub mod home;
pub mod municipality;
pub mod not_found;
pub mod open_data;
pub mod redirect;
pub mod region;
pub mod robots;
pub mod rule_set;
pub mod search;
pub mod service;
pub mod site_page;
pub mod sitemap;
pub mod statement;
pub mod unit;
pub mod vcard;

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::paging;
use crate::text::path::SitePath;

/// A kind of page.
pub struct PageKind {
    /// Its name, in messages and for templates (`page.kind`).
    pub name: &'static str,
    /// When its pages are published.
    pub stage: Stage,
    /// Its pages, in any order.
    pub list: fn(&Renderer<'_>) -> Vec<Listed>,
    /// How one of its pages is made.
    pub make: Make,
}

/// How the pages of a kind are made.
pub enum Make {
    /// Each at once.
    Whole(fn(&Renderer<'_>, &PageAddress) -> RenderResult<Vec<u8>>),
    /// Long files: in pieces, which any thread may make, and which stand one after the other. So a file
    /// about all units is never in memory as a whole, and a unit is at hand once for all of them.
    InPieces(Pieces),
    /// Long files that are not about units one by one: each at once, and handed on as it is made.
    AsItIsMade(MakeLong),
}

/// Makes a file, and hands each part of it on.
pub type MakeLong = fn(&Renderer<'_>, &PageAddress, &mut dyn FnMut(&[u8])) -> RenderResult<()>;

/// The pieces of long files: the beginning, then units in order of id, some at a time, then the end.
pub struct Pieces {
    /// What comes before the units.
    pub begin: fn(&Renderer<'_>, &PageAddress) -> RenderResult<Vec<u8>>,
    /// The units that a file tells of, by id.
    pub units: for<'r> fn(&'r Renderer<'_>, &PageAddress) -> &'r [u32],
    /// Some of these units.
    pub of_units: MakeUnits,
    /// What comes after them.
    pub end: &'static str,
}

/// Makes some of the units that a file tells of; and whether they are the first.
type MakeUnits = fn(&Renderer<'_>, &PageAddress, &[u32], bool) -> RenderResult<Vec<u8>>;

/// A page that a kind has.
pub struct Listed {
    /// Its file.
    pub path: SitePath,
    /// The unit it is about.
    pub unit: Option<usize>,
    /// What it shows.
    pub subject: Subject,
}

/// All kinds. Where two kinds claim one address, the first has it.
pub static PAGES: [&PageKind; 24] = [
    &asset::ASSET,
    &home::HOME,
    &region::REGION,
    &a_to_o::A_TO_O,
    &municipality::MUNICIPALITIES,
    &municipality::MUNICIPALITY,
    &service::SERVICES,
    &service::SERVICE,
    &rule_set::RULE_SET,
    &statement::STATEMENT,
    &site_page::SITE_PAGE,
    &unit::UNIT,
    &vcard::VCARD,
    &not_found::NOT_FOUND,
    &redirect::REDIRECT,
    &sitemap::SITEMAP,
    &robots::ROBOTS,
    &search::SEARCH,
    &open_data::JSON,
    &open_data::schema::SCHEMA,
    &open_data::csv::CSV,
    &fhir::R4,
    &fhir::R5,
    &feed::FEED,
];

/// The kinds whose pages are for nobody to find, also on a published site.
const HIDDEN: [&PageKind; 2] = [&not_found::NOT_FOUND, &redirect::REDIRECT];

/// Whether the pages of a kind ask search engines to leave them out, also on a published site.
pub fn is_hidden(kind: &str) -> bool {
    HIDDEN.iter().any(|hidden| hidden.name == kind)
}

/// A page in every language, at routes below each region.
pub fn in_each_region(
    renderer: &Renderer<'_>,
    route: impl Fn(&str) -> Option<String>,
) -> Vec<Listed> {
    let mut pages = Vec::new();
    for (at, region) in renderer.catalog.regions.values().enumerate() {
        if let Some(route) = route(&region.id) {
            pages.extend(in_each_language(renderer, &route, Some(at), 0, None));
        }
    }
    pages
}

/// The pages of a list in every language.
pub fn list_in_each_language(
    renderer: &Renderer<'_>,
    route: &str,
    region: usize,
    item: usize,
    entries: usize,
) -> Vec<Listed> {
    let mut pages = Vec::new();
    for page in 0..paging::count(entries) {
        let route = paging::route(route, page);
        let mut listed = in_each_language(renderer, &route, Some(region), item, None);
        for listed in &mut listed {
            listed.subject.page = page;
        }
        pages.append(&mut listed);
    }
    pages
}

/// A page in every language.
pub fn in_each_language(
    renderer: &Renderer<'_>,
    route: &str,
    region: Option<usize>,
    item: usize,
    unit: Option<usize>,
) -> Vec<Listed> {
    let languages = 0..renderer.theme.locales.len();
    let page = |language| {
        let path = renderer.links.output(language, route)?;
        Some(Listed {
            path,
            unit,
            subject: Subject {
                language,
                region,
                item,
                page: 0,
            },
        })
    };
    languages.filter_map(page).collect()
}
