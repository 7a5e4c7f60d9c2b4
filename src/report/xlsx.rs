//! The report as a workbook: the tables of the report as sheets with filters, fixed headings, and real
//! dates, numbers and shares. Strings are written as strings, so that none becomes a formula.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::assess::verdict::Outcome;
use crate::report::overview::RegionOverview;
use crate::report::overview::change::Change;
use crate::report::overview::coverage::{Grouping, Share};
use crate::report::table::{Cell, Column, Table};
use crate::report::tables;
use crate::report::words::Words;
use crate::report::{Report, history};

/// Rows and columns that a sheet holds.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// Longest text in a cell, in UTF-16 units.
const MOST_TEXT: usize = 32_767;
/// Longest name of a sheet.
const MOST_NAME: usize = 31;

/// The workbook's bytes. The same report gives the same bytes.
///
/// # Errors
/// When a sheet cannot hold its table: more than a million rows.
pub fn render(report: &Report<'_>, words: Words) -> Result<Vec<u8>, String> {
    workbook(report, words).map_err(|error| error.to_string())
}

fn workbook(report: &Report<'_>, words: Words) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let overview = report.overview;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(format!("{} {}", overview.title, overview.date))
            .set_comment(words.pick(
                "Internal: names who is responsible. Not to be published.",
                "Internt: anger vem som är ansvarig. Får inte publiceras.",
            ))
            .set_creation_datetime(&overview.date),
    );
    let formats = Formats::new();
    let mut names = BTreeSet::new();
    for table in sheets(report, words) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.name, &mut names))?;
        fill(sheet, &table, &formats, words)?;
    }
    workbook.save_to_buffer()
}

/// The tables of the workbook, each a sheet. What all regions have is in one sheet with a column for the
/// region, so that one filter serves all; services differ, so each region has its own matrix.
fn sheets(report: &Report<'_>, words: Words) -> Vec<Table> {
    let regions = &report.overview.regions;
    let of_all = |make: &dyn Fn(&RegionOverview<'_>) -> Table| {
        let parts = regions.iter().map(|it| (it.region.name.as_str(), make(it)));
        joined(parts.collect(), words)
    };
    let mut sheets = vec![tables::regions(report.overview, words)];
    sheets.extend(of_all(&|it| tables::services(it, words)));
    for by in Grouping::ALL {
        sheets.extend(of_all(&|it| tables::groups(it, by, words)));
    }
    for it in regions {
        let mut matrix = tables::matrix(it, words);
        if regions.len() > 1 {
            matrix.name = format!("{} {}", matrix.name, it.region.id);
        }
        sheets.push(matrix);
    }
    sheets.extend(of_all(&|it| tables::work(it, words)));
    sheets.extend(of_all(&|it| tables::exemptions(it, words)));
    sheets.extend(of_all(&|it| tables::waiting(it, words)));
    sheets.extend(of_all(&|it| tables::extras(it, words)));
    sheets.extend(of_all(&|it| tables::due_pages(it, words)));
    if let Some(comparison) = report.comparison {
        sheets.push(tables::comparison(comparison, &Change::ALL, words));
    }
    for coming in regions.iter().flat_map(|it| &it.upcoming) {
        let mut table = tables::comparison(coming, &Change::ALL, words);
        table.name = coming.to.id.replace('/', " ");
        sheets.push(table);
    }
    if !report.history.is_empty() {
        sheets.push(history::table(report.history, words));
    }
    sheets
}

/// The same table of several regions as one, with the region's name in the first column.
fn joined(parts: Vec<(&str, Table)>, words: Words) -> Option<Table> {
    let mut parts = parts.into_iter();
    let (region, mut all) = parts.next()?;
    if parts.len() == 0 {
        return Some(all);
    }
    let with = |region: &str, rows: Vec<Vec<Cell>>| -> Vec<Vec<Cell>> {
        let first = Cell::Name(region.to_owned());
        let rows = rows.into_iter();
        rows.map(|row| std::iter::once(first.clone()).chain(row).collect())
            .collect()
    };
    all.rows = with(region, all.rows);
    for (region, table) in parts {
        all.rows.extend(with(region, table.rows));
    }
    let title = words.pick("Region", "Region").to_owned();
    let swedish = false;
    all.columns.insert(0, Column { title, swedish });
    Some(all)
}

/// A name that a sheet may have, and no other sheet has.
fn sheet_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if "[]:*?/\\'".contains(c) { ' ' } else { c };
    let cut: String = wanted.chars().map(plain).take(MOST_NAME - 3).collect();
    let mut name = cut.clone();
    let mut number = 2;
    // Sheets are told apart without regard to case.
    while !taken.insert(name.to_lowercase()) {
        name = format!("{cut} {number}");
        number += 1;
    }
    name
}

/// How cells look.
struct Formats {
    head: Format,
    date: Format,
    share: Format,
    wrapped: Format,
    outcomes: [Format; Outcome::ALL.len()],
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let fill = |outcome: Outcome| match outcome {
            Outcome::Met => Some(0xE3_F1_EC),
            Outcome::Exempt => Some(0xE4_EC_F7),
            Outcome::Unmet => Some(0xF9_DC_D9),
            Outcome::Undetermined => Some(0xFF_F3_D1),
            Outcome::NotApplicable | Outcome::OutOfScope => None,
        };
        let outcome = |outcome| match fill(outcome) {
            Some(colour) => plain.clone().set_background_color(Color::RGB(colour)),
            None => plain.clone().set_font_color(Color::RGB(0x46_54_4F)),
        };
        Self {
            head: plain
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Medium),
            date: plain.clone().set_num_format("yyyy-mm-dd"),
            share: plain.clone().set_num_format("0.0%"),
            wrapped: plain.clone().set_text_wrap(),
            outcomes: Outcome::ALL.map(outcome),
        }
    }
}

/// Writes a table into a sheet.
fn fill(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    words: Words,
) -> Result<(), XlsxError> {
    if table.rows.len() >= MOST_ROWS || table.columns.len() > MOST_COLUMNS {
        return Err(XlsxError::RowColumnLimitError);
    }
    let columns = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    for (at, column) in (0..columns).zip(&table.columns) {
        sheet.write_string_with_format(0, at, cut(&column.title), &formats.head)?;
        sheet.set_column_width(at, width(table, usize::from(at)))?;
    }
    let mut last = 0;
    for (row, cells) in (1..).zip(&table.rows) {
        last = row;
        for (at, cell) in (0..columns).zip(cells) {
            write(sheet, (row, at), cell, formats, words)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
    Ok(())
}

/// Writes a cell with its own kind of value.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
    words: Words,
) -> Result<(), XlsxError> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "the workbook's numbers are floating; counts are far below 2^52"
    )]
    let number = |count: usize| count as f64;
    match cell {
        Cell::Empty => {}
        Cell::Words(text) | Cell::Name(text) => {
            sheet.write_string_with_format(row, column, cut(text), &formats.wrapped)?;
        }
        Cell::Count(count) => {
            sheet.write_number(row, column, number(*count))?;
        }
        #[expect(clippy::cast_precision_loss, reason = "days between two dates are few")]
        Cell::Days(days) => {
            sheet.write_number(row, column, *days as f64)?;
        }
        Cell::Share(Share { whole: 0, .. }) => {}
        Cell::Share(share) => {
            let part = number(share.part) / number(share.whole);
            sheet.write_number_with_format(row, column, part, &formats.share)?;
        }
        Cell::Date(date) => write_date(sheet, (row, column), *date, formats)?,
        Cell::Outcome(outcome) => {
            let format = &formats.outcomes[*outcome as usize];
            sheet.write_string_with_format(row, column, words.outcome(*outcome), format)?;
        }
    }
    Ok(())
}

/// Writes a day; one outside the years that workbooks know is written as text.
fn write_date(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    date: NaiveDate,
    formats: &Formats,
) -> Result<(), XlsxError> {
    use chrono::Datelike;
    if (1900..=9999).contains(&date.year()) {
        sheet.write_datetime_with_format(row, column, date, &formats.date)?;
    } else {
        sheet.write_string(row, column, date.to_string())?;
    }
    Ok(())
}

/// A text that fits in a cell.
fn cut(text: &str) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= MOST_TEXT
    };
    text.chars().take_while(fits).collect()
}

/// A width that fits most of a column: from its heading and its first rows.
fn width(table: &Table, at: usize) -> f64 {
    let cells = table.rows.iter().take(200).filter_map(|row| row.get(at));
    let lengths = cells.map(|cell| match cell {
        Cell::Words(text) | Cell::Name(text) => text.chars().count(),
        Cell::Outcome(_) => 15,
        _ => 10,
    });
    let longest = lengths.max().unwrap_or(0).clamp(10, 48);
    #[expect(clippy::cast_precision_loss, reason = "at most 48")]
    let width = longest as f64;
    width + 2.0
}
