//! What is said of a day: its hours, the weeks on which they hold, and a note.

use std::ops::Deref;

use chrono::{Datelike, NaiveDate};

use crate::model::hours::time::Interval;

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayHours {
    /// Stated to be closed.
    Closed,
    /// Open all 24 hours.
    AroundTheClock,
    /// Open to those who have booked, at times that are not stated.
    ByAppointment,
    /// Open in these intervals.
    Open(Vec<Interval>),
}

impl DayHours {
    /// The hours made of some intervals: in order of time, around the clock when one of them is the
    /// whole day, closed when there is none. Overlaps are kept; `hours-overlap` finds them.
    pub fn from_intervals(mut intervals: Vec<Interval>) -> DayHours {
        if intervals.is_empty() {
            return DayHours::Closed;
        }
        if intervals.contains(&Interval::WHOLE_DAY) {
            return DayHours::AroundTheClock;
        }
        intervals.sort_unstable();
        DayHours::Open(intervals)
    }

    /// The intervals in which the unit is open: none when closed or by
    /// appointment, one when around the clock.
    pub fn intervals(&self) -> &[Interval] {
        match self {
            DayHours::Closed | DayHours::ByAppointment => &[],
            DayHours::AroundTheClock => &[Interval::WHOLE_DAY],
            DayHours::Open(intervals) => intervals,
        }
    }

    /// The hours in Swedish: `stängt`, `dygnet runt`, `efter överenskommelse`, `08.00–12.00, 13.00–16.00`.
    pub fn sv(&self) -> String {
        let words = ["stängt", "dygnet runt", "efter överenskommelse"];
        self.text(words, Interval::sv)
    }

    /// The hours in English: `closed`, `around the clock`, `by appointment`, `08:00–12:00, 13:00–16:00`.
    pub fn en(&self) -> String {
        let words = ["closed", "around the clock", "by appointment"];
        self.text(words, Interval::en)
    }

    /// The hours in words.
    fn text(&self, words: [&str; 3], interval: fn(Interval) -> String) -> String {
        let [closed, always, appointment] = words;
        match self {
            DayHours::Closed => closed.to_owned(),
            DayHours::AroundTheClock => always.to_owned(),
            DayHours::ByAppointment => appointment.to_owned(),
            DayHours::Open(intervals) => {
                let parts: Vec<String> = intervals.iter().copied().map(interval).collect();
                parts.join(", ")
            }
        }
    }
}

/// Weeks by their number in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weeks {
    /// `odd`
    Odd,
    /// `even`
    Even,
}

impl Weeks {
    /// The words in files.
    pub const NAMES: [&'static str; 2] = ["odd", "even"];

    /// The weeks of a word in a file.
    pub fn parse(word: &str) -> Option<Weeks> {
        match word {
            "odd" => Some(Weeks::Odd),
            "even" => Some(Weeks::Even),
            _ => None,
        }
    }

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            Weeks::Odd => "odd",
            Weeks::Even => "even",
        }
    }

    /// Which of the two a date's week is.
    pub fn of(date: NaiveDate) -> Weeks {
        match date.iso_week().week() % 2 {
            0 => Weeks::Even,
            _ => Weeks::Odd,
        }
    }
}

/// The hours of a day of the week, which may differ from week to week, and what is to be known of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// In odd weeks.
    pub odd: DayHours,
    /// In even weeks.
    pub even: DayHours,
    /// A short sentence on them.
    pub note: Option<Note>,
}

/// A short sentence on hours.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note {
    /// In Swedish.
    pub text: Box<str>,
    /// In other languages, each with its tag.
    pub translations: Vec<(Box<str>, Box<str>)>,
}

impl Deref for Note {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Self {
            text: text.into(),
            translations: Vec::new(),
        }
    }
}

/// A day of which only other days of its week are named.
pub static CLOSED: Day = Day {
    odd: DayHours::Closed,
    even: DayHours::Closed,
    note: None,
};

impl Day {
    /// The same hours in all weeks.
    pub fn every_week(hours: DayHours) -> Day {
        Day::in_weeks(hours, None)
    }

    /// Hours in some weeks; in the others the day is closed.
    pub fn in_weeks(hours: DayHours, weeks: Option<Weeks>) -> Day {
        let (odd, even) = match weeks {
            None => (hours.clone(), hours),
            Some(Weeks::Odd) => (hours, DayHours::Closed),
            Some(Weeks::Even) => (DayHours::Closed, hours),
        };
        Day {
            odd,
            even,
            note: None,
        }
    }

    /// The hours in some weeks.
    pub fn in_week(&self, weeks: Weeks) -> &DayHours {
        match weeks {
            Weeks::Odd => &self.odd,
            Weeks::Even => &self.even,
        }
    }

    /// The hours, where they are the same in all weeks.
    pub fn same_in_all_weeks(&self) -> Option<&DayHours> {
        (self.odd == self.even).then_some(&self.odd)
    }

    /// Whether it is closed in all weeks.
    pub fn is_shut(&self) -> bool {
        self.odd == DayHours::Closed && self.even == DayHours::Closed
    }

    /// Whether it is closed in all weeks, with nothing more to say.
    pub fn is_closed(&self) -> bool {
        *self == CLOSED
    }

    /// Hours with the weeks in which they hold: one entry for all weeks, else those that are not closed.
    pub fn by_weeks(&self) -> Vec<(Option<Weeks>, &DayHours)> {
        if let Some(hours) = self.same_in_all_weeks() {
            return vec![(None, hours)];
        }
        let both = [
            (Some(Weeks::Odd), &self.odd),
            (Some(Weeks::Even), &self.even),
        ];
        both.into_iter()
            .filter(|(_, hours)| **hours != DayHours::Closed)
            .collect()
    }

    /// The day in Swedish: `10.00–12.00 udda veckor (Bara akuta besök)`.
    pub fn sv(&self) -> String {
        self.text(DayHours::sv, ["udda veckor", "jämna veckor"])
    }

    /// The day in English: `10:00–12:00 odd weeks (Bara akuta besök)`.
    pub fn en(&self) -> String {
        self.text(DayHours::en, ["odd weeks", "even weeks"])
    }

    /// The day in words.
    fn text(&self, hours_in_words: fn(&DayHours) -> String, [odd, even]: [&str; 2]) -> String {
        let parts = self.by_weeks().into_iter().map(|(weeks, hours)| {
            let hours = hours_in_words(hours);
            match weeks {
                None => hours,
                Some(Weeks::Odd) => format!("{hours} {odd}"),
                Some(Weeks::Even) => format!("{hours} {even}"),
            }
        });
        let words = parts.collect::<Vec<_>>().join(", ");
        match &self.note {
            Some(note) => format!("{words} ({})", note.text),
            None => words,
        }
    }
}
