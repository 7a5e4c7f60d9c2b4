//! Why a text states no hours, in words.

use std::ops::Range;

use crate::diagnostic::{Text, say};
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

    /// The fault, a phrase without capital and full stop.
    pub fn message(&self) -> Text {
        match &self.problem {
            HoursProblem::Empty => say!("there are no hours here", "här finns inga tider"),
            HoursProblem::NotHours => say!(
                "hours are written like 08:00-17:00, or `closed`, `around the clock` or `by appointment`",
                "tider skrivs som 08:00-17:00, `closed`, `around the clock` eller `by appointment`"
            ),
            HoursProblem::NotATime { written } if written.is_empty() => {
                say!("a time is missing", "ett klockslag saknas")
            }
            HoursProblem::NotATime { written } => say!(
                "`{written}` is no time; times are written like 08:00",
                "`{written}` är inget klockslag; klockslag skrivs som 08:00"
            ),
            HoursProblem::NoSuchTime { written } => say!(
                "there is no time {written}; the last is 24:00",
                "klockslaget {written} finns inte; det sista är 24:00"
            ),
            HoursProblem::EqualTimes { time } => Text {
                en: format!("the hours begin and end at {}", time.en()).into(),
                sv: format!("tiderna börjar och slutar klockan {}", time.sv()).into(),
            },
            HoursProblem::SeveralIntervals => say!(
                "more than one interval; write them as a list of texts",
                "mer än ett tidsintervall; skriv dem som en lista av texter"
            ),
            HoursProblem::HsaParts { found } => say!(
                "the HSA form has 3 to 6 parts between `#`, but here {found}",
                "HSA-formen har 3 till 6 delar mellan `#`, men här {found}"
            ),
            HoursProblem::HsaDay { written } => say!(
                "`{written}` is no day; days of the HSA form are 1 (Monday) to 7 (Sunday)",
                "`{written}` är ingen dag; HSA-formens dagar är 1 (måndag) till 7 (söndag)"
            ),
            HoursProblem::HsaDate { written } => {
                say!("`{written}` is no date", "`{written}` är inget datum")
            }
            HoursProblem::HsaDatesReversed => say!(
                "the last date is before the first",
                "det sista datumet är före det första"
            ),
        }
    }
}

/// A fault in hours before its suggestion is known.
pub(super) type HoursFault = (HoursProblem, Range<usize>);
