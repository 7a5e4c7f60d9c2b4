//! The start page of a region: the ways to find a unit.

use serde::Serialize;

use crate::render::address::{PageAddress, Stage};
use crate::render::fault::Made;
use crate::render::pages::{Listed, PageKind, in_each_region};
use crate::render::view::listing::Counted;
use crate::render::view::said::Said;
use crate::render::{Head, Renderer, html};

/// The start page of a region.
pub static REGION: PageKind = PageKind {
    name: "region",
    stage: Stage::List,
    list,
    render,
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    count: usize,
    municipalities: Vec<Counted<'a>>,
    services: Vec<Counted<'a>>,
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    in_each_region(renderer, |region| Some(format!("{region}/")))
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> Made<Vec<u8>> {
    let (_, locale) = renderer.language(address);
    let Some((region, index)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let view = View {
        count: index.units.len(),
        municipalities: renderer.municipalities(address),
        services: renderer.services(address),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Said::content(&region.name, locale),
        description: Some(locale.say("region_description", &[("region", name())])?),
        ..Head::default()
    };
    html(renderer, address, "region.html", head, "start", &view)
}
