//! The rows of a table of hours: weekdays, holidays and the days before them, and how keys name them.

use std::ops::Range;

use chrono::Weekday;

use crate::diagnostic::{Text, say};
use crate::model::hours::read::plain;

/// A row in a table of hours: a weekday, or the red days of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayKey {
    /// `mon`.
    Monday,
    /// `tue`.
    Tuesday,
    /// `wed`.
    Wednesday,
    /// `thu`.
    Thursday,
    /// `fri`.
    Friday,
    /// `sat`.
    Saturday,
    /// `sun`.
    Sunday,
    /// `holiday-eve`: the day before such a day, when it is none itself.
    HolidayEve,
    /// `holiday`: a day for which [`is_red_day`](crate::model::calendar::is_red_day) holds.
    Holiday,
}

impl DayKey {
    /// The weekdays in order.
    pub const WEEKDAYS: [DayKey; 7] = [
        DayKey::Monday,
        DayKey::Tuesday,
        DayKey::Wednesday,
        DayKey::Thursday,
        DayKey::Friday,
        DayKey::Saturday,
        DayKey::Sunday,
    ];

    /// All rows in the order of a table.
    pub const ALL: [DayKey; 9] = [
        DayKey::Monday,
        DayKey::Tuesday,
        DayKey::Wednesday,
        DayKey::Thursday,
        DayKey::Friday,
        DayKey::Saturday,
        DayKey::Sunday,
        DayKey::HolidayEve,
        DayKey::Holiday,
    ];

    /// The key as it stands in a unit file.
    pub fn key(self) -> &'static str {
        match self {
            DayKey::Monday => "mon",
            DayKey::Tuesday => "tue",
            DayKey::Wednesday => "wed",
            DayKey::Thursday => "thu",
            DayKey::Friday => "fri",
            DayKey::Saturday => "sat",
            DayKey::Sunday => "sun",
            DayKey::HolidayEve => "holiday-eve",
            DayKey::Holiday => "holiday",
        }
    }

    /// The name in Swedish, in running text.
    pub fn sv(self) -> &'static str {
        match self {
            DayKey::Monday => "måndag",
            DayKey::Tuesday => "tisdag",
            DayKey::Wednesday => "onsdag",
            DayKey::Thursday => "torsdag",
            DayKey::Friday => "fredag",
            DayKey::Saturday => "lördag",
            DayKey::Sunday => "söndag",
            DayKey::HolidayEve => "dag före helgdag",
            DayKey::Holiday => "helgdag",
        }
    }

    /// The name in English, in running text.
    pub fn en(self) -> &'static str {
        match self {
            DayKey::Monday => "Monday",
            DayKey::Tuesday => "Tuesday",
            DayKey::Wednesday => "Wednesday",
            DayKey::Thursday => "Thursday",
            DayKey::Friday => "Friday",
            DayKey::Saturday => "Saturday",
            DayKey::Sunday => "Sunday",
            DayKey::HolidayEve => "day before a public holiday",
            DayKey::Holiday => "public holiday",
        }
    }

    /// The place in the week, Monday 0; `None` for holidays and their eves.
    pub fn index(self) -> Option<usize> {
        match self {
            DayKey::Holiday | DayKey::HolidayEve => None,
            weekday => Some(weekday as usize),
        }
    }

    /// The row of a weekday.
    pub fn of(weekday: Weekday) -> DayKey {
        match weekday {
            Weekday::Mon => DayKey::Monday,
            Weekday::Tue => DayKey::Tuesday,
            Weekday::Wed => DayKey::Wednesday,
            Weekday::Thu => DayKey::Thursday,
            Weekday::Fri => DayKey::Friday,
            Weekday::Sat => DayKey::Saturday,
            Weekday::Sun => DayKey::Sunday,
        }
    }
}

/// A run of days in Swedish: `måndag–torsdag`, `fredag`, or a list when they do not follow each other.
pub fn days_sv(days: &[DayKey]) -> String {
    days_text(days, DayKey::sv)
}

/// A run of days in English: `Monday–Thursday`.
pub fn days_en(days: &[DayKey]) -> String {
    days_text(days, DayKey::en)
}

/// A run of days in words.
fn days_text(days: &[DayKey], name: fn(DayKey) -> &'static str) -> String {
    let follows = |pair: &[DayKey]| match (pair[0].index(), pair[1].index()) {
        (Some(one), Some(next)) => (one + 1) % 7 == next,
        _ => false,
    };
    match days {
        [first, .., last] if days.windows(2).all(follows) => {
            format!("{}–{}", name(*first), name(*last))
        }
        _ => days
            .iter()
            .map(|day| name(*day))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// Why a key names no days, where, and what it should have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayKeyError {
    problem: DayKeyProblem,
    range: Range<usize>,
    suggestion: Option<String>,
}

/// The kinds of fault in a day key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayKeyProblem {
    /// There is no day at this place.
    MissingDay,
    /// A word that is no day key.
    UnknownDay {
        /// The word.
        written: String,
    },
    /// `holiday` as one end of a range.
    HolidayInRange,
    /// A range from a day to the same day.
    RangeOfOneDay,
    /// A range with more than two ends.
    TooManyDays,
}

impl DayKeyError {
    /// The kind of fault.
    pub fn problem(&self) -> &DayKeyProblem {
        &self.problem
    }

    /// The bytes of the key that the fault is about.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The whole key as it should have been, where that is certain.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The fault, a phrase without capital and full stop.
    pub fn message(&self) -> Text {
        match &self.problem {
            DayKeyProblem::MissingDay => say!("a day is missing", "en dag saknas"),
            DayKeyProblem::UnknownDay { written } => say!(
                "`{written}` is no day; days are mon, tue, wed, thu, fri, sat, sun, holiday-eve and holiday",
                "`{written}` är ingen dag; dagarna är mon, tue, wed, thu, fri, sat, sun, holiday-eve och holiday"
            ),
            DayKeyProblem::HolidayInRange => say!(
                "`holiday` cannot be part of a range",
                "`holiday` kan inte ingå i ett intervall"
            ),
            DayKeyProblem::RangeOfOneDay => say!(
                "the range begins and ends on the same day",
                "intervallet börjar och slutar samma dag"
            ),
            DayKeyProblem::TooManyDays => say!(
                "a range has two days, the first and the last",
                "ett intervall har två dagar, den första och den sista"
            ),
        }
    }
}

/// Reads the key of a row: a day, a range of days that may pass the end of the week (`fri-mon`),
/// `holiday` or `holiday-eve`.
pub fn parse_day_keys(text: &str) -> Result<Vec<DayKey>, DayKeyError> {
    read_day_keys(text).map_err(|(problem, range)| DayKeyError {
        suggestion: repair_day_keys(text),
        problem,
        range,
    })
}

/// Reads a key, without looking for a repair.
fn read_day_keys(text: &str) -> Result<Vec<DayKey>, (DayKeyProblem, Range<usize>)> {
    if text == DayKey::HolidayEve.key() {
        return Ok(vec![DayKey::HolidayEve]);
    }
    let Some((first, last)) = text.split_once('-') else {
        return Ok(vec![read_day(text, 0)?]);
    };
    let second = first.len() + 1;
    if let Some(dash) = last.find('-') {
        return Err((DayKeyProblem::TooManyDays, second + dash..text.len()));
    }
    let (from, to) = (read_day(first, 0)?, read_day(last, second)?);
    let from = from
        .index()
        .ok_or((DayKeyProblem::HolidayInRange, 0..first.len()))?;
    let to = to
        .index()
        .ok_or((DayKeyProblem::HolidayInRange, second..text.len()))?;
    if from == to {
        return Err((DayKeyProblem::RangeOfOneDay, 0..text.len()));
    }
    Ok(days_between(from, to))
}

/// The weekdays from one place in the week to another, past Sunday if need be.
pub(super) fn days_between(from: usize, to: usize) -> Vec<DayKey> {
    let length = (to + 7 - from) % 7 + 1;
    let week = DayKey::WEEKDAYS.into_iter().cycle();
    week.skip(from).take(length).collect()
}

/// Reads one day, which begins at a byte of the key.
fn read_day(text: &str, at: usize) -> Result<DayKey, (DayKeyProblem, Range<usize>)> {
    let range = at..at + text.len();
    if text.trim().is_empty() {
        return Err((DayKeyProblem::MissingDay, range));
    }
    let mut days = DayKey::WEEKDAYS.into_iter().chain([DayKey::Holiday]);
    days.find(|day| day.key() == text).ok_or_else(|| {
        let written = text.to_owned();
        (DayKeyProblem::UnknownDay { written }, range)
    })
}

/// The key that was certainly meant.
fn repair_day_keys(text: &str) -> Option<String> {
    let text = plain(text);
    let key = match text.as_str() {
        "alla dagar" | "varje dag" | "every day" | "daily" => "mon-sun".to_owned(),
        "weekdays" => "mon-fri".to_owned(),
        "dag före helgdag"
        | "dagar före helgdag"
        | "dag före röd dag"
        | "helgdagsafton"
        | "helgdagsaftnar"
        | "afton"
        | "aftnar"
        | "holiday eve"
        | "holiday_eve"
        | "eve" => DayKey::HolidayEve.key().to_owned(),
        _ => {
            let ends: Option<Vec<&str>> =
                text.split('-').map(|day| day_of_word(day.trim())).collect();
            let mut ends = ends?;
            ends.dedup();
            ends.join("-")
        }
    };
    read_day_keys(&key).is_ok().then_some(key)
}

/// The key of a day that is written out, in another case, or in Swedish.
fn day_of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "mon" | "monday" | "mondays" | "mån" | "man" | "måndag" | "måndagar" => "mon",
        "tue" | "tues" | "tuesday" | "tuesdays" | "tis" | "tisdag" | "tisdagar" => "tue",
        "wed" | "weds" | "wednesday" | "wednesdays" | "ons" | "onsdag" | "onsdagar" => "wed",
        "thu" | "thur" | "thurs" | "thursday" | "thursdays" | "tor" | "tors" | "torsdag"
        | "torsdagar" => "thu",
        "fri" | "friday" | "fridays" | "fre" | "fredag" | "fredagar" => "fri",
        "sat" | "saturday" | "saturdays" | "lör" | "lor" | "lörd" | "lördag" | "lördagar" => {
            "sat"
        }
        "sun" | "sunday" | "sundays" | "sön" | "sönd" | "söndag" | "söndagar" => "sun",
        "holiday" | "holidays" | "public holiday" | "public holidays" | "helgdag" | "helgdagar"
        | "röd dag" | "röda dagar" => "holiday",
        _ => return None,
    })
}
