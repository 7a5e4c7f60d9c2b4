//! What search engines may fetch: everything. A preview says `noindex` on its pages, which only works
//! if they may be fetched.

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::text::path::SitePath;

/// `robots.txt`
pub static ROBOTS: PageMaker = PageMaker {
    kind: PageKind::Robots,
    list,
    make: Make::Whole(render),
};

fn list(_: &SiteData<'_>) -> Vec<ListedPage> {
    let path = SitePath::new("robots.txt");
    path.map(|path| ListedPage {
        path,
        unit: None,
        subject: Subject::default(),
    })
    .into_iter()
    .collect()
}

fn render(data: &SiteData<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    let mut context = tera::Context::new();
    let sitemap = data.links.absolute(&data.links.file(routes::SITEMAP));
    context.insert("sitemap", &sitemap);
    context.insert("preview", &data.settings.preview.is_some());
    data.write("robots.txt", &context)
}
