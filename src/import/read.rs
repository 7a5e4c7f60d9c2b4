//! Reads tables: CSV, workbooks, JSON. What a file is, is found out from its bytes.

mod csv;
mod encoding;
mod json;
mod workbook;

use crate::diagnostic::{Text, say};
use crate::import::grid::{Grid, Refusal};

/// What a file holds.
///
/// # Errors
/// When it is no table that can be read.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Grid, Refusal> {
    if bytes.starts_with(b"PK") {
        return workbook::read(bytes, sheet);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refusal {
            what: Text::fixed(
                "the file is a workbook of the old form (.xls), or it is protected with a password",
                "filen är en arbetsbok i det gamla formatet (.xls), eller skyddad med lösenord",
            ),
            act: Text::fixed(
                "open it in Excel and save it as .xlsx without a password",
                "öppna den i Excel och spara den som .xlsx utan lösenord",
            ),
        });
    }
    if let Some(sheet) = sheet {
        return Err(Refusal {
            what: say!(
                "the file has no sheets, so there is no sheet `{sheet}`",
                "filen har inga flikar, alltså ingen flik `{sheet}`"
            ),
            act: Text::fixed("leave out --sheet", "ta bort --sheet"),
        });
    }
    let text = encoding::decode(bytes)?;
    match text.trim_start().chars().next() {
        None => Err(Refusal {
            what: Text::fixed("the file is empty", "filen är tom"),
            act: Text::fixed(
                "save the table with its headings and at least one row",
                "spara tabellen med rubriker och minst en rad",
            ),
        }),
        Some('[' | '{') => json::read(&text),
        Some(_) => csv::read(&text),
    }
}
