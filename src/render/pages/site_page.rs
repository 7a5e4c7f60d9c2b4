//! The site's own pages, from `content/pages`.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::markdown;
use crate::render::published::Published;
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::chrome::{shown_in, site_page_title};

/// Pages from `content/pages`.
pub static SITE_PAGE: PageMaker = PageMaker {
    kind: PageKind::SitePage,
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

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let pages = &data.catalog.site.pages;
    let mut listed = Vec::new();
    for (language, locale) in data.theme.locales.iter().enumerate() {
        for item in shown_in(pages, locale) {
            let path = data
                .links
                .output(language, &routes::site_page(&pages[item]));
            listed.extend(path.map(|path| ListedPage {
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

/// How many characters search engines show of a description.
const LONGEST_DESCRIPTION: usize = 155;

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let Some(page) = data.catalog.site.pages.get(address.subject().item) else {
        return Ok(Vec::new());
    };
    let (_, locale) = data.language(address);
    let foreign = !locale.is(&page.language);
    let (_, body) = markdown::split_title(&page.text.source);
    let file = |parts: &[String]| data.theme.published_asset(parts);
    let published = Published {
        links: &data.links,
        folder: &[&page.slug],
        file: &file,
        catalog: data.catalog,
    };
    let picture = |address: &str| published.picture(&page.text, address);
    let view = View {
        html: markdown::render(body, 1, &published, &picture).html,
        lang: foreign.then_some(page.language.as_str()),
        dir: locale.other_direction(&page.language).filter(|_| foreign),
    };
    let head = Head {
        title: site_page_title(page, locale),
        description: markdown::first_words(body, LONGEST_DESCRIPTION),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    html(data, address, "page.html", head, "content", &view)
}
