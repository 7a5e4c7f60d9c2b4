//! The base offering of a region: the rule set in force, its history, and its other versions.

use serde::Serialize;

use crate::render::address::{PageAddress, Stage};
use crate::render::error::RenderResult;
use crate::render::pages::{Listed, Make, PageKind, in_each_language};
use crate::render::view::rule_set::{RuleSetView, VersionView, rule_set_view, versions};
use crate::render::view::said::Said;
use crate::render::{Head, Renderer, html};

/// The page of the base offering.
pub static RULE_SET: PageKind = PageKind {
    name: "rule-set",
    stage: Stage::Page,
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

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    let mut pages = Vec::new();
    for (at, region) in renderer.catalog.regions.values().enumerate() {
        if !region.rule_sets.is_empty() {
            pages.extend(in_each_language(
                renderer,
                &format!("{}/basutbud/", region.id),
                Some(at),
                0,
                None,
            ));
        }
    }
    pages
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = renderer.language(address);
    let Some((region, index)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let link = |service: &str| {
        renderer
            .links
            .page(language, &format!("{}/tjanst/{service}/", region.id))
    };
    let rule_set = address
        .subject()
        .region
        .and_then(|region| renderer.rule_set(region));
    let view = View {
        in_force: rule_set
            .map(|rule_set| rule_set_view(rule_set, &link, locale))
            .transpose()?,
        versions: versions(region, index.rule_set, locale)?,
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Said::own(locale.say("rule_set_title", &[("region", name())])?),
        description: Some(locale.say("rule_set_description", &[("region", name())])?),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    html(renderer, address, "rule_set.html", head, "rules", &view)
}
