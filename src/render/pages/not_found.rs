//! The page that servers show for an address that does not exist.

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::chrome::Head;
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::site_data::SiteData;
use crate::render::view::localized::Localized;

/// `404.html`, one per language.
pub static NOT_FOUND: PageMaker = PageMaker {
    kind: PageKind::NotFound,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let page = |language| {
        let path = data.links.output_file(language, "404.html")?;
        Some(ListedPage {
            path,
            unit: None,
            subject: Subject {
                language,
                ..Subject::default()
            },
        })
    };
    (0..data.theme.locales.len()).filter_map(page).collect()
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = data.language(address);
    let head = Head {
        title: Localized::own(locale.text("not_found_title")?),
        hidden: true,
        ..Head::default()
    };
    let context = data.context(address, head)?;
    data.write("404.html", &context)
}
