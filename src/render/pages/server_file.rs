//! Files for a host that looks for its settings among the published files.

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::server;
use crate::render::site_data::SiteData;
use crate::text::path::SitePath;

/// The settings of the site's host.
pub static SERVER_FILE: PageMaker = PageMaker {
    kind: PageKind::ServerFile,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let Some(server) = data.server().filter(|server| server.looks_in_output()) else {
        return Vec::new();
    };
    let names = server::names(server).into_iter().enumerate();
    let listed = names.filter_map(|(item, name)| {
        Some(ListedPage {
            path: SitePath::new(name)?,
            unit: None,
            subject: Subject {
                item,
                ..Subject::default()
            },
        })
    });
    listed.collect()
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let files = data.server().map(|server| server::files(data, server));
    let mut files = files.unwrap_or_default().into_iter();
    let file = files.nth(address.subject().item);
    Ok(file.map(|file| file.text.into_bytes()).unwrap_or_default())
}
