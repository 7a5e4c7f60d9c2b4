//! The days for which pages of units tell deviating hours, with their words in one language. They are
//! the same for all units, so they are made once.
//!
//! Words that cannot be said are left out here: a page that needs them says so, as for any text.

use chrono::{Datelike, NaiveDate};
use tera::Value;

use crate::model::calendar::Holiday;
use crate::model::hours::DayKey;
use crate::render::error::RenderResult;
use crate::render::index::{DEVIATION_DAYS, Index};
use crate::render::locale::Locale;
use crate::render::view::deviations::{Lines, RedDayWords};
use crate::render::view::hours::Rows;
use crate::render::view::schedule::ScheduleWords;

/// The days from the build's date on.
pub struct Ahead {
    /// The build's date.
    pub today: NaiveDate,
    /// Each day with the row of a week's table that holds on it.
    pub days: Vec<(NaiveDate, DayKey)>,
    /// The holidays among them.
    pub red_days: Vec<RedDay>,
    /// Rows of hours that pages show.
    pub rows: Rows,
    /// What the script of a page says of days.
    schedule: Option<ScheduleWords>,
}

/// A holiday.
pub struct RedDay {
    /// The day.
    pub date: NaiveDate,
    /// The row of its weekday.
    pub weekday: DayKey,
    holiday: Holiday,
    words: Option<RedDayWords>,
    /// Deviations that pages show.
    pub lines: Lines,
}

impl Ahead {
    /// The days of a site in a language.
    pub fn new(index: &Index, today: NaiveDate, locale: &Locale) -> Self {
        let red_day = |(date, holiday): &(NaiveDate, Holiday)| RedDay {
            date: *date,
            weekday: DayKey::of(date.weekday()),
            holiday: *holiday,
            words: RedDayWords::new(*date, *holiday, locale).ok(),
            lines: Lines::default(),
        };
        let red_days: Vec<RedDay> = index.holidays.iter().map(red_day).collect();
        let row = |date: NaiveDate| {
            let is_red = red_days.iter().any(|red_day| red_day.date == date);
            let weekday = DayKey::of(date.weekday());
            (date, if is_red { DayKey::Holiday } else { weekday })
        };
        let count = usize::try_from(DEVIATION_DAYS).unwrap_or(0);
        Self {
            today,
            days: today.iter_days().take(count).map(row).collect(),
            red_days,
            rows: Rows::default(),
            schedule: ScheduleWords::new(locale).ok(),
        }
    }

    /// What the script of a page says of days.
    pub fn schedule(&self, locale: &Locale) -> RenderResult<ScheduleWords> {
        match &self.schedule {
            Some(words) => Ok(words.clone()),
            None => ScheduleWords::new(locale),
        }
    }
}

impl RedDay {
    /// What a page says of the day.
    pub fn words(&self, locale: &Locale) -> RenderResult<RedDayWords> {
        match &self.words {
            Some(words) => Ok(words.clone()),
            None => RedDayWords::new(self.date, self.holiday, locale),
        }
    }
}

/// A text as templates see it.
pub fn value(text: &str) -> Value {
    Value::normal_string(text)
}
