//! The contact page of a unit.

use crate::model::unit::UnitSummary;
use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::json_ld;
use crate::render::locale::CONTENT_LANGUAGE;
use crate::render::pages::open_data::services;
use crate::render::pages::{Listed, Make, PageKind, in_each_language, vcard};
use crate::render::view::Link;
use crate::render::view::listing::unit_route;
use crate::render::view::owner::owner_view;
use crate::render::view::said::Said;
use crate::render::view::services::Offer;
use crate::render::view::unit::{Around, unit_view};
use crate::render::{Head, Renderer};

/// Contact pages.
pub static UNIT: PageKind = PageKind {
    name: "unit",
    stage: Stage::Page,
    list,
    make: Make::Whole(render),
};

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut pages = Vec::new();
    for (region, index) in renderer.index.regions.iter().enumerate() {
        for at in index.units.iter().map(|at| *at as usize) {
            let unit = &renderer.catalog.units[at];
            pages.extend(in_each_language(
                renderer,
                &unit_route(unit.region(), unit.slug()),
                Some(region),
                at,
                Some(at),
            ));
        }
    }
    pages
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = renderer.language(address);
    let Some((region, _)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let at = address.subject().item;
    let full = renderer.full_unit(at)?;
    let (unit, assessment) = (&full.unit, &full.assessment);
    let rule_set = address
        .subject()
        .region
        .and_then(|region| renderer.rule_set(region));
    let today = renderer.settings.today;
    let around = Around {
        offer: Offer {
            unit,
            region,
            rule_set,
            assessment,
            shared: renderer.shared(address),
        },
        order: &renderer.order,
        ahead: &renderer.ahead[language],
        locale,
    };
    let bound = rule_set.filter(|_| assessment.in_scope);
    let base_offering = bound.map(|rule_set| {
        (
            rule_set,
            renderer
                .links
                .page(language, &format!("{}/basutbud/", region.id)),
        )
    });
    let owner = owner_view(unit, region, base_offering, locale)?;
    let view = unit_view(&around, related(renderer, address, at), owner)?;

    let place = unit
        .locality
        .as_ref()
        .or(unit.municipality.as_ref())
        .map(|place| place.as_str());
    let title = match place.filter(|place| !unit.display_name().contains(place)) {
        Some(place) => Said {
            text: format!("{}, {place}", unit.display_name()).into(),
            ..view.name.clone()
        },
        None => view.name.clone(),
    };
    let description = match &unit.summary {
        Some(summary) if locale.is(CONTENT_LANGUAGE) => summary.value.clone(),
        _ => locale.say("unit_description", &[("unit", unit.display_name().into())])?,
    };
    let route = unit_route(unit.region(), unit.slug());
    let canonical = |language| {
        renderer
            .links
            .absolute(&renderer.links.page(language, &route))
    };
    let source = json_ld::Source {
        unit,
        region,
        services: services(renderer, &full),
        index: &renderer.index,
        today,
    };
    let head = Head {
        title,
        description: Some(description),
        crumbs: renderer.crumbs(address, &[])?,
        json_ld: Some(json_ld::unit(&source, &canonical(0), &canonical(language))),
        ..Head::default()
    };
    let mut context = renderer.context(address, head)?;
    context.insert_value("unit", tera::Value::try_from_serializable(&view)?);
    context.insert_value(
        "vcard",
        tera::Value::from(renderer.links.file(&vcard::file_of(unit))),
    );
    renderer.write("unit.html", &context)
}

/// Links to the units a reader may also want, those that are shown.
fn related<'a>(renderer: &Renderer<'a>, address: &PageAddress, at: usize) -> Vec<Link<'a>> {
    let (language, locale) = renderer.language(address);
    let unit = &renderer.catalog.units[at];
    let shown = unit
        .related
        .iter()
        .filter_map(|id| renderer.catalog.unit(id.as_str()));
    let shown = shown.filter(|other| other.is_shown_on(renderer.settings.today));
    let link = |other: &'a UnitSummary| Link {
        href: renderer
            .links
            .page(language, &unit_route(other.region(), other.slug())),
        name: Said::content(other.display_name(), locale),
    };
    shown.map(link).collect()
}
