//! The accessibility statement, made from `[accessibility]` of `content/site.toml`.

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, in_each_language};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::localized::Localized;
use crate::render::view::statement::statement_view;

/// The accessibility statement.
pub static STATEMENT: PageMaker = PageMaker {
    kind: PageKind::Statement,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    match &data.catalog.site.statement {
        Some(_) => in_each_language(data, routes::STATEMENT, None, 0, None),
        None => Vec::new(),
    }
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let site = &data.catalog.site;
    let Some(statement) = &site.statement else {
        return Ok(Vec::new());
    };
    let (_, locale) = data.language(address);
    let head = Head {
        title: Localized::own(locale.text("statement_title")?),
        description: Some(locale.text("statement_description")?.to_owned()),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    let view = statement_view(site, statement, locale)?;
    html(data, address, "statement.html", head, "statement", &view)
}
