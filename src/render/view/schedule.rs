//! A unit's hours day by day, for the script that says whether it is open now.
//!
//! Holidays, closures and special days are resolved here, by the calendar that the page itself
//! follows, so that the script only has to know what time it is in Sweden. It covers the days for
//! which the page shows deviating hours, and not one more: beyond them the script says nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::calendar;
use crate::model::hours::{DayHours, Week};
use crate::model::unit::{HoursKind, SpecialHours, Unit};
use crate::render::fault::{Fault, Made};
use crate::render::index::DEVIATION_DAYS;
use crate::render::locale::{Locale, MONTHS};

/// The row of public holidays in a table of hours; rows of weekdays are counted from Monday, 0.
pub const HOLIDAY_ROW: u8 = 7;

/// What the script reads, with the words that it needs.
#[derive(Debug, Serialize)]
pub struct ScheduleView<'a> {
    /// The days as JSON, safe inside a script element: digits, dashes and the names below.
    pub json: String,
    /// "i dag"
    pub today: &'a str,
    /// "i morgon"
    pub tomorrow: &'a str,
    /// A day, with the places of its parts: "{weekday} {day} {month}".
    pub day: String,
    /// Names of weekdays from Monday, with bars between.
    pub weekdays: String,
    /// Names of months from January, with bars between.
    pub months: String,
    /// What stands between hours and minutes.
    pub separator: &'a str,
}

/// The days, by the name of the hours: `phone`, `opening`, `phone-1` for the first function's.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Schedule {
    from: String,
    hours: BTreeMap<String, Days>,
}

/// Day after day from the build's date on.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Days {
    /// The different hours that days have, as minutes after midnight.
    hours: Vec<Vec<[u16; 2]>>,
    /// For each day one of `hours`; -1 where nothing certain can be said.
    days: Vec<i16>,
    /// For each day its row in the table of the week; a dash where none of them holds.
    rows: String,
}

/// The days of a unit; nothing when it states no hours.
pub fn schedule_view<'a>(
    unit: &Unit,
    today: NaiveDate,
    locale: &'a Locale,
) -> Made<Option<ScheduleView<'a>>> {
    let schedule = schedule(unit, today);
    if schedule.hours.is_empty() {
        return Ok(None);
    }
    let json = serde_json::to_string(&schedule).map_err(|error| Fault::Form(error.to_string()))?;
    let weekdays = (0..7).map(|at| locale.weekday(at));
    let months = MONTHS.iter().map(|key| locale.text(key));
    Ok(Some(ScheduleView {
        json,
        today: locale.text("now_today")?,
        tomorrow: locale.text("now_tomorrow")?,
        day: locale.say(
            "day_with_weekday",
            &[
                ("weekday", "{weekday}".into()),
                ("day", "{day}".into()),
                ("month", "{month}".into()),
            ],
        )?,
        weekdays: weekdays.collect::<Made<Vec<_>>>()?.join("|"),
        months: months.collect::<Made<Vec<_>>>()?.join("|"),
        separator: locale.text("time_separator")?,
    }))
}

/// The days of all hours that the page shows.
fn schedule(unit: &Unit, today: NaiveDate) -> Schedule {
    let mut hours = BTreeMap::new();
    for (kind, week) in &unit.hours {
        if !week.week.is_empty() {
            let of = Of::Kind(*kind);
            hours.insert(kind.key().to_owned(), days(unit, &week.week, of, today));
        }
    }
    // Counted as the page counts them: functions without a number are not shown.
    let shown = unit.contact.phones.iter();
    let shown = shown.filter(|phone| phone.number.is_some());
    for (at, phone) in shown.enumerate() {
        if let Some(week) = phone.hours.as_ref().filter(|week| !week.week.is_empty()) {
            let days = days(unit, &week.week, Of::Function, today);
            hours.insert(format!("phone-{}", at + 1), days);
        }
    }
    Schedule {
        from: today.to_string(),
        hours,
    }
}

/// Whose hours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A kind of the unit's hours.
    Kind(HoursKind),
    /// The phone of a function, which special days never name.
    Function,
}

/// Day after day.
fn days(unit: &Unit, week: &Week, of: Of, today: NaiveDate) -> Days {
    let mut all = Days::default();
    let count = usize::try_from(DEVIATION_DAYS).unwrap_or(0);
    for date in today.iter_days().take(count) {
        let (hours, row) = day(unit, week, of, date);
        let place = hours.map_or(-1, |hours| place_of(&mut all.hours, &hours));
        all.days.push(place);
        all.rows
            .push(row.map_or('-', |row| char::from(b'0' + row.min(HOLIDAY_ROW))));
    }
    all
}

/// Where hours stand in the list of different ones; they are added when they are new.
fn place_of(list: &mut Vec<Vec<[u16; 2]>>, hours: &DayHours) -> i16 {
    let intervals = hours.intervals().iter();
    let minutes: Vec<[u16; 2]> = intervals
        .map(|interval| [interval.from().minutes(), interval.to().minutes()])
        .collect();
    let at = list.iter().position(|known| *known == minutes);
    let at = at.unwrap_or_else(|| {
        list.push(minutes);
        list.len() - 1
    });
    i16::try_from(at).unwrap_or(-1)
}

/// The hours of a day, nothing where they are not certain, and the row of the week that holds.
fn day(unit: &Unit, week: &Week, of: Of, date: NaiveDate) -> (Option<DayHours>, Option<u8>) {
    let closed_then = unit
        .closures
        .iter()
        .any(|closure| closure.from.value <= date && date <= closure.to.value);
    let not_yet = unit.opens.as_ref().is_some_and(|day| date < day.value);
    if closed_then || not_yet || unit.has_closed_by(date) {
        return (Some(DayHours::Closed), None);
    }
    let mut special = unit.special_hours.iter();
    if let Some(special) = special.find(|special| special.date.value == date)
        && let Some(hours) = on_special_day(special, of)
    {
        return (hours, None);
    }
    if calendar::is_red_day(date) {
        return (week.holiday.clone(), Some(HOLIDAY_ROW));
    }
    let at = date.weekday().num_days_from_monday() as usize;
    let hours = week.days[at].clone().unwrap_or(DayHours::Closed);
    (Some(hours), u8::try_from(at).ok())
}

/// What a special day says of hours; nothing when they are those of the week. Where the unit is
/// closed to visitors, or its phone has other hours, it is not certain that the rest is as usual.
fn on_special_day(special: &SpecialHours, of: Of) -> Option<Option<DayHours>> {
    if let Of::Kind(kind) = of
        && let Some(hours) = special.hours.get(&kind)
    {
        return Some(Some(hours.clone()));
    }
    let closed = special.hours.get(&HoursKind::Opening) == Some(&DayHours::Closed);
    let phone_differs = of == Of::Function && special.hours.contains_key(&HoursKind::Phone);
    (closed || phone_differs).then_some(None)
}
