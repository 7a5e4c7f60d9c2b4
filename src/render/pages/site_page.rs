//! The site's own pages, from `content/pages`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::site::SitePage;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::locale::{CONTENT_LANGUAGE, Locale};
use crate::render::markdown;
use crate::render::pages::{Listed, Make, PageKind};
use crate::render::view::chrome::site_page_title;
use crate::render::{Head, Renderer, html};

/// The kind's name.
pub const NAME: &str = "page";

/// Pages from `content/pages`.
pub static SITE_PAGE: PageKind = PageKind {
    name: NAME,
    stage: Stage::Page,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    /// Safe HTML below the title.
    html: String,
    /// Its language, when that is not the page's.
    lang: Option<&'a str>,
    /// Its direction, when that is not the page's.
    dir: Option<&'static str>,
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let pages = &renderer.catalog.site.pages;
    let mut listed = Vec::new();
    for (language, locale) in renderer.theme.locales.iter().enumerate() {
        for item in shown_in(pages, locale) {
            let path = renderer
                .links
                .output(language, &site_page_route(&pages[item]));
            listed.extend(path.map(|path| Listed {
                path,
                unit: None,
                subject: Subject {
                    language,
                    region: None,
                    item,
                    page: 0,
                },
            }));
        }
    }
    listed
}

/// The pages that are shown in a language, as indices: each in the language that its readers want most,
/// of those it is written in. A page in no language they are known to read is left out.
pub fn shown_in(pages: &[SitePage], locale: &Locale) -> Vec<usize> {
    let mut best: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let content = (page.language == CONTENT_LANGUAGE).then_some(usize::MAX);
        let Some(rank) = locale.rank(&page.language).or(content) else {
            continue;
        };
        let found = best.entry(&page.slug).or_insert((rank, at));
        *found = (rank, at).min(*found);
    }
    best.into_values().map(|(_, at)| at).collect()
}

/// The route of a page.
pub fn site_page_route(page: &SitePage) -> String {
    format!("{}/", page.slug)
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let Some(page) = renderer.catalog.site.pages.get(address.subject().item) else {
        return Ok(Vec::new());
    };
    let (_, locale) = renderer.language(address);
    let foreign = !locale.is(&page.language);
    let (_, body) = markdown::split_title(&page.text.source);
    let view = View {
        html: markdown::render(body, 1).html,
        lang: foreign.then_some(page.language.as_str()),
        dir: locale.other_direction(&page.language).filter(|_| foreign),
    };
    let head = Head {
        title: site_page_title(page, locale),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    html(renderer, address, "page.html", head, "content", &view)
}
