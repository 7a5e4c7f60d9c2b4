//! Tables of units become edits of unit files: CSV, workbooks and JSON, by a map of columns.
//!
//! Bytes, a map and the units of a site in; new texts of files and findings out. Nothing is written here,
//! nothing is ever deleted, and what is not certain is a finding at its cell.

pub mod allowed;
pub mod cell_value;
pub mod faults;
pub mod grid;
pub mod plan;
pub mod services;
pub mod site;
pub mod suggest;
pub mod target;

mod address;
mod cells;
mod context;
mod coordinates;
mod hours;
mod municipalities;
mod problem;
mod read;
mod refused;
mod sheet;
mod update;
mod value;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::code::Level;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::import::faults::{import_row, import_table};
use crate::import::grid::{Grid, Row};
use crate::import::plan::Plan;
use crate::import::problem::{Problem, placed};
use crate::import::sheet::{Sheet, is_sum};
use crate::import::site::SiteUnits;
use crate::load::import_map::ImportMap;
use crate::model::name::fold;
use crate::text::FileId;
use crate::text::path::SitePath;

/// What is imported.
pub struct Request<'a> {
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// The sheet of a workbook; the first that is not hidden when it is not named.
    pub sheet: Option<&'a str>,
    /// The map of columns; without one, headings are keys of ours.
    pub map: Option<&'a ImportMap>,
    /// The region of new units, which goes before that of the map.
    pub region: Option<&'a str>,
    /// The table's id among the sources.
    pub file: FileId,
}

/// What an import does to a site.
#[derive(Debug, Default)]
pub struct Import {
    /// New texts of files, with the old one where the file is there.
    pub files: BTreeMap<SitePath, Rewrite>,
    /// Ids of units that are new.
    pub new: Vec<String>,
    /// Ids of units that change.
    pub changed: Vec<String>,
    /// How many units are as the table says.
    pub unchanged: usize,
    /// Ids of units of the region that the table does not have.
    pub only_in_site: Vec<String>,
    /// How many cells and rows were refused.
    pub refused: usize,
    /// Headings of columns without a place.
    pub homeless: Vec<String>,
    /// How many values of each key the site has otherwise than the source, and keeps.
    pub kept: BTreeMap<String, usize>,
    /// How many values of each key the site has where the source has empty cells; they are kept too.
    pub emptied: BTreeMap<String, usize>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The text in which findings about the table have their places.
    pub text: Arc<str>,
}

/// A file's old and new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The old one; nothing for a new file.
    pub old: Option<Arc<str>>,
    /// The new one.
    pub new: String,
}

/// Imports a table into a site.
pub fn import(request: &Request<'_>, site: &SiteUnits<'_>) -> Import {
    let mut import = Import::default();
    let grid = match read::read(request.bytes, request.sheet) {
        Ok(grid) => grid,
        Err(refusal) => {
            let problem = Problem::of_file(&import_table::CODE, refusal.what, refusal.act);
            return import.with(vec![problem], &Sheet::default(), request.file);
        }
    };
    let Some(sheet) = Sheet::of(&grid, |heading| is_known(heading, request.map)) else {
        let problem = Problem::of_file(
            &import_table::CODE,
            Text::fixed("the table is empty", "tabellen är tom"),
            Text::fixed(
                "write headings, and a row for each unit",
                "skriv rubriker och en rad för varje enhet",
            ),
        );
        return import.with(vec![problem], &Sheet::default(), request.file);
    };
    if sheet.rows.is_empty() {
        let what = Text::fixed(
            "the table has headings and no rows",
            "tabellen har rubriker men inga rader",
        );
        let act = Text::fixed(
            "write a row for each unit, or name another sheet with --sheet",
            "skriv en rad för varje enhet, eller ange en annan flik med --sheet",
        );
        let problem = Problem::of_file(&import_table::CODE, what, act);
        return import.with(vec![problem], &sheet, request.file);
    }
    let mut problems = remarks(&grid, &sheet);
    let plan = Plan::of(&sheet, request.map, &mut problems, &mut import.diagnostics);
    if let Some(map) = request.map {
        import
            .diagnostics
            .extend(plan::missing_columns(&sheet, map));
    }
    if let Some(mut plan) = plan {
        plan.region = request.region.map(str::to_owned).or(plan.region);
        update::apply(&sheet, &plan, site, &mut import, &mut problems);
        import.homeless = plan.homeless;
    }
    import.with(problems, &sheet, request.file)
}

/// Whether a heading is one of the map's, or of ours.
fn is_known(heading: &str, map: Option<&ImportMap>) -> bool {
    match map {
        Some(map) => {
            let mut columns = map.columns.iter();
            columns.any(|column| fold(&column.heading.value) == fold(heading))
        }
        None => target::of_heading(heading).is_some(),
    }
}

/// What is to be known of a workbook: hidden sheets, and cells that stand for several rows.
fn remarks(grid: &Grid, sheet: &Sheet) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !grid.hidden.is_empty() {
        let names = grid.hidden.join("`, `");
        let what = say!(
            "hidden sheets were passed over: `{names}`",
            "dolda flikar förbigicks: `{names}`"
        );
        let act = Text::fixed(
            "name one with --sheet to read it",
            "ange en av dem med --sheet för att läsa den",
        );
        problems.push(Problem::of_file(&import_table::CODE, what, act).at_most(Level::Note));
    }
    let below = |row: u32| row > sheet.heading_row.number;
    for merged in grid.merged.iter().filter(|merged| below(merged.last)) {
        let (first, last) = (merged.first, merged.last);
        problems.push(
            Problem::of_cell(
                &import_table::CODE,
                first,
                merged.column,
                say!(
                    "rows {first} to {last} are one cell; only row {first} gets its value",
                    "raderna {first} till {last} är en cell; bara rad {first} får dess värde"
                ),
                Text::fixed(
                    "unmerge the cells and fill in each row",
                    "dela cellerna och fyll i varje rad",
                ),
            )
            .at_most(Level::Warn),
        );
    }
    problems.extend(short_rows(grid, sheet));
    problems
}

/// Short rows that are told one by one.
const MAX_SHORT: usize = 20;

/// Rows that end before the headings do: in a form that writes every cell, something is wrong with them.
fn short_rows(grid: &Grid, sheet: &Sheet) -> Vec<Problem> {
    let headings = sheet.heading_row.cells.len();
    let is_short = |row: &&Row| !is_sum(row) && row.cells.len() < headings;
    let short: Vec<&Row> = match grid.has_all_cells {
        true => sheet.rows.iter().filter(is_short).collect(),
        false => Vec::new(),
    };
    let act = || {
        Text::fixed(
            "look for a separator that is missing, or a line break inside a cell",
            "leta efter en avgränsare som saknas, eller en radbrytning inne i en cell",
        )
    };
    let of_row = |row: &&Row| {
        let cells = row.cells.len();
        let what = say!(
            "the row has {cells} cells and the headings are {headings}",
            "raden har {cells} celler och rubrikerna är {headings}"
        );
        Problem::of_row(&import_row::CODE, row.number, what, act()).at_most(Level::Warn)
    };
    let mut problems: Vec<Problem> = short.iter().take(MAX_SHORT).map(of_row).collect();
    if let Some(row) = short.get(MAX_SHORT) {
        let more = short.len() - MAX_SHORT;
        let what = say!(
            "{more} more rows have fewer cells than there are headings",
            "{more} rader till har färre celler än det finns rubriker"
        );
        problems
            .push(Problem::of_row(&import_row::CODE, row.number, what, act()).at_most(Level::Warn));
    }
    problems
}

impl Import {
    /// Gives findings about the table their places.
    fn with(mut self, problems: Vec<Problem>, sheet: &Sheet, file: FileId) -> Self {
        let refused = problems
            .iter()
            .filter(|problem| problem.at_most.is_none() && problem.code.level == Level::Deny);
        self.refused = refused.count();
        let (text, diagnostics) = placed(sheet, file, problems);
        self.text = text;
        self.diagnostics.extend(diagnostics);
        self
    }

    /// The ids of units that are new or change.
    pub fn touched(&self) -> BTreeSet<&str> {
        self.new
            .iter()
            .chain(&self.changed)
            .map(String::as_str)
            .collect()
    }
}
