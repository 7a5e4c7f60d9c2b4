//! Old addresses of units, each leading to the present one.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, in_each_language};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::Link;
use crate::render::view::localized::Localized;

/// Redirects for `former_names`.
pub static REDIRECT: PageMaker = PageMaker {
    kind: PageKind::Redirect,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    to: Link<'a>,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (region, index) in data.index.regions.iter().enumerate() {
        for at in index.units.iter().map(|at| *at as usize) {
            let unit = &data.catalog.units[at];
            for (of_region, name) in unit.former_addresses() {
                pages.extend(in_each_language(
                    data,
                    &routes::unit(of_region, name),
                    Some(region),
                    at,
                    Some(at),
                ));
            }
        }
    }
    pages
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some(unit) = data.catalog.units.get(address.subject().item) else {
        return Ok(Vec::new());
    };
    let href = data
        .links
        .page(language, &routes::unit(unit.region(), unit.slug()));
    let name = Localized::content(unit.display_name(), locale);
    let head = Head {
        title: name.clone(),
        hidden: true,
        canonical: Some(data.links.absolute(&href)),
        ..Head::default()
    };
    html(
        data,
        address,
        "redirect.html",
        head,
        "redirect",
        &View {
            to: Link { href, name },
        },
    )
}
