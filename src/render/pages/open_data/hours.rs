//! Hours as open data: the week that holds on the build's date, as other people's programs know weeks,
//! and a list of all that such a week cannot say.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::model::hours::day::{Day, DayHours, Weeks as WeeksOf};
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::{HoursKind, Segment, WeekHours};
use crate::model::hours::time::Interval;
use crate::model::hours::week::Week;
use crate::model::timetable::{Whose, first_day};
use crate::model::unit::Unit;
use crate::render::dated::{Cause, dated, plain};
use crate::render::index::Index;

/// The weeks that hold on the first day, by kind.
pub(crate) struct Weeks<'a>(pub BTreeMap<HoursKind, &'a Week>);

/// The weeks of a unit.
pub(crate) fn weeks(unit: &Unit, today: NaiveDate) -> Weeks<'_> {
    let first = first_day(unit, today);
    let kinds = unit.hours.iter();
    let kinds = kinds.map(|(kind, hours)| (*kind, hours.week_on(first).0));
    Weeks(kinds.filter(|(_, week)| !week.is_empty()).collect())
}

impl Serialize for Weeks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kinds = self.0.iter();
        serializer.collect_map(kinds.map(|(kind, week)| (kind.key(), Days(week))))
    }
}

/// The hours of a week by day, as far as they are the same in all weeks and at stated times.
struct Days<'a>(&'a Week);

impl Serialize for Days<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let days = stated(self.0).filter_map(|(key, day)| Some((key, plain(day)?)));
        serializer.collect_map(days.map(|(day, hours)| (day.key(), Stretches(hours.intervals()))))
    }
}

/// The hours of a day: `["07:30-12:00", "13:00-17:00"]`.
struct Stretches<'a>(&'a [Interval]);

impl Serialize for Stretches<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Stretch))
    }
}

/// A stretch of a day: `"07:30-12:00"`.
struct Stretch<'a>(&'a Interval);

impl Serialize for Stretch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// The rows of a week with what holds on them, red days last: weekdays that are not named are closed,
/// and what is always open is open on holidays too.
pub(crate) fn stated(week: &Week) -> impl Iterator<Item = (DayKey, &Day)> {
    DayKey::ALL.into_iter().filter_map(|key| {
        let day = match key {
            DayKey::HolidayEve => week.holiday_eve.as_ref(),
            DayKey::Holiday if week.holiday.is_none() && week.is_always_open() => {
                week.get(DayKey::Monday)
            }
            DayKey::Holiday => week.holiday.as_ref(),
            weekday => week.weekday(weekday),
        };
        Some((key, day?))
    })
}

/// Hours that a plain week cannot say, with the days, weeks and dates to which they belong.
#[derive(Serialize)]
pub(crate) struct Detail<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    days: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weeks: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<Stretches<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    not_stated: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_appointment: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// Whose hours a detail is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    kind: &'static str,
    name: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// Hours without days and dates; nothing where they are not stated.
    fn hours(self, hours: Option<&'a DayHours>) -> Detail<'a> {
        Detail {
            kind: self.kind,
            name: self.name,
            days: Vec::new(),
            weeks: None,
            from: None,
            to: None,
            hours: hours.map(|hours| Stretches(hours.intervals())),
            not_stated: hours.is_none(),
            by_appointment: hours == Some(&DayHours::ByAppointment),
            note: None,
            reason: None,
        }
    }
}

/// All that the plain weeks of a unit do not say.
pub(crate) fn details<'a>(unit: &'a Unit, index: &Index, today: NaiveDate) -> Vec<Detail<'a>> {
    let mut found = Vec::new();
    for (kind, hours) in &unit.hours {
        let subject = Subject {
            kind: kind.key(),
            name: None,
        };
        add(&mut found, unit, subject, hours, today);
        let whose = Whose::Kind(*kind, hours);
        for day in dated(unit, whose, index.from_today()) {
            let is_row = matches!(day.cause, Cause::Holiday(_) | Cause::Eve | Cause::Week);
            if !is_row {
                found.push(Detail {
                    from: Some(day.from.to_string()),
                    to: day.to.map(|to| to.to_string()),
                    note: day.note,
                    reason: day.reason,
                    ..subject.hours(day.hours)
                });
            }
        }
    }
    for function in &unit.functions {
        let (Some(name), Some(hours)) = (&function.name, &function.hours) else {
            continue;
        };
        let subject = Subject {
            kind: "function",
            name: Some(name.as_str()),
        };
        add(&mut found, unit, subject, hours, today);
    }
    found
}

/// The weeks from the first day on, as far as the plain week does not say them.
fn add<'a>(
    found: &mut Vec<Detail<'a>>,
    unit: &Unit,
    subject: Subject<'a>,
    hours: &'a WeekHours,
    today: NaiveDate,
) {
    for (at, segment) in hours.segments(first_day(unit, today)).iter().enumerate() {
        let is_told = |day: &Day| {
            at == 0 && subject.name.is_none() && plain(day).is_some() && day.note.is_none()
        };
        let mut rows: Vec<(Vec<&'static str>, &'a Day)> = Vec::new();
        for (key, day) in stated(segment.week).filter(|(_, day)| !is_told(day)) {
            match rows.last_mut() {
                Some((days, last)) if *last == day => days.push(key.key()),
                _ => rows.push((vec![key.key()], day)),
            }
        }
        if at > 0 && rows.is_empty() {
            found.push(Detail {
                from: Some(segment.from.to_string()),
                to: segment.to.map(|to| to.to_string()),
                ..subject.hours(None)
            });
        }
        for (days, day) in rows {
            found.extend(of_row(subject, &days, day, segment, at > 0));
        }
    }
}

/// A row of a week: one entry, or one for odd and one for even weeks.
fn of_row<'a>(
    subject: Subject<'a>,
    days: &[&'static str],
    day: &'a Day,
    segment: &Segment<'a>,
    is_later: bool,
) -> Vec<Detail<'a>> {
    let period = segment.period;
    let entries = day.by_weeks().into_iter().map(|(weeks, hours)| Detail {
        days: days.to_vec(),
        weeks: weeks.map(WeeksOf::name),
        from: is_later.then(|| segment.from.to_string()),
        to: segment.to.map(|to| to.to_string()),
        note: day.note.as_deref(),
        reason: period.and_then(|it| Some(it.reason.as_ref()?.as_str())),
        ..subject.hours(Some(hours))
    });
    entries.collect()
}
