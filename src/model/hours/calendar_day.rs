//! A date with what tables of hours ask of the calendar.

use chrono::{Datelike, NaiveDate};

use crate::model::calendar;
use crate::model::hours::day::Weeks;
use crate::model::hours::day_key::DayKey;

/// A date with what tables of hours ask of the calendar, worked out once for many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The date.
    pub date: NaiveDate,
    /// The row of its day of the week.
    pub weekday: DayKey,
    /// Whether its week is odd or even.
    pub weeks: Weeks,
    /// Whether it is a red day.
    pub is_red: bool,
    /// Whether it is the day before one, and none itself.
    pub is_eve: bool,
}

impl CalendarDay {
    /// A date.
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            weekday: DayKey::of(date.weekday()),
            weeks: Weeks::of(date),
            is_red: calendar::is_red_day(date),
            is_eve: calendar::is_holiday_eve(date),
        }
    }

    /// Days in a row.
    pub fn from(first: NaiveDate, count: usize) -> Vec<Self> {
        first.iter_days().take(count).map(Self::new).collect()
    }
}
