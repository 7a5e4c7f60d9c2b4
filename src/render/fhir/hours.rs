//! Opening hours in FHIR. It knows days of the week and days when nothing is available; it has no
//! holidays and, in release 5, no other hours on single days. So closed holidays and closures are
//! told by date for the days ahead, and other hours on a day in words.

use serde::Serialize;

use crate::model::calendar::Holiday;
use crate::model::hours::{DayHours, DayKey, Interval, runs};
use crate::model::unit::Unit;
use crate::render::dated::{Dated, opening};
use crate::render::fhir::element::{DaysOfWeek, Period, Time};

/// Days with equal hours together, and their hours.
pub type Week<'a> = Vec<(Vec<DayKey>, &'a DayHours)>;

/// The opening hours of a unit's week; those of holidays are told by date.
pub fn week(unit: &Unit) -> Week<'_> {
    let mut week = opening(unit).map(runs).unwrap_or_default();
    week.retain(|(days, _)| *days != [DayKey::Holiday]);
    week
}

/// The stretches of a week in which the unit is open: none is the whole day.
fn stretches<'a>(
    week: &'a Week<'_>,
) -> impl Iterator<Item = (DaysOfWeek<'a>, Option<Interval>)> + 'a {
    week.iter().flat_map(|(days, hours)| {
        let all_day = **hours == DayHours::AroundTheClock;
        let stretches = hours.intervals().iter();
        stretches.map(move |it| (DaysOfWeek(days), (!all_day).then_some(*it)))
    })
}

/// `availableTime`: hours on some days.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AvailableTime<'a> {
    days_of_week: DaysOfWeek<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_day: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    available_start_time: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    available_end_time: Option<Time>,
}

/// The hours of the week.
pub fn available_time<'a>(week: &'a Week<'_>) -> Vec<AvailableTime<'a>> {
    let times = stretches(week).map(|(days_of_week, stretch)| AvailableTime {
        days_of_week,
        all_day: stretch.is_none().then_some(true),
        available_start_time: stretch.map(|it| Time(it.from())),
        available_end_time: stretch.map(|it| Time(it.to())),
    });
    times.collect()
}

/// `Location.hoursOfOperation` of release 4: when doors are open on some days.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HoursOfOperation<'a> {
    days_of_week: DaysOfWeek<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_day: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opening_time: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closing_time: Option<Time>,
}

/// When doors are open in the week.
pub fn hours_of_operation<'a>(week: &'a Week<'_>) -> Vec<HoursOfOperation<'a>> {
    let times = stretches(week).map(|(days_of_week, stretch)| HoursOfOperation {
        days_of_week,
        all_day: stretch.is_none().then_some(true),
        opening_time: stretch.map(|it| Time(it.from())),
        closing_time: stretch.map(|it| Time(it.to())),
    });
    times.collect()
}

/// `notAvailable` of release 4, `notAvailableTime` of release 5.
#[derive(Debug, Serialize)]
pub struct NotAvailable<'a> {
    description: &'a str,
    during: Period,
}

/// Days ahead when the unit is closed.
pub fn not_available<'a>(days: &[Dated<'a>]) -> Vec<NotAvailable<'a>> {
    let closed = days.iter().filter(|day| *day.hours == DayHours::Closed);
    let closed = closed.map(|day| NotAvailable {
        description: reason(day).unwrap_or("Stängt"),
        during: Period {
            start: day.from,
            end: day.to,
        },
    });
    closed.collect()
}

/// `Availability` of release 5.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Availability<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    available_time: Vec<AvailableTime<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_available_time: Vec<NotAvailable<'a>>,
}

/// The hours of the week and the days ahead when the unit is closed.
pub fn availability<'a>(week: &'a Week<'_>, days: &[Dated<'a>]) -> Option<[Availability<'a>; 1]> {
    let available_time = available_time(week);
    let not_available_time = not_available(days);
    let is_empty = available_time.is_empty() && not_available_time.is_empty();
    (!is_empty).then_some([Availability {
        available_time,
        not_available_time,
    }])
}

/// Days ahead with other hours than the week's, in words: "2026-12-23: 08.00–12.00 (Kort dag)".
pub fn exceptions(days: &[Dated<'_>]) -> Option<String> {
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
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// Why a day has other hours.
fn reason<'a>(day: &Dated<'a>) -> Option<&'a str> {
    day.reason.or(day.holiday.map(Holiday::name_sv))
}
