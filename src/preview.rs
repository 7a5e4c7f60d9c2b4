//! A site as its editors see it while they write: its pages made when somebody looks, the findings of
//! each page, and what a change did to them.
//!
//! A [`Shown`] is one state of the site. It makes the same bytes as `build --preview`, by the same
//! renderer, and never a cleverer copy of them. What outlives a state is in a [`Memory`]: the last page
//! that could be made at each address, and the findings told before. Nothing here reads files, knows
//! HTTP or prints.

pub mod address;
pub mod reply;
pub mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compile::Compilation;
use crate::compile::kept::{Extent, Kept};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::settle::{Finding, Findings, Levels, settle};
use crate::model::Catalog;
use crate::preview::told::{Told, Update};
use crate::render::address::PageAddress;
use crate::render::parts::Parts;
use crate::render::view::finding::PageFinding;
use crate::render::{Renderer, Settings};
use crate::text::inputs::Inputs;
use crate::text::path::SitePath;
use crate::text::{Sources, Span};

/// The name that previews of watch mode carry.
pub const NAME: &str = "watch";

/// The file without which there is no site.
const SITE_FILE: &str = "content/site.toml";

/// Where assets are published.
const ASSETS: &str = "assets/";

/// What is remembered from state to state.
#[derive(Default)]
pub struct Memory {
    /// The last page or asset that could be made at a path.
    good: BTreeMap<String, Arc<[u8]>>,
    /// The findings of the last state.
    told: Vec<Told>,
}

/// One state of a site, ready to be looked at.
pub struct Shown<'a> {
    renderer: Renderer<'a>,
    catalog: &'a Catalog,
    sources: &'a Sources,
    levels: &'a Levels,
    /// What is wrong with the theme.
    theme_faults: Vec<Diagnostic>,
    diagnostics: Vec<Diagnostic>,
    findings: Findings,
    /// Faults met while pages were made, each place once.
    faults: BTreeMap<(Span, &'static str), Diagnostic>,
    /// Pages made in this state.
    made: BTreeMap<String, Arc<[u8]>>,
    /// Whether the site's own file is lacking, so that nothing can be built.
    gone: bool,
    memory: &'a mut Memory,
}

/// What there is at a page's address.
pub enum Page {
    /// The bytes that a build would write.
    Fresh(Arc<[u8]>),
    /// The page cannot be made now; this is the last one that could.
    Stale(Arc<[u8]>),
    /// The page cannot be made, and none was made before.
    Broken,
    /// There is no such page.
    Missing,
}

impl<'a> Shown<'a> {
    /// The state of a site that has been compiled, and what it did to the findings.
    pub fn new(
        kept: &'a mut Kept,
        held: Held,
        inputs: &Inputs,
        base_url: Option<String>,
        memory: &'a mut Memory,
    ) -> (Self, Update) {
        let settings = Settings {
            today: inputs.today,
            base_url,
            preview: Some(NAME.to_owned()),
            ..Settings::default()
        };
        if !matches!(held, Held::All(_)) {
            kept.forget_theme();
        }
        let mut diagnostics = kept.diagnostics();
        let Compilation {
            catalog,
            sources,
            assessments,
            levels,
            ..
        } = &mut kept.compilation;
        let (mut renderer, theme_faults) = match held {
            Held::All(parts) => Renderer::from_parts(parts, catalog, assessments),
            Held::Lists(parts) => {
                Renderer::with_lists(parts, catalog, assessments, inputs, sources)
            }
            Held::Nothing => Renderer::new(catalog, assessments, inputs, sources, settings),
        };
        diagnostics.extend(theme_faults.iter().cloned());
        let findings = settle(diagnostics.clone(), levels, sources);
        renderer.set_findings(page_findings(&findings, sources));
        let mut shown = Self {
            renderer,
            catalog,
            sources,
            levels,
            theme_faults,
            diagnostics,
            findings,
            faults: BTreeMap::new(),
            made: BTreeMap::new(),
            gone: !has_site(inputs),
            memory,
        };
        let update = shown.update();
        (shown, update)
    }

    /// The findings of this state, those of pages made so far among them.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The sources that findings point into.
    pub fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// How many units the site has.
    pub fn units(&self) -> usize {
        self.catalog.units.len() + self.catalog.broken_units.len()
    }

    /// The files of the site.
    pub fn pages(&self) -> &[PageAddress] {
        self.renderer.pages()
    }

    /// Whether the site's own file is lacking.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// What there is at a path below the site's root, such as `kalmar/strandvik/`; with the path of
    /// the file.
    pub fn page(&mut self, url: &str) -> (Page, String) {
        let file = file_of(url);
        if self.gone {
            return (self.last_good(&file), file);
        }
        let Some(address) = self.renderer.find(url).cloned() else {
            let is_asset = file.starts_with(ASSETS) && self.memory.good.contains_key(&file);
            let page = if is_asset || self.broken_unit_at(&file).is_some() {
                self.last_good(&file)
            } else {
                Page::Missing
            };
            return (page, file);
        };
        let path = address.path.to_string();
        let page = match self.make(&address) {
            Some(bytes) => Page::Fresh(bytes),
            None => self.last_good(&path),
        };
        (page, path)
    }

    fn last_good(&self, path: &str) -> Page {
        match self.memory.good.get(path) {
            Some(bytes) => Page::Stale(bytes.clone()),
            None => Page::Broken,
        }
    }

    /// The bytes of a file as a build writes them; nothing when it cannot be made.
    fn make(&mut self, address: &PageAddress) -> Option<Arc<[u8]>> {
        let path = address.path.as_str();
        if let Some(bytes) = self.made.get(path) {
            return Some(bytes.clone());
        }
        let bytes: Arc<[u8]> = match self.renderer.render(address) {
            Ok(bytes) => bytes.into(),
            Err(fault) => {
                self.add_fault(fault);
                return None;
            }
        };
        self.made.insert(path.to_owned(), bytes.clone());
        // Assets too: a page that is shown past its time needs those of its time.
        if address.is_html() || path.starts_with(ASSETS) {
            self.memory.good.insert(path.to_owned(), bytes.clone());
        }
        Some(bytes)
    }

    /// Takes in a fault that came up while a page was made.
    fn add_fault(&mut self, fault: Diagnostic) {
        let place = (fault.primary.span, fault.code.name);
        if self.faults.insert(place, fault).is_none() {
            let all = self.diagnostics.iter().chain(self.faults.values());
            self.findings = settle(all.cloned().collect(), self.levels, self.sources);
        }
    }

    /// A page of each kind. To make them finds faults of templates before somebody looks.
    pub fn samples(&self) -> Vec<PageAddress> {
        let mut seen = BTreeSet::new();
        let html = self.pages().iter().filter(|page| page.is_html());
        let first = html.filter(|page| seen.insert(page.kind()));
        first.cloned().collect()
    }

    /// Makes a page for its faults only, and tells what that did to the findings.
    pub fn try_page(&mut self, address: &PageAddress) -> Update {
        let before = self.faults.len();
        self.make(address);
        if self.faults.len() == before {
            return Update::default();
        }
        self.update()
    }

    /// Makes the pages of units whose files are about to change, so that there is something to show
    /// should the change break them.
    pub fn remember(&mut self, changed: &[SitePath]) {
        const MOST: usize = 20;
        let of_changed = |page: &&PageAddress| {
            let unit = page.unit.and_then(|unit| self.catalog.units.get(unit));
            unit.is_some_and(|unit| changed.contains(self.sources.path(unit.file)))
        };
        if self.gone || changed.len() > MOST {
            return;
        }
        let pages: Vec<PageAddress> = self.pages().iter().filter(of_changed).cloned().collect();
        for address in pages {
            self.make(&address);
        }
    }

    /// What the next state may build on, when nothing it depends on has changed.
    pub fn into_parts(self) -> Parts {
        self.renderer.into_parts(self.theme_faults)
    }

    /// What is new among the findings since they were last told, and what is gone.
    fn update(&mut self) -> Update {
        if self.gone {
            // That a site is not there mends nothing.
            return Update::default();
        }
        told::update(&mut self.memory.told, &self.findings, self.sources)
    }

    /// The findings that concern a page: those of its unit.
    pub fn findings_of(&self, path: &str) -> Vec<&Finding> {
        let unit = match self.renderer.find(path).and_then(|page| page.unit) {
            Some(unit) => self.catalog.units.get(unit).map(|unit| unit.id.as_str()),
            None => self.broken_unit_at(path),
        };
        let concerns =
            |finding: &&Finding| unit.is_some() && finding.diagnostic.unit.as_deref() == unit;
        self.findings.list.iter().filter(concerns).collect()
    }

    /// Why pages cannot be made: faults of templates and of texts of the interface, and of the site's
    /// own file.
    pub fn obstacles(&self) -> Vec<&Finding> {
        let hinders = |finding: &&Finding| {
            let code = finding.diagnostic.code.name;
            let path = self.sources.path(finding.diagnostic.primary.span.file);
            code == "template-fault" || code == "locale-fault" || path.as_str() == SITE_FILE
        };
        self.findings.list.iter().filter(hinders).collect()
    }

    /// The address of the page of a unit in the main language.
    pub fn page_of(&self, unit: &str) -> Option<&str> {
        let page = self.renderer.find(&format!("{unit}/"))?;
        page.unit.is_some().then(|| page.url())
    }

    /// The unit with a broken file whose page would be at a path.
    fn broken_unit_at(&self, path: &str) -> Option<&'a str> {
        let languages = self.catalog.site.languages.iter().skip(1);
        let mut prefixes = languages.map(|tag| format!("{}/", tag.value));
        let folder = path.strip_suffix("/index.html")?;
        let other = prefixes.find_map(|prefix| folder.strip_prefix(&prefix));
        let broken = &self.catalog.broken_units;
        let unit = broken
            .iter()
            .find(|unit| *unit == folder || Some(unit.as_str()) == other);
        unit.map(String::as_str)
    }

    /// The path of the site's root on its host.
    pub fn base_path(&self) -> &str {
        self.renderer.base_path()
    }

    /// Published style sheets with their paths in the theme.
    pub fn style_sheets(&self) -> impl Iterator<Item = (&str, &str)> {
        self.renderer
            .assets()
            .filter(|(path, _)| path.ends_with(".css"))
    }
}

/// Whether there is a site to build: its own file can be opened.
fn has_site(inputs: &Inputs) -> bool {
    SitePath::new(SITE_FILE).is_some_and(|path| inputs.content.contains_key(&path))
}

/// The file behind an address: `kalmar/strandvik/` is `kalmar/strandvik/index.html`.
fn file_of(url: &str) -> String {
    if url.is_empty() || url.ends_with('/') {
        format!("{url}index.html")
    } else {
        url.to_owned()
    }
}

/// The findings of each unit, for the panel of its preview.
pub fn page_findings(findings: &Findings, sources: &Sources) -> BTreeMap<String, Vec<PageFinding>> {
    let mut by_unit: BTreeMap<String, Vec<PageFinding>> = BTreeMap::new();
    for finding in &findings.list {
        if let Some(unit) = &finding.diagnostic.unit {
            let span = finding.diagnostic.primary.span;
            let start = sources.position(span).0;
            let shown = PageFinding {
                severity: finding.severity(),
                code: finding.diagnostic.code.name,
                message: finding.diagnostic.message.clone(),
                help: finding.diagnostic.help.clone(),
                place: format!(
                    "{}:{}:{}",
                    sources.path(span.file),
                    start.line,
                    start.column
                ),
            };
            by_unit.entry(unit.clone()).or_default().push(shown);
        }
    }
    by_unit
}

/// Where the pages of units with broken files would be, in every language.
pub fn pages_of_broken_units(catalog: &Catalog) -> Vec<String> {
    let languages = catalog.site.languages.iter().enumerate();
    let prefixes = languages.map(|(at, tag)| match at {
        0 => String::new(),
        _ => format!("{}/", tag.value),
    });
    prefixes
        .flat_map(|prefix| {
            let pages = catalog.broken_units.iter();
            pages.map(move |unit| format!("{prefix}{unit}/index.html"))
        })
        .collect()
}

/// What still holds of the parts of the last state's renderer.
pub enum Held {
    /// All of them.
    All(Parts),
    /// The lists, but not the theme.
    Lists(Parts),
    /// Nothing, or there was no last state.
    Nothing,
}

/// What holds of the parts after a change of these files, of which the compilation was touched so far.
pub fn held(parts: Parts, extent: Extent, changed: &[SitePath]) -> Held {
    let is_theme_same = changed.iter().all(|path| path.below("content").is_some());
    match extent {
        Extent::Nothing | Extent::Units if is_theme_same => Held::All(parts),
        Extent::Nothing | Extent::Units => Held::Lists(parts),
        Extent::Lists | Extent::Whole => Held::Nothing,
    }
}
