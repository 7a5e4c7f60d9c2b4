//! The files that the search of a region's start page reads.

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::{RenderError, RenderResult};
use crate::render::kind::{Make, PageMaker};
use crate::render::routes;
use crate::render::search;
use crate::render::search::searched::Searched;
use crate::render::site_data::SiteData;
use crate::text::path::SitePath;

/// What the search reads.
pub static SEARCH: PageMaker = PageMaker {
    kind: PageKind::Search,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut files = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        let index = &data.index.regions[at];
        let services = services(data, at);
        for name in search::file_names(region, index, services) {
            let path = SitePath::new(&format!("{}{name}", routes::search(&region.id)));
            files.extend(path.map(|path| ListedPage {
                path,
                unit: None,
                subject: Subject {
                    region: Some(at),
                    ..Subject::default()
                },
            }));
        }
    }
    files
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let at = address.subject().region;
    let (Some(at), Some((region, index))) = (at, data.region(address)) else {
        return Ok(Vec::new());
    };
    let searched = Searched {
        catalog: data.catalog,
        region,
        index,
        services: services(data, at),
        locales: &data.theme.locales,
        words: &data.theme.words,
        from: data
            .index
            .days
            .first()
            .map_or(data.settings.today, |day| day.date),
    };
    let files = data.search[at].get_or_init(|| search::files(&searched).unwrap_or_default());
    let bytes = files.get(&searched, address.path.file_name())?;
    let missing = || RenderError::Form(format!("the search has no file `{}`", address.path));
    bytes.ok_or_else(missing)
}

/// The services of the rule set in force in a region.
fn services<'a>(data: &SiteData<'a>, region: usize) -> &'a [crate::model::rule_set::Service] {
    data.rule_set(region)
        .map_or(&[][..], |rule_set| &rule_set.services)
}
