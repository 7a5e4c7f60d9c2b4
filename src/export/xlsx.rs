//! A table of units as a workbook: headings that stay in view and explain themselves, lists of allowed
//! values, and cells in which a text stays a text.

use chrono::Datelike;
use rust_xlsxwriter::{
    DataValidation, DocProperties, Format, FormatAlign, FormatBorder, Formula, Note, Workbook,
    Worksheet, XlsxError,
};

use crate::diagnostic::{Language, Text};
use crate::export::Sheet;
use crate::export::columns::{Column, Source};
use crate::import::allowed::{AllowedWord, words};
use crate::import::cell_value::CellValue;
use crate::import::grid::column_letters;
use crate::import::site::SiteUnits;
use crate::import::target::Holds;
use crate::load::shape::Kind;

/// Longest text in a cell, in UTF-16 units.
const MAX_TEXT: usize = 32_767;
/// The last row that lists of allowed values reach, for rows that people add.
const LAST_ROW: u32 = 19_999;

/// A workbook.
pub struct Book {
    /// Its bytes. The same units and day give the same bytes.
    pub bytes: Vec<u8>,
    /// Cells whose text is longer than a cell may be, as unit and key; they are empty.
    pub too_long: Vec<(String, String)>,
}

/// The table as a workbook.
///
/// # Errors
/// When a sheet cannot hold it: more than a million rows, or 16,384 columns.
pub fn render(sheet: &Sheet, site: &SiteUnits<'_>, language: Language) -> Result<Book, XlsxError> {
    let pick = |en: &'static str, sv: &'static str| match language {
        Language::English => en,
        Language::Swedish => sv,
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&site.catalog.site.title)
            .set_comment(pick(
                "Internal: names who is responsible. Not to be published.",
                "Internt: anger vem som är ansvarig. Får inte publiceras.",
            ))
            .set_creation_datetime(&site.today),
    );
    let lists: Vec<Option<Vec<AllowedWord>>> = sheet
        .columns
        .iter()
        .map(|column| allowed(column, site))
        .collect();
    let of_values = pick("Allowed values", "Tillåtna värden");
    let units = workbook.add_worksheet();
    units.set_name(pick("Units", "Enheter"))?;
    let too_long = units_sheet(units, sheet, language)?;
    let mut list = 0;
    for (at, words) in (0..).zip(&lists) {
        let Some(words) = words.as_ref().filter(|words| !words.is_empty()) else {
            continue;
        };
        if takes_one(&sheet.columns[usize::from(at)]) {
            let letters = column_letters(2 * list);
            let last = words.len() + 1;
            let place = format!("='{of_values}'!${letters}$2:${letters}${last}");
            let validation = DataValidation::new()
                .allow_list_formula(Formula::new(place))
                .set_error_title(pick("Not an allowed value", "Inte ett tillåtet värde"))?
                .set_error_message(pick(
                    "Choose one from the list, or leave the cell empty.",
                    "Välj ett i listan, eller låt cellen vara tom.",
                ))?;
            units.add_data_validation(1, at, LAST_ROW, at, &validation)?;
        }
        list += 1;
    }
    let values = workbook.add_worksheet();
    values.set_name(of_values)?;
    values_sheet(values, sheet, &lists)?;
    Ok(Book {
        bytes: workbook.save_to_buffer()?,
        too_long,
    })
}

/// The sheet of units; gives the cells that are too long.
fn units_sheet(
    out: &mut Worksheet,
    sheet: &Sheet,
    language: Language,
) -> Result<Vec<(String, String)>, XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let head = top
        .clone()
        .set_bold()
        .set_border_bottom(FormatBorder::Medium);
    let day = top.clone().set_num_format("yyyy-mm-dd");
    let text = top.clone().set_num_format("@");
    let mut too_long = Vec::new();
    for (at, column) in (0..).zip(&sheet.columns) {
        out.set_column_width(at, width(column))?;
        out.set_column_format(at, column_format(column, [&top, &day, &text]))?;
        out.write_string_with_format(0, at, &column.heading, &head)?;
        let note = Note::new(note(column, language)).add_author_prefix(false);
        out.insert_note(0, at, &note.set_author("basutbud"))?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (at, cell) in (0..).zip(cells) {
            let column = &sheet.columns[usize::from(at)];
            let format = column_format(column, [&top, &day, &text]);
            match cell {
                None => {}
                Some(CellValue::Number(number)) => {
                    #[expect(clippy::cast_precision_loss, reason = "weeks and days are few")]
                    out.write_number_with_format(row, at, *number as f64, format)?;
                }
                Some(CellValue::Date(date)) if (1900..=9999).contains(&date.year()) => {
                    out.write_datetime_with_format(row, at, *date, &day)?;
                }
                Some(other) => {
                    let shown = other.text();
                    if shown.encode_utf16().count() > MAX_TEXT {
                        let unit = cells.first().and_then(Option::as_ref);
                        let unit = unit.map(CellValue::text).unwrap_or_default();
                        too_long.push((unit, column.heading.clone()));
                    } else {
                        out.write_string_with_format(row, at, &shown, format)?;
                    }
                }
            }
        }
    }
    out.set_freeze_panes(1, 1)?;
    out.set_repeat_rows(0, 0)?;
    out.set_landscape();
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    out.autofilter(0, 0, last_row, last_column.saturating_sub(1))?;
    Ok(too_long)
}

/// The sheet of allowed values: for each column that has some two columns, the values and their names.
fn values_sheet(
    out: &mut Worksheet,
    sheet: &Sheet,
    lists: &[Option<Vec<AllowedWord>>],
) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Medium);
    let lists = sheet.columns.iter().zip(lists);
    let lists = lists.filter_map(|(column, words)| Some((column, words.as_ref()?)));
    let mut at = 0;
    for (column, words) in lists.filter(|(_, words)| !words.is_empty()) {
        out.write_string_with_format(0, at, &column.heading, &head)?;
        out.set_column_width(at, width(column))?;
        out.set_column_width(at + 1, 28.0)?;
        for (row, AllowedWord { word, name }) in (1..).zip(words) {
            out.write_string(row, at, word)?;
            out.write_string(row, at + 1, name)?;
        }
        at += 2;
    }
    out.set_freeze_panes(1, 0)?;
    Ok(())
}

fn kind_of(column: &Column) -> Option<&'static Kind> {
    match column.target.holds {
        Holds::Value(kind) => Some(kind),
        _ => None,
    }
}

/// The words that cells of a column may be; nothing where they may be anything.
fn allowed(column: &Column, site: &SiteUnits<'_>) -> Option<Vec<AllowedWord>> {
    let regions = site.catalog.regions.values();
    if column.source == Source::Region {
        let named = regions.map(|region| AllowedWord {
            word: region.id.clone(),
            name: region.name.clone(),
        });
        return Some(named.collect());
    }
    words(&column.target, regions)
}

/// Whether a cell of a column is one value, not several.
fn takes_one(column: &Column) -> bool {
    !matches!(kind_of(column), Some(Kind::List(_)))
}

/// Texts that may look like numbers keep what they begin with, in cells that are empty now, too.
fn column_format<'f>(column: &Column, [top, day, text]: [&'f Format; 3]) -> &'f Format {
    match kind_of(column) {
        Some(Kind::Date) => day,
        Some(Kind::Integer { .. } | Kind::Prose) => top,
        _ => text,
    }
}

fn width(column: &Column) -> f64 {
    let least = match column.target.name().as_str() {
        "id" | "name" => 34,
        _ if column.target.is_week() => 40,
        _ => 12,
    };
    let length = column.heading.chars().count().clamp(least, 40);
    let length = u8::try_from(length).unwrap_or(40);
    f64::from(length) + 2.0
}

/// What a heading says when it is pointed at.
fn note(column: &Column, language: Language) -> String {
    let about = column.about.get(language).to_owned();
    let form = form(column).map(|form| form.get(language).to_owned());
    let parts = [Some(about), form];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// How a column's cells are filled in.
fn form(column: &Column) -> Option<Text> {
    let kind = kind_of(column)?;
    if matches!(column.source, Source::Service(_) | Source::OtherKey(_)) {
        return Some(Text::fixed(
            "The address, or `ja` where the rule set gives it. Empty: the unit's file stays as it is.",
            "Adressen, eller `ja` där riktlinjen anger den. Tom: enhetens fil lämnas som den är.",
        ));
    }
    Some(match kind {
        Kind::Flag => Text::fixed(
            "`ja` or `nej`. Empty: not answered.",
            "`ja` eller `nej`. Tom: inte besvarad.",
        ),
        Kind::List(_) => Text::fixed(
            "Several are parted by semicolons.",
            "Flera skiljs åt med semikolon.",
        ),
        Kind::Date => Text::fixed(
            "A day, such as 2026-12-24.",
            "En dag, till exempel 2026-12-24.",
        ),
        Kind::Tuple(_, Kind::Integer { .. }) => {
            Text::fixed("Such as 6–17 år.", "Till exempel 6–17 år.")
        }
        _ if column.target.is_week() => Text::fixed(
            "Such as mon-thu 07:30-17:00; fri 07:30-16:00; holiday closed.",
            "Till exempel mån-tors 07:30-17:00; fre 07:30-16:00; helgdag stängt.",
        ),
        _ => return None,
    })
}
