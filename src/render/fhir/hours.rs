//! Hours in FHIR. It knows days of the week and days when nothing is available; it has no holidays, no
//! odd and even weeks, nothing by appointment, no weeks that hold for a time, and in release 5 no other
//! hours on single days. So closed days ahead are told by date, and everything else in words. What
//! passes midnight is told in two parts.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::calendar::Holiday;
use crate::model::hours::day::{Day, DayHours};
use crate::model::hours::day_key::{DayKey, days_sv};
use crate::model::hours::stated::{HoursKind, Segment};
use crate::model::hours::time::Interval;
use crate::model::hours::week::runs;
use crate::model::timetable::first_day;
use crate::model::unit::Unit;
use crate::render::dated::{Cause, Dated, plain};
use crate::render::fhir::element::{DaysOfWeek, Period, Time};

/// Stretches of a week in which the unit is open, each with its days: none is the whole day.
pub type Week = Vec<(Vec<DayKey>, Option<Interval>)>;

/// The opening hours of a unit's week; those of holidays are told by date.
pub fn week(unit: &Unit, today: NaiveDate) -> Week {
    let mut week = Week::new();
    let segments = segments(unit, today);
    let Some(now) = segments.first() else {
        return week;
    };
    for (days, day) in runs(now.week) {
        let Some(hours) = plain(day).filter(|_| days.iter().all(|day| day.index().is_some()))
        else {
            continue;
        };
        for interval in hours.intervals() {
            let (on_the_day, next) = interval.by_day();
            let is_whole = on_the_day == Interval::WHOLE_DAY;
            week.push((days.clone(), (!is_whole).then_some(on_the_day)));
            if let Some(next) = next {
                week.push((days.iter().map(|day| day_after(*day)).collect(), Some(next)));
            }
        }
    }
    week
}

/// The weeks of opening hours from the first day on which the unit is open.
fn segments(unit: &Unit, today: NaiveDate) -> Vec<Segment<'_>> {
    let hours = unit.hours.get(&HoursKind::Opening);
    hours.map_or_else(Vec::new, |hours| hours.segments(first_day(unit, today)))
}

/// The next day of the week.
fn day_after(day: DayKey) -> DayKey {
    day.index().map_or(day, |at| DayKey::WEEKDAYS[(at + 1) % 7])
}

/// The stretches of a week.
fn stretches(week: &Week) -> impl Iterator<Item = (DaysOfWeek<'_>, Option<Interval>)> + '_ {
    week.iter()
        .map(|(days, stretch)| (DaysOfWeek(days), *stretch))
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
pub fn available_time<'a>(week: &'a Week) -> Vec<AvailableTime<'a>> {
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
pub fn hours_of_operation<'a>(week: &'a Week) -> Vec<HoursOfOperation<'a>> {
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
    let closed = days
        .iter()
        .filter(|day| day.hours == Some(&DayHours::Closed));
    let closed = closed.filter(|day| day.cause != Cause::Week);
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
pub fn availability<'a>(week: &'a Week, days: &[Dated<'a>]) -> Option<[Availability<'a>; 1]> {
    let available_time = available_time(week);
    let not_available_time = not_available(days);
    let is_empty = available_time.is_empty() && not_available_time.is_empty();
    (!is_empty).then_some([Availability {
        available_time,
        not_available_time,
    }])
}

/// What a week of FHIR cannot say, in words: days by appointment or in some weeks only, notes, other weeks
/// to come, and days ahead with other hours: "2026-12-23: 08.00–12.00 (Kort dag)".
pub fn exceptions(unit: &Unit, today: NaiveDate, days: &[Dated<'_>]) -> Option<String> {
    let mut lines = Vec::new();
    let segments = segments(unit, today);
    if let Some((now, later)) = segments.split_first() {
        let untold = |day: &Day| plain(day).is_none() || day.note.is_some();
        let rows = runs(now.week).into_iter();
        let rows =
            rows.filter(|(days, day)| untold(day) && days.iter().all(|it| it.index().is_some()));
        lines.extend(rows.map(|(days, day)| format!("{} {}", days_sv(&days), day.sv())));
        lines.extend(later.iter().filter_map(other_week));
    }
    let told = days.iter().filter(|day| day.cause != Cause::Week);
    let told = told.filter_map(|day| Some((day, day.hours?)));
    let open = told.filter(|(_, hours)| **hours != DayHours::Closed);
    lines.extend(open.map(|(day, hours)| {
        let hours = hours.sv();
        let days = stretch(day.from, day.to);
        match day.note.or(reason(day)) {
            Some(reason) => format!("{days}: {hours} ({reason})"),
            None => format!("{days}: {hours}"),
        }
    }));
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// A week that is to come: "2027-06-14–2027-08-15: måndag–fredag 08.00–15.00 (Sommartider)".
fn other_week(segment: &Segment<'_>) -> Option<String> {
    let rows = runs(segment.week).into_iter();
    let rows = rows.map(|(days, day)| format!("{} {}", days_sv(&days), day.sv()));
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let mut words = format!("{}: {}", stretch(segment.from, segment.to), rows.join(", "));
    let reason = segment.period.and_then(|period| period.reason.as_ref());
    if let Some(reason) = reason {
        // Writing to a string cannot fail.
        let _ = write!(words, " ({})", reason.as_str());
    }
    Some(words)
}

/// Days in a row in words.
fn stretch(from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) if to == from => from.to_string(),
        Some(to) => format!("{from}–{to}"),
        None => format!("från och med {from}"),
    }
}

/// Why a day has other hours.
fn reason<'a>(day: &Dated<'a>) -> Option<&'a str> {
    let holiday = match day.cause {
        Cause::Holiday(holiday) => holiday.map(Holiday::name_sv),
        Cause::Eve => Some(DayKey::HolidayEve.sv()),
        Cause::Stated | Cause::Lifetime | Cause::Week => None,
    };
    day.reason.or(holiday)
}
