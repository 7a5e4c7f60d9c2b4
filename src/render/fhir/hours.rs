//! Opening hours in FHIR. It knows days of the week and days when nothing is available; it has no
//! holidays and, in release 5, no other hours on single days. So closed holidays and closures are
//! told by date for the days ahead, and other hours on a day in words.

use serde_json::{Map, Value, json};

use crate::model::hours::{DayHours, DayKey, Interval, TimeOfDay, runs};
use crate::model::unit::Unit;
use crate::render::dated::{Dated, opening};
use crate::render::fhir::put;

/// The keys of the beginning and the end of hours.
type Keys = (&'static str, &'static str);

/// The keys of `availableTime` in both releases.
const AVAILABLE: Keys = ("availableStartTime", "availableEndTime");
/// The keys of `Location.hoursOfOperation` in release 4.
const DOORS: Keys = ("openingTime", "closingTime");

/// `availableTime`: the hours of the week.
pub fn available_time(unit: &Unit) -> Option<Value> {
    week(unit, AVAILABLE)
}

/// `Location.hoursOfOperation` of release 4.
pub fn opening_of_doors(unit: &Unit) -> Option<Value> {
    week(unit, DOORS)
}

/// Days ahead when the unit is closed, under the key of the release.
pub fn not_available(days: &[Dated<'_>]) -> Option<Value> {
    let closed = days.iter().filter(|day| *day.hours == DayHours::Closed);
    let closed: Vec<Value> = closed
        .map(|day| {
            json!({
                "description": reason(day).unwrap_or("Stängt"),
                "during": {"start": day.from.to_string(), "end": day.to.to_string()},
            })
        })
        .collect();
    (!closed.is_empty()).then_some(Value::Array(closed))
}

/// `Availability` of release 5.
pub fn available(unit: &Unit, days: &[Dated<'_>]) -> Option<Value> {
    let mut availability = Map::new();
    put(&mut availability, "availableTime", available_time(unit));
    put(&mut availability, "notAvailableTime", not_available(days));
    (!availability.is_empty()).then_some(Value::Object(availability))
}

/// Days ahead with other hours than the week's, in words: "2026-12-23: 08.00–12.00 (Kort dag)".
pub fn exceptions(days: &[Dated<'_>]) -> Option<Value> {
    let open = days.iter().filter(|day| *day.hours != DayHours::Closed);
    let lines: Vec<String> = open
        .map(|day| {
            let hours = day.hours.sv();
            match reason(day) {
                Some(reason) => format!("{}: {hours} ({reason})", day.from),
                None => format!("{}: {hours}", day.from),
            }
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("; ").into())
}

/// Why a day has other hours.
fn reason<'a>(day: &Dated<'a>) -> Option<&'a str> {
    let holiday = day.holiday.map(crate::model::calendar::Holiday::name_sv);
    day.reason.or(holiday)
}

/// The hours of the week: days with equal hours together, closed ones left out.
fn week(unit: &Unit, keys: Keys) -> Option<Value> {
    let mut times = Vec::new();
    for (days, hours) in runs(opening(unit)?) {
        let days: Vec<&str> = days
            .into_iter()
            .filter(|day| *day != DayKey::Holiday)
            .map(DayKey::key)
            .collect();
        if days.is_empty() {
            continue;
        }
        match hours {
            DayHours::Closed => {}
            DayHours::AroundTheClock => times.push(json!({"daysOfWeek": days, "allDay": true})),
            DayHours::Open(spans) => {
                times.extend(spans.iter().map(|span| span_of(&days, *span, keys)));
            }
        }
    }
    (!times.is_empty()).then_some(Value::Array(times))
}

/// Hours on some days. The standard has no 24 o'clock.
fn span_of(days: &[&str], span: Interval, (begin, end): Keys) -> Value {
    let last = match span.to() {
        TimeOfDay::END => "23:59:59".to_owned(),
        time => format!("{time}:00"),
    };
    json!({"daysOfWeek": days, begin: format!("{}:00", span.from()), end: last})
}
