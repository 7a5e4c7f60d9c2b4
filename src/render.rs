//! Rendering: from the domain to the bytes of every file of the site.
//!
//! A [`Renderer`] is made once: it reads the theme, sorts the lists and works out which files there
//! are. Then each file is made when it is asked for, by a pure function that any thread may call; the
//! publisher streams them, the watch server makes what the browser asks for. Nothing here reads
//! files, knows the clock or prints.
//!
//! Adding a kind of page: a file in `render/pages/`, a line in [`pages::PAGES`], a template.
//! Adding a field of a unit: the view it belongs to, and the template.

pub mod address;
mod chrome;
pub mod collate;
pub mod dated;
pub mod error;
pub mod faults;
pub mod fhir;
pub mod index;
pub mod json_ld;
mod lists;
pub mod locale;
pub mod long;
pub mod made_from;
pub mod mark_check;
pub mod markdown;
pub mod marks;
pub mod minify;
pub mod page_list;
pub mod pages;
pub mod paging;
pub mod parts;
pub mod search;
pub mod theme;
mod unit_pool;
pub mod vcard;
pub mod view;
pub mod xml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use crate::assess::units::UnitStore;
use crate::diagnostic::{Diagnostic, say};
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::render::address::{Links, PageAddress};
pub(crate) use crate::render::chrome::Head;
use crate::render::collate::SwedishOrder;
use crate::render::error::{RenderError, RenderResult};
use crate::render::faults::locale_fault;
use crate::render::faults::template_fault::finding_at;
use crate::render::index::{Index, RegionIndex};
use crate::render::locale::Locale;
use crate::render::long::Long;
use crate::render::minify::minify;
use crate::render::page_list::PageList;
use crate::render::pages::sitemap::SITEMAP;
use crate::render::pages::{Make, PAGES, PageKind};
use crate::render::theme::Theme;
use crate::render::unit_pool::UnitPool;
use crate::render::view::ahead::Ahead;
use crate::render::view::finding::PageFinding;
use crate::render::view::listing::RowsMade;
use crate::render::view::shared::Shared;
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
}

/// Two files with one address; the first is in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The file that has the address.
    pub kept: PageAddress,
    /// The file that has not.
    pub dropped: PageAddress,
}

/// Makes the files of a site.
pub struct Renderer<'a> {
    catalog: &'a Catalog,
    units: UnitStore<'a>,
    /// Units that are in memory for a while.
    pool: UnitPool,
    settings: Settings,
    links: Links,
    theme: Theme,
    order: SwedishOrder,
    index: Index,
    /// What stands around every page, ready for templates, by language.
    sites: Vec<tera::Value>,
    /// The same for regions, by region and language.
    regions: Vec<Vec<tera::Value>>,
    /// The days ahead, by language.
    ahead: Vec<Ahead>,
    /// What the pages of a region have in common, by region and language.
    shared: Vec<Vec<Shared>>,
    /// Rows of lists, by language.
    rows: Vec<RowsMade>,
    pages: PageList,
    clashes: Vec<Clash>,
    /// The files of each region's search by name, made when the first of them is asked for.
    search: Vec<OnceLock<search::Files>>,
    /// Findings by the route of their page, for previews.
    findings: BTreeMap<String, Vec<PageFinding>>,
    /// A file of the theme, for faults that have no better place.
    somewhere: Option<FileId>,
}

impl<'a> Renderer<'a> {
    /// Sorts the lists and finds the files of a site. Gives the faults of the theme, too; what has no fault
    /// can still be rendered.
    pub fn new(
        units: UnitStore<'a>,
        theme: ReadTheme,
        settings: Settings,
    ) -> (Self, Vec<Diagnostic>) {
        let index = Index::new(units.catalog, units.assessments, settings.today);
        Self::with_index(index, units, theme, settings)
    }

    /// The same with lists that are made already.
    fn with_index(
        index: Index,
        units: UnitStore<'a>,
        theme: ReadTheme,
        settings: Settings,
    ) -> (Self, Vec<Diagnostic>) {
        let ReadTheme {
            theme,
            faults: mut found,
        } = theme;
        let catalog = units.catalog;
        let base_url = base_url(catalog, &settings);
        let links = Links::new(
            base_url,
            theme.locales.iter().map(|locale| locale.tag.as_str()),
        );
        let ahead = theme.locales.iter();
        let ahead = ahead.map(|locale| Ahead::new(&index, settings.today, locale));
        let ahead = ahead.collect();
        let rows = no_rows(catalog, theme.locales.len());
        let somewhere = theme.files.values().map(|(file, _)| *file).next();
        let mut renderer = Self {
            index,
            catalog,
            units,
            pool: UnitPool::default(),
            settings,
            links,
            theme,
            order: SwedishOrder::new(),
            sites: Vec::new(),
            regions: Vec::new(),
            ahead,
            shared: Vec::new(),
            rows,
            pages: PageList::default(),
            clashes: Vec::new(),
            search: not_made(catalog),
            findings: BTreeMap::new(),
            somewhere,
        };
        if let Err(fault) = renderer.add_chrome() {
            found.push(renderer.diagnose(fault));
        }
        renderer.add_shared();
        renderer.add_pages();
        (renderer, found)
    }

    /// The files of the site, in the order in which they are to be published.
    pub fn pages(&self) -> &[PageAddress] {
        self.pages.all()
    }

    /// The file that a browser asks for with a path below the site's root, such as
    /// `kalmar/strandvik/` or `units.json`.
    pub fn find(&self, url: &str) -> Option<&PageAddress> {
        let folder = || match url {
            "" => self.pages.at("index.html"),
            url if url.ends_with('/') => self.pages.at(&format!("{url}index.html")),
            _ => None,
        };
        self.pages.at(url).or_else(folder)
    }

    /// The path of the site's root on its host, without a slash at the end; empty at the top.
    pub fn base_path(&self) -> &str {
        self.links.base_path()
    }

    /// The published paths of assets, each with its path in the theme.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &str)> {
        let assets = self.theme.assets.iter();
        assets.map(|asset| (asset.path.as_str(), asset.source.as_str()))
    }

    /// Files that have lost their address to another.
    pub fn clashes(&self) -> &[Clash] {
        &self.clashes
    }

    /// The address of a page without its language: the same for a page and its translations.
    pub fn route<'p>(&self, address: &'p PageAddress) -> &'p str {
        self.links.route(address.subject().language, address.url())
    }

    /// Gives previews the findings of each page, by its route.
    pub fn set_findings(&mut self, findings: BTreeMap<String, Vec<PageFinding>>) {
        self.findings = findings;
    }

    /// The bytes of a file, as they are published.
    #[expect(
        clippy::result_large_err,
        reason = "a finding is made once per faulty page and kept as it is"
    )]
    pub fn render(&self, address: &PageAddress) -> Result<Vec<u8>, Diagnostic> {
        let Some(kind) = address.page_kind() else {
            return Ok(Vec::new());
        };
        let bytes = match &kind.make {
            Make::Whole(render) => render(self, address),
            Make::InPieces(pieces) => Long::new(self, address, pieces).whole(),
            Make::AsItIsMade(make) => {
                let mut bytes = Vec::new();
                let made = make(self, address, &mut |piece| bytes.extend_from_slice(piece));
                made.map(|()| bytes)
            }
        };
        let bytes = bytes.map_err(|fault| self.diagnose_at(fault, address))?;
        let minified = self.settings.minify || self.catalog.site.minify;
        Ok(match minified && address.is_html() {
            true => minify(&bytes),
            false => bytes,
        })
    }

    /// A file that is made in pieces; nothing for one that is made at once.
    pub fn long<'r>(&'r self, address: &'r PageAddress) -> Option<Long<'r, 'a>> {
        match &address.page_kind()?.make {
            Make::Whole(_) | Make::AsItIsMade(_) => None,
            Make::InPieces(pieces) => Some(Long::new(self, address, pieces)),
        }
    }

    /// Whether a file is [handed on](Renderer::hand_on) as it is made.
    pub fn is_handed_on(&self, address: &PageAddress) -> bool {
        let kind = address.page_kind();
        kind.is_some_and(|kind| matches!(kind.make, Make::AsItIsMade(_)))
    }

    /// Makes a file that can be handed on as it is made.
    ///
    /// # Errors
    /// A finding on what cannot be made.
    pub fn hand_on(
        &self,
        address: &PageAddress,
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Box<Diagnostic>> {
        match address.page_kind().map(|kind| &kind.make) {
            Some(Make::AsItIsMade(make)) => make(self, address, take)
                .map_err(|fault| Box::new(self.diagnose_at(fault, address))),
            _ => Ok(()),
        }
    }

    /// Finds the files of the site.
    fn add_pages(&mut self) {
        let (mut own, mut all) = (Vec::new(), Vec::new());
        for (at, kind) in PAGES.iter().enumerate() {
            match std::ptr::eq(*kind, &raw const SITEMAP) {
                true => all.push((at, *kind)),
                false => own.push((at, *kind)),
            }
        }
        (self.pages, self.clashes) = PageList::new(self.listed(&own));
        for address in self.listed(&all) {
            self.clashes.extend(self.pages.add(address));
        }
    }

    /// The files of some kinds, in order.
    fn listed(&self, kinds: &[(usize, &PageKind)]) -> Vec<PageAddress> {
        let of_kind = |(at, kind): &(usize, &PageKind)| {
            let listed = (kind.list)(self).into_iter();
            let listed = listed.map(|listed| PageAddress::new(kind.stage, *at, listed));
            listed.collect()
        };
        let by_kind: Vec<Vec<PageAddress>> = kinds.par_iter().map(of_kind).collect();
        let mut all = Vec::with_capacity(by_kind.iter().map(Vec::len).sum());
        all.extend(by_kind.into_iter().flatten());
        all
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
        let is_it = other.is_as(address) && other.subject().language == language;
        is_it.then_some(other)
    }

    /// A template with its values, as bytes.
    pub(crate) fn write(&self, template: &str, context: &tera::Context) -> RenderResult<Vec<u8>> {
        self.theme.write(template, context)
    }

    /// The finding for a fault that came up while a page was made.
    fn diagnose_at(&self, fault: RenderError, address: &PageAddress) -> Diagnostic {
        let page = address.url();
        let finding = self.diagnose(fault).with_help(say!(
            "it came up while the page `/{page}` was made",
            "det märktes när sidan `/{page}` skulle göras"
        ));
        match address.unit().and_then(|unit| self.catalog.units.get(unit)) {
            Some(unit) => finding.with_unit(&unit.id),
            None => finding,
        }
    }

    /// The finding for a fault.
    fn diagnose(&self, fault: RenderError) -> Diagnostic {
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
fn base_url<'s>(catalog: &'s Catalog, settings: &'s Settings) -> &'s str {
    let asked = settings.base_url.as_deref();
    asked.unwrap_or(&catalog.site.base_url)
}

/// The theme of a site, and its faults.
pub struct ReadTheme {
    theme: Theme,
    faults: Vec<Diagnostic>,
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

/// A place for the files of each region's search.
fn not_made(catalog: &Catalog) -> Vec<OnceLock<search::Files>> {
    catalog.regions.iter().map(|_| OnceLock::new()).collect()
}

/// A place for the rows of lists in each language.
fn no_rows(catalog: &Catalog, languages: usize) -> Vec<RowsMade> {
    (0..languages).map(|_| RowsMade::none_of(catalog)).collect()
}

/// A page from a template, with one value of its own under a name.
pub(crate) fn html<V: Serialize>(
    renderer: &Renderer<'_>,
    address: &PageAddress,
    template: &str,
    head: Head<'_>,
    name: &'static str,
    view: &V,
) -> RenderResult<Vec<u8>> {
    let mut context = renderer.context(address, head)?;
    context.insert_value(name, tera::Value::try_from_serializable(view)?);
    renderer.write(template, &context)
}
