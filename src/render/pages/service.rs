//! Units by service: the list of services, and who offers each ("who offers Förnya recept").

use serde::Serialize;
use tera::Value;

use crate::model::rule_set::Service;
use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind, in_each_region, list_in_each_language};
use crate::render::paging::{self, Pager, pager};
use crate::render::view::Link;
use crate::render::view::listing::Counted;
use crate::render::view::said::{Said, gloss};
use crate::render::{Head, Renderer, html};

/// The list of services.
pub static SERVICES: PageKind = PageKind {
    name: "services",
    stage: Stage::List,
    list: list_all,
    make: Make::Whole(render_all),
};

/// Who offers a service.
pub static SERVICE: PageKind = PageKind {
    name: "service",
    stage: Stage::List,
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
    name: Said<'a>,
    gloss: Option<Said<'a>>,
    label: Option<Said<'a>>,
    summary: Option<Said<'a>>,
    login: bool,
    /// Its place on the page of the base offering.
    rule: String,
    count: usize,
    units: Vec<Value>,
    pager: Option<Pager>,
}

fn list_all(renderer: &Renderer<'_>) -> Vec<Listed> {
    in_each_region(renderer, |region| Some(format!("{region}/tjanst/")))
}

fn render_all(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = renderer.language(address);
    let Some((region, _)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let view = Services {
        entries: renderer.services(address),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Said::own(locale.say("services_title", &[("region", name())])?),
        description: Some(locale.say("services_description", &[("region", name())])?),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    html(renderer, address, "services.html", head, "list", &view)
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut pages = Vec::new();
    for (at, region) in renderer.catalog.regions.values().enumerate() {
        let rule_set = renderer.rule_set(at);
        for (item, service) in rule_set
            .iter()
            .flat_map(|rule_set| rule_set.services.iter().enumerate())
        {
            let route = service_route(&region.id, service);
            let units = renderer.index.regions[at].services.get(item);
            let entries = units.map_or(0, Vec::len);
            pages.extend(list_in_each_language(renderer, &route, at, item, entries));
        }
    }
    pages
}

/// The route of a service's page.
pub fn service_route(region: &str, service: &Service) -> String {
    format!("{region}/tjanst/{}/", service.id.value)
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = renderer.language(address);
    let Some((region, index)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let item = address.subject().item;
    let service = address
        .subject()
        .region
        .and_then(|region| renderer.rule_set(region))
        .and_then(|rule_set| rule_set.services.get(item));
    let (Some(service), Some(units)) = (service, index.services.get(item)) else {
        return Ok(Vec::new());
    };
    let base_offering = renderer
        .links
        .page(language, &format!("{}/basutbud/", region.id));
    let label = service
        .label
        .as_deref()
        .filter(|label| *label != service.name.as_str());
    let summary = service.summary.as_deref();
    let shown = &units[paging::range(units.len(), address.subject().page)];
    let route = service_route(&region.id, service);
    let view = View {
        name: Said::content(service.name.as_str(), locale),
        gloss: gloss(service.name_en.as_deref(), locale),
        label: label.map(|label| Said::content(label, locale)),
        summary: summary
            .map(|summary| Said::glossed(summary, service.summary_en.as_deref(), locale)),
        login: service.login == Some(true),
        rule: format!("{base_offering}#tjanst-{}", service.id.value),
        count: units.len(),
        units: renderer.rows(address).of(shown)?,
        pager: pager(renderer, address, &route, units.len())?,
    };
    let values = || {
        [
            ("service", service.name.as_str().into()),
            ("region", region.short_name.as_str().into()),
        ]
    };
    let up = Link {
        href: renderer
            .links
            .page(language, &format!("{}/tjanst/", region.id)),
        name: Said::own(locale.text("nav_services")?),
    };
    let title = Said::content(service.name.as_str(), locale);
    let head = Head {
        title: paging::title(renderer, address, title, units.len())?,
        description: Some(locale.say("service_description", &values())?),
        crumbs: renderer.crumbs(address, &[up])?,
        ..Head::default()
    };
    html(renderer, address, "service.html", head, "service", &view)
}
