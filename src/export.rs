//! The units of a site as a table, which `import` takes back without a map: a row for each unit, a column
//! for each key. As CSV, and as a workbook with lists of allowed values.

pub mod columns;
pub mod csv;
pub mod xlsx;

use toml::Value;

use crate::export::columns::{Column, Source};
use crate::import::cell_value::{CellValue, cell_value};
use crate::import::site::{Existing, SiteUnits};
use crate::toml_edits::get;

/// A table of units.
pub struct Sheet {
    /// Its columns.
    pub columns: Vec<Column>,
    /// A row for each unit, in order of id; nothing where a unit's file does not say.
    pub rows: Vec<Vec<Option<CellValue>>>,
}

impl Sheet {
    /// The units of a site, with their values in these columns.
    pub fn of(site: &SiteUnits<'_>, columns: Vec<Column>) -> Self {
        let row = |unit: &Existing| {
            let columns = columns.iter();
            columns.map(|column| cell(site, unit, column)).collect()
        };
        let rows = site.units.iter().map(row).collect();
        Self { columns, rows }
    }
}

fn cell(site: &SiteUnits<'_>, unit: &Existing, column: &Column) -> Option<CellValue> {
    let text = |text: &str| Some(CellValue::Text(text.to_owned()));
    let of = |value: &Value| cell_value(&column.target, value);
    match &column.source {
        Source::Id => text(&unit.id),
        Source::Region => text(unit.region()),
        Source::Key => get(&unit.table, &column.target.path).map(of),
        Source::Service(id) => {
            let key = columns::key_of_service(site, unit, id)?;
            unit.table.get("services")?.get(key).map(of)
        }
        Source::OtherKey(key) => {
            let is_shown = columns::other_keys(site, unit).any(|other| other == key);
            let value = unit.table.get("services")?.get(key);
            value.filter(|_| is_shown).map(of)
        }
    }
}
