//! Lists of units, municipalities and services, as templates see them.

use serde::Serialize;

use crate::model::Catalog;
use crate::model::region::Region;
use crate::render::address::Links;
use crate::render::locale::Locale;
use crate::render::view::said::Said;

/// A unit in a list.
#[derive(Debug, Serialize)]
pub struct UnitRow<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: Said<'a>,
    /// What it is.
    pub unit_type: Option<Said<'a>>,
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
    /// The region of the list.
    pub region: &'a Region,
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
        let unit_type = unit
            .unit_type
            .as_ref()
            .and_then(|id| self.region.unit_type(id.as_str()));
        let place = unit.locality.as_ref().or(unit.municipality.as_ref());
        Some(UnitRow {
            href: self
                .links
                .page(self.language, &unit_route(&unit.region, &unit.slug)),
            name: Said::content(unit.display_name(), self.locale),
            unit_type: unit_type.map(|it| {
                Said::glossed(&it.listed.name, it.listed.name_en.as_deref(), self.locale)
            }),
            place: place.map(|place| place.as_str()),
        })
    }
}

/// The route of a unit's page.
pub fn unit_route(region: &str, slug: &str) -> String {
    format!("{region}/{slug}/")
}
