//! A site as its editors see it while they write: its pages made when somebody looks, the findings of
//! each page, and what a change did to them.
//!
//! A [`Snapshot`] is one state of the site. It makes the same bytes as `build --preview`, by the same
//! renderer, and never a cleverer copy of them. What outlives a state is in a [`Memory`]: the last page
//! that could be made at each address, and the findings told before. Nothing here reads files, knows
//! HTTP or prints.

pub mod address;
pub mod by_page;
pub mod context;
pub mod editor;
mod finding_row;
pub mod finding_store;
mod hindered;
mod of_page;
mod overview;
pub mod own_page;
pub mod reply;
mod responsible;
pub mod reusable;
mod state;
pub mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::compile::diagnostics::Diagnostics;
use crate::compile::{Compilation, UnitCounts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::settle::{Counts, Finding};
use crate::model::Catalog;
use crate::preview::by_page::page_findings_of;
use crate::preview::finding_store::{FindingStore, Policy, SetAside};
use crate::preview::responsible::ResponsibleByFile;
use crate::preview::reusable::{Reusable, stale};
use crate::preview::update::Update;
use crate::render::address::PageAddress;
use crate::render::shared_data::SharedData;
use crate::render::{Renderer, Settings};
use crate::rules::incomplete_accessibility_statement::only_warn;
use crate::text::inputs::Inputs;
use crate::text::path::SitePath;
use crate::text::{Sources, Span};

/// The name that previews of watch mode carry.
pub const NAME: &str = "watch";

/// The file without which there is no site.
const SITE_FILE: &str = "content/site.toml";

/// The file of a theme's colours and logo.
const THEME_FILE: &str = "theme.toml";

/// Where assets are published.
const ASSETS: &str = "assets/";

/// What is remembered from state to state.
#[derive(Default)]
pub struct Memory {
    /// The last page or asset that could be made at a path.
    good: BTreeMap<String, Arc<[u8]>>,
    /// The findings of the last state.
    store: FindingStore,
    /// A page of each kind that could not be made in the last state.
    unmade: BTreeMap<&'static str, String>,
    /// Who is responsible for units, as far as somebody has asked.
    responsible: ResponsibleByFile,
}

/// One state of a site, ready to be looked at.
pub struct Snapshot<'a> {
    /// The site, compiled.
    pub compilation: &'a Compilation,
    /// The texts that were compiled.
    pub inputs: &'a Inputs,
    renderer: Renderer<'a>,
    catalog: &'a Catalog,
    today: NaiveDate,
    policy: Policy<'a>,
    /// What is wrong with the content.
    diagnostics: &'a Diagnostics,
    /// What is wrong with the theme.
    theme_faults: Vec<Diagnostic>,
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
    /// What it is made from cannot be read in full, and it was never made before: this is what can be shown.
    Partial(Arc<[u8]>),
    /// The page cannot be made, and none was made before.
    Broken,
    /// There is no such page.
    Missing,
}

impl<'a> Snapshot<'a> {
    /// The state of a site that has been compiled, and what it did to the findings.
    pub fn new(
        compilation: &'a mut Compilation,
        reusable: Reusable,
        inputs: &'a Inputs,
        options: &'a PreviewOptions,
        memory: &'a mut Memory,
    ) -> (Self, Update) {
        let settings = Settings {
            today: inputs.today,
            base_url: options.base_url.clone(),
            preview: Some(NAME.to_owned()),
            ..Settings::default()
        };
        if !matches!(reusable, Reusable::All(..)) {
            compilation.forget_theme();
        }
        compilation.diagnostics.change_of_site(only_warn);
        let stale = stale(&reusable);
        let theme = match reusable {
            Reusable::All(..) => None,
            Reusable::Lists(..) | Reusable::Findings(_) | Reusable::Nothing => {
                Some(compilation.read_theme(inputs, &settings))
            }
        };
        let compilation = &*compilation;
        let units = compilation.units(inputs);
        let (renderer, theme_faults) = match (reusable, theme) {
            (Reusable::All(parts, _), _) => Renderer::from_shared_data(parts, units),
            (Reusable::Lists(parts, _), Some(theme)) => Renderer::with_lists(parts, units, theme),
            (_, Some(theme)) => Renderer::new(units, theme, settings),
            (_, None) => unreachable!("bug: a theme that was not read"),
        };
        let Compilation {
            catalog,
            sources,
            diagnostics,
            levels,
            ..
        } = compilation;
        let policy = Policy {
            levels,
            sources,
            known: &*options.known,
        };
        for which in &stale {
            memory
                .store
                .renew(which, diagnostics, &theme_faults, policy);
        }
        let mut shown = Self {
            compilation,
            inputs,
            renderer,
            catalog,
            today: inputs.today,
            policy,
            diagnostics,
            theme_faults,
            faults: BTreeMap::new(),
            made: BTreeMap::new(),
            gone: !has_site(inputs),
            memory,
        };
        shown.try_unmade();
        let update = shown.update();
        (shown, update)
    }

    /// The findings of this state, those of pages made so far among them.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.memory.store.all()
    }

    /// How many findings there are.
    pub fn counts(&self) -> Counts {
        self.memory.store.counts()
    }

    /// The sources that findings point into.
    pub fn sources(&self) -> &'a Sources {
        self.policy.sources
    }

    /// How many units the site has.
    pub fn units(&self) -> UnitCounts {
        UnitCounts::of(self.catalog, self.today)
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
            let is_known = self.memory.good.contains_key(&file);
            let hindered = file.starts_with(ASSETS) || self.is_hindered(&file);
            let page = if (is_known && hindered) || self.broken_unit_at(&file).is_some() {
                self.last_good(&file)
            } else {
                Page::Missing
            };
            return (page, file);
        };
        let path = address.path.to_string();
        if address.is_html() && self.is_hindered(&path) {
            let page = match self.last_good(&path) {
                Page::Broken => self.make(&address).map_or(Page::Broken, Page::Partial),
                stale => stale,
            };
            return (page, path);
        }
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
        if address.is_html() {
            let findings = self.memory.store.of_pages();
            let (renderer, sources) = (&self.renderer, self.policy.sources);
            let of_page = page_findings_of(address, renderer, self.catalog, findings, sources);
            self.renderer.set_findings(of_page);
        }
        let bytes: Arc<[u8]> = match self.renderer.render(address) {
            Ok(bytes) => bytes.into(),
            Err(fault) => {
                let unmade = self.memory.unmade.entry(address.kind().name());
                unmade.or_insert_with(|| path.to_owned());
                self.add_fault(fault);
                return None;
            }
        };
        self.made.insert(path.to_owned(), bytes.clone());
        // Assets too: a page that is shown past its time needs those of its time.
        let is_good = address.is_html() && !self.is_hindered(path);
        if is_good || path.starts_with(ASSETS) {
            self.memory.good.insert(path.to_owned(), bytes.clone());
        }
        Some(bytes)
    }

    /// Takes in a fault that came up while a page was made.
    fn add_fault(&mut self, fault: Diagnostic) {
        let place = (fault.primary.span, fault.code.name);
        let file = fault.primary.span.file;
        let path = self.policy.sources.path(file);
        if self.faults.insert(place, fault).is_none() {
            let of_pages = self.theme_faults.iter().chain(self.faults.values());
            let here = of_pages.filter(|fault| fault.primary.span.file == file);
            let here = here.cloned().chain(self.diagnostics.in_file(file));
            self.memory
                .store
                .add_faults(path, here.collect(), self.policy);
        }
    }

    /// Tries pages that could not be made in the last state, so that a fault is not taken for fixed
    /// because nobody has looked yet.
    fn try_unmade(&mut self) {
        if self.gone {
            return;
        }
        for path in std::mem::take(&mut self.memory.unmade).into_values() {
            if let Some(address) = self.renderer.find(&path).cloned() {
                self.make(&address);
            }
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
            let unit = page.unit().and_then(|unit| self.catalog.units.get(unit));
            unit.is_some_and(|unit| changed.contains(self.policy.sources.path(unit.file)))
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
    pub fn into_shared_data(self) -> SharedData {
        self.renderer.into_shared_data(self.theme_faults)
    }

    /// What is new among the findings since they were last told, and what is gone.
    fn update(&mut self) -> Update {
        if self.gone {
            // That a site is not there fixes nothing.
            return Update::default();
        }
        let mut store = std::mem::take(&mut self.memory.store);
        let unreadable: BTreeSet<SitePath> = store
            .all()
            .filter(|finding| is_unreadable(finding.diagnostic.code.name))
            .map(|finding| {
                self.policy
                    .sources
                    .path(finding.diagnostic.primary.span.file)
                    .clone()
            })
            .collect();
        let update = store.update(|path, gone| self.waits(path, gone, &unreadable));
        self.memory.store = store;
        update
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

/// Whether a code says that nothing of a file can be relied on.
fn is_unreadable(code: &str) -> bool {
    matches!(code, "syntax" | "unreadable-file")
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
            pages.map(move |unit| format!("{prefix}{}/index.html", unit.id))
        })
        .collect()
}

/// What is asked of a state beside its inputs.
pub struct PreviewOptions {
    /// Where the site will be published, instead of what `site.toml` says.
    pub base_url: Option<String>,
    /// What takes known findings out.
    pub known: Box<SetAside>,
}

impl PreviewOptions {
    /// Nothing in particular.
    pub fn none() -> Self {
        Self {
            base_url: None,
            known: Box::new(|_, _| {}),
        }
    }
}
