//! Which page of a preview shows a finding.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::settle::Finding;
use crate::model::Catalog;
use crate::render::Renderer;
use crate::render::address::PageAddress;
use crate::render::routes;
use crate::render::view::finding::PageFinding;
use crate::text::Sources;
use crate::text::path::SitePath;

/// The findings of each page, by its route, for the panels of a preview. What has no page of its own,
/// such as a unit whose file is broken, stands on its region's start page, and what concerns no region
/// on the home page.
pub fn page_findings<'f>(
    renderer: &Renderer<'_>,
    catalog: &Catalog,
    findings: impl IntoIterator<Item = &'f Finding>,
    sources: &Sources,
) -> BTreeMap<String, Vec<PageFinding>> {
    let mut by_route: BTreeMap<String, Vec<PageFinding>> = BTreeMap::new();
    for finding in findings {
        let span = finding.diagnostic.primary.span;
        let start = sources.position(span).0;
        let path = sources.path(span.file);
        let shown = PageFinding {
            severity: finding.severity(),
            code: finding.diagnostic.code.name,
            message: finding.diagnostic.message.clone(),
            help: finding.diagnostic.help.clone(),
            place: format!("{path}:{}:{}", start.line, start.column),
        };
        let route = route_of(&finding.diagnostic, renderer, catalog, path);
        by_route.entry(route).or_default().push(shown);
    }
    by_route
}

/// The findings of one page alone, by its route.
pub(super) fn page_findings_of<'f>(
    address: &PageAddress,
    renderer: &Renderer<'_>,
    catalog: &Catalog,
    findings: impl Iterator<Item = &'f Finding>,
    sources: &Sources,
) -> BTreeMap<String, Vec<PageFinding>> {
    let here = concerns(address, renderer, catalog, sources);
    let findings = findings.filter(|finding| here(finding));
    page_findings(renderer, catalog, findings, sources)
}

/// Tells the findings that concern a page.
pub(super) fn concerns<'c>(
    address: &'c PageAddress,
    renderer: &'c Renderer<'_>,
    catalog: &'c Catalog,
    sources: &'c Sources,
) -> impl Fn(&Finding) -> bool + 'c {
    let route = renderer.route(address);
    move |finding| {
        let path = sources.path(finding.diagnostic.primary.span.file);
        route_of(&finding.diagnostic, renderer, catalog, path) == route
    }
}

/// The route of the page that a finding concerns.
fn route_of(
    finding: &Diagnostic,
    renderer: &Renderer<'_>,
    catalog: &Catalog,
    path: &SitePath,
) -> String {
    let unit = finding.unit.as_ref().map(|unit| format!("{unit}/"));
    let is_shown = |route: &String| {
        renderer
            .find(route)
            .is_some_and(|page| page.unit().is_some())
    };
    if let Some(route) = unit.filter(is_shown) {
        return route;
    }
    let mut pages = catalog.site.pages.iter();
    if let Some(page) = pages.find(|page| page.text.file == finding.primary.span.file) {
        return routes::site_page(page);
    }
    let mut parts = path.below("content").unwrap_or_default().split('/');
    let region = parts.next().unwrap_or_default();
    if !catalog.regions.contains_key(region) {
        return String::new();
    }
    let rules = format!("{region}/basutbud/");
    if parts.next() == Some("rules") && renderer.find(&rules).is_some() {
        return rules;
    }
    format!("{region}/")
}
