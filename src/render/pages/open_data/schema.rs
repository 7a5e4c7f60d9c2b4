//! `units.schema.json`: the JSON Schema of `units.json`, published beside it.

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::pages::open_data::one_file;
use crate::render::pages::{Listed, Make, PageKind};

/// The name of the file.
pub const SCHEMA_FILE: &str = "units.schema.json";

/// The schema; the documents of the program hold the same file.
const TEXT: &str = include_str!("../../../../docs/units.schema.json");

/// `units.schema.json`
pub static SCHEMA: PageKind = PageKind {
    name: SCHEMA_FILE,
    stage: Stage::List,
    list,
    make: Make::Whole(render),
};

fn list(_: &Renderer<'_>) -> Vec<Listed> {
    one_file(SCHEMA_FILE)
}

fn render(_: &Renderer<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    Ok(TEXT.as_bytes().to_vec())
}
