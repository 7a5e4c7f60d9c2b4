//! The base offering of a region: the rule set in force, its history, and its other versions.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker, in_each_language};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::localized::Localized;
use crate::render::view::rule_set::{RuleSetView, VersionView, rule_set_view, versions};

/// The page of the base offering.
pub static RULE_SET: PageMaker = PageMaker {
    kind: PageKind::RuleSet,
    list,
    make: Make::Whole(render),
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    /// The version in force; nothing before the first one.
    in_force: Option<RuleSetView<'a>>,
    versions: Vec<VersionView<'a>>,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut pages = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        if !region.rule_sets.is_empty() {
            pages.extend(in_each_language(
                data,
                &routes::rule_set(&region.id),
                Some(at),
                0,
                None,
            ));
        }
    }
    pages
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let link = |service: &str| {
        data.links
            .page(language, &routes::service(&region.id, service))
    };
    let rule_set = address
        .subject()
        .region
        .and_then(|region| data.rule_set(region));
    let view = View {
        in_force: rule_set
            .map(|rule_set| rule_set_view(region, rule_set, &link, locale))
            .transpose()?,
        versions: versions(region, index.rule_set, locale)?,
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Localized::own(locale.say("rule_set_title", &[("region", name())])?),
        description: Some(locale.say("rule_set_description", &[("region", name())])?),
        crumbs: data.crumbs(address, &[])?,
        ..Head::default()
    };
    html(data, address, "rule_set.html", head, "rules", &view)
}
