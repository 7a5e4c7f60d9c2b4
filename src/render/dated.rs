//! Dates in a unit's file as programs need them: the days ahead whose opening hours are not those of
//! the week, and the day the page last changed.
//!
//! Pages say the same in words: see [`deviations`](crate::render::view::deviations).

use chrono::NaiveDate;

use crate::model::calendar::{self, Holiday};
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::{Day, DayHours};
use crate::model::hours::day_key::DayKey;
use crate::model::timetable::{Whose, Why, on_day};
use crate::model::unit::{Unit, UnitSummary};

/// Hours on a day, or on days in a row, that a table of the week does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; nothing where it has none.
    pub to: Option<NaiveDate>,
    /// The hours on each of them; nothing where it is left open what holds.
    pub hours: Option<&'a DayHours>,
    /// What is to be known of them.
    pub note: Option<&'a str>,
    /// Why, in the unit's words.
    pub reason: Option<&'a str>,
    /// Why, otherwise.
    pub cause: Cause,
}

/// Why days have hours that a table of the week does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The unit says so of these days.
    Stated,
    /// It is not yet open, or closed for good.
    Lifetime,
    /// A holiday.
    Holiday(Option<Holiday>),
    /// The day before a holiday.
    Eve,
    /// Hours of the week that differ between odd and even weeks, or are by appointment.
    Week,
}

/// The hours of a day of the week that tables of other programs can tell: the same in all weeks, and
/// at stated times.
pub fn plain(day: &Day) -> Option<&DayHours> {
    let hours = day.same_in_all_weeks()?;
    (*hours != DayHours::ByAppointment).then_some(hours)
}

/// The days ahead with hours that a table of the week does not tell, by date.
pub fn dated<'a>(unit: &'a Unit, whose: Whose<'a>, days: &[CalendarDay]) -> Vec<Dated<'a>> {
    let mut found: Vec<Dated<'a>> = Vec::new();
    for day in days {
        let on = on_day(unit, whose, day);
        let hours = on.hours();
        // A week says by itself that a holiday is not stated.
        if hours.is_none() && on.row().is_some() {
            continue;
        }
        let date = day.date;
        let single = |cause| Dated {
            from: date,
            to: Some(date),
            hours,
            note: on.note(),
            reason: None,
            cause,
        };
        let next = match on.why {
            Why::Closure(closure) => Dated {
                from: closure.from.value,
                to: closure.to.as_ref().map(|to| to.value),
                reason: closure.reason.as_ref().map(|reason| reason.as_str()),
                ..single(Cause::Stated)
            },
            Why::NotYetOpen => Dated {
                to: unit.opens.as_ref().and_then(|opens| opens.value.pred_opt()),
                ..single(Cause::Lifetime)
            },
            Why::ClosedForGood => Dated {
                to: None,
                ..single(Cause::Lifetime)
            },
            Why::Special(special) => Dated {
                reason: special.reason.as_ref().map(|reason| reason.as_str()),
                ..single(Cause::Stated)
            },
            Why::Period(_, DayKey::Holiday) | Why::Ordinary(DayKey::Holiday) => {
                single(Cause::Holiday(calendar::holiday(date)))
            }
            Why::Period(_, DayKey::HolidayEve) | Why::Ordinary(DayKey::HolidayEve) => {
                single(Cause::Eve)
            }
            Why::Period(..) | Why::Ordinary(_) => match on.day.and_then(plain) {
                Some(_) => continue,
                None => single(Cause::Week),
            },
        };
        // A closure, and whatever has no end, is told once; special hours day by day.
        let is_told = |last: &Dated<'_>| last.to.is_none_or(|to| date <= to);
        let goes_on = |last: &Dated<'_>| {
            let is_next = last.to.and_then(|to| to.succ_opt()) == Some(next.from);
            let same = (last.hours, last.note, last.reason, last.cause);
            is_next
                && next.cause == Cause::Stated
                && same == (hours, next.note, next.reason, next.cause)
        };
        match found.last_mut() {
            Some(last) if is_told(last) => {}
            Some(last) if goes_on(last) => last.to = next.to,
            _ => found.push(next),
        }
    }
    found
}

/// The day a unit's page last changed, by what its file itself states: it was reviewed, the unit
/// opened, a notice came or had gone. Nothing where the file states no such day up to `today`.
pub fn changed(unit: &UnitSummary, today: NaiveDate) -> Option<NaiveDate> {
    let came = unit.notice_days.iter().filter_map(|days| days.from);
    let went = unit.notice_days.iter().filter_map(|days| days.to);
    let went = went.filter_map(|day| day.succ_opt());
    let stated = unit.reviewed.iter().chain(&unit.opens);
    let days = stated.map(|day| day.value).chain(came).chain(went);
    days.filter(|day| *day <= today).max()
}

/// A day as a moment, in the form of RFC 3339: its beginning in Greenwich, as files state no time.
pub fn moment(day: NaiveDate) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hours::stated::HoursKind;
    use crate::render::tests::fixture::{catalog_unit, day};

    #[test]
    fn a_page_changes_on_the_days_its_file_states() {
        let unit = catalog_unit();
        // Reviewed 2 November; notices from 20 November to 1 December, and from 5 to 8 December.
        let changed = |on: &str| changed(&unit, day(on)).map(|day| day.to_string());
        for (today, expected) in [
            ("2026-11-01", None),
            ("2026-11-02", Some("2026-11-02")),
            ("2026-11-19", Some("2026-11-02")),
            ("2026-11-21", Some("2026-11-20")),
            ("2026-12-01", Some("2026-11-20")),
            ("2026-12-02", Some("2026-12-02")),
            ("2026-12-05", Some("2026-12-05")),
            ("2027-02-01", Some("2026-12-09")),
        ] {
            assert_eq!(changed(today).as_deref(), expected, "{today}");
        }
    }

    #[test]
    fn closures_hide_what_they_cover() {
        let unit = catalog_unit();
        let opening = Whose::kind(&unit, HoursKind::Opening).expect("it states them");
        let from = |today: &str| CalendarDay::from(day(today), 60);
        let days: Vec<String> = dated(&unit, opening, &from("2026-11-21"))
            .iter()
            .map(|it| {
                format!(
                    "{} {} {}",
                    it.from,
                    it.to.expect("an end"),
                    it.hours.expect("hours").sv()
                )
            })
            .collect();
        assert_eq!(
            days,
            [
                "2026-12-23 2026-12-23 08.00–12.00",
                "2026-12-24 2026-12-26 stängt",
                "2026-12-31 2026-12-31 stängt",
                "2027-01-01 2027-01-01 stängt",
                "2027-01-06 2027-01-06 stängt",
            ]
        );
        assert_eq!(dated(&unit, opening, &from("2027-07-15")), []);
    }
}
