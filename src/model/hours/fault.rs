//! Why a text states no hours, in words.

use std::ops::Range;

use crate::model::hours::time::TimeOfDay;

/// Why a text states no hours, where, and what it should have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursError {
    pub(super) problem: HoursProblem,
    pub(super) range: Range<usize>,
    pub(super) suggestion: Option<String>,
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
    /// The closing time is the opening time.
    EqualTimes {
        /// The time.
        time: TimeOfDay,
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
                "hours are written like 08:00-17:00, or `closed`, `around the clock` or `by appointment`"
                    .to_owned()
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
            HoursProblem::EqualTimes { time } => {
                format!("the hours begin and end at {}", time.en())
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
                "tider skrivs som 08:00-17:00, `closed`, `around the clock` eller `by appointment`"
                    .to_owned()
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
            HoursProblem::EqualTimes { time } => {
                format!("tiderna börjar och slutar klockan {}", time.sv())
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
pub(super) type HoursFault = (HoursProblem, Range<usize>);
