//! The renderer: which files a site has, and the bytes of each.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::assess::units::UnitStore;
use crate::diagnostic::Diagnostic;
use crate::render::address::{Links, PageAddress, PageKind};
use crate::render::chunked::Chunked;
use crate::render::collate::SwedishOrder;
use crate::render::index::Index;
use crate::render::kind::{Make, PageMaker};
use crate::render::minify::minify;
use crate::render::page_list::{Clash, PageList};
use crate::render::pages::{PAGES, maker};
use crate::render::server::{self, ServerFile};
use crate::render::site_data::{ReadTheme, Settings, SiteData, base_url, no_rows, not_made};
use crate::render::unit_pool::{PoolGuard, UnitPool};
use crate::render::view::finding::PageFinding;
use crate::render::view::upcoming_days::UpcomingDays;

/// Makes the files of a site.
pub struct Renderer<'a> {
    pub(super) data: SiteData<'a>,
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
    pub(super) fn with_index(
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
        let upcoming = theme.locales.iter();
        let upcoming = upcoming.map(|locale| UpcomingDays::new(&index, settings.today, locale));
        let upcoming = upcoming.collect();
        let rows = no_rows(catalog, theme.locales.len());
        let somewhere = theme.files.values().map(|(file, _)| *file).next();
        let mut data = SiteData {
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
            upcoming,
            shared: Vec::new(),
            rows,
            pages: PageList::default(),
            clashes: Vec::new(),
            search: not_made(catalog),
            findings: BTreeMap::new(),
            somewhere,
        };
        if let Err(fault) = data.add_chrome() {
            found.push(data.diagnose(fault));
        }
        data.add_shared();
        add_pages(&mut data);
        (Self { data }, found)
    }

    /// The files of the site, in the order in which they are to be published.
    pub fn pages(&self) -> &[PageAddress] {
        self.data.pages.all()
    }

    /// The file that a browser asks for with a path below the site's root, such as
    /// `kalmar/strandvik/` or `units.json`.
    pub fn find(&self, url: &str) -> Option<&PageAddress> {
        let folder = || match url {
            "" => self.data.pages.at("index.html"),
            url if url.ends_with('/') => self.data.pages.at(&format!("{url}index.html")),
            _ => None,
        };
        self.data.pages.at(url).or_else(folder)
    }

    /// What the site's web server needs beside the published files.
    pub fn server_files(&self) -> Vec<ServerFile> {
        let server = self.data.server();
        let beside = server.filter(|server| !server.looks_in_output());
        beside.map_or_else(Vec::new, |server| server::files(&self.data, server))
    }

    /// The path of the site's root on its host, without a slash at the end; empty at the top.
    pub fn base_path(&self) -> &str {
        self.data.links.base_path()
    }

    /// The published paths of assets, each with its path in the theme.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &str)> {
        let assets = self.data.theme.assets.iter();
        assets.map(|asset| (asset.path.as_str(), asset.source.as_str()))
    }

    /// Files that have lost their address to another.
    pub fn clashes(&self) -> &[Clash] {
        &self.data.clashes
    }

    /// The address of a page without its language: the same for a page and its translations.
    pub fn route<'p>(&self, address: &'p PageAddress) -> &'p str {
        self.data.route(address)
    }

    /// Gives previews the findings of each page, by its route.
    pub fn set_findings(&mut self, findings: BTreeMap<String, Vec<PageFinding>>) {
        self.data.findings = findings;
    }

    /// Loads some units, and keeps them in memory until the guard is dropped.
    ///
    /// # Errors
    /// A finding, when a file has changed since it was checked.
    pub fn load_units(&self, units: Range<usize>) -> Result<PoolGuard<'_>, Box<Diagnostic>> {
        self.data.pool.load(&self.data.units, units)
    }

    /// The bytes of a file, as they are published.
    #[expect(
        clippy::result_large_err,
        reason = "a finding is made once per faulty page and kept as it is"
    )]
    pub fn render(&self, address: &PageAddress) -> Result<Vec<u8>, Diagnostic> {
        let data = &self.data;
        let bytes = match &maker(address.kind()).make {
            Make::Whole(render) => render(data, address),
            Make::Chunked(pieces) => Chunked::new(data, address, pieces).whole(),
            Make::Streamed(make) => {
                let mut bytes = Vec::new();
                let made = make(data, address, &mut |piece| bytes.extend_from_slice(piece));
                made.map(|()| bytes)
            }
        };
        let bytes = bytes.map_err(|fault| data.diagnose_at(fault, address))?;
        let minified = data.settings.minify || data.catalog.site.minify;
        Ok(match minified && address.is_html() {
            true => minify(&bytes),
            false => bytes,
        })
    }

    /// A file that is made in pieces; nothing for one that is made at once.
    pub fn chunked<'r>(&'r self, address: &'r PageAddress) -> Option<Chunked<'r, 'a>> {
        match &maker(address.kind()).make {
            Make::Whole(_) | Make::Streamed(_) => None,
            Make::Chunked(pieces) => Some(Chunked::new(&self.data, address, pieces)),
        }
    }

    /// Whether a file is [streamed](Renderer::stream) as it is made.
    pub fn is_streamed(&self, address: &PageAddress) -> bool {
        matches!(maker(address.kind()).make, Make::Streamed(_))
    }

    /// Makes a file that can be handed on as it is made.
    ///
    /// # Errors
    /// A finding on what cannot be made.
    pub fn stream(
        &self,
        address: &PageAddress,
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Box<Diagnostic>> {
        match &maker(address.kind()).make {
            Make::Streamed(make) => make(&self.data, address, take)
                .map_err(|fault| Box::new(self.data.diagnose_at(fault, address))),
            _ => Ok(()),
        }
    }
}

/// Finds the files of a site. The site map lists the others, so it comes last.
fn add_pages(data: &mut SiteData<'_>) {
    let (all, own): (Vec<&PageMaker>, Vec<&PageMaker>) = PAGES
        .iter()
        .partition(|maker| maker.kind == PageKind::Sitemap);
    (data.pages, data.clashes) = PageList::new(listed(data, &own));
    for address in listed(data, &all) {
        data.clashes.extend(data.pages.add(address));
    }
}

/// The files of some kinds, in order.
fn listed(data: &SiteData<'_>, makers: &[&PageMaker]) -> Vec<PageAddress> {
    let of_kind = |maker: &&PageMaker| {
        let listed = (maker.list)(data).into_iter();
        let listed = listed.map(|listed| PageAddress::new(maker.kind, listed));
        listed.collect()
    };
    let by_kind: Vec<Vec<PageAddress>> = makers.par_iter().map(of_kind).collect();
    let mut all = Vec::with_capacity(by_kind.iter().map(Vec::len).sum());
    all.extend(by_kind.into_iter().flatten());
    all
}
