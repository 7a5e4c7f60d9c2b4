//! All units of a region in Swedish alphabetical order.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, list_in_each_language};
use crate::render::paging::{self, Pager, pager};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::listing::Group;
use crate::render::view::localized::Localized;

/// The list of all units.
pub static A_TO_O: PageMaker = PageMaker {
    kind: PageKind::AToO,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    count: usize,
    letters: Vec<Letter>,
    groups: Vec<Group<'a>>,
    pager: Option<Pager>,
    /// The first day of the hours of rows, where the list stands on one page as a whole.
    filters: Option<i64>,
}

/// A link to where a letter begins.
#[derive(Serialize)]
struct Letter {
    name: &'static str,
    href: String,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        let entries = data.index.regions[at].units.len();
        let route = routes::a_to_o(&region.id);
        pages.extend(list_in_each_language(data, &route, at, 0, entries));
    }
    pages
}

/// What links to a letter point at.
fn letter_id(at: usize) -> String {
    format!("letter-{}", at + 1)
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let rows = data.rows(address);
    let (here, count) = (address.subject().page, index.units.len());
    let shown = paging::range(count, here);
    let route = routes::a_to_o(&region.id);
    let (mut letters, mut groups) = (Vec::new(), Vec::new());
    for (at, (letter, units)) in index.letters.iter().enumerate() {
        let page = units.start / paging::ENTRIES;
        let list = match page {
            page if page == here => String::new(),
            page => data.links.page(language, &paging::route(&route, page)),
        };
        letters.push(Letter {
            name: letter,
            href: format!("{list}#{}", letter_id(at)),
        });
        let part = units.start.max(shown.start)..units.end.min(shown.end);
        if !part.is_empty() {
            groups.push(Group {
                heading: letter,
                id: letter_id(at),
                units: rows.of(&index.units[part]),
            });
        }
    }
    let view = View {
        count,
        letters,
        groups,
        pager: pager(data, address, &route, count)?,
        filters: data.list_filters(count),
    };
    let name = || region.short_name.as_str().into();
    let title = Localized::own(locale.say("a_to_o_title", &[("region", name())])?);
    let head = Head {
        title: paging::title(data, address, title, count)?,
        description: Some(locale.say("a_to_o_description", &[("region", name())])?),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    html(data, address, "a_to_o.html", head, "list", &view)
}
