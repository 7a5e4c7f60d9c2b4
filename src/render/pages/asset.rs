//! Style sheets and the like, with a hash of their content in the name.

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::site_data::SiteData;

/// Files of the theme's `assets/`.
pub static ASSET: PageMaker = PageMaker {
    kind: PageKind::Asset,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let assets = data.theme.assets.iter().enumerate();
    let listed = |(item, asset): (usize, &crate::render::theme::assets::Asset)| ListedPage {
        path: asset.path.clone(),
        unit: None,
        subject: Subject {
            item,
            ..Subject::default()
        },
    };
    assets.map(listed).collect()
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let asset = data.theme.assets.get(address.subject().item);
    Ok(asset.map(|asset| asset.bytes.clone()).unwrap_or_default())
}
