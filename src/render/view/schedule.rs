//! A unit's hours day by day, for the script that says whether it is open now.
//!
//! Holidays, closures and special days are resolved here, by the calendar that the page itself
//! follows, so that the script only has to know what time it is in Sweden. It covers the days for
//! which the page shows deviating hours, and not one more: beyond them the script says nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;
use tera::Value;

use crate::model::hours::{DayHours, DayKey, Week};
use crate::model::unit::{HoursKind, SpecialHours, Unit};
use crate::render::error::RenderResult;
use crate::render::locale::{Locale, MONTHS};
use crate::render::view::ahead::{Ahead, value};

/// The row of public holidays in a table of hours; rows of weekdays are counted from Monday, 0.
pub const HOLIDAY_ROW: u8 = 7;

/// What the script reads, with the words that it needs.
#[derive(Debug, Serialize)]
pub struct ScheduleView {
    /// The days as JSON, safe inside a script element: digits, dashes and the names below.
    pub json: String,
    /// "i dag"
    pub today: Value,
    /// "i morgon"
    pub tomorrow: Value,
    /// A day, with the places of its parts: "{weekday} {day} {month}".
    pub day: Value,
    /// Names of weekdays from Monday, with bars between.
    pub weekdays: Value,
    /// Names of months from January, with bars between.
    pub months: Value,
    /// What stands between hours and minutes.
    pub separator: Value,
}

/// The words of [`ScheduleView`], which are the same on all pages of a language.
#[derive(Clone, Debug)]
pub struct ScheduleWords {
    today: Value,
    tomorrow: Value,
    day: Value,
    weekdays: Value,
    months: Value,
    separator: Value,
}

impl ScheduleWords {
    /// The words of a language.
    pub fn new(locale: &Locale) -> RenderResult<Self> {
        let weekdays = (0..7).map(|at| locale.weekday(at));
        let months = MONTHS.iter().map(|key| locale.text(key));
        let day = locale.say(
            "day_with_weekday",
            &[
                ("weekday", "{weekday}".into()),
                ("day", "{day}".into()),
                ("month", "{month}".into()),
            ],
        )?;
        Ok(Self {
            today: value(locale.text("now_today")?),
            tomorrow: value(locale.text("now_tomorrow")?),
            day: value(&day),
            weekdays: value(&weekdays.collect::<RenderResult<Vec<_>>>()?.join("|")),
            months: value(&months.collect::<RenderResult<Vec<_>>>()?.join("|")),
            separator: value(locale.text("time_separator")?),
        })
    }
}

/// The days, by the name of the hours: `phone`, `opening`, `phone-1` for the first function's.
struct Schedule {
    from: NaiveDate,
    hours: BTreeMap<Cow<'static, str>, Days>,
}

/// Day after day from the build's date on.
struct Days {
    /// The different hours that days have, as minutes after midnight.
    hours: Vec<Vec<[u16; 2]>>,
    /// For each day one of `hours`; -1 where nothing certain can be said.
    days: Vec<i16>,
    /// For each day its row in the table of the week; a dash where none of them holds.
    rows: String,
}

impl Schedule {
    /// `{"from":"2026-11-21","hours":{"phone":{"hours":[[[480,720]],[]],"days":[0,1],"rows":"56"}}}`:
    /// nothing in it needs escaping.
    fn to_json(&self) -> String {
        let mut json = String::with_capacity(128 + self.hours.len() * 384);
        // Writing to a string cannot fail.
        let _ = write!(json, "{{\"from\":\"{}\",\"hours\":{{", self.from);
        for (at, (name, days)) in self.hours.iter().enumerate() {
            json.push_str(if at == 0 { "\"" } else { ",\"" });
            json.push_str(name);
            json.push_str("\":{\"hours\":[");
            push_list(&mut json, &days.hours, |json, minutes| {
                json.push('[');
                push_list(json, minutes, |json, [from, to]| {
                    let _ = write!(json, "[{from},{to}]");
                });
                json.push(']');
            });
            json.push_str("],\"days\":[");
            push_list(&mut json, &days.days, |json, place| {
                match u8::try_from(*place) {
                    Ok(digit @ 0..=9) => json.push(char::from(b'0' + digit)),
                    _ => {
                        let _ = write!(json, "{place}");
                    }
                }
            });
            json.push_str("],\"rows\":\"");
            json.push_str(&days.rows);
            json.push_str("\"}");
        }
        json.push_str("}}");
        json
    }
}

/// Adds entries with commas between.
fn push_list<T>(json: &mut String, list: &[T], push: impl Fn(&mut String, &T)) {
    for (at, entry) in list.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        push(json, entry);
    }
}

/// The days of a unit; nothing when it states no hours.
pub fn schedule_view(
    unit: &Unit,
    ahead: &Ahead,
    locale: &Locale,
) -> RenderResult<Option<ScheduleView>> {
    let schedule = schedule(unit, ahead);
    if schedule.hours.is_empty() {
        return Ok(None);
    }
    let words = ahead.schedule(locale)?;
    Ok(Some(ScheduleView {
        json: schedule.to_json(),
        today: words.today,
        tomorrow: words.tomorrow,
        day: words.day,
        weekdays: words.weekdays,
        months: words.months,
        separator: words.separator,
    }))
}

/// A day ahead, and what is out of the ordinary for a unit on it.
struct DayAhead<'a> {
    row: DayKey,
    is_closed: bool,
    special: Option<&'a SpecialHours>,
}

/// The days ahead of a unit.
fn days_ahead<'a>(unit: &'a Unit, ahead: &Ahead) -> Vec<DayAhead<'a>> {
    let day = |(date, row): &(NaiveDate, DayKey)| {
        let mut closures = unit.closures.iter();
        let closed_then =
            closures.any(|closure| closure.from.value <= *date && *date <= closure.to.value);
        let not_yet = unit.opens.as_ref().is_some_and(|day| *date < day.value);
        let mut special = unit.special_hours.iter();
        DayAhead {
            row: *row,
            is_closed: closed_then || not_yet || unit.has_closed_by(*date),
            special: special.find(|special| special.date.value == *date),
        }
    };
    ahead.days.iter().map(day).collect()
}

/// The days of all hours that the page shows.
fn schedule(unit: &Unit, ahead: &Ahead) -> Schedule {
    let days_ahead = days_ahead(unit, ahead);
    let mut hours = BTreeMap::new();
    for (kind, week) in &unit.hours {
        if !week.week.is_empty() {
            let of = Of::Kind(*kind);
            hours.insert(kind.key().into(), days(&week.week, of, &days_ahead));
        }
    }
    // Counted as the page counts them: functions without a number are not shown.
    let shown = unit.contact.phones.iter();
    let shown = shown.filter(|phone| phone.number.is_some());
    for (at, phone) in shown.enumerate() {
        if let Some(week) = phone.hours.as_ref().filter(|week| !week.week.is_empty()) {
            let days = days(&week.week, Of::Function, &days_ahead);
            hours.insert(format!("phone-{}", at + 1).into(), days);
        }
    }
    Schedule {
        from: ahead.today,
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
fn days(week: &Week, of: Of, ahead: &[DayAhead<'_>]) -> Days {
    let mut all = Days {
        hours: Vec::new(),
        days: Vec::with_capacity(ahead.len()),
        rows: String::with_capacity(ahead.len()),
    };
    // Where the hours of each row stand in the list, once a day has them.
    let mut places = [None; 8];
    for day in ahead {
        let (place, row) = match exception(day, of) {
            Some(hours) => (place_of(&mut all.hours, hours), b'-'),
            None => {
                let at = day.row.index().unwrap_or(usize::from(HOLIDAY_ROW));
                let place =
                    places[at].unwrap_or_else(|| place_of(&mut all.hours, usual(week, day.row)));
                places[at] = Some(place);
                (place, b"01234567"[at])
            }
        };
        all.days.push(place);
        all.rows.push(char::from(row));
    }
    all
}

/// Where hours stand in the list of different ones; they are added when they are new.
fn place_of(list: &mut Vec<Vec<[u16; 2]>>, hours: Option<&DayHours>) -> i16 {
    let Some(hours) = hours else { return -1 };
    let intervals = hours.intervals().iter();
    let minutes = intervals.map(|interval| [interval.from().minutes(), interval.to().minutes()]);
    let known = |known: &Vec<[u16; 2]>| minutes.clone().eq(known.iter().copied());
    let at = list.iter().position(known);
    let at = at.unwrap_or_else(|| {
        list.push(minutes.collect());
        list.len() - 1
    });
    i16::try_from(at).unwrap_or(-1)
}

/// The hours of a row; a weekday that is not stated is closed, of a holiday nothing certain is known.
fn usual(week: &Week, row: DayKey) -> Option<&DayHours> {
    let stated = week.get(row);
    match row {
        DayKey::Holiday => stated,
        _ => stated.or(Some(&DayHours::Closed)),
    }
}

/// The hours of a day on which those of the week do not hold, nothing where they are not certain.
fn exception<'a>(day: &DayAhead<'a>, of: Of) -> Option<Option<&'a DayHours>> {
    if day.is_closed {
        return Some(Some(&DayHours::Closed));
    }
    on_special_day(day.special?, of)
}

/// What a special day says of hours; nothing when they are those of the week. Where the unit is
/// closed to visitors, or its phone has other hours, it is not certain that the rest is as usual.
fn on_special_day(special: &SpecialHours, of: Of) -> Option<Option<&DayHours>> {
    if let Of::Kind(kind) = of
        && let Some(hours) = special.hours.get(&kind)
    {
        return Some(Some(hours));
    }
    let closed = special.hours.get(&HoursKind::Opening) == Some(&DayHours::Closed);
    let phone_differs = of == Of::Function && special.hours.contains_key(&HoursKind::Phone);
    (closed || phone_differs).then_some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_json() {
        let days = |place| Days {
            hours: vec![vec![[480, 720], [780, 960]], Vec::new()],
            days: vec![0, 1, place],
            rows: "56-".to_owned(),
        };
        let schedule = Schedule {
            from: NaiveDate::default(),
            hours: [("opening".into(), days(-1)), ("phone-1".into(), days(12))].into(),
        };
        let hours = "[[[480,720],[780,960]],[]]";
        assert_eq!(
            schedule.to_json(),
            format!(
                "{{\"from\":\"1970-01-01\",\"hours\":{{\
                 \"opening\":{{\"hours\":{hours},\"days\":[0,1,-1],\"rows\":\"56-\"}},\
                 \"phone-1\":{{\"hours\":{hours},\"days\":[0,1,12],\"rows\":\"56-\"}}}}}}"
            )
        );
    }
}
