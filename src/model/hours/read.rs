//! The pieces that both notations of hours are made of.

use crate::model::hours::fault::{HoursFault, HoursProblem};
use crate::model::hours::time::{Interval, TimeOfDay};

/// Reads two times, each with the byte where it begins.
pub(super) fn read_interval(
    from: (&str, usize),
    to: (&str, usize),
) -> Result<Interval, HoursFault> {
    let range = from.1..to.1 + to.0.len();
    let (from, to) = (read_time(from.0, from.1)?, read_time(to.0, to.1)?);
    Interval::new(from, to).ok_or((HoursProblem::EqualTimes { time: from }, range))
}

/// Reads `HH:MM`, which begins at a byte of the text.
pub(super) fn read_time(text: &str, at: usize) -> Result<TimeOfDay, HoursFault> {
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
pub(super) fn two_digits(text: Option<&str>) -> Option<u16> {
    let text = text?;
    let is_two_digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_two_digits.then(|| text.parse().ok()).flatten()
}

/// The text trimmed, in lower case, with every dash a hyphen and every blank one space.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_dash = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}');
    words.join(" ").to_lowercase().replace(is_dash, "-")
}
