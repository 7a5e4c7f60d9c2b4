//! Tables as CSV: the separator is found out.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::{Text, say};
use crate::import::grid::{Cell, Grid, MAX_CELLS, Refusal, Row, too_large};

/// Separators that are looked for; the first of equals is taken.
const SEPARATORS: [u8; 4] = *b";,\t|";

/// Rows by which the separator is found out.
const SAMPLE: usize = 50;

/// The rows of a text.
///
/// # Errors
/// When a record cannot be read, or there are too many.
pub(super) fn read(text: &str) -> Result<Grid, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let (separator, skipped) = stated(text).unwrap_or_else(|| (found_out(text), 0));
    let rest = text.splitn(skipped + 1, '\n').last().unwrap_or_default();
    let mut grid = Grid {
        has_all_cells: true,
        ..Grid::default()
    };
    let mut cells = 0;
    let mut number = u32::try_from(skipped).unwrap_or_default();
    for record in records(rest, separator) {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            Refusal {
                what: say!("line {line} cannot be read", "rad {line} går inte att läsa"),
                act: Text::fixed(
                    "look for a quotation mark that is not closed",
                    "leta efter ett citattecken som inte avslutas",
                ),
            }
        })?;
        let at = record.position().map_or(0, csv::Position::byte);
        number += empty_lines(rest, usize::try_from(at).unwrap_or_default()) + 1;
        let row = Row {
            number,
            cells: record.iter().map(Cell::text).collect(),
        };
        cells += row.cells.len();
        if cells > MAX_CELLS {
            return Err(too_large());
        }
        if !row.is_empty() {
            grid.rows.push(row);
        }
    }
    Ok(grid)
}

/// The lines with nothing on them at a byte: the reader passes over those, but people count them.
fn empty_lines(text: &str, at: usize) -> u32 {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let breaks = breaks.filter(|byte| **byte == b'\n').count();
    // The second half of the line end before it.
    let is_inside = rest.first() == Some(&b'\n') && text.as_bytes()[..at].last() == Some(&b'\r');
    u32::try_from(breaks - usize::from(is_inside)).unwrap_or_default()
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::Result<StringRecord>> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
        .into_records()
}

/// The separator that a first line `sep=;` states, and how many lines that takes.
fn stated(text: &str) -> Option<(u8, usize)> {
    let first = text.lines().next()?;
    match first.strip_prefix("sep=")?.as_bytes() {
        [separator] => Some((*separator, 1)),
        _ => None,
    }
}

/// The separator with which most rows have the same number of columns, and more than one.
fn found_out(text: &str) -> u8 {
    let columns = |separator: u8| {
        let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
        for record in records(text, separator).take(SAMPLE).flatten() {
            *lengths.entry(record.len()).or_default() += 1;
        }
        let usual = lengths.into_iter().filter(|(length, _)| *length > 1);
        usual.map(|(length, rows)| (rows, length)).max()
    };
    let all = SEPARATORS.into_iter().rev();
    all.max_by_key(|separator| columns(*separator))
        .unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(u32, String)> {
        let grid = read(text).expect("it is a table");
        let row = |row: &Row| {
            let cells: Vec<_> = row
                .cells
                .iter()
                .map(|cell| cell.shown().into_owned())
                .collect();
            (row.number, cells.join("|"))
        };
        grid.rows.iter().map(row).collect()
    }

    #[test]
    fn the_separator_is_found_out() {
        let expected = [(1, "a|b, c|d".to_owned()), (2, "1,5|2|".to_owned())];
        assert_eq!(shown("a;b, c;d\n1,5;2;\n"), expected);
        assert_eq!(shown("a\tb, c\td\n1,5\t2\t\n"), expected);
        assert_eq!(shown("a,\"b, c\",d\n\"1,5\",2,\n"), expected);
        let stated = [(2, "a|b".to_owned()), (3, "1;2|3".to_owned())];
        assert_eq!(shown("sep=|\na|b\n1;2|3\n"), stated);
        assert_eq!(
            shown("namn\nA\n"),
            [(1, "namn".to_owned()), (2, "A".to_owned())]
        );
    }

    #[test]
    fn rows_have_the_numbers_that_spreadsheets_show() {
        let text = "a;b\r\n\"1\nx\";2\r\n\r\n3;4\r\n;\r\n5;6\r\n";
        let numbers: Vec<u32> = shown(text).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 4, 6]);
    }
}
