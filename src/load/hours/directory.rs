//! Weeks out of texts of the national directory. Several texts may name the same day, once per
//! interval; texts with dates of their own make periods, in which they go before those without.

use chrono::NaiveDate;

use crate::diagnostic::Diagnostic;
use crate::load::faults::hours_invalid;
use crate::load::hours::parsed;
use crate::model::hours::day::{Day, DayHours, Note, Weeks};
use crate::model::hours::day_key::DayKey;
use crate::model::hours::directory::HsaPart;
use crate::model::hours::parse::ParsedHours;
use crate::model::hours::stated::{DatedText, Period, WeekHours};
use crate::model::hours::week::Week;
use crate::text::{Span, Spanned};

/// A text with its place.
struct Line {
    hours: DayHours,
    hsa: HsaPart,
    span: Span,
}

impl Line {
    fn is_dated(&self) -> bool {
        self.hsa.valid_from.is_some() || self.hsa.valid_to.is_some()
    }

    /// Whether it holds on a day; nothing stands for the time before all dates.
    fn holds_on(&self, day: Option<NaiveDate>) -> bool {
        let has_begun = |from: NaiveDate| day.is_some_and(|day| from <= day);
        self.hsa.valid_from.is_none_or(has_begun)
            && self
                .hsa
                .valid_to
                .is_none_or(|to| day.is_none_or(|day| day <= to))
    }
}

/// The hours that texts state together.
pub(super) fn week(
    texts: &[Spanned<String>],
    span: Span,
    found: &mut Vec<Diagnostic>,
) -> WeekHours {
    let lines: Vec<Line> = texts.iter().filter_map(|text| line(text, found)).collect();
    let (dated, always): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.is_dated());
    let mut hours = WeekHours::always(Week::default(), Vec::new(), span);
    name(&mut hours.week, &mut hours.places, &always);
    hours.periods = periods(&hours, &dated);
    hours.dated = dated
        .iter()
        .map(|line| DatedText {
            to: line.hsa.valid_to,
            span: line.span,
        })
        .collect();
    let note = |line: &Line| Some(Spanned::new(line.hsa.comment.clone()?, line.span));
    hours.notes = lines.iter().filter_map(note).collect();
    hours
}

fn line(text: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Option<Line> {
    let ParsedHours { hours, hsa } = parsed(text, found)?;
    let Some(hsa) = hsa else {
        found.push(hours_invalid::without_days(text.span));
        return None;
    };
    Some(Line {
        hours,
        hsa,
        span: text.span,
    })
}

/// The times in which the same dated texts hold.
fn periods(hours: &WeekHours, dated: &[&Line]) -> Vec<Period> {
    let begins = dated.iter().filter_map(|line| line.hsa.valid_from);
    let after = dated
        .iter()
        .filter_map(|line| line.hsa.valid_to?.succ_opt());
    let mut days: Vec<Option<NaiveDate>> = begins.chain(after).map(Some).collect();
    days.push(None);
    days.sort_unstable();
    days.dedup();
    let mut periods: Vec<Period> = Vec::new();
    for (at, from) in days.iter().enumerate() {
        let to = days.get(at + 1).copied().flatten();
        let to = to.and_then(|next| next.pred_opt());
        let lines = dated.iter().copied().filter(|line| line.holds_on(*from));
        let lines: Vec<&Line> = lines.collect();
        let Some(first) = lines.first() else {
            continue;
        };
        let (mut week, mut places) = (hours.week.clone(), hours.places.clone());
        let named = |day: &DayKey| lines.iter().any(|line| line.hsa.days.contains(day));
        places.retain(|(day, _)| !named(day));
        name(&mut week, &mut places, &lines);
        match periods.last_mut() {
            Some(last) if last.to.and_then(|to| to.succ_opt()) == *from && last.week == week => {
                last.to = to;
            }
            _ => periods.push(Period {
                from: *from,
                to,
                reason: None,
                week,
                places,
                is_table: false,
                span: first.span,
            }),
        }
    }
    periods
}

/// Sets the days that some texts name.
fn name(week: &mut Week, places: &mut Vec<(DayKey, Span)>, lines: &[&Line]) {
    for day in DayKey::WEEKDAYS {
        let lines: Vec<&Line> = lines
            .iter()
            .copied()
            .filter(|line| line.hsa.days.contains(&day))
            .collect();
        if !lines.is_empty() {
            week.set(day, together(&lines));
        }
    }
    for line in lines {
        places.extend(line.hsa.days.iter().map(|day| (*day, line.span)));
    }
}

/// What texts about one day say together.
fn together(lines: &[&Line]) -> Day {
    let hours = |weeks: Weeks| {
        let lines = lines.iter();
        let lines = lines.filter(|line| line.hsa.weeks.is_none_or(|its| its == weeks));
        let intervals = lines.flat_map(|line| line.hours.intervals()).copied();
        DayHours::from_intervals(intervals.collect())
    };
    Day {
        odd: hours(Weeks::Odd),
        even: hours(Weeks::Even),
        note: note(lines).map(Note::from),
    }
}

/// The comments; where they are not of all intervals alike, each with the interval that it is about.
fn note(lines: &[&Line]) -> Option<String> {
    let first = lines.first()?.hsa.comment.as_deref();
    if lines
        .iter()
        .all(|line| line.hsa.comment.as_deref() == first)
    {
        return first.map(str::to_owned);
    }
    let noted = lines.iter().filter_map(|line| {
        let comment = line.hsa.comment.as_deref()?;
        Some(format!("{} {comment}", line.hours.sv()))
    });
    Some(noted.collect::<Vec<_>>().join("; "))
}
