//! Units by service: the list of services, and who offers each ("who offers Förnya recept").

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, LONGEST_TITLE, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, in_each_region, list_in_each_language};
use crate::render::paging::{self, Pager, pager};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::Link;
use crate::render::view::listing::{Counted, UnitRow};
use crate::render::view::localized::{Localized, gloss};
use crate::render::view::serialized::Serialized;
use crate::render::view::services::standard::summary;

/// The list of services.
pub static SERVICES: PageMaker = PageMaker {
    kind: PageKind::Services,
    list: list_all,
    make: Make::Whole(render_all),
};

/// Who offers a service.
pub static SERVICE: PageMaker = PageMaker {
    kind: PageKind::Service,
    list,
    make: Make::Whole(render),
};

/// What the list of services holds.
#[derive(Serialize)]
struct Services<'a> {
    entries: Vec<Counted<'a>>,
}

/// What the page of a service holds.
#[derive(Serialize)]
struct View<'a> {
    name: Localized<'a>,
    gloss: Option<Localized<'a>>,
    label: Option<Localized<'a>>,
    summary: Option<Localized<'a>>,
    login: bool,
    /// Its place on the page of the base offering.
    rule: String,
    count: usize,
    units: Vec<Serialized<UnitRow<'static>>>,
    pager: Option<Pager>,
    /// The first day of the hours in rows, where the page can filter them.
    filters: Option<i64>,
}

fn list_all(data: &SiteData<'_>) -> Vec<ListedPage> {
    in_each_region(data, |region| Some(routes::services(region)))
}

fn render_all(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = data.language(address);
    let Some((region, _)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let view = Services {
        entries: data.services(address),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Localized::own(locale.say("services_title", &[("region", name())])?),
        description: Some(locale.say("services_description", &[("region", name())])?),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    html(data, address, "services.html", head, "list", &view)
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        let rule_set = data.rule_set(at);
        for (item, service) in rule_set
            .iter()
            .flat_map(|rule_set| rule_set.services.iter().enumerate())
        {
            let route = routes::service(&region.id, &service.id.value);
            let units = data.index.regions[at].services.get(item);
            let entries = units.map_or(0, Vec::len);
            pages.extend(list_in_each_language(data, &route, at, item, entries));
        }
    }
    pages
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let item = address.subject().item;
    let service = address
        .subject()
        .region
        .and_then(|region| data.rule_set(region))
        .and_then(|rule_set| rule_set.services.get(item));
    let (Some(service), Some(units)) = (service, index.services.get(item)) else {
        return Ok(Vec::new());
    };
    let base_offering = data.links.page(language, &routes::rule_set(&region.id));
    let label = service
        .label
        .as_deref()
        .filter(|label| *label != service.name.as_str());
    let shown = &units[paging::range(units.len(), address.subject().page)];
    let route = routes::service(&region.id, &service.id.value);
    let view = View {
        name: Localized::content(service.name.as_str(), locale),
        gloss: gloss(service.name_en.as_deref(), locale),
        label: label.map(|label| Localized::content(label, locale)),
        summary: summary(service, locale),
        login: service.login == Some(true),
        rule: format!("{base_offering}#tjanst-{}", service.id.value),
        count: units.len(),
        units: data.rows(address).of(shown),
        pager: pager(data, address, &route, units.len())?,
        filters: data.list_filters(units.len()),
    };
    let values = || {
        [
            ("service", service.name.as_str().into()),
            ("region", region.short_name.as_str().into()),
        ]
    };
    let up = Link {
        href: data.links.page(language, &routes::services(&region.id)),
        name: Localized::own(locale.text("nav_services")?),
    };
    let mut title = locale.say("service_title", &values())?;
    // A long name has a shorter one in the region's own words.
    if let Some(label) = service
        .label
        .as_deref()
        .filter(|_| title.chars().count() > LONGEST_TITLE)
    {
        let [_, region] = values();
        title = locale.say("service_title", &[("service", label.into()), region])?;
    }
    let title = Localized::own(title);
    let head = Head {
        title: paging::title(data, address, title, units.len())?,
        description: Some(locale.say("service_description", &values())?),
        crumbs: data.crumbs(address, &[up])?,
        ..Head::default()
    };
    html(data, address, "service.html", head, "service", &view)
}
