//! The days for which pages of units tell deviating hours, with their words in one language. They are
//! the same for all units, so they are made once.
//!
//! Words that cannot be said are left out here: a page that needs them says so, as for any text.

use chrono::NaiveDate;

use crate::model::calendar;
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::Day;
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::HoursKind;
use crate::render::error::RenderResult;
use crate::render::index::Index;
use crate::render::locale::Locale;
use crate::render::view::cache::Cache;
use crate::render::view::day_words::{Deviation, HoursRow, RedDayWords};
use crate::render::view::schedule_words::ScheduleWords;

/// The days from the day before the build's date on: a night that began then may not be over.
pub struct UpcomingDays {
    /// The build's date.
    pub today: NaiveDate,
    /// Each day.
    pub days: Vec<CalendarDay>,
    /// The holidays among them from the build's date on, and the days before holidays.
    pub red_days: Vec<RedDay>,
    /// Rows of hours that pages show.
    pub rows: Rows,
    /// What the script of a page says of days.
    schedule: Option<ScheduleWords>,
}

/// A holiday, or the day before one.
pub struct RedDay {
    /// The day.
    pub day: CalendarDay,
    today: NaiveDate,
    words: Option<RedDayWords>,
    /// Deviations that pages show.
    pub lines: Lines,
}

/// Deviations on a holiday, by the hours of each kind.
pub type Lines = Cache<(), Vec<(HoursKind, Option<Day>)>, Deviation<'static>>;

/// Rows of the pages of a language, by their form and days, and their hours.
pub type Rows = Cache<(DayForm, u16), Day, HoursRow<'static>>;

/// Where a row stands, on which the name of its days depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayForm {
    /// In the table of a week.
    Table,
    /// In a list of days with equal hours.
    List,
}

impl UpcomingDays {
    /// The days of a site in a language.
    pub fn new(index: &Index, today: NaiveDate, locale: &Locale) -> Self {
        let days = index.days.clone();
        let red_days = days.iter().filter(|day| day.date >= today);
        let red_days = red_days.filter(|day| day.is_red || day.is_eve);
        let red_day = |day: &CalendarDay| RedDay {
            day: *day,
            today,
            words: RedDayWords::new(day.date, calendar::holiday(day.date), today, locale).ok(),
            lines: Lines::default(),
        };
        Self {
            today,
            red_days: red_days.map(red_day).collect(),
            days,
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
            None => {
                let holiday = calendar::holiday(self.day.date);
                RedDayWords::new(self.day.date, holiday, self.today, locale)
            }
        }
    }
}

/// A row of a week as pages and their script know it: weekdays from Monday, 0, then holidays, then the
/// days before holidays.
pub fn row_key(day: DayKey) -> char {
    char::from(b'0' + row_at(day))
}

/// The number of a row.
pub fn row_at(day: DayKey) -> u8 {
    match (day, day.index()) {
        (_, Some(at)) => u8::try_from(at).unwrap_or_default(),
        (DayKey::HolidayEve, None) => 8,
        (_, None) => 7,
    }
}
