//! Hours of days and weeks as people write them.

use toml::de::DeValue;

use crate::diagnostic::fix::Certainty::{self, Certain, Likely};
use crate::load::shape::{Kind, hours};
use crate::load::slip::pieces::{split_values, unquoted};
use crate::model::hours::day_key::parse_day_keys;
use crate::model::hours::parse::parse_hours;
use crate::text::toml_text::quoted;

/// Whether a kind is the hours of one day.
pub(super) fn is_day(kind: &'static Kind) -> bool {
    std::ptr::eq(kind, &raw const hours::DAY)
}

/// Whether a kind is the hours of a week.
pub(super) fn is_week(kind: &'static Kind) -> bool {
    std::ptr::eq(kind, &raw const hours::WEEK) || matches!(kind, Kind::Map(day) if is_day(day))
}

/// Whether the hours of a day can be read as they stand.
pub(super) fn is_sound_day(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::String(text) => parse_hours(text).is_ok(),
        DeValue::Array(values) => values.iter().all(|value| is_sound_day(value.get_ref())),
        _ => true,
    }
}

/// Whether the hours of a week can be read as they stand.
pub(super) fn is_sound_week(value: &DeValue<'_>) -> bool {
    match value {
        // The form of the HSA directory.
        DeValue::String(text) => text.contains('#'),
        DeValue::Array(values) => values.iter().all(|value| is_sound_week(value.get_ref())),
        DeValue::Table(days) => days.iter().all(|(key, value)| {
            parse_day_keys(key.get_ref()).is_ok() && is_sound_day(value.get_ref())
        }),
        _ => true,
    }
}

/// The key of days as it should be written; several where days do not follow each other.
pub(super) fn days(written: &str) -> Option<(Vec<String>, Certainty)> {
    let written = unquoted(written.trim()).trim();
    let one = |text: &str| match parse_day_keys(text) {
        Ok(_) => Some(text.to_owned()),
        Err(error) => {
            let weekdays = ["vardagar", "vardag"].contains(&&*text.to_lowercase());
            let suggestion = error.suggestion().map(str::to_owned);
            suggestion.or_else(|| weekdays.then(|| "mon-fri".to_owned()))
        }
    };
    let written = written.trim_end_matches([':', '.']);
    if let Some(key) = one(written) {
        return Some((vec![key], Certain));
    }
    if matches!(&*written.to_lowercase(), "helg" | "helger") {
        return Some((vec!["sat-sun".to_owned()], Likely));
    }
    let parts = written.split([',', '+', '&', '/']);
    let parts = parts.flat_map(|part| part.split(" och "));
    let keys: Option<Vec<String>> = parts.map(|part| one(part.trim())).collect();
    keys.filter(|keys| keys.len() > 1)
        .map(|keys| (keys, Certain))
}

/// The hours of one day: a text, or a list of intervals.
pub(super) fn day(written: &str) -> Option<(String, Certainty)> {
    let inner = written.trim_start_matches('[').trim_end_matches(']');
    let inner = unquoted(inner.trim());
    let parts = inner.split([',', ';', '&']);
    let parts = parts.flat_map(|part| part.split(" och "));
    let parts = parts.map(|part| unquoted(part.trim()).trim());
    let read: Option<Vec<String>> = parts.map(interval).collect();
    match read?.as_slice() {
        [] => None,
        [one] => Some((quoted(one), Certain)),
        several => {
            let all_intervals = several
                .iter()
                .all(|part| part.starts_with(|c: char| c.is_ascii_digit()));
            let list: Vec<String> = several.iter().map(|part| quoted(part)).collect();
            all_intervals.then(|| (format!("[{}]", list.join(", ")), Certain))
        }
    }
}

fn interval(text: &str) -> Option<String> {
    match parse_hours(text) {
        Ok(_) => Some(text.to_owned()),
        Err(error) => error.suggestion().map(str::to_owned),
    }
}

/// A week in words: `mån-fre 8-17, lör 10-14`.
pub(super) fn read(written: &str) -> Option<(String, Certainty)> {
    let inner = unquoted(
        written
            .trim()
            .trim_start_matches('{')
            .trim_end_matches('}')
            .trim(),
    );
    if inner.contains('#') {
        return None;
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut certainty = Certain;
    for part in split_values(inner, &[',', ';', '\n']) {
        // A key and its hours, or more hours of the days before.
        let begins_hours = |(_, rest): &(&str, &str)| {
            let rest = rest.trim_start_matches(['=', ':', ' ', '"']);
            rest.starts_with(|c: char| c.is_ascii_digit()) || day(rest).is_some()
        };
        let cuts = part
            .char_indices()
            .filter(|(_, c)| matches!(c, ' ' | '=' | ':'));
        let split = cuts.map(|(at, _)| part.split_at(at)).find(begins_hours);
        let keyed = split.and_then(|(key, rest)| {
            let hours = rest.trim_start_matches(['=', ':', ' ']);
            Some((days(key)?, hours))
        });
        match keyed {
            Some(((keys, sure), hours)) => {
                certainty = certainty.min(sure);
                pairs.extend(keys.into_iter().map(|key| (key, hours.to_owned())));
            }
            None => {
                let (_, hours) = pairs.last_mut()?;
                hours.push_str(", ");
                hours.push_str(part);
            }
        }
    }
    let pairs: Option<Vec<String>> = pairs
        .iter()
        .map(|(key, hours)| day(hours).map(|(hours, _)| format!("{key} = {hours}")))
        .collect();
    let pairs = pairs.filter(|pairs| !pairs.is_empty())?;
    Some((format!("{{ {} }}", pairs.join(", ")), certainty))
}
