//! Tables of workbooks (XLSX): values as people see them, not as they are stored.

use std::io::{self, Cursor, Read, Write};

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;

use crate::diagnostic::{Text, say};
use crate::import::grid::{Cell, Grid, MAX_CELLS, Merged, Refusal, Row, too_large};

/// Most bytes that a workbook may hold once it is unpacked.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;

/// A sheet of a workbook: the one that is named, or the first that is not hidden.
///
/// # Errors
/// When it is no workbook, unpacks to too much, or has no such sheet.
pub(super) fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Grid, Refusal> {
    let has_formulas = unpacked(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let (name, hidden) = chosen(&workbook, sheet)?;
    let mut grid = Grid {
        sheet: Some(name.clone()),
        hidden,
        ..Grid::default()
    };
    let merged = workbook.merge_cells_by_sheet_name(&name).map_err(broken)?;
    let merged = merged.iter().filter(|area| area.end.0 > area.start.0);
    grid.merged = merged
        .map(|area| Merged {
            first: area.start.0 + 1,
            last: area.end.0 + 1,
            column: area.start.1 as usize,
        })
        .collect();
    let uncomputed = if has_formulas {
        formulas(&mut workbook, &name)?
    } else {
        Vec::new()
    };
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(broken)?;
    let mut cells = 0;
    while let Some((found, style)) = reader.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = found.get_position();
        let format = reader
            .styles()
            .get(style)
            .and_then(|style| style.number_format.as_ref());
        let format = format.map(|format| format.format_code.as_str());
        let mut cell = cell(found.get_value(), format);
        if cell.is_empty() {
            if uncomputed.binary_search(&(row, column)).is_err() {
                continue;
            }
            cell = Cell::Fault("=…".to_owned());
        }
        let (number, column) = (row + 1, column as usize);
        if grid.rows.last().is_none_or(|last| last.number != number) {
            grid.rows.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        let Some(row) = grid.rows.last_mut() else {
            continue;
        };
        cells += (column + 1).saturating_sub(row.cells.len());
        if cells > MAX_CELLS {
            return Err(too_large());
        }
        row.cells
            .resize(row.cells.len().max(column + 1), Cell::Empty);
        row.cells[column] = cell;
    }
    // Programs may write rows in any order.
    grid.rows.sort_by_key(|row| row.number);
    Ok(grid)
}

/// The sheet to read, and the names of those that are hidden.
fn chosen<R: Read + io::Seek>(
    workbook: &Xlsx<R>,
    wanted: Option<&str>,
) -> Result<(String, Vec<String>), Refusal> {
    let sheets = workbook.sheets_metadata();
    let sheets = || {
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
    };
    let is_shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let found = match wanted {
        Some(wanted) => sheets().find(|sheet| sheet.name == wanted),
        None => sheets().find(is_shown),
    };
    let names: Vec<&str> = sheets().map(|sheet| sheet.name.as_str()).collect();
    let names = names.join("`, `");
    let found = found.ok_or_else(|| Refusal {
        what: match wanted {
            Some(wanted) => say!(
                "there is no sheet `{wanted}`",
                "det finns ingen flik `{wanted}`"
            ),
            None => Text::fixed(
                "the workbook has no sheet that is not hidden",
                "arbetsboken har ingen flik som inte är dold",
            ),
        },
        act: say!(
            "name one with --sheet: `{names}`",
            "ange en av dem med --sheet: `{names}`"
        ),
    })?;
    let hidden = sheets().filter(|sheet| !is_shown(sheet) && sheet.name != found.name);
    Ok((
        found.name.clone(),
        hidden.map(|sheet| sheet.name.clone()).collect(),
    ))
}

fn broken(error: XlsxError) -> Refusal {
    let error = error.to_string();
    Refusal {
        what: say!(
            "the workbook cannot be read: {error}",
            "arbetsboken går inte att läsa: {error}"
        ),
        act: Text::fixed(
            "open it in Excel and save it again as .xlsx",
            "öppna den i Excel och spara den igen som .xlsx",
        ),
    }
}

/// Counts what is unpacked, and looks for formulas.
#[derive(Default)]
struct Counter {
    has_formulas: bool,
    tail: Vec<u8>,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_formula = |window: &[u8]| matches!(window, b"<f>" | b"<f ");
        self.tail.extend(bytes.iter().take(2));
        self.has_formulas |= self.tail.windows(3).chain(bytes.windows(3)).any(is_formula);
        self.tail = bytes[bytes.len().saturating_sub(2)..].to_vec();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Unpacks all parts without keeping them: their stated lengths may be lies. Gives whether there are
/// formulas.
fn unpacked(bytes: &[u8]) -> Result<bool, Refusal> {
    let broken = |error: &dyn std::fmt::Display| {
        let error = error.to_string();
        Refusal {
            what: say!("the file is damaged: {error}", "filen är skadad: {error}"),
            act: Text::fixed(
                "open it in Excel and save it again as .xlsx",
                "öppna den i Excel och spara den igen som .xlsx",
            ),
        }
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let (mut counter, mut total) = (Counter::default(), 0);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error))?;
        let rest = MAX_UNPACKED - total;
        total +=
            io::copy(&mut part.take(rest + 1), &mut counter).map_err(|error| broken(&error))?;
        if total > MAX_UNPACKED {
            let megabytes = MAX_UNPACKED / 1024 / 1024;
            return Err(Refusal {
                what: say!(
                    "the workbook unpacks to more than {megabytes} MiB",
                    "arbetsboken packas upp till mer än {megabytes} MiB"
                ),
                act: Text::fixed(
                    "save the sheet as a file of its own, without pictures and empty rows",
                    "spara fliken som en egen fil, utan bilder och tomma rader",
                ),
            });
        }
    }
    Ok(counter.has_formulas)
}

/// The places of formulas, in order.
fn formulas<R: Read + io::Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
) -> Result<Vec<(u32, u32)>, Refusal> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(broken)?;
    let mut places = Vec::new();
    while let Some(formula) = reader.next_formula().map_err(broken)? {
        if !formula.get_value().is_empty() {
            places.push(formula.get_position());
        }
        if places.len() > MAX_CELLS {
            return Err(too_large());
        }
    }
    places.sort_unstable();
    Ok(places)
}

fn cell(value: &DataRef<'_>, format: Option<&str>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => number_cell(*number as f64, format),
        DataRef::Float(number) => number_cell(*number, format),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(moment) => moment_cell(moment),
        DataRef::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) => Cell::Date(day),
            None => Cell::text(text),
        },
        DataRef::DurationIso(text) => Cell::text(text),
        DataRef::Error(error) => Cell::Fault(Data::Error(error.clone()).to_string()),
    }
}

fn number_cell(number: f64, format: Option<&str>) -> Cell {
    let shown = format.and_then(|format| in_format(number, format));
    Cell::Number(number, shown.unwrap_or_else(|| number.to_string()))
}

/// A day, or a time of day, or both in words.
fn moment_cell(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let time = format!("{hour:02}:{minute:02}");
    match date {
        _ if moment.as_f64() < 1.0 || moment.is_duration() => Cell::Text(time),
        Some(date) if (hour, minute) == (0, 0) => Cell::Date(date),
        Some(date) => Cell::Text(format!("{date} {time}")),
        None => Cell::Number(moment.as_f64(), moment.as_f64().to_string()),
    }
}

/// A whole number in a format of digits, such as `0000` or `000 00`: leading zeros are only in the
/// format. Nothing for other formats.
fn in_format(number: f64, format: &str) -> Option<String> {
    let format = format.split(';').next()?.replace(['\\', '"'], "");
    let of_digits = format
        .chars()
        .all(|c| matches!(c, '0' | '#' | ' ' | '-' | '\u{a0}'));
    if !of_digits
        || !format.contains('0')
        || number.fract() != 0.0
        || !(0.0..1e15).contains(&number)
    {
        return None;
    }
    let digits = format!("{number:.0}");
    let mut digits = digits.chars().rev();
    let mut shown = Vec::new();
    for place in format.chars().rev() {
        match place {
            '0' => shown.push(digits.next().unwrap_or('0')),
            '#' => shown.extend(digits.next()),
            other => shown.push(other),
        }
    }
    shown.extend(digits);
    let shown: String = shown.iter().rev().collect();
    Some(shown.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Formula, Workbook};

    use super::*;

    fn shown(grid: &Grid) -> Vec<(u32, Vec<String>)> {
        let row = |row: &Row| {
            let cells = row.cells.iter().map(|cell| cell.shown().into_owned());
            (row.number, cells.collect())
        };
        grid.rows.iter().map(row).collect()
    }

    #[test]
    fn values_are_what_people_see() {
        let mut workbook = Workbook::new();
        workbook
            .add_worksheet()
            .set_name("Gammalt")
            .expect("a name")
            .set_hidden(true);
        let sheet = workbook.add_worksheet();
        sheet.set_name("Enheter").expect("a name").set_active(true);
        let zeros = Format::new().set_num_format("0000");
        let postcode = Format::new().set_num_format("000\\ 00");
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet
            .write_number_with_format(2, 0, 880.0, &zeros)
            .expect("a cell");
        sheet
            .write_number_with_format(2, 1, 39_000.0, &postcode)
            .expect("a cell");
        sheet
            .write_number_with_format(2, 2, 46_014.0, &day)
            .expect("a cell");
        sheet.write_number(2, 3, 56.66).expect("a cell");
        sheet.write_boolean(2, 4, true).expect("a cell");
        sheet.write_string(2, 5, " rad\nbruten ").expect("a cell");
        sheet
            .write_formula(2, 6, Formula::new("=1+1").set_result("2"))
            .expect("a cell");
        sheet
            .write_formula(2, 7, Formula::new("=NA()").set_result("#N/A"))
            .expect("a cell");
        sheet
            .merge_range(4, 1, 6, 1, "samma", &Format::new())
            .expect("a cell");
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let grid = read(&bytes, None).expect("a table");
        assert_eq!(grid.sheet.as_deref(), Some("Enheter"));
        assert_eq!(grid.hidden, ["Gammalt"]);
        assert_eq!(
            grid.merged,
            [Merged {
                first: 5,
                last: 7,
                column: 1
            }]
        );
        let expected = [
            "0880",
            "390 00",
            "2025-12-23",
            "56.66",
            "ja",
            "rad\nbruten",
            "2",
            "#N/A",
        ];
        let shown = shown(&grid);
        assert_eq!(
            (shown[0].0, shown[0].1.as_slice()),
            (3, expected.map(str::to_owned).as_slice())
        );
        assert_eq!(shown[1], (5, vec![String::new(), "samma".to_owned()]));
        let refused = read(&bytes, Some("Annat")).expect_err("no such sheet");
        assert!(
            refused.act.en.contains("`Gammalt`, `Enheter`"),
            "{refused:?}"
        );
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        archive
            .start_file("xl/worksheets/sheet1.xml", options)
            .expect("a part");
        let zeros = vec![0; 1024 * 1024];
        for _ in 0..=MAX_UNPACKED / 1024 / 1024 {
            archive.write_all(&zeros).expect("it is packed");
        }
        let bytes = archive.finish().expect("an archive").into_inner();
        assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
        let refused = read(&bytes, None).expect_err("too large");
        assert!(
            refused.what.en.contains("unpacks to more than 256 MiB"),
            "{refused:?}"
        );
        assert!(read(b"PK\x03\x04 no archive", None).is_err());
    }
}
