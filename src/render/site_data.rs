//! What the pages of a site are made from: its units, its theme, its lists, and what many pages show.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::assess::units::{FullUnit, UnitStore};
use crate::diagnostic::{Diagnostic, say};
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::server::Server;
use crate::render::address::{Links, PageAddress};
use crate::render::collate::SwedishOrder;
use crate::render::error::{RenderError, RenderResult};
use crate::render::faults::locale_fault;
use crate::render::faults::template_fault::finding_at;
use crate::render::index::{Index, RegionIndex};
use crate::render::locale::Locale;
use crate::render::page_list::{Clash, PageList};
use crate::render::search;
use crate::render::theme::Theme;
use crate::render::unit_pool::UnitPool;
use crate::render::view::finding::PageFinding;
use crate::render::view::listing::RowCache;
use crate::render::view::shared::Shared;
use crate::render::view::upcoming_days::UpcomingDays;
use crate::text::inputs::Inputs;
use crate::text::{FileId, Sources, Span};

/// What a site's pages depend on beside its sources.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The build's date.
    pub today: NaiveDate,
    /// Where the site will be published, instead of what `site.toml` says.
    pub base_url: Option<String>,
    /// The name of the preview; pages then say that they are one, and keep out of search engines.
    pub preview: Option<String>,
    /// Whether pages are minified even where `site.toml` does not ask for it.
    pub minify: bool,
    /// The web server that it will be published with, instead of what `site.toml` says.
    pub server: Option<Server>,
}

/// What pages are made from.
pub struct SiteData<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) units: UnitStore<'a>,
    /// Units that are in memory for a while.
    pub(super) pool: UnitPool,
    pub(super) settings: Settings,
    pub(super) links: Links,
    pub(super) theme: Theme,
    pub(super) order: SwedishOrder,
    pub(super) index: Index,
    /// What stands around every page, ready for templates, by language.
    pub(super) sites: Vec<tera::Value>,
    /// The same for regions, by region and language.
    pub(super) regions: Vec<Vec<tera::Value>>,
    /// The upcoming days, by language.
    pub(super) upcoming: Vec<UpcomingDays>,
    /// What the pages of a region have in common, by region and language.
    pub(super) shared: Vec<Vec<Shared>>,
    /// Rows of lists, by language.
    pub(super) rows: Vec<RowCache>,
    pub(super) pages: PageList,
    pub(super) clashes: Vec<Clash>,
    /// The files of each region's search by name, made when the first of them is asked for.
    pub(super) search: Vec<OnceLock<search::Files>>,
    /// Findings by the route of their page, for previews.
    pub(super) findings: BTreeMap<String, Vec<PageFinding>>,
    /// A file of the theme, for faults that have no better place.
    pub(super) somewhere: Option<FileId>,
}

/// The theme of a site, and its faults.
pub struct ReadTheme {
    pub(super) theme: Theme,
    pub(super) faults: Vec<Diagnostic>,
}

/// Reads the theme of a site. Its files become sources.
pub fn read_theme(
    catalog: &Catalog,
    inputs: &Inputs,
    sources: &mut Sources,
    settings: &Settings,
) -> ReadTheme {
    let base_url = base_url(catalog, settings);
    let site = &catalog.site;
    let mut faults = Vec::new();
    let theme = Theme::read(inputs, site, base_url, sources, &mut faults);
    ReadTheme { theme, faults }
}

impl<'a> SiteData<'a> {
    /// The web server that the site is published with.
    pub(super) fn server(&self) -> Option<Server> {
        self.settings.server.or(self.catalog.site.server)
    }

    /// The address of a page without its language: the same for a page and its translations.
    pub(super) fn route<'p>(&self, address: &'p PageAddress) -> &'p str {
        self.links.route(address.subject().language, address.url())
    }

    /// What a route is known by for ever: its address in the first language, wherever this build is published.
    pub(super) fn permanent(&self, route: &str) -> String {
        let links = Links::new(&self.catalog.site.base_url, []);
        links.absolute(&links.page(0, route))
    }

    /// A unit in full, by its index in the catalog.
    pub(super) fn full_unit(&self, at: usize) -> RenderResult<Arc<FullUnit>> {
        self.pool.full_unit(&self.units, at)
    }

    /// The language of a page, as an index and as its words.
    pub(crate) fn language(&self, address: &PageAddress) -> (usize, &Locale) {
        // Pages are listed by language, so there is none without one.
        let last = self.theme.locales.len() - 1;
        let language = address.subject().language.min(last);
        (language, &self.theme.locales[language])
    }

    /// The region of a page and its lists.
    pub(crate) fn region(&self, address: &PageAddress) -> Option<(&'a Region, &RegionIndex)> {
        let at = address.subject().region?;
        Some((
            self.catalog.regions.values().nth(at)?,
            self.index.regions.get(at)?,
        ))
    }

    /// The rule set in force in a region, when it can be used.
    pub(crate) fn rule_set(&self, region: usize) -> Option<&'a RuleSet> {
        let version = self.index.regions.get(region)?.rule_set?;
        self.catalog
            .regions
            .values()
            .nth(region)?
            .rule_sets
            .get(version)
    }

    /// The same page in a language, when there is one.
    pub(crate) fn in_language<'r>(
        &'r self,
        address: &'r PageAddress,
        language: usize,
    ) -> Option<&'r PageAddress> {
        let own = address.subject().language;
        if own == language {
            return Some(address);
        }
        let path = self
            .links
            .translated(address.path.as_str(), own, language)?;
        let other = self.pages.at(&path)?;
        let is_it = other.kind() == address.kind() && other.subject().language == language;
        is_it.then_some(other)
    }

    /// A template with its values, as bytes.
    pub(crate) fn write(&self, template: &str, context: &tera::Context) -> RenderResult<Vec<u8>> {
        self.theme.write(template, context)
    }

    /// The finding for a fault that came up while a page was made.
    pub(super) fn diagnose_at(&self, fault: RenderError, address: &PageAddress) -> Diagnostic {
        let page = address.url();
        let finding = self.diagnose(fault).with_help(say!(
            "it came up while the page `/{page}` was made",
            "det märktes när sidan `/{page}` skulle skapas"
        ));
        match address.unit().and_then(|unit| self.catalog.units.get(unit)) {
            Some(unit) => finding.with_unit(&unit.id),
            None => finding,
        }
    }

    /// The finding for a fault.
    pub(super) fn diagnose(&self, fault: RenderError) -> Diagnostic {
        let somewhere = Span::whole(self.somewhere.unwrap_or(FileId(0)));
        match fault {
            RenderError::Text { ref language, .. } => {
                let words = fault.words();
                let locale = self
                    .theme
                    .locales
                    .iter()
                    .find(|locale| locale.tag == *language);
                let span = locale.map_or(somewhere, |locale| Span::whole(locale.file));
                Diagnostic::new(
                    &locale_fault::CODE,
                    span,
                    say!("{words}", "text i gränssnittet saknas: {words}"),
                )
            }
            RenderError::Template(error) => self
                .theme
                .finding(&error)
                .unwrap_or_else(|| finding_at(somewhere, &error.to_string())),
            RenderError::Finding(finding) => *finding,
            RenderError::Form(words) => finding_at(somewhere, &words),
        }
    }
}

/// Where a site is published.
pub(super) fn base_url<'s>(catalog: &'s Catalog, settings: &'s Settings) -> &'s str {
    let asked = settings.base_url.as_deref();
    asked.unwrap_or(&catalog.site.base_url)
}

/// A place for the files of each region's search.
pub(super) fn not_made(catalog: &Catalog) -> Vec<OnceLock<search::Files>> {
    catalog.regions.iter().map(|_| OnceLock::new()).collect()
}

/// A place for the rows of lists in each language.
pub(super) fn no_rows(catalog: &Catalog, languages: usize) -> Vec<RowCache> {
    (0..languages).map(|_| RowCache::none_of(catalog)).collect()
}
