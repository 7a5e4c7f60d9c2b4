//! What the script of a unit's page says of days, in one language.

use tera::Value;

use crate::render::error::RenderResult;
use crate::render::locale::{Locale, MONTHS};

/// The words, which are the same on all pages of a language.
#[derive(Clone, Debug)]
pub struct ScheduleWords {
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
            today: Value::normal_string(locale.text("now_today")?),
            tomorrow: Value::normal_string(locale.text("now_tomorrow")?),
            day: Value::normal_string(&day),
            weekdays: Value::normal_string(&weekdays.collect::<RenderResult<Vec<_>>>()?.join("|")),
            months: Value::normal_string(&months.collect::<RenderResult<Vec<_>>>()?.join("|")),
            separator: Value::normal_string(locale.text("time_separator")?),
        })
    }
}
