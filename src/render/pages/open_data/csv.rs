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
    rows("\u{feff}", |writer| {
        writer.write_record(COLUMNS.map(|(name, _)| name))
    })
}

/// A row for each unit.
fn of_units(data: &SiteData<'_>, _: &PageAddress, units: &[u32], _: bool) -> RenderResult<Vec<u8>> {
    let full = units.iter().map(|at| data.full_unit(*at as usize));
    let full: Vec<Arc<FullUnit>> = full.collect::<RenderResult<_>>()?;
    rows("", |writer| {
        let mut records = full.iter().map(|unit| record(data, unit));
        records.try_for_each(|record| {
            writer.write_record(COLUMNS.map(|(_, cell)| defused(cell(&record))))
        })
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

/// A column: its name, and its cell for a unit.
type Column = (&'static str, fn(&Record<'_>) -> String);

/// The columns, in their order.
const COLUMNS: [Column; 26] = [
    ("id", |it| it.id.to_owned()),
    ("name", |it| it.name.to_owned()),
    ("page", |it| it.page.clone()),
    ("region", |it| it.region.to_owned()),
    ("type", |it| text(it.unit_type)),
    ("kind", |it| text(it.kind)),
    ("administration", |it| text(it.administration)),
    ("private", |it| {
        if it.private { "yes" } else { "no" }.to_owned()
    }),
    ("provider", |it| text(it.provider)),
    ("agreements", |it| it.agreements.join(";")),
    ("municipality", |it| text(it.municipality)),
    ("locality", |it| text(it.locality)),
    ("street", |it| text(it.street)),
    ("postal_address", |it| text(it.postal_address)),
    ("latitude", |it| number(it.latitude)),
    ("longitude", |it| number(it.longitude)),
    ("phone", |it| text(it.phone.as_deref())),
    ("website", |it| text(it.website)),
    ("hsa_id", |it| text(it.hsa_id)),
    ("languages", |it| it.languages.join(";")),
    ("opening", opening),
    ("reviewed", |it| text(it.reviewed.as_deref())),
    ("rule_set", |it| text(it.rule_set)),
    ("services", services),
    ("accepts", |it| text(it.accepts)),
    ("facilities", |it| it.facilities.join(";")),
];

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

fn number(value: Option<f64>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}

fn opening(record: &Record<'_>) -> String {
    let opening = record.hours.0.get(&HoursKind::Opening);
    let opening = opening.map(|week| week_in_a_cell(week));
    opening.unwrap_or_default()
}

/// The services that are given digitally.
fn services(record: &Record<'_>) -> String {
    let digital = record.services.iter().filter(|it| it.only_by.is_empty());
    let ids: Vec<&str> = digital.map(|it| it.id).collect();
    ids.join(";")
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
