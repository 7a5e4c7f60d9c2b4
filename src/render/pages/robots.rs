//! What search engines may fetch: everything. A preview says `noindex` on its pages, which only works
//! if they may be fetched.

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind};
use crate::text::path::SitePath;

/// The kind's name.
pub const NAME: &str = "robots";

/// `robots.txt`
pub static ROBOTS: PageKind = PageKind {
    name: NAME,
    stage: Stage::List,
    list,
    make: Make::Whole(render),
};

fn list(_: &Renderer<'_>) -> Vec<Listed> {
    let path = SitePath::new("robots.txt");
    path.map(|path| Listed {
        path,
        unit: None,
        subject: Subject::default(),
    })
    .into_iter()
    .collect()
}

fn render(renderer: &Renderer<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    let mut context = tera::Context::new();
    let sitemap = renderer.links.absolute(&renderer.links.file("sitemap.xml"));
    context.insert("sitemap", &sitemap);
    context.insert("preview", &renderer.settings.preview.is_some());
    renderer.write("robots.txt", &context)
}
