//! The site's own pages, such as the accessibility statement.

use serde::Serialize;

use crate::model::site::SitePage;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::fault::Made;
use crate::render::markdown;
use crate::render::pages::{Listed, PageKind};
use crate::render::view::chrome::site_page_title;
use crate::render::{Head, Renderer, html};

/// The kind's name.
pub const NAME: &str = "page";

/// Pages from `content/pages`.
pub static SITE_PAGE: PageKind = PageKind {
    name: NAME,
    stage: Stage::Page,
    list,
    render,
};

/// What the page holds.
#[derive(Serialize)]
struct View {
    /// Safe HTML below the title.
    html: String,
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let pages = renderer.catalog.site.pages.iter().enumerate();
    let listed = |(item, page): (usize, &SitePage)| {
        let language = renderer
            .theme
            .locales
            .iter()
            .position(|locale| locale.tag == page.language)?;
        let path = renderer.links.output(language, &site_page_route(page))?;
        Some(Listed {
            path,
            unit: None,
            subject: Subject {
                language,
                region: None,
                item,
            },
        })
    };
    pages.filter_map(listed).collect()
}

/// The route of a page.
pub fn site_page_route(page: &SitePage) -> String {
    format!("{}/", page.slug)
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> Made<Vec<u8>> {
    let Some(page) = renderer.catalog.site.pages.get(address.subject.item) else {
        return Ok(Vec::new());
    };
    let (_, body) = markdown::split_title(&page.text.source);
    let view = View {
        html: markdown::render(body, 1).html,
    };
    let head = Head {
        title: site_page_title(page),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    html(renderer, address, "page.html", head, "content", &view)
}
