//! The home page: the regions.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, in_each_language};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::finder::FinderView;
use crate::render::view::listing::Counted;
use crate::render::view::localized::{Localized, gloss};

/// The home page.
pub static HOME: PageMaker = PageMaker {
    kind: PageKind::Home,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    /// The search of all regions.
    finder: Option<FinderView<'a>>,
    regions: Vec<Counted<'a>>,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    in_each_language(data, "", None, 0, None)
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let regions = data.catalog.regions.values().zip(&data.index.regions);
    let counted = regions.map(|(region, index)| Counted {
        href: data.links.page(language, &routes::region(&region.id)),
        name: Localized::content(&region.name, locale),
        gloss: gloss(region.name_en.as_deref(), locale),
        count: index.units.len(),
    });
    let view = View {
        finder: data.finder_of_all(language),
        regions: counted.collect(),
    };
    let head = Head {
        title: data.site_title(locale),
        description: Some(locale.text("home_description")?.to_owned()),
        ..Head::default()
    };
    html(data, address, "home.html", head, "home", &view)
}
