//! Reads hours: a table by day, or strings of the national directory's form.

use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, Text};
use crate::load::faults::hours_invalid;
use crate::load::table::Table;
use crate::model::hours::{DayHours, DayKey, ParsedHours, Week, parse_day_keys, parse_hours};
use crate::model::unit::WeekHours;
use crate::text::{Span, Spanned};

/// The week under `key`; nothing when the key is absent or of another type.
pub fn week(table: &Table<'_>, key: &str, found: &mut Vec<Diagnostic>) -> Option<WeekHours> {
    let node = table.node(key)?;
    let span = table.place(node);
    let mut week = Week::default();
    let mut places = Vec::new();
    if let Some(days) = table.as_table(node) {
        for (key, value) in days.entries() {
            let keys = day_keys(&key, found);
            let Some(hours) = of_value(&days, value, found) else {
                continue;
            };
            for day in keys {
                places.push((day, days.place(value)));
                set(&mut week, day, hours.clone(), key.span, found);
            }
        }
    } else {
        for text in table.text_or_texts(key) {
            from_directory(&text, &mut week, &mut places, found);
        }
    }
    Some(WeekHours { week, places, span })
}

/// One day's hours under `key`.
pub fn day(table: &Table<'_>, key: &str, found: &mut Vec<Diagnostic>) -> Option<DayHours> {
    of_value(table, table.node(key)?, found)
}

fn set(week: &mut Week, day: DayKey, hours: DayHours, span: Span, found: &mut Vec<Diagnostic>) {
    if week.set(day, hours).is_some() {
        found.push(hours_invalid::day_twice(span, day.key()));
    }
}

fn day_keys(key: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Vec<DayKey> {
    parse_day_keys(&key.value).unwrap_or_else(|error| {
        let words = Text {
            en: error.message_en().into(),
            sv: error.message_sv().into(),
        };
        let part = key.span.part(0, error.range());
        let better = error.suggestion().map(str::to_owned);
        found.push(hours_invalid::day_key(part, key.span, words, better));
        Vec::new()
    })
}

/// A text, or a list of intervals.
fn of_value(
    table: &Table<'_>,
    node: &TomlSpanned<DeValue<'_>>,
    found: &mut Vec<Diagnostic>,
) -> Option<DayHours> {
    if let Some(text) = table.as_text(node) {
        return parsed(&text, found).map(|parsed| parsed.hours);
    }
    let mut intervals = Vec::new();
    for item in node.get_ref().as_array()?.iter() {
        let text = table.as_text(item)?;
        match parsed(&text, found)?.hours {
            DayHours::Open(more) => intervals.extend(more),
            DayHours::Closed | DayHours::AroundTheClock => {
                found.push(hours_invalid::word_in_list(text.span, &text.value));
                return None;
            }
        }
    }
    Some(DayHours::from_intervals(intervals))
}

fn parsed(text: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Option<ParsedHours> {
    let error = match parse_hours(&text.value) {
        Ok(parsed) => return Some(parsed),
        Err(error) => error,
    };
    let words = Text {
        en: error.message_en().into(),
        sv: error.message_sv().into(),
    };
    // One byte for the quote in front of the text.
    let part = text.span.part(1, error.range());
    found.push(hours_invalid::fault(
        part,
        text.span,
        words,
        error.suggestion().map(str::to_owned),
    ));
    None
}

/// `1-5#08:00#17:00` sets the days it names. Several strings may name the same day, once per interval.
fn from_directory(
    text: &Spanned<String>,
    week: &mut Week,
    places: &mut Vec<(DayKey, Span)>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(ParsedHours { hours, hsa }) = parsed(text, found) else {
        return;
    };
    let Some(hsa) = hsa else {
        found.push(hours_invalid::without_days(text.span));
        return;
    };
    for day in hsa.days {
        places.push((day, text.span));
        let both = match week.get(day) {
            Some(earlier) => {
                let intervals = earlier.intervals().iter().chain(hours.intervals()).copied();
                DayHours::from_intervals(intervals.collect())
            }
            None => hours.clone(),
        };
        week.set(day, both);
    }
}
