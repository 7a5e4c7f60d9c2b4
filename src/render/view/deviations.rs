//! Days in the near future whose hours are not those of the week: closures, special hours, and the
//! holidays of the calendar.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::calendar::Holiday;
use crate::model::hours::DayHours;
use crate::model::unit::{Closure, HoursKind, SpecialHours, Unit};
use crate::render::fault::Made;
use crate::render::index::{Index, deviations_end};
use crate::render::locale::{Locale, capital};
use crate::render::view::hours::in_words;
use crate::render::view::said::{Day, Said};

/// A day, or days in a row, with other hours.
#[derive(Clone, Debug, Serialize)]
pub struct Deviation<'a> {
    /// The first day.
    pub from: Day,
    /// The last day, when there are several.
    pub to: Option<Day>,
    /// The last day, also when it is the first: `2026-12-26`.
    pub last: String,
    /// The holiday's name, or why.
    pub reason: Option<Said<'a>>,
    /// Hours by kind; for a closure one line without a label.
    pub lines: Vec<Line>,
    /// Who answers meanwhile.
    pub answered_by: Option<Said<'a>>,
    /// The first day, for the order.
    #[serde(skip)]
    first: NaiveDate,
}

/// The hours of one kind on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// "Telefontid"; nothing where all is closed.
    pub label: Option<String>,
    /// "08.00–12.00", "Stängt", "Ej angivet"
    pub hours: String,
}

/// The deviations of a unit from a day on, by date.
pub fn deviations<'a>(
    unit: &'a Unit,
    index: &Index,
    today: NaiveDate,
    locale: &Locale,
) -> Made<Vec<Deviation<'a>>> {
    let end = deviations_end(today);
    let ahead = |date: NaiveDate| today <= date && date < end;
    let mut found = Vec::new();
    let closures = unit
        .closures
        .iter()
        .filter(|closure| today <= closure.to.value && closure.from.value < end);
    for closure in closures {
        found.push(closed(closure, locale)?);
    }
    let is_closed = |date: NaiveDate| {
        unit.closures
            .iter()
            .any(|c| c.from.value <= date && date <= c.to.value)
    };
    for special in unit
        .special_hours
        .iter()
        .filter(|special| ahead(special.date.value))
    {
        if !is_closed(special.date.value) {
            found.push(special_day(special, locale)?);
        }
    }
    let is_special = |date: NaiveDate| {
        unit.special_hours
            .iter()
            .any(|special| special.date.value == date)
    };
    for (date, holiday) in &index.holidays {
        let told = is_closed(*date) || is_special(*date);
        if !told && let Some(deviation) = red_day(unit, *date, *holiday, locale)? {
            found.push(deviation);
        }
    }
    found.sort_by_key(|deviation| deviation.first);
    Ok(found)
}

/// A closure.
fn closed<'a>(closure: &'a Closure, locale: &Locale) -> Made<Deviation<'a>> {
    let several = closure.from.value < closure.to.value;
    Ok(Deviation {
        from: Day::first_of(closure.from.value, closure.to.value, locale)?,
        to: several
            .then(|| Day::with_weekday(closure.to.value, locale))
            .transpose()?,
        reason: closure
            .reason
            .as_ref()
            .map(|reason| Said::content(reason.as_str(), locale)),
        lines: vec![Line {
            label: None,
            hours: locale.text("closed")?.to_owned(),
        }],
        answered_by: closure
            .answered_by
            .as_ref()
            .map(|who| Said::content(who.as_str(), locale)),
        last: closure.to.value.to_string(),
        first: closure.from.value,
    })
}

/// A day with hours of its own.
fn special_day<'a>(special: &'a SpecialHours, locale: &Locale) -> Made<Deviation<'a>> {
    let mut lines = Vec::new();
    for (kind, hours) in &special.hours {
        lines.push(line(*kind, Some(hours), locale)?);
    }
    Ok(Deviation {
        from: Day::with_weekday(special.date.value, locale)?,
        to: None,
        reason: special
            .reason
            .as_ref()
            .map(|reason| Said::content(reason.as_str(), locale)),
        lines,
        answered_by: None,
        last: special.date.value.to_string(),
        first: special.date.value,
    })
}

/// A holiday, where its hours are not those of its weekday.
fn red_day<'a>(
    unit: &Unit,
    date: NaiveDate,
    holiday: Holiday,
    locale: &Locale,
) -> Made<Option<Deviation<'a>>> {
    let mut lines = Vec::new();
    for (kind, hours) in &unit.hours {
        let weekday = hours
            .week
            .get(crate::model::hours::DayKey::of(chrono::Datelike::weekday(
                &date,
            )));
        let on_the_day = hours.week.hours_on(date);
        // A weekday that is not stated is closed, and closed on a holiday is then nothing new.
        let usual = weekday.unwrap_or(&DayHours::Closed);
        let differs = on_the_day.map_or(*usual != DayHours::Closed, |hours| hours != usual);
        if differs {
            lines.push(line(*kind, on_the_day, locale)?);
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let closed = locale.text("closed")?;
    if unit.hours.len() == lines.len() && lines.iter().all(|line| line.hours == closed) {
        lines = vec![Line {
            label: None,
            hours: closed.to_owned(),
        }];
    }
    let reason = Some(holiday_name(holiday, locale)?);
    let from = Day::with_weekday(date, locale)?;
    Ok(Some(Deviation {
        from,
        to: None,
        reason,
        lines,
        answered_by: None,
        last: date.to_string(),
        first: date,
    }))
}

/// The hours of a kind; nothing stated is said to be so.
fn line(kind: HoursKind, hours: Option<&DayHours>, locale: &Locale) -> Made<Line> {
    let label = locale.text(match kind {
        HoursKind::Opening => "hours_opening",
        HoursKind::Phone => "hours_phone",
        HoursKind::DropIn => "hours_drop_in",
        HoursKind::Visiting => "hours_visiting",
    })?;
    let hours = match hours {
        Some(hours) => in_words(hours, locale)?,
        None => locale.text("not_stated")?.to_owned(),
    };
    Ok(Line {
        label: Some(label.to_owned()),
        hours,
    })
}

/// The name of a holiday, with a capital letter.
fn holiday_name<'a>(holiday: Holiday, locale: &Locale) -> Made<Said<'a>> {
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
    Ok(Said::own(capital(name)))
}
