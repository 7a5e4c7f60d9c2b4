//! A table of units as CSV, as Excel in Swedish opens it.

use crate::export::Sheet;
use crate::import::cell_value::CellValue;
use crate::text::cell::defused;

/// The bytes: UTF-8 with a mark at the start, without which spreadsheets take it for something else, and
/// semicolons.
pub fn render(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    // Rows are as long as the head, and memory takes every write.
    let _ = writer.write_record(sheet.columns.iter().map(|column| &column.heading));
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| cell.as_ref().map(CellValue::text));
        let _ = writer.write_record(cells.map(|cell| defused(cell.unwrap_or_default())));
    }
    writer.into_inner().unwrap_or_default()
}
