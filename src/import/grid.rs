//! What every form of table is read into: rows of cells, as people see them.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::diagnostic::Text;
use crate::text::cell::without_guard;

/// A table as it was read, with whatever stands above its headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Rows that hold something, in order.
    pub rows: Vec<Row>,
    /// Where one cell stands for several rows.
    pub merged: Vec<Merged>,
    /// Whether the form writes every cell of a row, as CSV does, and does not leave out empty ones at its
    /// end.
    pub has_all_cells: bool,
    /// Sheets that are hidden, and so were passed over.
    pub hidden: Vec<String>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number in the sheet, from 1; the number of the item in JSON.
    pub number: u32,
    /// Its cells from the first column on; may be shorter than the headings.
    pub cells: Vec<Cell>,
}

/// Cells that were made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The first row, which has the value.
    pub first: u32,
    /// The last row.
    pub last: u32,
    /// The first column, from 0.
    pub column: usize,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it is written.
    Text(String),
    /// A number, and how it is shown.
    Number(f64, String),
    /// A day.
    Date(NaiveDate),
    /// A tick.
    Flag(bool),
    /// Several texts, from JSON.
    List(Vec<String>),
    /// A cell that has no value: an error, or a formula that was never computed.
    Fault(String),
}

static EMPTY: Cell = Cell::Empty;

impl Row {
    /// The cell of a column; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&EMPTY)
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

impl Cell {
    /// Text, or nothing where it is blank. What keeps spreadsheets from taking it for a formula goes.
    pub fn text(text: &str) -> Self {
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match without_guard(trimmed).trim() {
            "" => Self::Empty,
            text => Self::Text(text.to_owned()),
        }
    }

    /// Whether nothing stands in it. Dashes alone are how people write nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| matches!(c, '-' | '–' | '—' | ' ')),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// What people see.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) | Self::Number(_, text) | Self::Fault(text) => text.into(),
            Self::Date(date) => date.to_string().into(),
            Self::Flag(true) => "ja".into(),
            Self::Flag(false) => "nej".into(),
            Self::List(items) => items.join("; ").into(),
        }
    }
}

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub what: Text,
    /// The next act.
    pub act: Text,
}

/// Cells that a table may have.
pub const MAX_CELLS: usize = 4_000_000;

/// A table of too many cells.
pub fn too_large() -> Refusal {
    let millions = MAX_CELLS / 1_000_000;
    Refusal {
        what: crate::diagnostic::say!(
            "the table has more than {millions} million cells",
            "tabellen har mer än {millions} miljoner celler"
        ),
        act: Text::fixed(
            "keep the columns and rows that are needed, and save them as a file of their own",
            "behåll de kolumner och rader som behövs och spara dem som en egen fil",
        ),
    }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let letters: Vec<String> = [0, 25, 26, 701, 702, 16_383].map(column_letters).to_vec();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn blank_texts_and_dashes_are_empty_and_guards_against_formulas_go() {
        for empty in ["", " \u{a0}\n", "-", "–"] {
            assert!(Cell::text(empty).is_empty(), "{empty:?}");
        }
        assert_eq!(Cell::text("'+46 480"), Cell::Text("+46 480".to_owned()));
        assert_eq!(
            Cell::text("'s-Gravenhage"),
            Cell::Text("'s-Gravenhage".to_owned())
        );
    }
}
