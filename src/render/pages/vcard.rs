//! `<region>/<unit>/<unit>.vcf`: a card of each unit for address books.

use crate::model::unit::UnitSummary;
use crate::render::Renderer;
use crate::render::address::{Links, PageAddress, Stage, Subject};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind};
use crate::render::vcard::{Place, card};
use crate::render::view::listing::unit_route;
use crate::text::path::SitePath;

/// Cards.
pub static VCARD: PageKind = PageKind {
    name: "vcard",
    stage: Stage::Page,
    list,
    make: Make::Whole(render),
};

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut files = Vec::new();
    for (region, index) in renderer.index.regions.iter().enumerate() {
        for at in index.units.iter().map(|at| *at as usize) {
            let path = SitePath::new(&file_of(&renderer.catalog.units[at]));
            files.extend(path.map(|path| Listed {
                path,
                unit: Some(at),
                subject: Subject {
                    language: 0,
                    region: Some(region),
                    item: at,
                    page: 0,
                },
            }));
        }
    }
    files
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let Some((region, _)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let full = renderer.full_unit(address.subject().item)?;
    let unit = &full.unit;
    let links = &renderer.links;
    let route = unit_route(unit.region(), unit.slug());
    let permanent = Links::new(&renderer.catalog.site.base_url, []);
    let place = Place {
        page: &links.absolute(&links.page(0, &route)),
        uid: &permanent.absolute(&permanent.page(0, &route)),
        card: &links.absolute(&links.file(address.url())),
    };
    Ok(card(unit, region, &place, renderer.settings.today).into_bytes())
}

/// The file of a unit's card.
pub fn file_of(unit: &UnitSummary) -> String {
    format!(
        "{}{}.vcf",
        unit_route(unit.region(), unit.slug()),
        unit.slug()
    )
}
