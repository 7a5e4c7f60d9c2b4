//! Style sheets and the like, with a hash of their content in the name.

use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind};

/// Files of the theme's `assets/`.
pub static ASSET: PageKind = PageKind {
    name: "asset",
    stage: Stage::Asset,
    list,
    make: Make::Whole(render),
};

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let assets = renderer.theme.assets.iter().enumerate();
    let listed = |(item, asset): (usize, &crate::render::theme::Asset)| Listed {
        path: asset.path.clone(),
        unit: None,
        subject: Subject {
            item,
            ..Subject::default()
        },
    };
    assets.map(listed).collect()
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let asset = renderer.theme.assets.get(address.subject().item);
    Ok(asset.map(|asset| asset.bytes.clone()).unwrap_or_default())
}
