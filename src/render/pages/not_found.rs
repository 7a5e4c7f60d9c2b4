//! The page that servers show for an address that does not exist.

use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind};
use crate::render::view::said::Said;
use crate::render::{Head, Renderer};

/// `404.html`, one per language.
pub static NOT_FOUND: PageKind = PageKind {
    name: "not-found",
    stage: Stage::Page,
    list,
    make: Make::Whole(render),
};

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let page = |language| {
        let path = renderer.links.output_file(language, "404.html")?;
        Some(Listed {
            path,
            unit: None,
            subject: Subject {
                language,
                ..Subject::default()
            },
        })
    };
    (0..renderer.theme.locales.len()).filter_map(page).collect()
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = renderer.language(address);
    let head = Head {
        title: Said::own(locale.text("not_found_title")?),
        hidden: true,
        ..Head::default()
    };
    let context = renderer.context(address, head)?;
    renderer.write("404.html", &context)
}
