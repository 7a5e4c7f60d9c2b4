//! `units.schema.json`: the JSON Schema of `units.json`, published beside it.

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, one_file};
use crate::render::routes;
use crate::render::site_data::SiteData;

/// The schema; the documents of the program hold the same file.
const TEXT: &str = include_str!("../../../../docs/units.schema.json");

/// `units.schema.json`
pub static SCHEMA: PageMaker = PageMaker {
    kind: PageKind::UnitsSchema,
    list,
    make: Make::Whole(render),
};

fn list(_: &SiteData<'_>) -> Vec<ListedPage> {
    one_file(routes::UNITS_SCHEMA)
}

fn render(_: &SiteData<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    Ok(TEXT.as_bytes().to_vec())
}
