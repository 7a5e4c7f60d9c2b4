//! What pages say of single days: the days, why they have other hours, and the hours by kind.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::calendar::Holiday;
use crate::render::error::RenderResult;
use crate::render::locale::{Locale, capital};
use crate::render::view::localized::{Day, Localized};
use crate::render::view::phone::PhoneView;
use crate::render::view::serialized::{Serialized, View};

/// A day, or days in a row, with other hours.
#[derive(Clone, Debug, Serialize)]
pub struct Deviation<'a> {
    /// The first day.
    pub from: Serialized<Day>,
    /// The last day, when there are several.
    pub to: Option<Day>,
    /// Whether it lasts until further notice.
    pub open_ended: bool,
    /// The last day, also when it is the first: `2026-12-26`; a day that never comes where it has none.
    pub last: Serialized<str>,
    /// The holiday's name, or why.
    pub reason: Option<Serialized<Localized<'static>>>,
    /// Hours by kind; for a closure one line without a label.
    pub lines: Vec<Line<'a>>,
    /// Who answers meanwhile.
    pub answered_by: Option<Answering<'a>>,
}

/// Who answers while a unit is closed.
#[derive(Clone, Debug, Serialize)]
pub struct Answering<'a> {
    /// A unit's name, or any words.
    pub name: Localized<'a>,
    /// The unit's page.
    pub href: Option<String>,
    /// The unit's number.
    pub phone: Option<PhoneView>,
}

impl View for Deviation<'_> {
    type Owned = Deviation<'static>;
}

/// Days and their hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HoursRow<'a> {
    /// "Måndag", "Måndag–torsdag", "Helgdagar"
    pub days: String,
    /// "07.30–17.00", "Stängt"
    pub hours: String,
    /// What is to be known of them.
    pub note: Option<Localized<'a>>,
    /// Whether that is closed.
    pub closed: bool,
    /// The days as digits for the page's script: see [`row_key`](super::upcoming_days::row_key).
    pub keys: String,
}

impl View for HoursRow<'_> {
    type Owned = HoursRow<'static>;
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
    from: Serialized<Day>,
    last: Serialized<str>,
    reason: Serialized<Localized<'static>>,
    /// The whole deviation of a unit that is closed.
    pub closed: Serialized<Deviation<'static>>,
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
        let from = Serialized::new(&Day::short(date, today, locale)?);
        let last = Serialized::new(&*date.to_string());
        let reason = Serialized::new(&reason);
        let closed = deviation(&from, &last, &reason, vec![Line::closed(locale)?]);
        Ok(Self {
            from,
            last,
            reason,
            closed,
        })
    }

    /// The deviation with some hours.
    pub fn deviation(&self, lines: Vec<Line<'_>>) -> Serialized<Deviation<'static>> {
        deviation(&self.from, &self.last, &self.reason, lines)
    }
}

/// What is said of one day.
fn deviation(
    from: &Serialized<Day>,
    last: &Serialized<str>,
    reason: &Serialized<Localized<'static>>,
    lines: Vec<Line<'_>>,
) -> Serialized<Deviation<'static>> {
    Serialized::new(&Deviation {
        from: from.clone(),
        to: None,
        open_ended: false,
        last: last.clone(),
        reason: Some(reason.clone()),
        lines,
        answered_by: None,
    })
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
