//! The home page: the regions.

use serde::Serialize;

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind, in_each_language};
use crate::render::view::listing::Counted;
use crate::render::view::said::{Said, gloss};
use crate::render::{Head, html};

/// The home page.
pub static HOME: PageKind = PageKind {
    name: "home",
    stage: Stage::List,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    regions: Vec<Counted<'a>>,
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    in_each_language(renderer, "", None, 0, None)
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = renderer.language(address);
    let regions = renderer
        .catalog
        .regions
        .values()
        .zip(&renderer.index.regions);
    let counted = regions.map(|(region, index)| Counted {
        href: renderer.links.page(language, &format!("{}/", region.id)),
        name: Said::content(&region.name, locale),
        gloss: gloss(region.name_en.as_deref(), locale),
        count: index.units.len(),
    });
    let view = View {
        regions: counted.collect(),
    };
    let head = Head {
        title: renderer.site_title(locale),
        description: Some(locale.text("home_description")?.to_owned()),
        ..Head::default()
    };
    html(renderer, address, "home.html", head, "home", &view)
}
