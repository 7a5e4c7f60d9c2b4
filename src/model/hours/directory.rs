//! The hours of the national directory: `1-5#08:00#17:00#comment#fromDate#toDate` (HSA, service
//! contract `GetUnit`).

use chrono::NaiveDate;

use crate::model::hours::day::{DayHours, Weeks};
use crate::model::hours::day_key::{DayKey, days_between};
use crate::model::hours::fault::{HoursFault, HoursProblem};
use crate::model::hours::read::{plain, read_interval};

/// The days, comment and dates of the directory's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HsaPart {
    /// The days; never empty.
    pub days: Vec<DayKey>,
    /// The weeks on which they hold, where the comment says so.
    pub weeks: Option<Weeks>,
    /// The comment, when it is not blank and says more than that.
    pub comment: Option<String>,
    /// The first day on which the hours hold.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which the hours hold.
    pub valid_to: Option<NaiveDate>,
}

/// Reads the directory's form: days, opening and closing time, and perhaps a comment and the dates
/// between which the hours hold, all between `#` (HSA, service contract GetUnit). A single day is
/// seen in real data, as is 23:59 for the end of a day that is open around the clock.
pub(super) fn read_hsa(text: &str) -> Result<(DayHours, HsaPart), HoursFault> {
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
    let hours = DayHours::from_intervals(vec![interval]);
    let comment = rest.first().map(|(comment, _)| comment.trim());
    let comment = comment.filter(|text| !text.is_empty());
    let weeks = comment.and_then(weeks_of);
    let valid_from = read_hsa_date(rest.get(1))?;
    let valid_to = read_hsa_date(rest.get(2))?;
    if let (Some(first), Some(last), [_, (_, at), ..]) = (valid_from, valid_to, rest)
        && last < first
    {
        return Err((HoursProblem::HsaDatesReversed, *at..text.len()));
    }
    let said = weeks.is_some_and(|(_, is_all)| is_all);
    let hsa = HsaPart {
        days,
        weeks: weeks.map(|(weeks, _)| weeks),
        comment: comment.filter(|_| !said).map(str::to_owned),
        valid_from,
        valid_to,
    };
    Ok((hours, hsa))
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

/// The weeks that a comment names, and whether it says nothing else.
fn weeks_of(comment: &str) -> Option<(Weeks, bool)> {
    const ODD: [&str; 7] = [
        "ojämna veckor",
        "ojämn vecka",
        "udda veckor",
        "udda vecka",
        "udda v",
        "odd weeks",
        "odd week",
    ];
    const EVEN: [&str; 5] = [
        "jämna veckor",
        "jämn vecka",
        "jämna v",
        "even weeks",
        "even week",
    ];
    let text = plain(comment);
    let text = text.trim_end_matches('.');
    let without_odd = text.replace("ojämn", "udda");
    let is_about_weeks = ["vecka", "veckor", " v", "week"];
    let is_about_weeks = is_about_weeks.iter().any(|word| text.contains(word));
    let is_odd = without_odd.contains("udda") || text.contains("odd ");
    let is_even = without_odd.contains("jämn") || text.contains("even ");
    match (is_odd, is_even) {
        (true, false) if is_about_weeks => Some((Weeks::Odd, ODD.contains(&text))),
        (false, true) if is_about_weeks => Some((Weeks::Even, EVEN.contains(&text))),
        _ => None,
    }
}
