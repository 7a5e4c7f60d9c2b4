//! Days in the near future whose hours are not those of the week: closures, special hours, and the
//! holidays of the calendar.

use chrono::NaiveDate;
use serde::Serialize;
use tera::Value;

use crate::model::calendar::Holiday;
use crate::model::hours::DayHours;
use crate::model::unit::{Closure, HoursKind, SpecialHours, Unit};
use crate::render::error::RenderResult;
use crate::render::index::deviations_end;
use crate::render::locale::{Locale, capital};
use crate::render::view::ahead::{Ahead, RedDay, value};
use crate::render::view::hours::in_words;
use crate::render::view::memo::Memo;
use crate::render::view::said::{Day, Said};
use crate::text::Spanned;

/// A day, or days in a row, with other hours.
#[derive(Clone, Debug, Serialize)]
pub struct Deviation<'a> {
    /// The first day.
    pub from: Value,
    /// The last day, when there are several.
    pub to: Option<Day>,
    /// The last day, also when it is the first: `2026-12-26`.
    pub last: Value,
    /// The holiday's name, or why.
    pub reason: Option<Value>,
    /// Hours by kind; for a closure one line without a label.
    pub lines: Vec<Line>,
    /// Who answers meanwhile.
    pub answered_by: Option<Said<'a>>,
}

/// What is said of a holiday on every page of a language.
#[derive(Clone, Debug)]
pub struct RedDayWords {
    from: Value,
    last: Value,
    reason: Value,
    /// The whole deviation of a unit that is closed.
    closed: Value,
}

impl RedDayWords {
    /// The words of a language.
    pub fn new(date: NaiveDate, holiday: Holiday, locale: &Locale) -> RenderResult<Self> {
        let mut words = Self {
            from: made(&Day::with_weekday(date, locale)?)?,
            last: value(&date.to_string()),
            reason: made(&holiday_name(holiday, locale)?)?,
            closed: Value::none(),
        };
        words.closed = words.deviation(vec![Line {
            label: None,
            hours: locale.text("closed")?.to_owned(),
        }])?;
        Ok(words)
    }

    /// The deviation with some hours.
    fn deviation(&self, lines: Vec<Line>) -> RenderResult<Value> {
        made(&Deviation {
            from: self.from.clone(),
            to: None,
            last: self.last.clone(),
            reason: Some(self.reason.clone()),
            lines,
            answered_by: None,
        })
    }
}

/// Deviations on a holiday, by the hours of each kind.
pub type Lines = Memo<(), Vec<(HoursKind, Option<DayHours>)>>;

/// The hours of one kind on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// "Telefontid"; nothing where all is closed.
    pub label: Option<String>,
    /// "08.00–12.00", "Stängt", "Ej angivet"
    pub hours: String,
}

/// The deviations of a unit on the days ahead, by date, each a [`Deviation`].
pub fn deviations(unit: &Unit, ahead: &Ahead, locale: &Locale) -> RenderResult<Vec<Value>> {
    let today = ahead.today;
    let end = deviations_end(today);
    let is_ahead = |date: NaiveDate| today <= date && date < end;
    let mut found = Vec::new();
    let closures = unit
        .closures
        .iter()
        .filter(|closure| today <= closure.to.value && closure.from.value < end);
    for closure in closures {
        found.push((closure.from.value, made(&closed(closure, locale)?)?));
    }
    let is_closed = |date: NaiveDate| {
        unit.closures
            .iter()
            .any(|c| c.from.value <= date && date <= c.to.value)
    };
    for special in unit
        .special_hours
        .iter()
        .filter(|special| is_ahead(special.date.value))
    {
        if !is_closed(special.date.value) {
            found.push((special.date.value, made(&special_day(special, locale)?)?));
        }
    }
    let is_special = |date: NaiveDate| {
        unit.special_hours
            .iter()
            .any(|special| special.date.value == date)
    };
    for red_day in &ahead.red_days {
        let told = is_closed(red_day.date) || is_special(red_day.date);
        if !told && let Some(deviation) = on_red_day(unit, red_day, locale)? {
            found.push((red_day.date, deviation));
        }
    }
    found.sort_by_key(|(first, _)| *first);
    Ok(found.into_iter().map(|(_, deviation)| deviation).collect())
}

/// A view as templates see it.
fn made(view: &impl Serialize) -> RenderResult<Value> {
    Ok(Value::try_from_serializable(view)?)
}

/// Words of a TOML file as templates see them.
fn content(words: Option<&Spanned<String>>, locale: &Locale) -> RenderResult<Option<Value>> {
    let said = words.map(|words| Said::content(words.as_str(), locale));
    said.map(|said| made(&said)).transpose()
}

/// A closure.
fn closed<'a>(closure: &'a Closure, locale: &Locale) -> RenderResult<Deviation<'a>> {
    let several = closure.from.value < closure.to.value;
    let from = Day::first_of(closure.from.value, closure.to.value, locale)?;
    Ok(Deviation {
        from: made(&from)?,
        to: several
            .then(|| Day::with_weekday(closure.to.value, locale))
            .transpose()?,
        last: value(&closure.to.value.to_string()),
        reason: content(closure.reason.as_ref(), locale)?,
        lines: vec![Line {
            label: None,
            hours: locale.text("closed")?.to_owned(),
        }],
        answered_by: closure
            .answered_by
            .as_ref()
            .map(|who| Said::content(who.as_str(), locale)),
    })
}

/// A day with hours of its own.
fn special_day<'a>(special: &SpecialHours, locale: &Locale) -> RenderResult<Deviation<'a>> {
    let mut lines = Vec::new();
    for (kind, hours) in &special.hours {
        lines.push(line(*kind, Some(hours), locale)?);
    }
    Ok(Deviation {
        from: made(&Day::with_weekday(special.date.value, locale)?)?,
        to: None,
        last: value(&special.date.value.to_string()),
        reason: content(special.reason.as_ref(), locale)?,
        lines,
        answered_by: None,
    })
}

/// A holiday, where its hours are not those of its weekday.
fn on_red_day(unit: &Unit, red_day: &RedDay, locale: &Locale) -> RenderResult<Option<Value>> {
    let differing: Vec<(HoursKind, Option<&DayHours>)> = unit
        .hours
        .iter()
        .filter_map(|(kind, hours)| {
            // A weekday that is not stated is closed, and closed on a holiday is then nothing new.
            let usual = hours.week.get(red_day.weekday).unwrap_or(&DayHours::Closed);
            let on_the_day = hours.week.holiday.as_ref();
            let differs = on_the_day.map_or(*usual != DayHours::Closed, |hours| hours != usual);
            differs.then_some((*kind, on_the_day))
        })
        .collect();
    if differing.is_empty() {
        return Ok(None);
    }
    let words = red_day.words(locale)?;
    let is_closed = |(_, hours): &(_, Option<&DayHours>)| *hours == Some(&DayHours::Closed);
    if unit.hours.len() == differing.len() && differing.iter().all(is_closed) {
        return Ok(Some(words.closed));
    }
    let told = differing
        .iter()
        .map(|(kind, hours)| (*kind, hours.cloned()));
    let deviation = red_day.lines.get((), &told.collect(), || {
        let lines = differing.iter();
        let lines = lines.map(|(kind, hours)| line(*kind, *hours, locale));
        words.deviation(lines.collect::<RenderResult<_>>()?)
    });
    deviation.map(Some)
}

/// The hours of a kind; nothing stated is said to be so.
fn line(kind: HoursKind, hours: Option<&DayHours>, locale: &Locale) -> RenderResult<Line> {
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
fn holiday_name<'a>(holiday: Holiday, locale: &Locale) -> RenderResult<Said<'a>> {
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
