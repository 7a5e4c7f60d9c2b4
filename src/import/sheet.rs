//! A table with its headings found: titles may stand above them, and sums below the units.

use crate::import::grid::{Cell, Grid, Row};

/// Rows in which the headings are looked for.
const MAX_TITLES: usize = 20;

/// A table with headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name in the workbook.
    pub name: Option<String>,
    /// Headings by column, with blanks made single; empty where a column has none.
    pub headings: Vec<String>,
    /// The row of the headings.
    pub heading_row: Row,
    /// The rows below.
    pub rows: Vec<Row>,
}

/// A heading as it is compared: line breaks and runs of blanks are one blank.
pub fn heading_text(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Sheet {
    /// The table of a grid: its headings are the row with the most known ones, else the first with two
    /// texts.
    pub fn of(grid: &Grid, is_known: impl Fn(&str) -> bool) -> Option<Self> {
        let known = |row: &Row| {
            let headings = row.cells.iter().map(|cell| heading_text(&cell.shown()));
            headings.filter(|heading| is_known(heading)).count()
        };
        let texts = |row: &Row| {
            row.cells
                .iter()
                .filter(|cell| matches!(cell, Cell::Text(_)))
                .count()
        };
        let head = || grid.rows.iter().take(MAX_TITLES).enumerate();
        let best = head()
            .map(|(at, row)| (known(row), std::cmp::Reverse(at)))
            .max();
        let best = best.filter(|(known, _)| *known > 0).map(|(_, at)| at.0);
        let first = || head().find(|(_, row)| texts(row) > 1).map(|(at, _)| at);
        let at = best
            .or_else(first)
            .or((!grid.rows.is_empty()).then_some(0))?;
        let (above, rows) = grid.rows.split_at(at + 1);
        let heading_row = above.last()?.clone();
        let widest = rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or_default();
        let width = heading_row.cells.len().max(widest);
        let heading = |column| heading_text(&heading_row.cell(column).shown());
        Some(Self {
            name: grid.sheet.clone(),
            headings: (0..width).map(heading).collect(),
            rows: rows.to_vec(),
            heading_row,
        })
    }
}

/// Whether a row is no unit, but a sum of those above: numbers, and a word for sums.
pub fn is_sum(row: &Row) -> bool {
    let words = ["summa", "sum", "total", "totalt", "antal", "antal enheter"];
    let is_sum = |cell: &Cell| match cell {
        Cell::Empty => None,
        Cell::Number(..) => Some(false),
        Cell::Text(text) if text.chars().all(|c| c.is_ascii_digit() || c == ' ') => Some(false),
        Cell::Text(text) => words
            .contains(&text.to_lowercase().trim_end_matches(':'))
            .then_some(true),
        _ => None,
    };
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let kinds: Vec<Option<bool>> = filled.iter().map(|cell| is_sum(cell)).collect();
    kinds.contains(&Some(true)) && kinds.iter().all(Option::is_some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        let cells = cells.iter().map(|text| Cell::text(text)).collect();
        Row { number, cells }
    }

    #[test]
    fn headings_are_found_below_titles() {
        let rows = vec![
            row(1, &["Enheter i regionen", "2026-11-21"]),
            row(3, &["HSA-\nid", "Namn"]),
            row(4, &["SE1", "A", "x"]),
        ];
        let grid = Grid {
            rows,
            ..Grid::default()
        };
        let sheet = Sheet::of(&grid, |heading| heading == "Namn").expect("a table");
        assert_eq!(sheet.headings, ["HSA- id", "Namn", ""]);
        assert_eq!((sheet.heading_row.number, sheet.rows.len()), (3, 1));
        let unknown = Sheet::of(&grid, |_| false).expect("a table");
        assert_eq!(unknown.heading_row.number, 1);
    }

    #[test]
    fn a_row_of_sums_is_no_unit() {
        assert!(is_sum(&row(9, &["", "Summa:", "12", "3 400"])));
        assert!(!is_sum(&row(9, &["", "Summa", "Kalmar"])));
        assert!(!is_sum(&row(9, &["", "12"])));
    }
}
