//! Units by municipality: the list of municipalities, and a page for each.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, in_each_region, list_in_each_language};
use crate::render::paging::{self, Pager, pager};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::Link;
use crate::render::view::listing::{Counted, UnitRow};
use crate::render::view::localized::Localized;
use crate::render::view::serialized::Serialized;

/// The list of municipalities.
pub static MUNICIPALITIES: PageMaker = PageMaker {
    kind: PageKind::Municipalities,
    list: list_all,
    make: Make::Whole(render_all),
};

/// The units of a municipality.
pub static MUNICIPALITY: PageMaker = PageMaker {
    kind: PageKind::Municipality,
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
    units: Vec<Serialized<UnitRow<'static>>>,
    pager: Option<Pager>,
    /// The first day of the hours in rows, where the page can filter them.
    filters: Option<i64>,
}

fn list_all(data: &SiteData<'_>) -> Vec<ListedPage> {
    in_each_region(data, |region| Some(routes::municipalities(region)))
}

fn render_all(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = data.language(address);
    let Some((region, _)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let view = Municipalities {
        entries: data.municipalities(address),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Localized::own(locale.say("municipalities_title", &[("region", name())])?),
        description: Some(locale.say("municipalities_description", &[("region", name())])?),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    html(data, address, "municipalities.html", head, "list", &view)
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        for (item, municipality) in data.index.regions[at].municipalities.iter().enumerate() {
            let route = routes::municipality(&region.id, municipality);
            let entries = municipality.units.len();
            pages.extend(list_in_each_language(data, &route, at, item, entries));
        }
    }
    pages
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let Some(municipality) = index.municipalities.get(address.subject().item) else {
        return Ok(Vec::new());
    };
    let count = municipality.units.len();
    let route = routes::municipality(&region.id, municipality);
    let shown = &municipality.units[paging::range(count, address.subject().page)];
    let view = View {
        name: &municipality.name,
        count,
        units: data.rows(address).of(shown),
        pager: pager(data, address, &route, count)?,
        filters: data.list_filters(count),
    };
    let name = || municipality.name.as_str().into();
    let up = Link {
        href: data
            .links
            .page(language, &routes::municipalities(&region.id)),
        name: Localized::own(locale.text("nav_municipalities")?),
    };
    let title = Localized::own(locale.say("municipality_title", &[("municipality", name())])?);
    let head = Head {
        title: paging::title(data, address, title, count)?,
        description: Some(locale.say("municipality_description", &[("municipality", name())])?),
        crumbs: data.crumbs(address, &[up])?,
        ..Head::default()
    };
    html(data, address, "municipality.html", head, "list", &view)
}
