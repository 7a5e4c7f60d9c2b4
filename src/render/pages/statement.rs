//! The accessibility statement, made from `[accessibility]` of `content/site.toml`.

use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind, in_each_language};
use crate::render::view::said::Said;
use crate::render::view::statement::statement_view;
use crate::render::{Head, Renderer, html};

/// The accessibility statement.
pub static STATEMENT: PageKind = PageKind {
    name: "accessibility-statement",
    stage: Stage::Page,
    list,
    make: Make::Whole(render),
};

/// Its route.
pub const ROUTE: &str = "tillganglighet/";

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    match &renderer.catalog.site.statement {
        Some(_) => in_each_language(renderer, ROUTE, None, 0, None),
        None => Vec::new(),
    }
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let site = &renderer.catalog.site;
    let Some(statement) = &site.statement else {
        return Ok(Vec::new());
    };
    let (_, locale) = renderer.language(address);
    let head = Head {
        title: Said::own(locale.text("statement_title")?),
        description: Some(locale.text("statement_description")?.to_owned()),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    let view = statement_view(site, statement, locale)?;
    html(
        renderer,
        address,
        "statement.html",
        head,
        "statement",
        &view,
    )
}
