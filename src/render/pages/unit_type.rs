//! Units by type: a page for each type that units have.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, list_in_each_language};
use crate::render::lists::type_heading;
use crate::render::paging::{self, Pager, pager};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::listing::UnitRow;
use crate::render::view::localized::Localized;
use crate::render::view::serialized::Serialized;

/// The units of a type.
pub static UNIT_TYPE: PageMaker = PageMaker {
    kind: PageKind::UnitType,
    list,
    make: Make::Whole(render),
};

/// What the page of a type holds.
#[derive(Serialize)]
struct View {
    count: usize,
    units: Vec<Serialized<UnitRow<'static>>>,
    pager: Option<Pager>,
    /// The first day of the hours in rows, where the page can filter them.
    filters: Option<i64>,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        let types = data.index.regions[at].types.iter().zip(&region.types);
        for (item, (units, unit_type)) in types
            .enumerate()
            .filter(|(_, (units, _))| !units.is_empty())
        {
            let route = routes::unit_type(&region.id, unit_type.listed.id.as_str());
            pages.extend(list_in_each_language(data, &route, at, item, units.len()));
        }
    }
    pages
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let item = address.subject().item;
    let (Some(unit_type), Some(units)) = (region.types.get(item), index.types.get(item)) else {
        return Ok(Vec::new());
    };
    let count = units.len();
    let name = type_heading(unit_type, locale);
    let route = routes::unit_type(&region.id, unit_type.listed.id.as_str());
    let shown = &units[paging::range(count, address.subject().page)];
    let view = View {
        count,
        units: data.rows(address).of(shown),
        pager: pager(data, address, &route, count)?,
        filters: data.list_filters(count),
    };
    let values = || {
        [
            ("type", name.text.as_ref().into()),
            ("region", region.short_name.as_str().into()),
        ]
    };
    let title = Localized::own(locale.say("type_title", &values())?);
    let head = Head {
        title: paging::title(data, address, title, count)?,
        description: Some(locale.say("type_description", &values())?),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    html(data, address, "unit_type.html", head, "list", &view)
}
