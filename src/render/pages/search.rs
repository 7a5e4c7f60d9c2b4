//! The files that the search of a region's start page reads.

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::{RenderError, RenderResult};
use crate::render::pages::{Listed, Make, PageKind};
use crate::render::search::{self, Searched};
use crate::text::path::SitePath;

/// The folder of the files, below the region.
pub const FOLDER: &str = "sok";

/// What the search reads.
pub static SEARCH: PageKind = PageKind {
    name: "search",
    stage: Stage::List,
    list,
    make: Make::Whole(render),
};

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut files = Vec::new();
    for (at, region) in renderer.catalog.regions.values().enumerate() {
        let index = &renderer.index.regions[at];
        let services = services(renderer, at);
        for name in search::file_names(region, index, services) {
            let path = SitePath::new(&format!("{}/{FOLDER}/{name}", region.id));
            files.extend(path.map(|path| Listed {
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

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let at = address.subject().region;
    let (Some(at), Some((region, index))) = (at, renderer.region(address)) else {
        return Ok(Vec::new());
    };
    let searched = Searched {
        catalog: renderer.catalog,
        region,
        index,
        services: services(renderer, at),
        locales: &renderer.theme.locales,
    };
    let files = renderer.search[at].get_or_init(|| search::files(&searched).unwrap_or_default());
    let bytes = files.get(&searched, address.path.file_name())?;
    let missing = || RenderError::Form(format!("the search has no file `{}`", address.path));
    bytes.ok_or_else(missing)
}

/// The services of the rule set in force in a region.
fn services<'a>(renderer: &Renderer<'a>, region: usize) -> &'a [crate::model::rule_set::Service] {
    renderer
        .rule_set(region)
        .map_or(&[][..], |rule_set| &rule_set.services)
}
