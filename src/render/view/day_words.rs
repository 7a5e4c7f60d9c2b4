//! What pages say of single days: the days, why they have other hours, and the hours by kind.

use chrono::NaiveDate;
use serde::Serialize;
use tera::Value;

use crate::model::calendar::Holiday;
use crate::render::error::RenderResult;
use crate::render::locale::{Locale, capital};
use crate::render::view::localized::{Day, Localized};

/// A day, or days in a row, with other hours.
#[derive(Clone, Debug, Serialize)]
pub struct Deviation<'a> {
    /// The first day.
    pub from: Value,
    /// The last day, when there are several.
    pub to: Option<Day>,
    /// Whether it lasts until further notice.
    pub open_ended: bool,
    /// The last day, also when it is the first: `2026-12-26`; a day that never comes where it has none.
    pub last: Value,
    /// The holiday's name, or why.
    pub reason: Option<Value>,
    /// Hours by kind; for a closure one line without a label.
    pub lines: Vec<Line<'a>>,
    /// Who answers meanwhile.
    pub answered_by: Option<Localized<'a>>,
}

/// The last day of what has none.
pub const NEVER: &str = "9999-12-31";

/// The hours of one kind on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line<'a> {
    /// The key of the kind; nothing where all is closed.
    pub kind: Option<&'static str>,
    /// "Telefontid"; nothing where all is closed.
    pub label: Option<String>,
    /// "08.00–12.00", "Stängt", "Ej angivet"
    pub hours: String,
    /// What is to be known of them.
    pub note: Option<Localized<'a>>,
}

impl Line<'_> {
    /// That all is closed.
    pub fn closed(locale: &Locale) -> RenderResult<Self> {
        Ok(Self {
            kind: None,
            label: None,
            hours: locale.text("closed")?.to_owned(),
            note: None,
        })
    }
}

/// What is said of a holiday, or of the day before one, on every page of a language.
#[derive(Clone, Debug)]
pub struct RedDayWords {
    from: Value,
    last: Value,
    reason: Value,
    /// The whole deviation of a unit that is closed.
    pub closed: Value,
}

impl RedDayWords {
    /// The words of a language.
    pub fn new(
        date: NaiveDate,
        holiday: Option<Holiday>,
        today: NaiveDate,
        locale: &Locale,
    ) -> RenderResult<Self> {
        let reason = match holiday {
            Some(holiday) => holiday_name(holiday, locale)?,
            None => Localized::own(capital(locale.text("holiday_eve")?)),
        };
        let mut words = Self {
            from: made(&Day::short(date, today, locale)?)?,
            last: value(&date.to_string()),
            reason: made(&reason)?,
            closed: Value::none(),
        };
        words.closed = words.deviation(vec![Line::closed(locale)?])?;
        Ok(words)
    }

    /// The deviation with some hours.
    pub fn deviation(&self, lines: Vec<Line<'_>>) -> RenderResult<Value> {
        made(&Deviation {
            from: self.from.clone(),
            to: None,
            open_ended: false,
            last: self.last.clone(),
            reason: Some(self.reason.clone()),
            lines,
            answered_by: None,
        })
    }
}

/// A view as templates see it.
pub fn made(view: &impl Serialize) -> RenderResult<Value> {
    Ok(Value::try_from_serializable(view)?)
}

/// A text as templates see it.
pub fn value(text: &str) -> Value {
    Value::normal_string(text)
}

/// The name of a holiday, with a capital letter.
fn holiday_name<'a>(holiday: Holiday, locale: &Locale) -> RenderResult<Localized<'a>> {
    let name = locale.text(match holiday {
        Holiday::NewYearsDay => "holiday_new_years_day",
        Holiday::Epiphany => "holiday_epiphany",
        Holiday::GoodFriday => "holiday_good_friday",
        Holiday::EasterSunday => "holiday_easter_sunday",
        Holiday::EasterMonday => "holiday_easter_monday",
        Holiday::MayDay => "holiday_may_day",
        Holiday::AscensionDay => "holiday_ascension_day",
        Holiday::WhitSunday => "holiday_whit_sunday",
        Holiday::WhitMonday => "holiday_whit_monday",
        Holiday::NationalDay => "holiday_national_day",
        Holiday::MidsummerEve => "holiday_midsummer_eve",
        Holiday::MidsummerDay => "holiday_midsummer_day",
        Holiday::AllSaintsDay => "holiday_all_saints_day",
        Holiday::ChristmasEve => "holiday_christmas_eve",
        Holiday::ChristmasDay => "holiday_christmas_day",
        Holiday::BoxingDay => "holiday_boxing_day",
        Holiday::NewYearsEve => "holiday_new_years_eve",
    })?;
    Ok(Localized::own(capital(name)))
}
