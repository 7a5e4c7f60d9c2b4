//! What the script of a unit's page says of days, in one language.

use crate::render::error::RenderResult;
use crate::render::locale::{Locale, MONTHS};
use crate::render::view::serialized::Serialized;

/// The words, which are the same on all pages of a language.
#[derive(Clone, Debug)]
pub struct ScheduleWords {
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
            today: Serialized::new(locale.text("now_today")?),
            tomorrow: Serialized::new(locale.text("now_tomorrow")?),
            day: Serialized::new(&*day),
            weekdays: Serialized::new(&*weekdays.collect::<RenderResult<Vec<_>>>()?.join("|")),
            months: Serialized::new(&*months.collect::<RenderResult<Vec<_>>>()?.join("|")),
            separator: Serialized::new(locale.text("time_separator")?),
        })
    }
}
