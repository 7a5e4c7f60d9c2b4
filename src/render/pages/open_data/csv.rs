//! `units.csv`: a row a unit, for spreadsheets.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::assess::units::FullUnit;
use crate::model::hours::day::DayHours;
use crate::model::hours::stated::HoursKind;
use crate::model::hours::week::Week;
use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::error::{RenderError, RenderResult};
use crate::render::kind::{Chunks, Make, PageMaker, one_file};
use crate::render::pages::open_data::hours::stated;
use crate::render::pages::open_data::{Record, all_shown, record};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::text::cell::defused;

/// `units.csv`
pub static CSV: PageMaker = PageMaker {
    kind: PageKind::UnitsCsv,
    list,
    make: Make::Chunked(Chunks {
        begin,
        units: all_shown,
        of_units,
        end: "",
    }),
};

fn list(_: &SiteData<'_>) -> Vec<ListedPage> {
    one_file(routes::UNITS_CSV)
}

/// The names of the columns.
fn begin(_: &SiteData<'_>, _: &PageAddress) -> RenderResult<Vec<u8>> {
    // Without the mark at the start, spreadsheets take UTF-8 for something else.
    rows("\u{feff}", |writer| writer.write_record(COLUMNS))
}

/// A row for each unit.
fn of_units(data: &SiteData<'_>, _: &PageAddress, units: &[u32], _: bool) -> RenderResult<Vec<u8>> {
    let full = units.iter().map(|at| data.full_unit(*at as usize));
    let full: Vec<Arc<FullUnit>> = full.collect::<RenderResult<_>>()?;
    rows("", |writer| {
        let mut records = full.iter().map(|unit| record(data, unit));
        records.try_for_each(|record| writer.write_record(row(&record)))
    })
}

/// Rows after what begins the file.
fn rows(
    begin: &str,
    write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>,
) -> RenderResult<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(begin.as_bytes().to_vec());
    write(&mut writer)?;
    let bytes = writer.into_inner();
    bytes.map_err(|error| RenderError::Form(error.to_string()))
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
    let opening = record.hours.0.get(&HoursKind::Opening);
    let opening = opening.map(|week| week_in_a_cell(week));
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
        opening.unwrap_or_default(),
        text(record.reviewed.as_deref()),
        text(record.rule_set),
        services.join(";"),
    ]
    .map(defused)
}

/// Hours in one cell: `mon 07:30-17:00; tue closed; sat by appointment; sun 10:00-12:00 odd`.
fn week_in_a_cell(week: &Week) -> String {
    let mut cell = String::new();
    for (key, day) in stated(week) {
        for (weeks, hours) in day.by_weeks() {
            let separator = if cell.is_empty() { "" } else { "; " };
            // Text is always written.
            let _ = write!(cell, "{separator}{}", key.key());
            match hours {
                DayHours::Closed => cell.push_str(" closed"),
                DayHours::ByAppointment => cell.push_str(" by appointment"),
                DayHours::AroundTheClock | DayHours::Open(_) => {
                    for span in hours.intervals() {
                        let _ = write!(cell, " {span}");
                    }
                }
            }
            if let Some(weeks) = weeks {
                let _ = write!(cell, " {}", weeks.name());
            }
        }
    }
    cell
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
