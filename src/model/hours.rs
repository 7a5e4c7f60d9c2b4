//! Hours of a unit: days, times and intervals, the week they make, and how editors write them.
//!
//! Two notations are read. The unit file's own has a key for the days (`mon-thu`) and a text for the
//! hours (`08:00-17:00`, `closed`, `around the clock`). The directory's has both in one text, and
//! sometimes a comment and dates: `1-5#08:00#17:00#comment#fromDate#toDate` (HSA, service contract
//! `GetUnit`). What is not stated stays not stated: a day without hours is not a closed day.
//!
//! An interval lies within one day and includes its first minute but not its last. Closures, notices
//! and the present moment are not the business of this module.

use std::fmt;
use std::ops::Range;

use chrono::{NaiveDate, Weekday};

use super::calendar;

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
    /// `holiday`: a day for which [`calendar::is_red_day`] holds.
    Holiday,
}

impl DayKey {
    /// The weekdays in order; `Holiday` is not among them.
    pub const WEEKDAYS: [DayKey; 7] = [
        DayKey::Monday,
        DayKey::Tuesday,
        DayKey::Wednesday,
        DayKey::Thursday,
        DayKey::Friday,
        DayKey::Saturday,
        DayKey::Sunday,
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
            DayKey::Holiday => "public holiday",
        }
    }

    /// The place in the week, Monday 0; `None` for `Holiday`.
    pub fn index(self) -> Option<usize> {
        match self {
            DayKey::Holiday => None,
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

/// A time of day in whole minutes, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// 00:00, the beginning of the day.
    pub const START: TimeOfDay = TimeOfDay(0);
    /// 24:00, the end of the day.
    pub const END: TimeOfDay = TimeOfDay(24 * 60);

    /// The time so many minutes after midnight; `None` past 24:00.
    pub fn from_minutes(minutes: u16) -> Option<TimeOfDay> {
        (minutes <= TimeOfDay::END.0).then_some(TimeOfDay(minutes))
    }

    /// The time on the clock; `None` past 24:00 and for minutes from 60.
    pub fn from_clock(hour: u16, minute: u16) -> Option<TimeOfDay> {
        if hour > 24 || minute >= 60 {
            return None;
        }
        TimeOfDay::from_minutes(hour * 60 + minute)
    }

    /// Minutes since midnight, at most 1440.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The time in Swedish, `07.30` (*Svenska skrivregler*: a full stop between hour and minute).
    pub fn sv(self) -> String {
        format!("{:02}.{:02}", self.0 / 60, self.0 % 60)
    }

    /// The time in English, `07:30`: the clock has 24 hours, as on every sign in Sweden.
    pub fn en(self) -> String {
        self.to_string()
    }
}

/// The time as in unit files and in `datetime` attributes: `07:30`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |number: u16| b'0' + (number % 10) as u8;
        let (hour, minute) = (self.0 / 60, self.0 % 60);
        let (tens, ones) = (digit(hour / 10), digit(hour));
        let clock = [tens, ones, b':', digit(minute / 10), digit(minute)];
        f.write_str(std::str::from_utf8(&clock).unwrap_or_default())
    }
}

/// A stretch of time within one day; it is never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    from: TimeOfDay,
    to: TimeOfDay,
}

impl Interval {
    /// The interval between two times; `None` when the end is not after the beginning.
    pub fn new(from: TimeOfDay, to: TimeOfDay) -> Option<Interval> {
        (from < to).then_some(Interval { from, to })
    }

    /// The first minute.
    pub fn from(self) -> TimeOfDay {
        self.from
    }

    /// The end, which is no longer part of the interval.
    pub fn to(self) -> TimeOfDay {
        self.to
    }

    /// Whether a time lies in the interval.
    pub fn contains(self, time: TimeOfDay) -> bool {
        self.from <= time && time < self.to
    }

    /// The interval in Swedish: `07.30–17.00`.
    pub fn sv(self) -> String {
        format!("{}–{}", self.from.sv(), self.to.sv())
    }

    /// The interval in English: `07:30–17:00`.
    pub fn en(self) -> String {
        format!("{}–{}", self.from.en(), self.to.en())
    }
}

/// The interval as in unit files and in schema.org data: `07:30-17:00`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

/// The first two intervals that have a minute in common, by their places in the list. Intervals that
/// only touch, such as 08:00-12:00 and 12:00-16:00, do not overlap.
pub fn overlaps(intervals: &[Interval]) -> Option<(usize, usize)> {
    intervals.iter().enumerate().find_map(|(second, later)| {
        let first = intervals[..second]
            .iter()
            .position(|earlier| earlier.from < later.to && later.from < earlier.to)?;
        Some((first, second))
    })
}

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayHours {
    /// Stated to be closed.
    Closed,
    /// Open all 24 hours.
    AroundTheClock,
    /// Open in these intervals.
    Open(Vec<Interval>),
}

impl DayHours {
    /// The hours made of some intervals: in order of time, around the clock when one of them is the
    /// whole day, closed when there is none. Overlaps are kept; [`overlaps`] finds them.
    pub fn from_intervals(mut intervals: Vec<Interval>) -> DayHours {
        if intervals.is_empty() {
            return DayHours::Closed;
        }
        if intervals.contains(&WHOLE_DAY) {
            return DayHours::AroundTheClock;
        }
        intervals.sort_unstable();
        DayHours::Open(intervals)
    }

    /// The intervals in which the unit is open: none when closed, one when around the clock.
    pub fn intervals(&self) -> &[Interval] {
        match self {
            DayHours::Closed => &[],
            DayHours::AroundTheClock => &[WHOLE_DAY],
            DayHours::Open(intervals) => intervals,
        }
    }

    /// Whether the unit is open at a time of the day.
    pub fn is_open_at(&self, time: TimeOfDay) -> bool {
        self.intervals()
            .iter()
            .any(|interval| interval.contains(time))
    }

    /// The hours in Swedish: `stängt`, `dygnet runt`, `08.00–12.00, 13.00–16.00`.
    pub fn sv(&self) -> String {
        self.text("stängt", "dygnet runt", Interval::sv)
    }

    /// The hours in English: `closed`, `around the clock`, `08:00–12:00, 13:00–16:00`.
    pub fn en(&self) -> String {
        self.text("closed", "around the clock", Interval::en)
    }

    /// The hours in words.
    fn text(&self, closed: &str, always: &str, interval: fn(Interval) -> String) -> String {
        match self {
            DayHours::Closed => closed.to_owned(),
            DayHours::AroundTheClock => always.to_owned(),
            DayHours::Open(intervals) => {
                let parts: Vec<String> = intervals.iter().copied().map(interval).collect();
                parts.join(", ")
            }
        }
    }
}

/// 00:00 to 24:00.
const WHOLE_DAY: Interval = Interval {
    from: TimeOfDay::START,
    to: TimeOfDay::END,
};

/// The hours of a week and of the red days in it. `None` is not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// Monday to Sunday.
    pub days: [Option<DayHours>; 7],
    /// The days for which [`calendar::is_red_day`] holds.
    pub holiday: Option<DayHours>,
}

impl Week {
    /// The hours of a row.
    pub fn get(&self, day: DayKey) -> Option<&DayHours> {
        match day.index() {
            Some(index) => self.days[index].as_ref(),
            None => self.holiday.as_ref(),
        }
    }

    /// Sets the hours of a row and gives what stood there.
    pub fn set(&mut self, day: DayKey, hours: DayHours) -> Option<DayHours> {
        match day.index() {
            Some(index) => self.days[index].replace(hours),
            None => self.holiday.replace(hours),
        }
    }

    /// Whether no row has hours.
    pub fn is_empty(&self) -> bool {
        self.holiday.is_none() && self.days.iter().all(Option::is_none)
    }

    /// The hours that the week states for a date; `None` when it states none. On a red day only
    /// holiday hours count: to show the weekday's hours would be to promise an open door.
    pub fn hours_on(&self, date: NaiveDate) -> Option<&DayHours> {
        self.get(day_key_on(date))
    }

    /// Whether the unit is open at a time of a date; `None` when the week does not say.
    pub fn is_open_at(&self, date: NaiveDate, time: TimeOfDay) -> Option<bool> {
        Some(self.hours_on(date)?.is_open_at(time))
    }
}

/// The row of the table that holds for a date.
pub fn day_key_on(date: NaiveDate) -> DayKey {
    if calendar::is_red_day(date) {
        return DayKey::Holiday;
    }
    DayKey::of(chrono::Datelike::weekday(&date))
}

/// The rows of a table for readers: days in a row with equal hours together, days that are not
/// stated left out, red days last and alone.
pub fn runs(week: &Week) -> Vec<(Vec<DayKey>, &DayHours)> {
    let mut runs: Vec<(Vec<DayKey>, &DayHours)> = Vec::new();
    let mut previous = None;
    for day in DayKey::WEEKDAYS {
        let hours = week.get(day);
        match (hours, runs.last_mut()) {
            (Some(_), Some((days, _))) if hours == previous => days.push(day),
            (Some(hours), _) => runs.push((vec![day], hours)),
            (None, _) => {}
        }
        previous = hours;
    }
    runs.extend(
        week.holiday
            .as_ref()
            .map(|hours| (vec![DayKey::Holiday], hours)),
    );
    runs
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

    /// The fault in English, a phrase without capital and full stop.
    pub fn message_en(&self) -> String {
        match &self.problem {
            DayKeyProblem::MissingDay => "a day is missing".to_owned(),
            DayKeyProblem::UnknownDay { written } => {
                format!(
                    "`{written}` is no day; days are mon, tue, wed, thu, fri, sat, sun and holiday"
                )
            }
            DayKeyProblem::HolidayInRange => "`holiday` cannot be part of a range".to_owned(),
            DayKeyProblem::RangeOfOneDay => "the range begins and ends on the same day".to_owned(),
            DayKeyProblem::TooManyDays => "a range has two days, the first and the last".to_owned(),
        }
    }

    /// The fault in Swedish, a phrase without capital and full stop.
    pub fn message_sv(&self) -> String {
        match &self.problem {
            DayKeyProblem::MissingDay => "en dag saknas".to_owned(),
            DayKeyProblem::UnknownDay { written } => {
                format!(
                    "`{written}` är ingen dag; dagarna är mon, tue, wed, thu, fri, sat, sun och holiday"
                )
            }
            DayKeyProblem::HolidayInRange => "`holiday` kan inte ingå i ett intervall".to_owned(),
            DayKeyProblem::RangeOfOneDay => "intervallet börjar och slutar samma dag".to_owned(),
            DayKeyProblem::TooManyDays => {
                "ett intervall har två dagar, den första och den sista".to_owned()
            }
        }
    }
}

/// Reads the key of a row: a day, a range of days that may pass the end of the week (`fri-mon`), or
/// `holiday`.
pub fn parse_day_keys(text: &str) -> Result<Vec<DayKey>, DayKeyError> {
    read_day_keys(text).map_err(|(problem, range)| DayKeyError {
        suggestion: repair_day_keys(text),
        problem,
        range,
    })
}

/// Reads a key, without looking for a repair.
fn read_day_keys(text: &str) -> Result<Vec<DayKey>, (DayKeyProblem, Range<usize>)> {
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
fn days_between(from: usize, to: usize) -> Vec<DayKey> {
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

/// What one text of hours says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedHours {
    /// The hours.
    pub hours: DayHours,
    /// What only the directory's form can say.
    pub hsa: Option<HsaPart>,
}

/// The days, comment and dates of the directory's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HsaPart {
    /// The days; never empty.
    pub days: Vec<DayKey>,
    /// The comment, when it is not blank.
    pub comment: Option<String>,
    /// The first day on which the hours hold.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the hours hold.
    pub valid_to: Option<NaiveDate>,
}

/// Why a text states no hours, where, and what it should have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursError {
    problem: HoursProblem,
    range: Range<usize>,
    suggestion: Option<String>,
}

/// The kinds of fault in hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoursProblem {
    /// The text is blank.
    Empty,
    /// The text states no hours in any form.
    NotHours,
    /// What stands in place of a time is none.
    NotATime {
        /// The text that stands there.
        written: String,
    },
    /// Hours past 24:00 or minutes past 59.
    NoSuchTime {
        /// The time.
        written: String,
    },
    /// The closing time is not after the opening time.
    EndNotAfterStart {
        /// The opening time.
        from: TimeOfDay,
        /// The closing time.
        to: TimeOfDay,
    },
    /// More than one interval in one text.
    SeveralIntervals,
    /// The directory's form with a wrong number of parts between `#`.
    HsaParts {
        /// The number of parts.
        found: usize,
    },
    /// A day of the directory's form that is no number from 1 to 7.
    HsaDay {
        /// The text that stands there.
        written: String,
    },
    /// A date of the directory's form that is no date.
    HsaDate {
        /// The text that stands there.
        written: String,
    },
    /// The last day of the directory's form is before the first.
    HsaDatesReversed,
}

impl HoursError {
    /// The kind of fault.
    pub fn problem(&self) -> &HoursProblem {
        &self.problem
    }

    /// The bytes of the text that the fault is about.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The whole text as it should have been, where that is certain.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The fault in English, a phrase without capital and full stop.
    pub fn message_en(&self) -> String {
        match &self.problem {
            HoursProblem::Empty => "there are no hours here".to_owned(),
            HoursProblem::NotHours => {
                "hours are written like 08:00-17:00, or `closed`, or `around the clock`".to_owned()
            }
            HoursProblem::NotATime { written } if written.is_empty() => {
                "a time is missing".to_owned()
            }
            HoursProblem::NotATime { written } => {
                format!("`{written}` is no time; times are written like 08:00")
            }
            HoursProblem::NoSuchTime { written } => {
                format!("there is no time {written}; the last is 24:00")
            }
            HoursProblem::EndNotAfterStart { from, to } => {
                format!(
                    "the closing time {} is not after the opening time {}",
                    to.en(),
                    from.en()
                )
            }
            HoursProblem::SeveralIntervals => {
                "more than one interval; write them as a list of texts".to_owned()
            }
            HoursProblem::HsaParts { found } => {
                format!("the HSA form has 3 to 6 parts between `#`, but here {found}")
            }
            HoursProblem::HsaDay { written } => {
                format!("`{written}` is no day; days of the HSA form are 1 (Monday) to 7 (Sunday)")
            }
            HoursProblem::HsaDate { written } => format!("`{written}` is no date"),
            HoursProblem::HsaDatesReversed => "the last date is before the first".to_owned(),
        }
    }

    /// The fault in Swedish, a phrase without capital and full stop.
    pub fn message_sv(&self) -> String {
        match &self.problem {
            HoursProblem::Empty => "här finns inga tider".to_owned(),
            HoursProblem::NotHours => {
                "tider skrivs som 08:00-17:00, `closed` eller `around the clock`".to_owned()
            }
            HoursProblem::NotATime { written } if written.is_empty() => {
                "ett klockslag saknas".to_owned()
            }
            HoursProblem::NotATime { written } => {
                format!("`{written}` är inget klockslag; klockslag skrivs som 08:00")
            }
            HoursProblem::NoSuchTime { written } => {
                format!("klockslaget {written} finns inte; det sista är 24:00")
            }
            HoursProblem::EndNotAfterStart { from, to } => {
                format!(
                    "stängningstiden {} är inte efter öppningstiden {}",
                    to.sv(),
                    from.sv()
                )
            }
            HoursProblem::SeveralIntervals => {
                "mer än ett tidsintervall; skriv dem som en lista av texter".to_owned()
            }
            HoursProblem::HsaParts { found } => {
                format!("HSA-formen har 3 till 6 delar mellan `#`, men här {found}")
            }
            HoursProblem::HsaDay { written } => {
                format!("`{written}` är ingen dag; HSA-formens dagar är 1 (måndag) till 7 (söndag)")
            }
            HoursProblem::HsaDate { written } => format!("`{written}` är inget datum"),
            HoursProblem::HsaDatesReversed => "det sista datumet är före det första".to_owned(),
        }
    }
}

/// A fault in hours before its suggestion is known.
type HoursFault = (HoursProblem, Range<usize>);

/// Reads the hours of a day: `08:00-12:00`, `closed`, `around the clock`, or the directory's form,
/// which states days too. 00:00-24:00 is around the clock; 24:00 is a closing time.
pub fn parse_hours(text: &str) -> Result<ParsedHours, HoursError> {
    let parsed = if text.contains('#') {
        read_hsa(text)
    } else {
        read_hours(text).map(|hours| ParsedHours { hours, hsa: None })
    };
    parsed.map_err(|(problem, range)| HoursError {
        suggestion: repair_hours(text),
        problem,
        range,
    })
}

/// Reads the unit file's own form, without looking for a repair.
fn read_hours(text: &str) -> Result<DayHours, HoursFault> {
    match text {
        "closed" => return Ok(DayHours::Closed),
        "around the clock" => return Ok(DayHours::AroundTheClock),
        _ if text.trim().is_empty() => return Err((HoursProblem::Empty, 0..text.len())),
        _ => {}
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Err((HoursProblem::NotHours, 0..text.len()));
    }
    if let Some(comma) = text.find([',', ';', '&']) {
        return Err((HoursProblem::SeveralIntervals, comma..text.len()));
    }
    let Some((from, to)) = text.split_once('-') else {
        return Err((HoursProblem::NotHours, 0..text.len()));
    };
    let interval = read_interval((from, 0), (to, from.len() + 1))?;
    Ok(DayHours::from_intervals(vec![interval]))
}

/// Reads two times, each with the byte where it begins.
fn read_interval(from: (&str, usize), to: (&str, usize)) -> Result<Interval, HoursFault> {
    let range = from.1..to.1 + to.0.len();
    let (from, to) = (read_time(from.0, from.1)?, read_time(to.0, to.1)?);
    Interval::new(from, to).ok_or((HoursProblem::EndNotAfterStart { from, to }, range))
}

/// Reads `HH:MM`, which begins at a byte of the text.
fn read_time(text: &str, at: usize) -> Result<TimeOfDay, HoursFault> {
    let range = at..at + text.len();
    let written = text.to_owned();
    let (Some(hour), Some(minute)) = (two_digits(text.get(..2)), two_digits(text.get(3..))) else {
        return Err((HoursProblem::NotATime { written }, range));
    };
    if text.get(2..3) != Some(":") {
        return Err((HoursProblem::NotATime { written }, range));
    }
    TimeOfDay::from_clock(hour, minute).ok_or((HoursProblem::NoSuchTime { written }, range))
}

/// The value of exactly two digits.
fn two_digits(text: Option<&str>) -> Option<u16> {
    let text = text?;
    let is_two_digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_two_digits.then(|| text.parse().ok()).flatten()
}

/// Reads the directory's form: days, opening and closing time, and perhaps a comment and the dates
/// between which the hours hold, all between `#` (HSA, service contract GetUnit). A single day is
/// seen in real data, as is 23:59 for the end of a day that is open around the clock.
fn read_hsa(text: &str) -> Result<ParsedHours, HoursFault> {
    let mut parts: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    for part in text.split('#') {
        parts.push((part, at));
        at += part.len() + 1;
    }
    let (&[days, from, to], rest) = parts.split_first_chunk().ok_or_else(|| {
        let found = parts.len();
        (HoursProblem::HsaParts { found }, 0..text.len())
    })?;
    if let Some((_, fourth)) = rest.get(3) {
        let found = parts.len();
        return Err((HoursProblem::HsaParts { found }, *fourth - 1..text.len()));
    }
    let days = read_hsa_days(days.0, days.1)?;
    let interval = read_interval(from, to)?;
    let is_whole_day = interval.from == TimeOfDay::START && interval.to.0 >= 23 * 60 + 59;
    let hours = DayHours::from_intervals(vec![if is_whole_day { WHOLE_DAY } else { interval }]);
    let comment = rest.first().map(|(comment, _)| comment.trim());
    let valid_from = read_hsa_date(rest.get(1))?;
    let valid_to = read_hsa_date(rest.get(2))?;
    if let (Some(first), Some(last), [_, (_, at), ..]) = (valid_from, valid_to, rest)
        && last < first
    {
        return Err((HoursProblem::HsaDatesReversed, *at..text.len()));
    }
    let hsa = HsaPart {
        days,
        comment: comment.filter(|text| !text.is_empty()).map(str::to_owned),
        valid_from,
        valid_to,
    };
    Ok(ParsedHours {
        hours,
        hsa: Some(hsa),
    })
}

/// Reads `1-5` or `1`, which begins at a byte of the text; the range may pass the end of the week.
fn read_hsa_days(text: &str, at: usize) -> Result<Vec<DayKey>, HoursFault> {
    let day = |text: &str, at: usize| match text.as_bytes() {
        [digit @ b'1'..=b'7'] => Ok(usize::from(digit - b'1')),
        _ => {
            let written = text.to_owned();
            Err((HoursProblem::HsaDay { written }, at..at + text.len()))
        }
    };
    let (from, to) = match text.split_once('-') {
        Some((from, to)) => (day(from, at)?, day(to, at + from.len() + 1)?),
        None => (day(text, at)?, day(text, at)?),
    };
    Ok(days_between(from, to))
}

/// Reads a date as `20261224` or `2026-12-24`; a blank part is no date.
fn read_hsa_date(part: Option<&(&str, usize)>) -> Result<Option<NaiveDate>, HoursFault> {
    let Some((text, at)) = part.filter(|(text, _)| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let fault = || {
        let written = (*text).to_owned();
        (HoursProblem::HsaDate { written }, *at..at + text.len())
    };
    let digits: String = match text.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => text.replace('-', ""),
        _ => (*text).to_owned(),
    };
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault());
    }
    let date = NaiveDate::parse_from_str(&digits, "%Y%m%d").map_err(|_| fault())?;
    Ok(Some(date))
}

/// The hours that were certainly meant.
fn repair_hours(text: &str) -> Option<String> {
    let text = plain(text);
    if text.contains('#') {
        return parts_repaired(&text);
    }
    match text.as_str() {
        "stängt" | "stängd" | "stangt" | "closed" | "shut" | "ingen mottagning" => {
            return Some("closed".to_owned());
        }
        "dygnet runt" | "around the clock" | "round the clock" | "24/7" | "24 h" | "24h"
        | "24 timmar" | "24 hours" | "alltid öppet" | "always open" => {
            return Some("around the clock".to_owned());
        }
        _ => {}
    }
    let text = text.replace(" till ", "-").replace(" to ", "-");
    let (from, to) = text.split_once('-')?;
    let (from, from_form) = loose_time(from)?;
    let (to, to_form) = loose_time(to)?;
    // "1-5" may well be Monday to Friday.
    if (from_form, to_form) == (TimeForm::HourOnly, TimeForm::HourOnly) && to.0 <= 7 * 60 {
        return None;
    }
    let to = if to == TimeOfDay::START {
        TimeOfDay::END
    } else {
        to
    };
    if (from, to) == (TimeOfDay::START, TimeOfDay::END) {
        // "0-24" is the whole day, but "00:00-00:00" may be a form that nobody filled in.
        return text.contains("24").then(|| "around the clock".to_owned());
    }
    Some(Interval::new(from, to)?.to_string())
}

/// The directory's form with its times and days put right.
fn parts_repaired(text: &str) -> Option<String> {
    let mut parts = text.split('#').map(str::trim);
    let days = parts.next()?.replace(' ', "");
    let (from, _) = loose_time(parts.next()?)?;
    let (to, _) = loose_time(parts.next()?)?;
    let to = if to == TimeOfDay::START && from != to {
        TimeOfDay::END
    } else {
        to
    };
    // A comment has lost its capitals here, so that only the short form is put right.
    let repaired = parts
        .next()
        .is_none()
        .then(|| format!("{days}#{from}#{to}"))?;
    read_hsa(&repaired).is_ok().then_some(repaired)
}

/// How much of a time was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeForm {
    HourOnly,
    WithMinutes,
}

/// Reads `8`, `08`, `8.30`, `08:30`, `0830`, `8:30` and `kl. 8`.
fn loose_time(text: &str) -> Option<(TimeOfDay, TimeForm)> {
    let text = text.trim();
    let text = text.strip_prefix("kl").unwrap_or(text);
    let text = text.trim_start_matches(['.', ' ']);
    let (hour, minute, form) = match text.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute, TimeForm::WithMinutes),
        None if text.len() == 4 && text.is_ascii() => {
            (&text[..2], &text[2..], TimeForm::WithMinutes)
        }
        None => (text, "00", TimeForm::HourOnly),
    };
    let hour = if hour.len() == 1 {
        format!("0{hour}")
    } else {
        hour.to_owned()
    };
    let time = TimeOfDay::from_clock(two_digits(Some(&hour))?, two_digits(Some(minute))?)?;
    Some((time, form))
}

/// The text trimmed, in lower case, with every dash a hyphen and every blank one space.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_dash = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}');
    words.join(" ").to_lowercase().replace(is_dash, "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    fn time(text: &str) -> TimeOfDay {
        read_time(text, 0).expect("a time of the test")
    }

    fn hours(text: &str) -> DayHours {
        parse_hours(text).expect("hours of the test").hours
    }

    fn interval(text: &str) -> Interval {
        hours(text).intervals()[0]
    }

    /// A week of `(keys, hours)`.
    fn week(rows: &[(&str, &str)]) -> Week {
        let mut week = Week::default();
        for (keys, text) in rows {
            for key in parse_day_keys(keys).expect("keys of the test") {
                week.set(key, hours(text));
            }
        }
        week
    }

    #[test]
    fn day_keys_are_days_and_ranges() {
        use DayKey::*;
        assert_eq!(parse_day_keys("wed"), Ok(vec![Wednesday]));
        assert_eq!(
            parse_day_keys("mon-thu"),
            Ok(vec![Monday, Tuesday, Wednesday, Thursday])
        );
        assert_eq!(
            parse_day_keys("fri-mon"),
            Ok(vec![Friday, Saturday, Sunday, Monday])
        );
        assert_eq!(parse_day_keys("mon-sun"), Ok(DayKey::WEEKDAYS.to_vec()));
        assert_eq!(parse_day_keys("tue-mon").map(|days| days.len()), Ok(7));
        assert_eq!(parse_day_keys("holiday"), Ok(vec![Holiday]));
    }

    #[test]
    fn faulty_day_keys_are_located_and_repaired() {
        let cases = [
            ("", 0..0, "a day is missing", None),
            ("mon-", 4..4, "a day is missing", None),
            (
                "mon-wed-fri",
                7..11,
                "a range has two days, the first and the last",
                None,
            ),
            (
                "fri-fri",
                0..7,
                "the range begins and ends on the same day",
                Some("fri"),
            ),
            (
                "sat-holiday",
                4..11,
                "`holiday` cannot be part of a range",
                None,
            ),
        ];
        for (text, range, message, suggestion) in cases {
            let error = parse_day_keys(text).expect_err(text);
            assert_eq!(error.message_en(), message, "{text}");
            assert_eq!(error.range(), range, "{text}");
            assert_eq!(error.suggestion(), suggestion, "{text}");
        }
        let unknown = [
            ("mån-fre", 0..4, Some("mon-fri")),
            ("mon–fri", 0..9, Some("mon-fri")),
            ("Mon - Thu", 0..4, Some("mon-thu")),
            ("mon-friday", 4..10, Some("mon-fri")),
            ("Helgdagar", 0..9, Some("holiday")),
            ("varje dag", 0..9, Some("mon-sun")),
            ("helg", 0..4, None),
            ("mon,wed", 0..7, None),
        ];
        for (text, range, suggestion) in unknown {
            let error = parse_day_keys(text).expect_err(text);
            assert!(
                matches!(error.problem(), DayKeyProblem::UnknownDay { .. }),
                "{text}"
            );
            assert_eq!(error.range(), range, "{text}");
            assert_eq!(error.suggestion(), suggestion, "{text}");
        }
    }

    #[test]
    fn hours_in_the_own_form() {
        assert_eq!(hours("closed"), DayHours::Closed);
        assert_eq!(hours("around the clock"), DayHours::AroundTheClock);
        assert_eq!(hours("00:00-24:00"), DayHours::AroundTheClock);
        assert_eq!(hours("17:00-24:00").sv(), "17.00–24.00");
        assert_eq!(hours("07:30-17:00").sv(), "07.30–17.00");
        assert_eq!(hours("07:30-17:00").en(), "07:30–17:00");
        assert_eq!(hours("closed").sv(), "stängt");
        assert_eq!(hours("around the clock").sv(), "dygnet runt");
        let split =
            DayHours::from_intervals(vec![interval("13:00-16:00"), interval("08:00-12:00")]);
        assert_eq!(split.sv(), "08.00–12.00, 13.00–16.00");
    }

    #[test]
    fn hours_in_the_form_of_the_directory() {
        let parsed = parse_hours("1-5#08:00#17:00").expect("the usual form");
        assert_eq!(parsed.hours, hours("08:00-17:00"));
        let hsa = parsed.hsa.expect("days");
        assert_eq!(hsa.days, DayKey::WEEKDAYS[..5]);
        assert_eq!(
            (hsa.comment, hsa.valid_from, hsa.valid_to),
            (None, None, None)
        );

        let full =
            parse_hours("1#07:00#09:00# Endast prover #20260601#2026-08-31").expect("all parts");
        let hsa = full.hsa.expect("days");
        assert_eq!(hsa.days, [DayKey::Monday]);
        assert_eq!(hsa.comment.as_deref(), Some("Endast prover"));
        assert_eq!(hsa.valid_from, Some(day("2026-06-01")));
        assert_eq!(hsa.valid_to, Some(day("2026-08-31")));

        for always in ["1-7#00:00#24:00", "1-7#00:00#23:59"] {
            assert_eq!(hours(always), DayHours::AroundTheClock, "{always}");
        }
        assert_eq!(
            parse_hours("1-5#08:00#17:00###").map(|parsed| parsed.hours),
            Ok(hours("08:00-17:00"))
        );
    }

    #[test]
    fn faulty_hours_are_located() {
        let cases = [
            ("", 0..0, "there are no hours here"),
            (
                "vid behov",
                0..9,
                "hours are written like 08:00-17:00, or `closed`, or `around the clock`",
            ),
            ("8-17", 0..1, "`8` is no time; times are written like 08:00"),
            ("08:00-", 6..6, "a time is missing"),
            (
                "08:00-25:00",
                6..11,
                "there is no time 25:00; the last is 24:00",
            ),
            (
                "08:60-17:00",
                0..5,
                "there is no time 08:60; the last is 24:00",
            ),
            (
                "08:00-24:01",
                6..11,
                "there is no time 24:01; the last is 24:00",
            ),
            (
                "17:00-08:00",
                0..11,
                "the closing time 08:00 is not after the opening time 17:00",
            ),
            (
                "08:00-08:00",
                0..11,
                "the closing time 08:00 is not after the opening time 08:00",
            ),
            (
                "08:00-12:00, 13:00-16:00",
                11..24,
                "more than one interval; write them as a list of texts",
            ),
            (
                "1-5#08:00",
                0..9,
                "the HSA form has 3 to 6 parts between `#`, but here 2",
            ),
            (
                "1#08:00#17:00####",
                16..17,
                "the HSA form has 3 to 6 parts between `#`, but here 7",
            ),
            (
                "1-8#08:00#17:00",
                2..3,
                "`8` is no day; days of the HSA form are 1 (Monday) to 7 (Sunday)",
            ),
            (
                "1-5#17:00#08:00",
                4..15,
                "the closing time 08:00 is not after the opening time 17:00",
            ),
            (
                "1-5#08:00#17:00#x#20260231",
                18..26,
                "`20260231` is no date",
            ),
            (
                "1#08:00#17:00#x#20260301#20260201",
                16..33,
                "the last date is before the first",
            ),
        ];
        for (text, range, message) in cases {
            let error = parse_hours(text).expect_err(text);
            assert_eq!(error.message_en(), message, "{text}");
            assert_eq!(error.range(), range, "{text}");
        }
        let error = parse_hours("17:00-08:00").expect_err("reversed");
        assert_eq!(
            error.message_sv(),
            "stängningstiden 08.00 är inte efter öppningstiden 17.00"
        );
    }

    #[test]
    fn repairs_are_offered_only_where_they_are_certain() {
        let cases = [
            ("8-17", Some("08:00-17:00")),
            ("08.00–17.00", Some("08:00-17:00")),
            ("kl. 7.30 - 16", Some("07:30-16:00")),
            ("0800-1700", Some("08:00-17:00")),
            ("08:00 till 17:00", Some("08:00-17:00")),
            ("08:00-17:00 ", Some("08:00-17:00")),
            ("Stängt", Some("closed")),
            ("Dygnet  runt", Some("around the clock")),
            ("24/7", Some("around the clock")),
            ("0-24", Some("around the clock")),
            ("17:00-00:00", Some("17:00-24:00")),
            ("1-5#8.00#17", Some("1-5#08:00#17:00")),
            ("1-5", None),
            ("00:00-00:00", None),
            ("17:00-08:00", None),
            ("08:00-25:00", None),
            ("vid behov", None),
            ("08:00-12:00, 13:00-16:00", None),
        ];
        for (text, suggestion) in cases {
            let error = parse_hours(text).expect_err(text);
            assert_eq!(error.suggestion(), suggestion, "{text}");
        }
    }

    #[test]
    fn touching_intervals_do_not_overlap() {
        let list = ["08:00-12:00", "12:00-13:00", "14:00-16:00", "12:30-14:30"].map(interval);
        assert_eq!(overlaps(&list[..3]), None);
        assert_eq!(overlaps(&list), Some((1, 3)));
        assert_eq!(overlaps(&[list[0], list[0]]), Some((0, 1)));
        assert_eq!(overlaps(&[]), None);
    }

    #[test]
    fn red_days_have_holiday_hours_or_none() {
        let mut week = week(&[("mon-fri", "08:00-17:00"), ("sun", "10:00-12:00")]);
        let (working, bare_saturday) = (day("2026-12-23"), day("2026-11-21"));
        let (christmas_eve, sunday) = (day("2026-12-24"), day("2026-11-22"));
        assert_eq!(week.hours_on(working), Some(&hours("08:00-17:00")));
        assert_eq!(week.hours_on(sunday), Some(&hours("10:00-12:00")));
        assert_eq!(week.hours_on(bare_saturday), None);
        assert_eq!(week.hours_on(christmas_eve), None);
        week.set(DayKey::Holiday, DayHours::Closed);
        assert_eq!(week.hours_on(christmas_eve), Some(&DayHours::Closed));
        assert_eq!(week.hours_on(sunday), Some(&hours("10:00-12:00")));

        assert_eq!(week.is_open_at(working, time("08:00")), Some(true));
        assert_eq!(week.is_open_at(working, time("16:59")), Some(true));
        assert_eq!(week.is_open_at(working, time("17:00")), Some(false));
        assert_eq!(week.is_open_at(christmas_eve, time("10:00")), Some(false));
        assert_eq!(week.is_open_at(bare_saturday, time("10:00")), None);
    }

    #[test]
    fn days_with_equal_hours_make_one_row() {
        let week = week(&[
            ("mon-tue", "07:30-17:00"),
            ("thu", "07:30-17:00"),
            ("fri", "07:30-16:00"),
            ("sat-sun", "closed"),
            ("holiday", "closed"),
        ]);
        let rows: Vec<String> = runs(&week)
            .iter()
            .map(|(days, hours)| format!("{} {}", days_sv(days), hours.sv()))
            .collect();
        let expected = [
            "måndag–tisdag 07.30–17.00",
            "torsdag 07.30–17.00",
            "fredag 07.30–16.00",
            "lördag–söndag stängt",
            "helgdag stängt",
        ];
        assert_eq!(rows, expected);
        assert!(runs(&Week::default()).is_empty() && Week::default().is_empty());
        assert_eq!(
            days_en(&[DayKey::Monday, DayKey::Wednesday]),
            "Monday, Wednesday"
        );
        assert_eq!(days_en(&[DayKey::Sunday, DayKey::Monday]), "Sunday–Monday");
        assert_eq!(days_en(&[]), "");
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        (0..=1440_u16, 0..=1440_u16).prop_filter_map("empty", |(from, to)| {
            Interval::new(TimeOfDay::from_minutes(from)?, TimeOfDay::from_minutes(to)?)
        })
    }

    /// Whatever is refused has a range inside the text, words, and a suggestion that is accepted.
    fn check_errors(text: &str) {
        if let Err(error) = parse_hours(text) {
            assert!(text.get(error.range()).is_some(), "{text:?} {error:?}");
            assert!(!error.message_en().is_empty() && !error.message_sv().is_empty());
            assert!(
                error
                    .suggestion()
                    .is_none_or(|text| parse_hours(text).is_ok()),
                "{error:?}"
            );
        }
        if let Err(error) = parse_day_keys(text) {
            assert!(text.get(error.range()).is_some(), "{text:?} {error:?}");
            assert!(!error.message_en().is_empty() && !error.message_sv().is_empty());
            assert!(
                error
                    .suggestion()
                    .is_none_or(|text| parse_day_keys(text).is_ok())
            );
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in ".{0,30}") {
            check_errors(&text);
        }

        #[test]
        fn text_like_hours_never_panics(text in "[0-9:.# ,–klåmonthufri-]{0,20}") {
            check_errors(&text);
        }

        #[test]
        fn intervals_read_as_they_are_written(interval in any_interval()) {
            let parsed = parse_hours(&interval.to_string()).map(|parsed| parsed.hours);
            prop_assert_eq!(parsed, Ok(DayHours::from_intervals(vec![interval])));
        }

        #[test]
        fn the_swedish_form_is_repaired_to_the_own_form(interval in any_interval()) {
            let error = parse_hours(&interval.sv()).expect_err("full stops and a dash");
            let repaired = error.suggestion().and_then(|text| parse_hours(text).ok());
            let expected = DayHours::from_intervals(vec![interval]);
            prop_assert_eq!(repaired.map(|parsed| parsed.hours), Some(expected));
        }

        #[test]
        fn ranges_of_days_have_their_ends(from in 0..7_usize, to in 0..7_usize) {
            prop_assume!(from != to);
            let [first, last] = [from, to].map(|index| DayKey::WEEKDAYS[index]);
            let days = parse_day_keys(&format!("{}-{}", first.key(), last.key()));
            let days = days.expect("two days");
            prop_assert_eq!((days.first(), days.last()), (Some(&first), Some(&last)));
            prop_assert!((2..=7).contains(&days.len()));
        }

        #[test]
        fn overlap_is_a_shared_minute(one in any_interval(), other in any_interval()) {
            let shared = (0..1440).filter_map(TimeOfDay::from_minutes)
                .any(|time| one.contains(time) && other.contains(time));
            prop_assert_eq!(overlaps(&[one, other]).is_some(), shared);
        }
    }
}
