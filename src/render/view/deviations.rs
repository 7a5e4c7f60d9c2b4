//! Days in the near future whose hours are not those of the week: closures, special hours, and the
//! holidays of the calendar with the days before them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::{Day as DayOf, DayHours};
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::{Closure, HoursKind, SpecialHours, WeekHours};
use crate::model::timetable::{Whose, on_day};
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::index::deviations_end;
use crate::render::locale::Locale;
use crate::render::view::day_words::{Answering, Deviation, Line, NEVER};
use crate::render::view::hours::{day_in_words, in_words};
use crate::render::view::localized::{Day, Localized};
use crate::render::view::serialized::Serialized;
use crate::render::view::upcoming_days::{RedDay, UpcomingDays};
use crate::text::Spanned;

/// The deviations of a unit on the days ahead, by date.
pub fn deviations<'a>(
    unit: &'a Unit,
    answering: &BTreeMap<String, Answering<'a>>,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Vec<Serialized<Deviation<'static>>>> {
    let today = upcoming.today;
    let end = deviations_end(today);
    let mut found = Vec::new();
    let closures = unit.closures.iter();
    for closure in closures.filter(|it| !it.is_over_by(today) && it.from.value < end) {
        found.push((
            closure.from.value,
            Serialized::new(&closed(unit, closure, answering, today, locale)?),
        ));
    }
    for special in &unit.special_hours {
        let is_ahead = today <= special.last() && special.from.value < end;
        let mut days = special
            .from
            .value
            .iter_days()
            .take_while(|day| *day <= special.last());
        let is_open = days.any(|day| !unit.closures.iter().any(|closure| closure.contains(day)));
        if is_ahead && is_open {
            found.push((
                special.from.value,
                Serialized::new(&special_days(unit, special, today, locale)?),
            ));
        }
    }
    for red_day in &upcoming.red_days {
        if let Some(deviation) = on_red_day(unit, red_day, locale)? {
            found.push((red_day.day.date, deviation));
        }
    }
    found.sort_by_key(|(first, _)| *first);
    Ok(found.into_iter().map(|(_, deviation)| deviation).collect())
}

/// Words of a unit as templates see them.
fn content(
    unit: &Unit,
    words: Option<&Spanned<String>>,
    locale: &Locale,
) -> Option<Serialized<Localized<'static>>> {
    words.map(|words| Serialized::new(&Localized::of_unit(unit, words, locale)))
}

/// A closure.
fn closed<'a>(
    unit: &'a Unit,
    closure: &'a Closure,
    answering: &BTreeMap<String, Answering<'a>>,
    today: NaiveDate,
    locale: &Locale,
) -> RenderResult<Deviation<'a>> {
    let from = closure.from.value;
    let to = closure.to.as_ref().map(|to| to.value);
    let several = to.filter(|to| from < *to);
    Ok(Deviation {
        from: Serialized::new(&Day::short(from, today, locale)?),
        to: several
            .map(|to| Day::short(to, today, locale))
            .transpose()?,
        open_ended: to.is_none(),
        last: to.map_or_else(
            || Serialized::new(NEVER),
            |to| Serialized::new(&*to.to_string()),
        ),
        reason: content(unit, closure.reason.as_ref(), locale),
        lines: lines_while_closed(unit, closure, locale)?,
        answered_by: closure.answered_by.as_ref().map(|who| {
            let other = closure.answering(unit.region());
            let other = other.and_then(|id| answering.get(&id).cloned());
            other.unwrap_or_else(|| Answering {
                name: Localized::of_unit(unit, who, locale),
                href: None,
                phone: None,
            })
        }),
    })
}

/// What is said of hours while a unit is closed: that it is, and which phone is answered all the same.
fn lines_while_closed<'a>(
    unit: &'a Unit,
    closure: &Closure,
    locale: &Locale,
) -> RenderResult<Vec<Line<'a>>> {
    let first = CalendarDay::new(closure.from.value);
    let on_first = |(kind, hours): (&HoursKind, &'a WeekHours)| {
        (
            *kind,
            on_day(unit, Whose::Kind(*kind, hours), &first).hours(),
        )
    };
    let kinds: Vec<(HoursKind, Option<&DayHours>)> = unit.hours.iter().map(on_first).collect();
    let goes_on = |hours: &Option<&DayHours>| *hours == Some(&DayHours::AroundTheClock);
    if !kinds.iter().any(|(_, hours)| goes_on(hours)) {
        return Ok(vec![Line::closed(locale)?]);
    }
    let lines = kinds.into_iter();
    lines
        .map(|(kind, hours)| {
            Ok(Line {
                kind: Some(kind.key()),
                label: Some(label(kind, locale)?),
                hours: in_words(hours.unwrap_or(&DayHours::Closed), locale)?,
                note: None,
            })
        })
        .collect()
}

/// Days with hours of their own.
fn special_days<'a>(
    unit: &Unit,
    special: &'a SpecialHours,
    today: NaiveDate,
    locale: &Locale,
) -> RenderResult<Deviation<'a>> {
    let (from, to) = (special.from.value, special.last());
    let mut lines = Vec::new();
    for (kind, day) in &special.hours {
        lines.push(line(*kind, Some(day), locale)?);
    }
    Ok(Deviation {
        from: Serialized::new(&Day::short(from, today, locale)?),
        to: (from < to)
            .then(|| Day::short(to, today, locale))
            .transpose()?,
        open_ended: false,
        last: Serialized::new(&*to.to_string()),
        reason: content(unit, special.reason.as_ref(), locale),
        lines,
        answered_by: None,
    })
}

/// A holiday or the day before one, where its hours are not those of its weekday; a holiday on which the unit is
/// closed also where that weekday is.
fn on_red_day(
    unit: &Unit,
    red_day: &RedDay,
    locale: &Locale,
) -> RenderResult<Option<Serialized<Deviation<'static>>>> {
    let RedDay { day, lines, .. } = red_day;
    let differing: Vec<(HoursKind, Option<&DayOf>)> = unit
        .hours
        .iter()
        .filter_map(|(kind, hours)| {
            let on = on_day(unit, Whose::Kind(*kind, hours), day);
            let is_row = matches!(on.row(), Some(DayKey::Holiday | DayKey::HolidayEve));
            // A weekday that is not named is closed, and closed on a holiday is then nothing new.
            let usual = hours.week_on(day.date).0.weekday(day.weekday)?;
            let usual = usual.in_week(day.weeks);
            let differs = match on.hours() {
                Some(hours) => hours != usual,
                None => *usual != DayHours::Closed,
            };
            (is_row && differs).then_some((*kind, on.day))
        })
        .collect();
    if differing.is_empty() && !(day.is_red && is_closed_on(unit, day)) {
        return Ok(None);
    }
    let words = red_day.words(locale)?;
    if differing.is_empty() {
        return Ok(Some(words.closed));
    }
    let is_closed = |(_, day): &(_, Option<&DayOf>)| day.is_some_and(DayOf::is_closed);
    if unit.hours.len() == differing.len() && differing.iter().all(is_closed) {
        return Ok(Some(words.closed));
    }
    let told = differing.iter().map(|(kind, day)| (*kind, day.cloned()));
    let deviation = lines.get((), &told.collect(), || {
        let lines = differing.iter();
        let lines = lines.map(|(kind, hours)| line(*kind, *hours, locale));
        Ok(words.deviation(lines.collect::<RenderResult<_>>()?))
    });
    deviation.map(Some)
}

/// Whether all hours of a unit are closed on a day that has no hours of its own.
fn is_closed_on(unit: &Unit, day: &CalendarDay) -> bool {
    let mut kinds = unit.hours.iter().map(|(kind, hours)| {
        let on = on_day(unit, Whose::Kind(*kind, hours), day);
        on.row().is_some() && on.hours() == Some(&DayHours::Closed)
    });
    !unit.hours.is_empty() && kinds.all(|closed| closed)
}

/// The hours of a kind; nothing stated is said to be so.
fn line<'a>(kind: HoursKind, day: Option<&'a DayOf>, locale: &Locale) -> RenderResult<Line<'a>> {
    let hours = match day {
        Some(day) => day_in_words(day, locale)?,
        None => locale.text("not_stated")?.to_owned(),
    };
    let note = day.and_then(|day| day.note.as_ref());
    Ok(Line {
        kind: Some(kind.key()),
        label: Some(label(kind, locale)?),
        hours,
        note: note.map(|note| Localized::note(note, locale)),
    })
}

/// The name of a kind.
fn label(kind: HoursKind, locale: &Locale) -> RenderResult<String> {
    let label = locale.text(match kind {
        HoursKind::Opening => "hours_opening",
        HoursKind::Phone => "hours_phone",
        HoursKind::DropIn => "hours_drop_in",
        HoursKind::Visiting => "hours_visiting",
    })?;
    Ok(label.to_owned())
}
