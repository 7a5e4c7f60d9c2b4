//! Findings about a table. Their places are cells of a text with a line for each row, so that every form
//! of findings shows them as it shows others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::import::grid::{Row, column_letters};
use crate::import::sheet::Sheet;
use crate::text::{FileId, Span};

/// A finding about a table.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of fault.
    pub code: &'static Code,
    /// The row, as people count them; nothing for the file as a whole.
    pub row: Option<u32>,
    /// The column, from 0; nothing for the whole row.
    pub column: Option<usize>,
    /// What is wrong: a phrase.
    pub what: Text,
    /// The next act.
    pub act: Text,
    /// The most it may weigh.
    pub at_most: Option<Level>,
    /// The unit.
    pub unit: Option<String>,
}

impl Problem {
    /// A finding about the file as a whole.
    pub fn of_file(code: &'static Code, what: Text, act: Text) -> Self {
        Self {
            code,
            row: None,
            column: None,
            what,
            act,
            at_most: None,
            unit: None,
        }
    }

    /// A finding about a row.
    pub fn of_row(code: &'static Code, row: u32, what: Text, act: Text) -> Self {
        Self {
            row: Some(row),
            ..Self::of_file(code, what, act)
        }
    }

    /// A finding about a cell.
    pub fn of_cell(code: &'static Code, row: u32, column: usize, what: Text, act: Text) -> Self {
        Self {
            column: Some(column),
            ..Self::of_row(code, row, what, act)
        }
    }

    /// Caps the weight.
    pub fn at_most(self, level: Level) -> Self {
        Self {
            at_most: Some(level),
            ..self
        }
    }
}

/// Where a problem is, for people: "row 5, column D, sheet `Enheter`".
fn place(problem: &Problem, sheet: &Sheet) -> Option<Text> {
    let row = problem.row?;
    let (mut en, mut sv) = (format!("row {row}"), format!("rad {row}"));
    if let Some(column) = problem.column {
        let letters = column_letters(column);
        en += &format!(", column {letters}");
        sv += &format!(", kolumn {letters}");
    }
    if let Some(name) = &sheet.name {
        en += &format!(", sheet `{name}`");
        sv += &format!(", fliken `{name}`");
    }
    Some(say!("{en}", "{sv}"))
}

/// The findings with their places, and the text in which they have them.
pub fn placed(sheet: &Sheet, file: FileId, problems: Vec<Problem>) -> (Arc<str>, Vec<Diagnostic>) {
    let lines = Lines::of(sheet, &problems);
    let diagnostics = problems.into_iter().map(|problem| {
        let span = match (problem.row, problem.column) {
            (Some(row), column) => lines.span(row, column, file),
            _ => Span::whole(file),
        };
        let heading = problem.column.and_then(|column| sheet.headings.get(column));
        let Text { en, sv } = &problem.what;
        let message = match heading.filter(|heading| !heading.is_empty()) {
            Some(heading) => say!("`{heading}`: {en}", "`{heading}`: {sv}"),
            None => problem.what.clone(),
        };
        let mut diagnostic = Diagnostic::new(problem.code, span, message)
            .with_help(problem.act.clone())
            .at_most(problem.at_most);
        if let Some(Text { en, sv }) = place(&problem, sheet) {
            diagnostic.message = Text {
                en: format!("{} ({en})", diagnostic.message.en).into(),
                sv: format!("{} ({sv})", diagnostic.message.sv).into(),
            };
        }
        diagnostic.unit = problem.unit;
        diagnostic
    });
    let diagnostics = diagnostics.collect();
    (lines.text.into(), diagnostics)
}

/// A line for each row; those that nothing is found in are empty.
struct Lines {
    text: String,
    /// The first byte of rows with findings, and of their cells.
    cells: BTreeMap<u32, Vec<std::ops::Range<usize>>>,
}

impl Lines {
    fn of(sheet: &Sheet, problems: &[Problem]) -> Self {
        let wanted: BTreeSet<u32> = problems.iter().filter_map(|problem| problem.row).collect();
        let mut lines = Self {
            text: String::new(),
            cells: BTreeMap::new(),
        };
        let mut line = 1;
        let heading = std::iter::once(&sheet.heading_row);
        let rows = heading
            .chain(&sheet.rows)
            .filter(|row| wanted.contains(&row.number));
        for row in rows {
            while line < row.number {
                lines.text.push('\n');
                line += 1;
            }
            lines.add(row);
        }
        lines.text.push('\n');
        lines
    }

    fn add(&mut self, row: &Row) {
        let mut places = Vec::with_capacity(row.cells.len());
        for (at, cell) in row.cells.iter().enumerate() {
            if at > 0 {
                self.text.push_str(" | ");
            }
            let start = self.text.len();
            let calm = |c: char| if c.is_control() { ' ' } else { c };
            self.text.extend(cell.shown().chars().map(calm));
            places.push(start..self.text.len());
        }
        self.cells.insert(row.number, places);
    }

    fn span(&self, row: u32, column: Option<usize>, file: FileId) -> Span {
        let Some(cells) = self.cells.get(&row) else {
            return Span::whole(file);
        };
        let first = cells.first().map_or(0, |cell| cell.start);
        let last = cells.last().map_or(0, |cell| cell.end);
        let range = match column {
            Some(column) => cells.get(column).cloned().unwrap_or(last..last),
            None => first..last,
        };
        Span::new(file, range)
    }
}
