//! Lists of units, municipalities and services, as templates see them.

use std::sync::OnceLock;

use crate::model::Catalog;
use crate::model::phone::Phone;
use crate::model::unit::UnitSummary;
use crate::render::address::Links;
use crate::render::locale::Locale;
use crate::render::routes;
use crate::render::view::localized::Localized;
use crate::render::view::phone::PhoneView;
use crate::render::view::serialized::{Serialized, View};
use crate::render::view::shared::Shared;
use serde::Serialize;

/// A unit in a list.
#[derive(Debug, Serialize)]
pub struct UnitRow<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: Localized<'a>,
    /// What it is.
    pub unit_type: Option<Serialized<Localized<'static>>>,
    /// Where it is.
    pub place: Option<&'a str>,
    /// Its main number.
    pub phone: Option<PhoneView>,
    /// When it is open, day by day, as the page's script reads it.
    pub days: &'a str,
    /// Latitude and longitude.
    pub at: Option<String>,
}

impl View for UnitRow<'_> {
    type Owned = UnitRow<'static>;
}

/// A heading and the units under it.
#[derive(Debug, Serialize)]
pub struct Group<'a> {
    /// A letter.
    pub heading: &'a str,
    /// What links point at.
    pub id: String,
    /// The rows of the units.
    pub units: Vec<Serialized<UnitRow<'static>>>,
}

/// A link with how many units stand behind it.
#[derive(Debug, Serialize)]
pub struct Counted<'a> {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub name: Localized<'a>,
    /// English gloss on English pages.
    pub gloss: Option<Localized<'a>>,
    /// How many units.
    pub count: usize,
}

/// Units of a site whose rows are kept; a row takes 0.8 KB. Those of larger sites are made for each list.
const MOST: usize = 16_384;

/// Rows of units in a language, each made for the first list that shows it: a unit is on about ten lists.
#[derive(Default)]
pub struct RowCache(Vec<OnceLock<Serialized<UnitRow<'static>>>>);

impl RowCache {
    /// Before any is made.
    pub fn none_of(catalog: &Catalog) -> Self {
        let units = &catalog.units;
        let kept = (units.len() <= MOST).then_some(units);
        Self(
            kept.into_iter()
                .flatten()
                .map(|_| OnceLock::new())
                .collect(),
        )
    }
}

/// Makes the rows of a list.
pub struct Rows<'a, 'l> {
    /// All units.
    pub catalog: &'a Catalog,
    /// What the pages of the region have in common.
    pub shared: &'l Shared,
    /// How to link.
    pub links: &'l Links,
    /// Those that are made already.
    pub made: &'l RowCache,
    /// The language of the page, as an index.
    pub language: usize,
    /// The words of the page.
    pub locale: &'l Locale,
}

impl<'a> Rows<'a, '_> {
    /// The rows of units given as indices.
    pub fn of(&self, units: &[u32]) -> Vec<Serialized<UnitRow<'static>>> {
        units.iter().map(|at| self.row(*at as usize)).collect()
    }

    /// The row of a unit given as an index.
    fn row(&self, at: usize) -> Serialized<UnitRow<'static>> {
        let place = self.made.0.get(at);
        if let Some(row) = place.and_then(OnceLock::get) {
            return row.clone();
        }
        let row = Serialized::new(&self.view(&self.catalog.units[at]));
        if let Some(place) = place {
            // Where another thread was quicker, its row is the same.
            let _ = place.set(row.clone());
        }
        row
    }

    /// A unit as its row shows it.
    fn view(&self, unit: &'a UnitSummary) -> UnitRow<'a> {
        let unit_type = unit.unit_type.as_ref();
        let facts = &unit.list_facts;
        let place = unit.locality.as_ref().or(unit.municipality.as_ref());
        UnitRow {
            href: self
                .links
                .page(self.language, &routes::unit(unit.region(), unit.slug())),
            name: Localized::content(unit.display_name(), self.locale),
            unit_type: unit_type.and_then(|id| self.shared.unit_type(id.as_str())),
            place: place.map(|place| place.as_str()),
            phone: facts.phone.as_deref().map(|phone| PhoneView {
                display: phone.to_owned(),
                href: Phone::parse(phone).ok().map(|phone| phone.tel_uri()),
            }),
            days: &facts.days,
            at: facts.position.map(|[lat, lon]| format!("{lat},{lon}")),
        }
    }
}
