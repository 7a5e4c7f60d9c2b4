//! `<region>/<unit>/<unit>.ics`: the changed hours of each unit for calendars, in the site's first language.

use crate::model::interned_str::InternedStr;
use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::calendar::{Owner, calendar};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, one_file_of_each_unit};
use crate::render::pages::unit::answering;
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::deviations::deviations;
use crate::text::Spanned;

/// Calendars.
pub static CALENDAR: PageMaker = PageMaker {
    kind: PageKind::Calendar,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    one_file_of_each_unit(data, routes::calendar)
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let full = data.full_unit(address.subject().item)?;
    let unit = &full.unit;
    let links = &data.links;
    let route = routes::unit(unit.region(), unit.slug());
    let street = unit.visit.street.as_ref().map(Spanned::as_str);
    let town = unit.locality.as_ref().map(InternedStr::as_str);
    let place: Vec<&str> = street.into_iter().chain(town).collect();
    let owner = Owner {
        name: unit.display_name(),
        place: (!place.is_empty()).then(|| place.join(", ")),
        page: &links.absolute(&links.page(language, &route)),
        uid: &data.permanent(&route),
    };
    let answering = answering(data, address, unit)?;
    let told = deviations(unit, &answering, &data.upcoming[language], locale)?;
    let text = calendar(&owner, &told, data.settings.today, locale)?;
    Ok(text.into_bytes())
}
