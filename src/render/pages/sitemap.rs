//! The list of pages for search engines, with the languages of each.

use serde::Serialize;

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::fault::Made;
use crate::render::pages::{Listed, PAGES, PageKind};
use crate::text::path::SitePath;

/// `sitemap.xml`
pub static SITEMAP: PageKind = PageKind {
    name: "sitemap",
    stage: Stage::List,
    list,
    render,
};

/// One page.
#[derive(Serialize)]
struct Entry {
    address: String,
    alternates: Vec<Alternate>,
}

/// A page in one language.
#[derive(Serialize)]
struct Alternate {
    lang: String,
    address: String,
}

fn list(_: &Renderer<'_>) -> Vec<Listed> {
    let path = SitePath::new("sitemap.xml");
    path.map(|path| Listed {
        path,
        unit: None,
        subject: Subject::default(),
    })
    .into_iter()
    .collect()
}

fn render(renderer: &Renderer<'_>, _: &PageAddress) -> Made<Vec<u8>> {
    let shown = |page: &&PageAddress| page.is_html() && !is_hidden(page);
    let mut entries = Vec::new();
    for page in renderer.pages().iter().filter(shown) {
        let absolute = |href: &str| renderer.links.absolute(&renderer.links.file(href));
        let mut alternates = Vec::new();
        for (language, locale) in renderer.theme.locales.iter().enumerate() {
            if let Some(other) = renderer.in_language(page, language) {
                alternates.push(Alternate {
                    lang: locale.tag.clone(),
                    address: absolute(other.url()),
                });
            }
        }
        entries.push(Entry {
            address: absolute(page.url()),
            alternates,
        });
    }
    entries.sort_by(|a, b| a.address.cmp(&b.address));
    let mut context = tera::Context::new();
    context.insert_value("entries", tera::Value::try_from_serializable(&entries)?);
    renderer.write("sitemap.xml", &context)
}

/// Whether a page is for nobody to find: redirects and the page for what is not there.
fn is_hidden(page: &PageAddress) -> bool {
    let name = PAGES.get(page.kind).map_or("", |kind| kind.name);
    matches!(name, "redirect" | "not-found")
}
