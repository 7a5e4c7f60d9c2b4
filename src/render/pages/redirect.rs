//! Old addresses of units, each leading to the present one.

use serde::Serialize;

use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind, in_each_language};
use crate::render::view::Link;
use crate::render::view::listing::unit_route;
use crate::render::view::said::Said;
use crate::render::{Head, Renderer, html};

/// Redirects for `former_names`.
pub static REDIRECT: PageKind = PageKind {
    name: "redirect",
    stage: Stage::Page,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    to: Link<'a>,
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut pages = Vec::new();
    for (region, index) in renderer.index.regions.iter().enumerate() {
        for at in index.units.iter().map(|at| *at as usize) {
            let unit = &renderer.catalog.units[at];
            for former in &unit.former_names {
                pages.extend(in_each_language(
                    renderer,
                    &unit_route(unit.region(), former.as_str()),
                    Some(region),
                    at,
                    Some(at),
                ));
            }
        }
    }
    pages
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = renderer.language(address);
    let Some(unit) = renderer.catalog.units.get(address.subject().item) else {
        return Ok(Vec::new());
    };
    let href = renderer
        .links
        .page(language, &unit_route(unit.region(), unit.slug()));
    let name = Said::content(unit.display_name(), locale);
    let head = Head {
        title: name.clone(),
        hidden: true,
        canonical: Some(renderer.links.absolute(&href)),
        ..Head::default()
    };
    html(
        renderer,
        address,
        "redirect.html",
        head,
        "redirect",
        &View {
            to: Link { href, name },
        },
    )
}
