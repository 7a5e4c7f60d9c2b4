//! Hours as readers see them: a table of the week, and short lists of days with equal hours.

use serde::Serialize;
use tera::Value;

use crate::model::hours::{DayHours, DayKey, Interval, TimeOfDay, Week, runs};
use crate::model::unit::{HoursKind, Unit};
use crate::render::error::RenderResult;
use crate::render::locale::{Locale, capital};
use crate::render::view::memo::Memo;
use crate::render::view::said::Said;
use crate::render::view::schedule::HOLIDAY_ROW;

/// The section on opening hours.
#[derive(Debug, Serialize)]
pub struct HoursView<'a> {
    /// The week, a row a day: each a [`Row`], as the next two.
    pub opening: Option<Vec<Value>>,
    /// Drop-in hours.
    pub drop_in: Option<Vec<Value>>,
    /// Visiting hours of a ward.
    pub visiting: Option<Vec<Value>>,
    /// Rules for visitors.
    pub visiting_rules: Option<Said<'a>>,
    /// Days in the near future with other hours.
    ///
    /// Each is a [`Deviation`](super::deviations::Deviation).
    pub deviations: Vec<Value>,
}

/// Days and their hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// "Måndag", "Måndag–torsdag", "Helgdagar"
    pub days: String,
    /// "07.30–17.00", "Stängt"
    pub hours: String,
    /// Whether that is closed.
    pub closed: bool,
    /// The days as digits for the page's script: Monday 0, holidays 7.
    pub keys: String,
}

/// Rows of the pages of a language, by their form and days, and their hours.
pub type Rows = Memo<(Form, u8), DayHours>;

/// Where a row stands, on which the name of its days depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// In the table of a week.
    Table,
    /// In a list of days with equal hours.
    List,
}

/// The section on opening hours; nothing when the unit states none.
pub fn hours_view<'a>(
    unit: &'a Unit,
    deviations: Vec<Value>,
    rows: &Rows,
    locale: &Locale,
) -> RenderResult<Option<HoursView<'a>>> {
    let week = |kind| {
        unit.hours
            .get(&kind)
            .map(|hours| &hours.week)
            .filter(|week| !week.is_empty())
    };
    let listed = |kind| week(kind).map(|week| list(week, rows, locale)).transpose();
    let view = HoursView {
        opening: week(HoursKind::Opening)
            .map(|week| table(week, rows, locale))
            .transpose()?,
        drop_in: listed(HoursKind::DropIn)?,
        visiting: listed(HoursKind::Visiting)?,
        visiting_rules: unit
            .visit
            .visiting_rules
            .as_ref()
            .map(|rules| Said::content(rules.as_str(), locale)),
        deviations,
    };
    let empty = view.opening.is_none() && view.drop_in.is_none() && view.visiting.is_none();
    Ok((!empty || view.visiting_rules.is_some() || !view.deviations.is_empty()).then_some(view))
}

/// A row for each day of the week, and one for holidays when the unit states their hours. A weekday
/// without hours is closed: the unit has said when it is open. Each is a [`Row`].
pub fn table(week: &Week, rows: &Rows, locale: &Locale) -> RenderResult<Vec<Value>> {
    let mut made = Vec::with_capacity(8);
    for (at, hours) in week.days.iter().enumerate() {
        let hours = hours.as_ref().unwrap_or(&DayHours::Closed);
        let days = || Ok(capital(locale.weekday(at)?));
        let day = [DayKey::WEEKDAYS[at]];
        made.push(row(rows, Form::Table, &day, hours, days, locale)?);
    }
    if let Some(hours) = &week.holiday {
        let days = || Ok(locale.text("holidays")?.to_owned());
        let day = [DayKey::Holiday];
        made.push(row(rows, Form::Table, &day, hours, days, locale)?);
    }
    Ok(made)
}

/// Days in a row with equal hours together, each a [`Row`]. Closed weekdays are left out, closed
/// holidays are not: they change what the days above say.
pub fn list(week: &Week, rows: &Rows, locale: &Locale) -> RenderResult<Vec<Value>> {
    let mut made = Vec::new();
    for (days, hours) in runs(week) {
        let holiday = days.contains(&DayKey::Holiday);
        if holiday || *hours != DayHours::Closed {
            let names = || day_names(&days, locale);
            made.push(row(rows, Form::List, &days, hours, names, locale)?);
        }
    }
    Ok(made)
}

/// A row.
fn row(
    rows: &Rows,
    form: Form,
    days: &[DayKey],
    hours: &DayHours,
    names: impl FnOnce() -> RenderResult<String>,
    locale: &Locale,
) -> RenderResult<Value> {
    let at = |day: &DayKey| day.index().map_or(HOLIDAY_ROW, |at| at as u8);
    let bits = days.iter().fold(0, |bits, day| bits | 1 << at(day));
    rows.get((form, bits), hours, || {
        let key = |day: &DayKey| char::from(b'0' + at(day));
        Ok(Value::try_from_serializable(&Row {
            keys: days.iter().map(key).collect(),
            days: names()?,
            hours: in_words(hours, locale)?,
            closed: *hours == DayHours::Closed,
        })?)
    })
}

/// A run of days: "Måndag–torsdag", "Lördag, söndag".
fn day_names(days: &[DayKey], locale: &Locale) -> RenderResult<String> {
    let name = |day: &DayKey| match day.index() {
        Some(index) => locale.weekday(index),
        None => locale.text("holidays"),
    };
    let names = days.iter().map(name).collect::<RenderResult<Vec<&str>>>()?;
    let indices: Vec<Option<usize>> = days.iter().map(|day| day.index()).collect();
    let in_a_row = indices
        .windows(2)
        .all(|pair| matches!(pair, [Some(a), Some(b)] if a + 1 == *b));
    Ok(capital(&match names.as_slice() {
        [first, .., last] if in_a_row && names.len() > 2 => format!("{first}–{last}"),
        names => locale.and(
            &names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>(),
        )?,
    }))
}

/// The hours of a day: "Stängt", "Dygnet runt", "08.00–12.00 och 13.00–16.00".
pub fn in_words(hours: &DayHours, locale: &Locale) -> RenderResult<String> {
    match hours {
        DayHours::Closed => Ok(locale.text("closed")?.to_owned()),
        DayHours::AroundTheClock => Ok(locale.text("around_the_clock")?.to_owned()),
        DayHours::Open(intervals) => {
            let mark = locale.text("time_separator")?;
            match intervals.as_slice() {
                [only] => Ok(span(*only, mark)),
                parts => {
                    let parts: Vec<String> = parts.iter().map(|part| span(*part, mark)).collect();
                    locale.and(&parts)
                }
            }
        }
    }
}

/// Two times with the language's mark between hours and minutes: "08.00–12.00".
fn span(interval: Interval, mark: &str) -> String {
    let mut words = String::with_capacity(16);
    push_clock(&mut words, interval.from(), mark);
    words.push('–');
    push_clock(&mut words, interval.to(), mark);
    words
}

/// Adds a time.
fn push_clock(words: &mut String, time: TimeOfDay, mark: &str) {
    let mut two_digits = |number: u16, before: &str| {
        words.push_str(before);
        for digit in [number / 10, number % 10] {
            words.extend(char::from_digit(u32::from(digit), 10));
        }
    };
    two_digits(time.minutes() / 60, "");
    two_digits(time.minutes() % 60, mark);
}
