//! Lists of units, municipalities and services, as templates see them.

use serde::Serialize;
use tera::Value;

use crate::model::Catalog;
use crate::render::address::Links;
use crate::render::locale::Locale;
use crate::render::view::said::Said;
use crate::render::view::shared::Shared;

/// A unit in a list.
#[derive(Debug, Serialize)]
pub struct UnitRow<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: Said<'a>,
    /// What it is.
    pub unit_type: Option<Value>,
    /// Where it is.
    pub place: Option<&'a str>,
}

/// A heading and the units under it.
#[derive(Debug, Serialize)]
pub struct Group<'a> {
    /// A letter.
    pub heading: &'a str,
    /// What links point at.
    pub id: String,
    /// The units.
    pub units: Vec<UnitRow<'a>>,
}

/// A link with how many units stand behind it.
#[derive(Debug, Serialize)]
pub struct Counted<'a> {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub name: Said<'a>,
    /// English gloss on English pages.
    pub gloss: Option<Said<'a>>,
    /// How many units.
    pub count: usize,
}

/// Makes the rows of a list.
pub struct Rows<'a, 'l> {
    /// All units.
    pub catalog: &'a Catalog,
    /// What the pages of the region have in common.
    pub shared: &'l Shared,
    /// How to link.
    pub links: &'l Links,
    /// The language of the page, as an index.
    pub language: usize,
    /// The words of the page.
    pub locale: &'l Locale,
}

impl<'a> Rows<'a, '_> {
    /// The rows of units given as indices.
    pub fn of(&self, units: &[usize]) -> Vec<UnitRow<'a>> {
        units.iter().filter_map(|at| self.row(*at)).collect()
    }

    /// The row of a unit.
    fn row(&self, at: usize) -> Option<UnitRow<'a>> {
        let unit = self.catalog.units.get(at)?;
        let unit_type = unit.unit_type.as_ref();
        let place = unit.locality.as_ref().or(unit.municipality.as_ref());
        Some(UnitRow {
            href: self
                .links
                .page(self.language, &unit_route(&unit.region, &unit.slug)),
            name: Said::content(unit.display_name(), self.locale),
            unit_type: unit_type.and_then(|id| self.shared.unit_type(id.as_str())),
            place: place.map(|place| place.as_str()),
        })
    }
}

/// The route of a unit's page.
pub fn unit_route(region: &str, slug: &str) -> String {
    format!("{region}/{slug}/")
}
