//! Style sheets and the like, and pictures beside texts, with a hash of their content in the name.

use std::collections::BTreeSet;

use crate::load::pictures;
use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::site_data::SiteData;
use crate::text::path::SitePath;

/// Files of the theme's `assets/`, and the pictures that texts show.
pub static ASSET: PageMaker = PageMaker {
    kind: PageKind::Asset,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let listed = |(item, path): (usize, &SitePath)| ListedPage {
        path: path.clone(),
        unit: None,
        subject: Subject {
            item,
            ..Subject::default()
        },
    };
    let assets = data.theme.assets.iter().map(|asset| &asset.path);
    let mut all: Vec<ListedPage> = assets.enumerate().map(listed).collect();
    let units = data.catalog.units.iter();
    let units = units.filter(|unit| unit.is_shown_on(data.settings.today));
    let pages = data.catalog.site.pages.iter();
    let mut shown: BTreeSet<String> = pages
        .flat_map(|page| pictures::shown_by(&page.text))
        .collect();
    shown.extend(units.flat_map(|unit| unit.pictures.iter().cloned()));
    // The same picture may lie in several places.
    let mut paths = BTreeSet::new();
    for (at, (source, picture)) in data.catalog.pictures.iter().enumerate() {
        let published = picture.published.as_ref();
        if let Some(picture) = published.filter(|_| shown.contains(source.as_str()))
            && paths.insert(&picture.path)
        {
            all.push(listed((data.theme.assets.len() + at, &picture.path)));
        }
    }
    all
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (assets, item) = (&data.theme.assets, address.subject().item);
    if let Some(asset) = assets.get(item) {
        return Ok(asset.bytes.clone());
    }
    let mut pictures = data.catalog.pictures.values();
    let picture = pictures.nth(item - assets.len());
    let published = picture.and_then(|picture| picture.published.as_ref());
    Ok(published.map_or_else(Vec::new, |picture| picture.bytes.to_vec()))
}
