//! How pages are listed and made, whatever their kind.

use crate::model::unit::UnitSummary;
use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::RenderResult;
use crate::render::paging;
use crate::render::site_data::SiteData;
use crate::text::path::SitePath;

/// How the pages of a kind are listed and made.
pub struct PageMaker {
    /// The kind.
    pub kind: PageKind,
    /// Its pages, in any order.
    pub list: fn(&SiteData<'_>) -> Vec<ListedPage>,
    /// How one of its pages is made.
    pub make: Make,
}

/// How the pages of a kind are made.
pub enum Make {
    /// Each at once.
    Whole(fn(&SiteData<'_>, &PageAddress) -> RenderResult<Vec<u8>>),
    /// Long files: in pieces, which any thread may make, and which stand one after the other. So a file
    /// about all units is never in memory as a whole, and a unit is at hand once for all of them.
    Chunked(Chunks),
    /// Long files that are not about units one by one: each at once, and handed on as it is made.
    Streamed(MakeStreamed),
}

/// Makes a file, and hands each part of it on.
pub type MakeStreamed = fn(&SiteData<'_>, &PageAddress, &mut dyn FnMut(&[u8])) -> RenderResult<()>;

/// The pieces of long files: the beginning, then units in order of id, some at a time, then the end.
pub struct Chunks {
    /// What comes before the units.
    pub begin: fn(&SiteData<'_>, &PageAddress) -> RenderResult<Vec<u8>>,
    /// The units that a file tells of, by id.
    pub units: for<'r> fn(&'r SiteData<'_>, &PageAddress) -> &'r [u32],
    /// Some of these units.
    pub of_units: MakeUnits,
    /// What comes after them.
    pub end: &'static str,
}

/// Makes some of the units that a file tells of; and whether they are the first.
type MakeUnits = fn(&SiteData<'_>, &PageAddress, &[u32], bool) -> RenderResult<Vec<u8>>;

/// A page in every language, at routes below each region.
pub fn in_each_region(
    data: &SiteData<'_>,
    route: impl Fn(&str) -> Option<String>,
) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        if let Some(route) = route(&region.id) {
            pages.extend(in_each_language(data, &route, Some(at), 0, None));
        }
    }
    pages
}

/// The pages of a list in every language.
pub fn list_in_each_language(
    data: &SiteData<'_>,
    route: &str,
    region: usize,
    item: usize,
    entries: usize,
) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for page in 0..paging::count(entries) {
        let route = paging::route(route, page);
        let mut listed = in_each_language(data, &route, Some(region), item, None);
        for listed in &mut listed {
            listed.subject.page = page;
        }
        pages.append(&mut listed);
    }
    pages
}

/// A page in every language.
pub fn in_each_language(
    data: &SiteData<'_>,
    route: &str,
    region: Option<usize>,
    item: usize,
    unit: Option<usize>,
) -> Vec<ListedPage> {
    let languages = 0..data.theme.locales.len();
    let page = |language| {
        let path = data.links.output(language, route)?;
        Some(ListedPage {
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

/// A file of each unit, in the site's first language.
pub fn one_file_of_each_unit(
    data: &SiteData<'_>,
    path: fn(&UnitSummary) -> String,
) -> Vec<ListedPage> {
    of_each_unit(data, |unit| SitePath::new(&path(unit)))
}

/// A page of each unit, in the site's first language.
pub fn one_page_of_each_unit(
    data: &SiteData<'_>,
    route: fn(&UnitSummary) -> String,
) -> Vec<ListedPage> {
    of_each_unit(data, |unit| data.links.output(0, &route(unit)))
}

fn of_each_unit(
    data: &SiteData<'_>,
    path: impl Fn(&UnitSummary) -> Option<SitePath>,
) -> Vec<ListedPage> {
    let mut files = Vec::new();
    for (region, index) in data.index.regions.iter().enumerate() {
        for at in index.units.iter().map(|at| *at as usize) {
            let path = path(&data.catalog.units[at]);
            files.extend(path.map(|path| ListedPage {
                path,
                unit: Some(at),
                subject: Subject {
                    language: 0,
                    region: Some(region),
                    item: at,
                    page: 0,
                },
            }));
        }
    }
    files
}

/// A file that exists once.
pub fn one_file(name: &str) -> Vec<ListedPage> {
    let path = SitePath::new(name);
    path.map(|path| ListedPage {
        path,
        unit: None,
        subject: Subject::default(),
    })
    .into_iter()
    .collect()
}
