//! The start page of a region: the ways to find a unit.

use serde::Serialize;

use crate::model::region::Region;
use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::index::RegionIndex;
use crate::render::kind::{Make, PageMaker, in_each_region};
use crate::render::routes;
use crate::render::search::searched::{languages, types};
use crate::render::site_data::SiteData;
use crate::render::view::finder::{Choice, FinderView, Source};
use crate::render::view::listing::Counted;
use crate::render::view::localized::Localized;

/// The start page of a region.
pub static REGION: PageMaker = PageMaker {
    kind: PageKind::Region,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    count: usize,
    finder: Option<FinderView<'a>>,
    types: Vec<Counted<'a>>,
    municipalities: Vec<Counted<'a>>,
    services: Vec<Counted<'a>>,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    in_each_region(data, |region| Some(routes::region(region)))
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let view = View {
        count: index.units.len(),
        finder: (!index.units.is_empty()).then(|| finder(data, address, region, index)),
        types: data.unit_types(address),
        municipalities: data.municipalities(address),
        services: data.services(address),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Localized::content(&region.name, locale),
        description: Some(locale.say("region_description", &[("region", name())])?),
        ..Head::default()
    };
    html(data, address, "region.html", head, "start", &view)
}

/// The search, with the filters that let some unit through.
fn finder<'a>(
    data: &'a SiteData<'_>,
    address: &PageAddress,
    region: &'a Region,
    index: &'a RegionIndex,
) -> FinderView<'a> {
    let (language, locale) = data.language(address);
    let municipalities = index.municipalities.iter().map(|municipality| Choice {
        value: &municipality.slug,
        name: Localized::own(municipality.name.as_str()),
    });
    let there = types(data.catalog, index);
    let listed = region.types.iter().map(|it| &it.listed);
    let listed = listed.filter(|it| there.contains_key(it.id.as_str()));
    let types = listed.map(|it| Choice {
        value: it.id.as_str(),
        name: Localized::glossed(&it.name, it.name_en.as_deref(), locale),
    });
    let rule_set = address.subject().region.and_then(|at| data.rule_set(at));
    let services = rule_set.map_or(&[][..], |rule_set| &rule_set.services);
    let offered = services.iter().zip(&index.services);
    let services = offered
        .filter(|(_, units)| !units.is_empty())
        .map(|(service, _)| Choice {
            value: service.id.as_str(),
            name: Localized::content(service.name.as_str(), locale),
        });
    let tags = languages(data.catalog, index);
    let language_name = |tag: &&'a str| locale.optional(&format!("language_name_{tag}"));
    let languages = tags.keys().map(|tag| Choice {
        value: tag,
        name: Localized::own(language_name(tag).unwrap_or(tag)),
    });
    let sorted = |mut choices: Vec<Choice<'a>>| {
        choices.sort_by(|a, b| data.order.compare(&a.name.text, &b.name.text));
        choices
    };
    FinderView {
        sources: vec![Source {
            index: data.links.file(&routes::search(&region.id)),
            units: data.links.page(language, &routes::region(&region.id)),
            name: None,
        }],
        lists: data.links.page(language, &routes::a_to_o(&region.id)),
        urgent: region
            .urgent
            .as_ref()
            .map(|urgent| Localized::glossed(&urgent.text, urgent.text_en.as_deref(), locale)),
        municipalities: municipalities.collect(),
        types: sorted(types.collect()),
        services: services.collect(),
        languages: sorted(languages.collect()),
    }
}
