//! The hours that a text certainly means, where it does not state them as they are written.

use crate::model::hours::directory::read_hsa;
use crate::model::hours::read::{plain, two_digits};
use crate::model::hours::time::{Interval, TimeOfDay};

/// The hours that were certainly meant.
pub(super) fn repair_hours(text: &str) -> Option<String> {
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
        "efter överenskommelse"
        | "enligt överenskommelse"
        | "tidsbokning"
        | "endast tidsbokning"
        | "bokade tider"
        | "endast bokade tider"
        | "endast bokade besök"
        | "bokade besök"
        | "efter bokning"
        | "by appointment only"
        | "appointment only"
        | "by appointment" => {
            return Some("by appointment".to_owned());
        }
        _ => {}
    }
    let text = text.replace(" till ", "-").replace(" to ", "-");
    let (from, to) = text.split_once('-')?;
    let (from, from_form) = loose_time(from)?;
    let (to, to_form) = loose_time(to)?;
    // "1-5" may well be Monday to Friday.
    let is_night = NIGHT_FROM <= from.minutes() && to.minutes() <= NOON;
    let hours_only = (from_form, to_form) == (TimeForm::HourOnly, TimeForm::HourOnly);
    if hours_only && to.minutes() <= 7 * 60 && !is_night {
        return None;
    }
    // "9-5" is the clock of another country, "22-6" a night.
    let is_midnight = to == TimeOfDay::START;
    if to < from && !is_night && !is_midnight {
        return None;
    }
    let to = if is_midnight { TimeOfDay::END } else { to };
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

/// The earliest beginning of what is certainly a night, in minutes.
const NIGHT_FROM: u16 = 17 * 60;
/// 12:00 in minutes.
const NOON: u16 = 12 * 60;

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
