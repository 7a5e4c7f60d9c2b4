//! A unit's hours day by day, for the script that says whether it is open now.
//!
//! What holds on each day is resolved here, so that the script only has to know what time it is in
//! Sweden. It covers the day before the build's date, whose night may go on, and the days for which the
//! page shows deviating hours, and not one more: beyond them the script says nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::DayHours;
use crate::model::timetable::{Whose, Why, on_day};
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::serialized::Serialized;
use crate::render::view::upcoming_days::{UpcomingDays, row_key};

/// In place of hours: nothing certain can be said.
const UNKNOWN: i16 = -1;
/// In place of hours: those who have booked are received.
const BY_APPOINTMENT: i16 = -2;

/// What the script reads, with the words that it needs.
#[derive(Debug, Serialize)]
pub struct ScheduleView {
    /// The days as JSON, safe inside a script element: digits, dashes and the names below.
    pub json: String,
    /// "i dag"
    pub today: Serialized<str>,
    /// "i morgon"
    pub tomorrow: Serialized<str>,
    /// A day, with the places of its parts: "{weekday} {day} {month}".
    pub day: Serialized<str>,
    /// Names of weekdays from Monday, with bars between.
    pub weekdays: Serialized<str>,
    /// Names of months from January, with bars between.
    pub months: Serialized<str>,
    /// What stands between hours and minutes.
    pub separator: Serialized<str>,
}

/// The days, by the name of the hours: `phone`, `opening`, `phone-1` for the first function's:
/// `{"from":"2026-11-21","hours":{"phone":{"hours":[[[480,720]],[]],"days":[0,1],"rows":"56"}}}`.
#[derive(Serialize)]
struct Schedule {
    from: NaiveDate,
    hours: BTreeMap<Cow<'static, str>, Days>,
    /// For each day how many days later what is sent on it is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<Vec<usize>>,
}

/// Day after day from the day before the build's date on.
#[derive(Serialize)]
struct Days {
    /// The different hours that days have, as minutes after midnight; above 1440 past the next one.
    hours: Vec<Vec<[u16; 2]>>,
    /// For each day one of `hours`, or [`UNKNOWN`] or [`BY_APPOINTMENT`].
    days: Vec<i16>,
    /// For each day its row in the table of the week; a dash where none of them holds.
    rows: String,
}

/// The days of a unit; nothing when it states no hours and no response time, and nothing on its page is ever
/// over.
pub fn schedule_view(
    unit: &Unit,
    reply: Option<Vec<usize>>,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Option<ScheduleView>> {
    let schedule = schedule(unit, reply, upcoming);
    let never_over = unit.closures.is_empty() && unit.special_hours.is_empty();
    let says_nothing = schedule.hours.is_empty() && schedule.reply.is_none();
    if says_nothing && never_over && unit.notices.is_empty() {
        return Ok(None);
    }
    let words = upcoming.schedule(locale)?;
    Ok(Some(ScheduleView {
        json: serde_json::to_string(&schedule)?,
        today: words.today,
        tomorrow: words.tomorrow,
        day: words.day,
        weekdays: words.weekdays,
        months: words.months,
        separator: words.separator,
    }))
}

/// The days of all hours that the page shows.
fn schedule(unit: &Unit, reply: Option<Vec<usize>>, upcoming: &UpcomingDays) -> Schedule {
    let mut hours = BTreeMap::new();
    let mut add = |name: Cow<'static, str>, whose: Whose<'_>| {
        if !whose.hours().is_empty() {
            hours.insert(name, days(unit, whose, &upcoming.days));
        }
    };
    for (kind, week) in &unit.hours {
        add(kind.key().into(), Whose::Kind(*kind, week));
    }
    // Counted as the page counts them: functions without a number are not shown.
    let shown = unit.contact.phones.iter();
    let shown = shown.filter(|phone| phone.number.is_some());
    for (at, phone) in shown.enumerate() {
        if let Some(week) = &phone.hours {
            add(format!("phone-{}", at + 1).into(), Whose::Phone(week));
        }
    }
    for (at, function) in unit.functions.iter().enumerate() {
        if let Some(week) = &function.hours {
            add(format!("function-{}", at + 1).into(), Whose::Function(week));
        }
    }
    let first = upcoming.days.first();
    Schedule {
        from: first.map_or(upcoming.today, |day| day.date),
        reply,
        hours,
    }
}

/// Day after day.
fn days(unit: &Unit, whose: Whose<'_>, upcoming: &[CalendarDay]) -> Days {
    let mut all = Days {
        hours: Vec::new(),
        days: Vec::with_capacity(upcoming.len()),
        rows: String::with_capacity(upcoming.len()),
    };
    for day in upcoming {
        let on = on_day(unit, whose, day);
        // Of a unit that is yet to open the page says when it does, and not that it is closed now.
        let hours = on.hours().filter(|_| !matches!(on.why, Why::NotYetOpen));
        let place = match hours {
            None => UNKNOWN,
            Some(DayHours::ByAppointment) => BY_APPOINTMENT,
            Some(hours) => place_of(&mut all.hours, hours),
        };
        all.days.push(place);
        all.rows.push(on.row().map_or('-', row_key));
    }
    all
}

/// Where hours stand in the list of different ones; they are added when they are new.
fn place_of(list: &mut Vec<Vec<[u16; 2]>>, hours: &DayHours) -> i16 {
    let intervals = hours.intervals().iter();
    let minutes = intervals.map(|interval| [interval.from().minutes(), interval.end()]);
    let known = |known: &Vec<[u16; 2]>| minutes.clone().eq(known.iter().copied());
    let at = list.iter().position(known);
    let at = at.unwrap_or_else(|| {
        list.push(minutes.collect());
        list.len() - 1
    });
    i16::try_from(at).unwrap_or(UNKNOWN)
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
            reply: Some(vec![3, 2, 11]),
            hours: [("opening".into(), days(-1)), ("phone-1".into(), days(12))].into(),
        };
        let hours = "[[[480,720],[780,960]],[]]";
        assert_eq!(
            serde_json::to_string(&schedule).expect("names and numbers"),
            format!(
                "{{\"from\":\"1970-01-01\",\"hours\":{{\
                 \"opening\":{{\"hours\":{hours},\"days\":[0,1,-1],\"rows\":\"56-\"}},\
                 \"phone-1\":{{\"hours\":{hours},\"days\":[0,1,12],\"rows\":\"56-\"}}}},\"reply\":[3,2,11]}}"
            )
        );
    }
}
