//! `units.csv`: a row a unit, for spreadsheets.

use serde_json::Value;

use crate::model::unit::HoursKind;
use crate::render::Renderer;
use crate::render::address::{PageAddress, Stage};
use crate::render::fault::{Fault, Made};
use crate::render::pages::open_data::{Record, one_file, pieces_of_shown, record};
use crate::render::pages::{Listed, Make, PageKind, Pieces, units_of_piece};
use crate::text::cell::defused;

/// `units.csv`
pub static CSV: PageKind = PageKind {
    name: "units.csv",
    stage: Stage::List,
    list,
    make: Make::InPieces(Pieces {
        count: pieces_of_shown,
        piece,
    }),
};

fn list(_: &Renderer<'_>) -> Vec<Listed> {
    one_file("units.csv")
}

/// The names of the columns, then a row for each unit.
fn piece(renderer: &Renderer<'_>, _: &PageAddress, piece: usize) -> Made<Vec<u8>> {
    let is_first = piece == 0;
    // Without the mark at the start, spreadsheets take UTF-8 for something else.
    let begin: &[u8] = if is_first { "\u{feff}".as_bytes() } else { b"" };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(begin.to_vec());
    let failed = |error: csv::Error| Fault::Form(error.to_string());
    if is_first {
        writer.write_record(COLUMNS).map_err(failed)?;
    }
    for at in units_of_piece(&renderer.index.shown, piece).0 {
        writer
            .write_record(row(&record(renderer, *at)))
            .map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| Fault::Form(error.to_string()))
}

/// The columns of `units.csv`.
const COLUMNS: [&str; 24] = [
    "id",
    "name",
    "page",
    "region",
    "type",
    "kind",
    "administration",
    "private",
    "provider",
    "agreements",
    "municipality",
    "locality",
    "street",
    "postal_address",
    "latitude",
    "longitude",
    "phone",
    "website",
    "hsa_id",
    "languages",
    "opening",
    "reviewed",
    "rule_set",
    "services",
];

/// A unit as a row.
fn row(record: &Record<'_>) -> [String; 24] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let number = |value: Option<f64>| value.map(|number| number.to_string()).unwrap_or_default();
    let opening = record.hours.get(HoursKind::Opening.key());
    let opening = opening
        .and_then(Value::as_object)
        .map(week_in_a_cell)
        .unwrap_or_default();
    let services: Vec<&str> = record
        .services
        .iter()
        .filter(|it| it.only_by.is_empty())
        .map(|it| it.id)
        .collect();
    [
        record.id.to_owned(),
        record.name.to_owned(),
        record.page.clone(),
        record.region.to_owned(),
        text(record.unit_type),
        text(record.kind),
        text(record.administration),
        if record.private { "yes" } else { "no" }.to_owned(),
        text(record.provider),
        record.agreements.join(";"),
        text(record.municipality),
        text(record.locality),
        text(record.street),
        text(record.postal_address),
        number(record.latitude),
        number(record.longitude),
        text(record.phone.as_deref()),
        text(record.website),
        text(record.hsa_id),
        record.languages.join(";"),
        opening,
        text(record.reviewed.as_deref()),
        text(record.rule_set),
        services.join(";"),
    ]
    .map(defused)
}

/// Hours in one cell: `mon 07:30-17:00; tue closed`.
fn week_in_a_cell(days: &serde_json::Map<String, Value>) -> String {
    let day = |(key, spans): (&String, &Value)| {
        let spans: Vec<&str> = spans
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if spans.is_empty() {
            format!("{key} closed")
        } else {
            format!("{key} {}", spans.join(" "))
        }
    };
    days.iter().map(day).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_cells_are_equally_many() {
        assert_eq!(COLUMNS.len(), 24);
        assert_eq!(COLUMNS[COLUMNS.len() - 1], "services");
    }
}
