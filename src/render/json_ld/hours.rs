//! Hours as `OpeningHoursSpecification`: those of weeks, with the days between which each holds, and
//! those of single days ahead.
//!
//! The vocabulary knows neither odd and even weeks nor hours by appointment. Days that differ from week
//! to week are told one by one; what is by appointment is left out, for it is neither open nor closed.

use chrono::NaiveDate;

use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::DayHours;
use crate::model::hours::day_key::DayKey;
use crate::model::hours::time::TimeOfDay;
use crate::model::hours::week::{Week, runs};
use crate::model::timetable::{Whose, first_day};
use crate::model::unit::Unit;
use crate::render::dated::{Cause, dated, plain};
use crate::render::json_ld::form::{Clock, Hours};

/// schema.org's days of the week, Monday first.
const WEEKDAYS: [&str; 7] = [
    "https://schema.org/Monday",
    "https://schema.org/Tuesday",
    "https://schema.org/Wednesday",
    "https://schema.org/Thursday",
    "https://schema.org/Friday",
    "https://schema.org/Saturday",
    "https://schema.org/Sunday",
];

/// The hours of the weeks from a day on, each with the days between which it holds.
pub(super) fn weeks(unit: &Unit, whose: Whose<'_>, today: NaiveDate) -> Vec<Hours> {
    let first = first_day(unit, today);
    let mut specifications = Vec::new();
    for segment in whose.hours().segments(first) {
        let closes = unit.closes.as_ref().map(|closes| closes.value);
        if closes.is_some_and(|closes| closes < segment.from) {
            break;
        }
        let from = (segment.from > today).then_some(segment.from);
        let to = match (segment.to, closes) {
            (Some(to), Some(closes)) => Some(to.min(closes)),
            (to, closes) => to.or(closes),
        };
        week(segment.week, (from, to), &mut specifications);
    }
    specifications
}

/// The hours of a week: days with equal hours together.
fn week(
    week: &Week,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    specifications: &mut Vec<Hours>,
) {
    for (days, day) in runs(week) {
        // The vocabulary has no days before holidays: those ahead are told by date.
        let Some(hours) = plain(day).filter(|_| days != [DayKey::HolidayEve]) else {
            continue;
        };
        let names: Vec<&str> = days.iter().map(|day| day_name(*day)).collect();
        specifications.extend(spans(hours).map(|(opens, closes)| Hours {
            day_of_week: names.clone(),
            opens,
            closes,
            description: day.note.as_deref().map(str::to_owned),
            valid_from: from,
            valid_through: to,
        }));
    }
}

/// Opening hours on the days ahead that those of weeks do not tell; days in a row with equal hours together.
pub(super) fn special(unit: &Unit, days: &[CalendarDay]) -> Vec<Hours> {
    let mut specifications = Vec::new();
    let opening = Whose::opening(unit);
    let has_weeks = !opening.hours().is_empty();
    for day in dated(unit, opening, days) {
        // Between which days the unit exists is said with the weeks.
        if day.cause == Cause::Lifetime && has_weeks {
            continue;
        }
        let closed = DayHours::Closed;
        let hours = match day.hours {
            Some(DayHours::ByAppointment) if day.cause == Cause::Week => continue,
            // The hours of the week would be wrong that day.
            Some(DayHours::ByAppointment) => &closed,
            Some(hours) => hours,
            None => continue,
        };
        for (opens, closes) in spans(hours) {
            let mut earlier = specifications.iter_mut();
            let same = earlier.find(|it: &&mut Hours| {
                let ends = it.valid_through.and_then(|to| to.succ_opt());
                it.opens == opens && it.closes == closes && ends == Some(day.from)
            });
            match same {
                Some(earlier) => earlier.valid_through = day.to,
                None => specifications.push(Hours {
                    day_of_week: Vec::new(),
                    opens,
                    closes,
                    description: None,
                    valid_from: Some(day.from),
                    valid_through: day.to,
                }),
            }
        }
    }
    specifications
}

/// The schema.org name of a row.
fn day_name(day: DayKey) -> &'static str {
    let index = day.index();
    index.map_or("https://schema.org/PublicHolidays", |index| WEEKDAYS[index])
}

/// Opening and closing times; a closed day opens and closes at midnight.
fn spans(hours: &DayHours) -> impl Iterator<Item = (Clock, Clock)> {
    let closed = match hours {
        DayHours::Closed => Some((Clock(TimeOfDay::START), Clock(TimeOfDay::START))),
        DayHours::AroundTheClock | DayHours::ByAppointment | DayHours::Open(_) => None,
    };
    let parts = hours.intervals().iter();
    let open = parts.map(|part| (Clock(part.from()), Clock(part.to())));
    closed.into_iter().chain(open)
}
