//! Reads the hours of a day.

use crate::model::hours::day::DayHours;
use crate::model::hours::directory::{HsaPart, read_hsa};
use crate::model::hours::fault::{HoursError, HoursFault, HoursProblem};
use crate::model::hours::read::read_interval;
use crate::model::hours::repair::repair_hours;

/// What one text of hours says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedHours {
    /// The hours.
    pub hours: DayHours,
    /// What only the directory's form can say.
    pub hsa: Option<HsaPart>,
}

/// Reads the hours of a day: `08:00-12:00`, `closed`, `around the clock`, `by appointment`, or
/// the directory's form, which states days too. An end that is not after the beginning is past midnight;
/// 00:00 and 24:00 are midnight, and 00:00 to midnight or 23:59 is around the clock.
pub fn parse_hours(text: &str) -> Result<ParsedHours, HoursError> {
    let parsed = if text.contains('#') {
        read_hsa(text).map(|(hours, hsa)| ParsedHours {
            hours,
            hsa: Some(hsa),
        })
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
        "by appointment" => return Ok(DayHours::ByAppointment),
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
