//! What of a renderer outlives a change in a unit's text: the theme, the lists, the addresses.
//!
//! It holds for another state of a site whose theme, settings, regions, rule sets and lists are the
//! same; whoever puts it to use knows that they are.

use std::collections::BTreeMap;

use crate::assess::units::UnitStore;
use crate::diagnostic::Diagnostic;
use crate::render::address::Links;
use crate::render::collate::SwedishOrder;
use crate::render::index::Index;
use crate::render::page_list::Clash;
use crate::render::page_list::PageList;
use crate::render::renderer::Renderer;
use crate::render::site_data::{ReadTheme, Settings, SiteData, no_rows, not_made};
use crate::render::theme::Theme;
use crate::render::unit_pool::UnitPool;
use crate::render::view::shared::Shared;
use crate::render::view::upcoming_days::UpcomingDays;
use crate::text::FileId;

/// A renderer without its site.
pub struct SharedData {
    settings: Settings,
    links: Links,
    theme: Theme,
    order: SwedishOrder,
    index: Index,
    sites: Vec<tera::Value>,
    regions: Vec<Vec<tera::Value>>,
    upcoming: Vec<UpcomingDays>,
    shared: Vec<Vec<Shared>>,
    pages: PageList,
    clashes: Vec<Clash>,
    somewhere: Option<FileId>,
    /// What was wrong with the theme.
    pub faults: Vec<Diagnostic>,
}

impl<'a> Renderer<'a> {
    /// Keeps what does not depend on the text of units, with the faults of the theme.
    pub fn into_shared_data(self, faults: Vec<Diagnostic>) -> SharedData {
        SharedData {
            settings: self.data.settings,
            links: self.data.links,
            theme: self.data.theme,
            order: self.data.order,
            index: self.data.index,
            sites: self.data.sites,
            regions: self.data.regions,
            upcoming: self.data.upcoming,
            shared: self.data.shared,
            pages: self.data.pages,
            clashes: self.data.clashes,
            somewhere: self.data.somewhere,
            faults,
        }
    }

    /// A renderer of the same site with another theme: the lists are kept.
    pub fn with_lists(
        parts: SharedData,
        units: UnitStore<'a>,
        theme: ReadTheme,
    ) -> (Self, Vec<Diagnostic>) {
        let SharedData {
            index, settings, ..
        } = parts;
        Self::with_index(index, units, theme, settings)
    }

    /// A renderer of another state of the same site, in which no list is different; with the faults of
    /// the theme. The sources of the theme must still be among those of the site.
    pub fn from_shared_data(parts: SharedData, units: UnitStore<'a>) -> (Self, Vec<Diagnostic>) {
        let catalog = units.catalog;
        let data = SiteData {
            catalog,
            units,
            pool: UnitPool::default(),
            settings: parts.settings,
            links: parts.links,
            rows: no_rows(catalog, parts.theme.locales.len()),
            theme: parts.theme,
            order: parts.order,
            index: parts.index,
            sites: parts.sites,
            regions: parts.regions,
            upcoming: parts.upcoming,
            shared: parts.shared,
            pages: parts.pages,
            clashes: parts.clashes,
            search: not_made(catalog),
            findings: BTreeMap::new(),
            somewhere: parts.somewhere,
        };
        (Self { data }, parts.faults)
    }
}
