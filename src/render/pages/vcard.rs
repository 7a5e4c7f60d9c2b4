//! `<region>/<unit>/<unit>.vcf`: a card of each unit for address books.

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, one_file_of_each_unit};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::vcard::{CardAddresses, card};

/// Cards.
pub static VCARD: PageMaker = PageMaker {
    kind: PageKind::Vcard,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    one_file_of_each_unit(data, routes::vcard)
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let Some((region, _)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let full = data.full_unit(address.subject().item)?;
    let unit = &full.unit;
    let links = &data.links;
    let route = routes::unit(unit.region(), unit.slug());
    let place = CardAddresses {
        page: &links.absolute(&links.page(0, &route)),
        uid: &data.permanent(&route),
        card: &links.absolute(&links.file(address.url())),
    };
    Ok(card(unit, region, &place, data.settings.today).into_bytes())
}
