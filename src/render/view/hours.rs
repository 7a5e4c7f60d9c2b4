//! Hours as readers see them: a table of the week, short lists of days with equal hours, and the other
//! weeks that are to come.

use serde::Serialize;

use crate::model::hours::day::{Day as DayOf, DayHours, Weeks};
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::{HoursKind, Segment, WeekHours};
use crate::model::hours::time::{Interval, TimeOfDay};
use crate::model::hours::week::{Week, runs};
use crate::model::timetable::first_day;
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::locale::{Locale, capital};
use crate::render::view::day_words::NEVER;
use crate::render::view::day_words::{Deviation, HoursRow};
use crate::render::view::localized::{Day, Localized};
use crate::render::view::serialized::Serialized;
use crate::render::view::upcoming_days::{DayForm, Rows, UpcomingDays, row_at, row_key};

/// The section on opening hours.
#[derive(Debug, Serialize)]
pub struct HoursView<'a> {
    /// The day from which the hours hold, when the unit is yet to open.
    pub opens: Option<Day>,
    /// The week, a row a day.
    pub opening: Option<WeekView<'a>>,
    /// Drop-in hours.
    pub drop_in: Option<WeekView<'a>>,
    /// Visiting hours of a ward.
    pub visiting: Option<WeekView<'a>>,
    /// Rules for visitors.
    pub visiting_rules: Option<Localized<'a>>,
    /// Hours of something at the unit.
    pub functions: Vec<FunctionView<'a>>,
    /// Days in the near future with other hours.
    pub deviations: Vec<Serialized<Deviation<'static>>>,
}

/// Hours of something at the unit.
#[derive(Debug, Serialize)]
pub struct FunctionView<'a> {
    /// What it is.
    pub name: Localized<'a>,
    /// A sentence on it.
    pub note: Option<Localized<'a>>,
    /// Its hours.
    pub week: WeekView<'a>,
    /// The name of these hours, for the page's script.
    pub hours_of: String,
}

/// A week that holds now, and those that are to come.
#[derive(Debug, Serialize)]
pub struct WeekView<'a> {
    /// What holds now.
    pub rows: Vec<Serialized<HoursRow<'static>>>,
    /// The last day on which it holds, when that is stated.
    pub until: Option<Day>,
    /// The open days in few letters, where they fit a line: "mån–tors 07.30–17.00, fre 07.30–16.00".
    pub brief: Option<String>,
    /// Why it holds for a time only.
    pub reason: Option<Localized<'a>>,
    /// Other weeks that are to come.
    pub later: Vec<LaterView<'a>>,
}

/// A week that is to come.
#[derive(Debug, Serialize)]
pub struct LaterView<'a> {
    /// The first day.
    pub from: Day,
    /// The last day, when there is one.
    pub to: Option<Day>,
    /// The last day, or one that never comes.
    pub last: String,
    /// Why.
    pub reason: Option<Localized<'a>>,
    /// Its days.
    pub rows: Vec<Serialized<HoursRow<'static>>>,
}

/// The section on opening hours; nothing when the unit states none.
pub fn hours_view<'a>(
    unit: &'a Unit,
    deviations: Vec<Serialized<Deviation<'static>>>,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Option<HoursView<'a>>> {
    let opens = unit.opens.as_ref().map(|opens| opens.value);
    let opens = opens.filter(|opens| upcoming.today < *opens);
    let of = |kind, form| week_view(unit, unit.hours.get(&kind), form, upcoming, locale);
    let view = HoursView {
        opening: of(HoursKind::Opening, DayForm::Table)?,
        drop_in: of(HoursKind::DropIn, DayForm::List)?,
        visiting: of(HoursKind::Visiting, DayForm::List)?,
        visiting_rules: unit
            .visit
            .visiting_rules
            .as_ref()
            .map(|rules| Localized::of_unit(unit, rules, locale)),
        functions: functions(unit, upcoming, locale)?,
        opens: opens
            .map(|opens| Day::with_weekday(opens, locale))
            .transpose()?,
        deviations,
    };
    let HoursView {
        opening,
        drop_in,
        visiting,
        visiting_rules,
        functions,
        // Says nothing without hours.
        opens: _,
        deviations,
    } = &view;
    let weeks = [opening, drop_in, visiting];
    let empty = weeks.iter().all(|week| week.is_none())
        && visiting_rules.is_none()
        && functions.is_empty()
        && deviations.is_empty();
    Ok((!empty).then_some(view))
}

/// What there are hours of at the unit.
fn functions<'a>(
    unit: &'a Unit,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Vec<FunctionView<'a>>> {
    let mut views = Vec::new();
    for (at, function) in unit.functions.iter().enumerate() {
        let week = week_view(
            unit,
            function.hours.as_ref(),
            DayForm::List,
            upcoming,
            locale,
        )?;
        if let (Some(name), Some(week)) = (&function.name, week) {
            let note = function.note.as_ref();
            views.push(FunctionView {
                name: Localized::of_unit(unit, name, locale),
                note: note.map(|note| Localized::of_unit(unit, note, locale)),
                week,
                hours_of: format!("function-{}", at + 1),
            });
        }
    }
    Ok(views)
}

/// The weeks from the first day on which the unit is open; nothing when there is nothing to show.
pub fn week_view<'a>(
    unit: &'a Unit,
    hours: Option<&'a WeekHours>,
    form: DayForm,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Option<WeekView<'a>>> {
    let Some(hours) = hours else { return Ok(None) };
    let segments = hours.segments(first_day(unit, upcoming.today));
    let Some((now, later)) = segments.split_first() else {
        return Ok(None);
    };
    let rows = |week| match form {
        DayForm::Table => table(week, &upcoming.rows, locale),
        DayForm::List => list(week, &upcoming.rows, locale),
    };
    let period = now.period;
    let mut view = WeekView {
        rows: rows(now.week)?,
        brief: in_brief(now.week, locale)?,
        until: None,
        reason: period.and_then(|period| reason(unit, period.reason.as_ref(), locale)),
        later: Vec::new(),
    };
    if period.is_some() && !view.rows.is_empty() {
        let until = now.to.map(|to| Day::new(to, locale));
        view.until = until.transpose()?;
    }
    for segment in to_be_told(now, later) {
        let rows = rows(segment.week)?;
        if rows.is_empty() {
            continue;
        }
        // The ordinary week is told from its first day on; what comes in between has days of its own.
        let to = segment.to.filter(|_| segment.period.is_some());
        view.later.push(LaterView {
            from: Day::new(segment.from, locale)?,
            to: to.map(|to| Day::new(to, locale)).transpose()?,
            last: to.map_or_else(|| NEVER.to_owned(), |to| to.to_string()),
            reason: segment
                .period
                .and_then(|it| reason(unit, it.reason.as_ref(), locale)),
            rows,
        });
    }
    Ok((!view.rows.is_empty() || !view.later.is_empty()).then_some(view))
}

/// The weeks to come that differ from what is shown already: all periods, and the ordinary week once,
/// when it does not hold now.
fn to_be_told<'s, 'a>(now: &Segment<'a>, later: &'s [Segment<'a>]) -> Vec<&'s Segment<'a>> {
    let mut is_told = now.period.is_none();
    let mut told = Vec::new();
    for segment in later {
        if segment.period.is_some() {
            told.push(segment);
        } else if !is_told {
            told.push(segment);
            is_told = true;
        }
    }
    told
}

fn reason<'a>(
    unit: &'a Unit,
    reason: Option<&'a crate::text::Spanned<String>>,
    locale: &Locale,
) -> Option<Localized<'a>> {
    reason.map(|reason| Localized::of_unit(unit, reason, locale))
}

/// All days of the week, days in a row with equal hours together, and those before holidays and holidays with
/// the first that they are like. A weekday that is not named is closed: the unit has said when it is open.
pub fn table(
    week: &Week,
    rows: &Rows,
    locale: &Locale,
) -> RenderResult<Vec<Serialized<HoursRow<'static>>>> {
    // Holidays alone say nothing of when the unit is open.
    if !week.names_a_weekday() && !week.is_ever_open() {
        return Ok(Vec::new());
    }
    let mut runs: Vec<(Vec<DayKey>, &DayOf)> = Vec::with_capacity(4);
    for key in DayKey::WEEKDAYS {
        let Some(day) = week.weekday(key) else {
            continue;
        };
        match runs.last_mut() {
            Some((days, hours)) if *hours == day => days.push(key),
            _ => runs.push((vec![key], day)),
        }
    }
    for key in [DayKey::HolidayEve, DayKey::Holiday] {
        let Some(day) = week.get(key) else { continue };
        match runs.iter_mut().find(|(_, hours)| *hours == day) {
            Some((days, _)) => days.push(key),
            None => runs.push((vec![key], day)),
        }
    }
    let made = runs.iter().map(|(days, day)| {
        let names = || day_names(days, locale);
        row(rows, DayForm::Table, days, day, names, locale)
    });
    made.collect()
}

/// The open weekdays of a week in few letters; nothing where they take more than a line.
fn in_brief(week: &Week, locale: &Locale) -> RenderResult<Option<String>> {
    const MOST: usize = 2;
    if week.is_always_open() {
        return Ok(Some(locale.text("around_the_clock")?.to_lowercase()));
    }
    let mut parts = Vec::new();
    for (days, day) in runs(week) {
        let indices: Vec<usize> = days.iter().filter_map(|day| day.index()).collect();
        let (Some(first), Some(last)) = (indices.first(), indices.last()) else {
            continue;
        };
        if day.is_closed() {
            continue;
        }
        let mut words = locale.short_weekday(*first)?.to_owned();
        if first < last {
            words = format!("{words}–{}", locale.short_weekday(*last)?);
        }
        parts.push(format!(
            "{words} {}",
            day_in_words(day, locale)?.to_lowercase()
        ));
    }
    let fits = (1..=MOST).contains(&parts.len());
    let comma = locale.text("comma")?;
    Ok(fits.then(|| parts.join(comma)))
}

/// Days in a row with equal hours together. Closed weekdays are left out, closed
/// holidays are not: they change what the days above say.
pub fn list(
    week: &Week,
    rows: &Rows,
    locale: &Locale,
) -> RenderResult<Vec<Serialized<HoursRow<'static>>>> {
    let mut made = Vec::new();
    if !week.is_ever_open() {
        return Ok(made);
    }
    for (days, day) in runs(week) {
        let on_holidays = days.iter().any(|day| day.index().is_none());
        if on_holidays || !day.is_closed() {
            let names = || day_names(&days, locale);
            made.push(row(rows, DayForm::List, &days, day, names, locale)?);
        }
    }
    Ok(made)
}

/// A row.
fn row(
    rows: &Rows,
    form: DayForm,
    days: &[DayKey],
    day: &DayOf,
    names: impl FnOnce() -> RenderResult<String>,
    locale: &Locale,
) -> RenderResult<Serialized<HoursRow<'static>>> {
    let bits = days.iter().fold(0, |bits, day| bits | 1 << row_at(*day));
    rows.get((form, bits), day, || {
        Ok(Serialized::new(&HoursRow {
            keys: days.iter().map(|day| row_key(*day)).collect(),
            days: names()?,
            hours: day_in_words(day, locale)?,
            note: day.note.as_ref().map(|note| Localized::note(note, locale)),
            closed: day.is_closed(),
        }))
    })
}

/// Weekdays in a row, and holidays: "Måndag–torsdag", "Lördag, söndag och helgdagar".
fn day_names(days: &[DayKey], locale: &Locale) -> RenderResult<String> {
    let name = |day: &DayKey| match (day, day.index()) {
        (_, Some(index)) => locale.weekday(index),
        (DayKey::HolidayEve, None) => locale.text("holiday_eves"),
        (_, None) => locale.text("holidays"),
    };
    let split = days.iter().position(|day| day.index().is_none());
    let (weekdays, red_days) = days.split_at(split.unwrap_or(days.len()));
    let mut names = match weekdays {
        [first, _, .., last] => vec![format!("{}–{}", name(first)?, name(last)?)],
        weekdays => {
            let names = weekdays.iter().map(|day| Ok(name(day)?.to_owned()));
            names.collect::<RenderResult<Vec<_>>>()?
        }
    };
    for day in red_days {
        names.push(name(day)?.to_lowercase());
    }
    Ok(capital(&locale.and(&names)?))
}

/// The hours of a day of the week: "07.30–17.00", "10.00–12.00 udda veckor".
pub fn day_in_words(day: &DayOf, locale: &Locale) -> RenderResult<String> {
    let mut parts = Vec::new();
    for (weeks, hours) in day.by_weeks() {
        let hours = in_words(hours, locale)?;
        let key = match weeks {
            None => {
                parts.push(hours);
                continue;
            }
            Some(Weeks::Odd) => "hours_odd_weeks",
            Some(Weeks::Even) => "hours_even_weeks",
        };
        parts.push(locale.say(key, &[("hours", hours.into())])?);
    }
    match parts.as_slice() {
        [only] => Ok(only.clone()),
        parts => locale.and(parts),
    }
}

/// The hours of a day: "Stängt", "Dygnet runt", "08.00–12.00 och 13.00–16.00".
pub fn in_words(hours: &DayHours, locale: &Locale) -> RenderResult<String> {
    match hours {
        DayHours::Closed => Ok(locale.text("closed")?.to_owned()),
        DayHours::AroundTheClock => Ok(locale.text("around_the_clock")?.to_owned()),
        DayHours::ByAppointment => Ok(locale.text("by_appointment")?.to_owned()),
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
