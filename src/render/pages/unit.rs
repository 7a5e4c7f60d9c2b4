//! The contact page of a unit.

use std::collections::BTreeMap;

use crate::model::unit::{Unit, UnitSummary};
use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::Head;
use crate::render::error::RenderResult;
use crate::render::json_ld;
use crate::render::kind::{Make, PageMaker, in_each_language};
use crate::render::published::Published;
use crate::render::routes;
use crate::render::services::services;
use crate::render::site_data::SiteData;
use crate::render::view::Link;
use crate::render::view::day_words::Answering;
use crate::render::view::localized::Localized;
use crate::render::view::owner::owner_view;
use crate::render::view::phone::phone_view;
use crate::render::view::services::offer::Offer;
use crate::render::view::unit::{Around, unit_view};

/// Contact pages.
pub static UNIT: PageMaker = PageMaker {
    kind: PageKind::Unit,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (region, index) in data.index.regions.iter().enumerate() {
        for at in index.units.iter().map(|at| *at as usize) {
            let unit = &data.catalog.units[at];
            pages.extend(in_each_language(
                data,
                &routes::unit(unit.region(), unit.slug()),
                Some(region),
                at,
                Some(at),
            ));
        }
    }
    pages
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some((region, _)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let at = address.subject().item;
    let full = data.full_unit(at)?;
    let (unit, assessment) = (&full.unit, &full.assessment);
    let rule_set = address
        .subject()
        .region
        .and_then(|region| data.rule_set(region));
    let today = data.settings.today;
    let file = |parts: &[String]| data.theme.published_asset(parts);
    let published = Published {
        links: &data.links,
        folder: &[&region.id, unit.slug()],
        file: &file,
        catalog: data.catalog,
    };
    let around = Around {
        offer: Offer {
            unit,
            region,
            rule_set,
            assessment,
            shared: data.shared(address),
        },
        order: &data.order,
        upcoming: &data.upcoming[language],
        locale,
        answering: answering(data, address, unit)?,
        published: &published,
    };
    let bound = rule_set.filter(|_| assessment.in_scope);
    let base_offering = bound.map(|rule_set| {
        (
            rule_set,
            data.links.page(language, &routes::rule_set(&region.id)),
        )
    });
    let owner = owner_view(unit, region, base_offering, locale)?;
    let view = unit_view(&around, related(data, address, at), owner)?;

    let place = unit
        .locality
        .as_ref()
        .or(unit.municipality.as_ref())
        .map(|place| place.as_str());
    let title = match place.filter(|place| !unit.display_name().contains(place)) {
        Some(place) => Localized {
            text: format!("{}, {place}", unit.display_name()).into(),
            ..view.name.clone()
        },
        None => view.name.clone(),
    };
    let description = match &view.summary {
        Some(summary) if summary.lang.is_none() => summary.text.to_string(),
        _ => locale.say("unit_description", &[("unit", unit.display_name().into())])?,
    };
    let route = routes::unit(unit.region(), unit.slug());
    let canonical = |language| data.links.absolute(&data.links.page(language, &route));
    let source = json_ld::Source {
        unit,
        region,
        services: services(data.catalog, &full),
        index: &data.index,
        today,
    };
    let head = Head {
        title,
        description: Some(description),
        crumbs: data.crumbs(address, &[])?,
        json_ld: Some(json_ld::unit(&source, &canonical(0), &canonical(language))),
        ..Head::default()
    };
    let mut context = data.context(address, head)?;
    context.insert_value("unit", tera::Value::try_from_serializable(&view)?);
    context.insert_value(
        "vcard",
        tera::Value::from(data.links.file(&routes::vcard(unit))),
    );
    context.insert_value(
        "calendar",
        tera::Value::from(data.links.file(&routes::calendar(unit))),
    );
    // The sheet is in the site's first language, for readers of which it is.
    if language == 0 {
        let poster = data.links.page(0, &routes::poster(unit));
        context.insert_value("poster", tera::Value::from(poster));
    }
    data.write("unit.html", &context)
}

/// The units that answer while a unit is closed, by id. Of one without a page only the name is given.
pub(super) fn answering<'a>(
    data: &SiteData<'a>,
    address: &PageAddress,
    unit: &Unit,
) -> RenderResult<BTreeMap<String, Answering<'a>>> {
    let (language, locale) = data.language(address);
    let mut all = BTreeMap::new();
    for id in &unit.answering {
        let Some(at) = data.catalog.place_of(id) else {
            continue;
        };
        let other = &data.catalog.units[at];
        let mut answering = Answering {
            name: Localized::content(other.display_name(), locale),
            href: None,
            phone: None,
        };
        if other.is_shown_on(data.settings.today) {
            let route = routes::unit(other.region(), other.slug());
            answering.href = Some(data.links.page(language, &route));
            let full = data.full_unit(at)?;
            answering.phone = full.unit.contact.phone.as_ref().map(phone_view);
        }
        all.insert(id.clone(), answering);
    }
    Ok(all)
}

/// Links to the units a reader may also want, those that are shown.
fn related<'a>(data: &SiteData<'a>, address: &PageAddress, at: usize) -> Vec<Link<'a>> {
    let (language, locale) = data.language(address);
    let unit = &data.catalog.units[at];
    let shown = unit
        .related
        .iter()
        .filter_map(|id| data.catalog.unit(id.as_str()));
    let shown = shown.filter(|other| other.is_shown_on(data.settings.today));
    let link = |other: &'a UnitSummary| Link {
        href: data
            .links
            .page(language, &routes::unit(other.region(), other.slug())),
        name: Localized::content(other.display_name(), locale),
    };
    shown.map(link).collect()
}
