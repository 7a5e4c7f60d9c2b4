//! Units by municipality: the list of municipalities, and a page for each.

use serde::Serialize;
use tera::Value;

use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::index::Municipality;
use crate::render::pages::{Listed, Make, PageKind, in_each_region, list_in_each_language};
use crate::render::paging::{self, Pager, pager};
use crate::render::view::Link;
use crate::render::view::listing::Counted;
use crate::render::view::said::Said;
use crate::render::{Head, Renderer, html};

/// The list of municipalities.
pub static MUNICIPALITIES: PageKind = PageKind {
    name: "municipalities",
    stage: Stage::List,
    list: list_all,
    make: Make::Whole(render_all),
};

/// The units of a municipality.
pub static MUNICIPALITY: PageKind = PageKind {
    name: "municipality",
    stage: Stage::List,
    list,
    make: Make::Whole(render),
};

/// What the list of municipalities holds.
#[derive(Serialize)]
struct Municipalities<'a> {
    entries: Vec<Counted<'a>>,
}

/// What the page of a municipality holds.
#[derive(Serialize)]
struct View<'a> {
    name: &'a str,
    count: usize,
    units: Vec<Value>,
    pager: Option<Pager>,
}

fn list_all(renderer: &Renderer<'_>) -> Vec<Listed> {
    in_each_region(renderer, |region| Some(format!("{region}/kommun/")))
}

fn render_all(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = renderer.language(address);
    let Some((region, _)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let view = Municipalities {
        entries: renderer.municipalities(address),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Said::own(locale.say("municipalities_title", &[("region", name())])?),
        description: Some(locale.say("municipalities_description", &[("region", name())])?),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    html(
        renderer,
        address,
        "municipalities.html",
        head,
        "list",
        &view,
    )
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut pages = Vec::new();
    for (at, region) in renderer.catalog.regions.values().enumerate() {
        for (item, municipality) in renderer.index.regions[at].municipalities.iter().enumerate() {
            let route = municipality_route(&region.id, municipality);
            let entries = municipality.units.len();
            pages.extend(list_in_each_language(renderer, &route, at, item, entries));
        }
    }
    pages
}

/// The route of a municipality's page.
fn municipality_route(region: &str, municipality: &Municipality) -> String {
    format!("{region}/kommun/{}/", municipality.slug)
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = renderer.language(address);
    let Some((region, index)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let Some(municipality) = index.municipalities.get(address.subject().item) else {
        return Ok(Vec::new());
    };
    let count = municipality.units.len();
    let route = municipality_route(&region.id, municipality);
    let shown = &municipality.units[paging::range(count, address.subject().page)];
    let view = View {
        name: &municipality.name,
        count,
        units: renderer.rows(address).of(shown)?,
        pager: pager(renderer, address, &route, count)?,
    };
    let name = || municipality.name.as_str().into();
    let up = Link {
        href: renderer
            .links
            .page(language, &format!("{}/kommun/", region.id)),
        name: Said::own(locale.text("nav_municipalities")?),
    };
    let title = Said::own(locale.say("municipality_title", &[("municipality", name())])?);
    let head = Head {
        title: paging::title(renderer, address, title, count)?,
        description: Some(locale.say("municipality_description", &[("municipality", name())])?),
        crumbs: renderer.crumbs(address, &[up])?,
        ..Head::default()
    };
    html(renderer, address, "municipality.html", head, "list", &view)
}
