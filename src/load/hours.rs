//! Reads hours: a table by day, or texts of the national directory.

mod directory;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::load::faults::hours_invalid;
use crate::load::shape::translated::SEPARATOR;
use crate::load::table::Table;
use crate::model::hours::day::{Day, DayHours, Note, Weeks};
use crate::model::hours::day_key::{DayKey, parse_day_keys};
use crate::model::hours::parse::{ParsedHours, parse_hours};
use crate::model::hours::stated::WeekHours;
use crate::model::hours::week::Week;
use crate::text::{Span, Spanned};

/// The week under `key`; nothing when the key is absent or of another type.
pub fn week(table: &Table<'_>, key: &str, found: &mut Vec<Diagnostic>) -> Option<WeekHours> {
    let node = table.node(key)?;
    let span = table.place(node);
    let Some(days) = table.as_table(node) else {
        return Some(directory::week(&table.text_or_texts(key), span, found));
    };
    let mut hours = WeekHours::always(Week::default(), Vec::new(), span);
    for (key, value) in days.entries() {
        let keys = day_keys(&key, found);
        let Some(day) = of_value(&days, value, &mut hours.notes, found) else {
            continue;
        };
        for row in keys {
            hours.places.push((row, days.place(value)));
            if hours.week.set(row, day.clone()).is_some() {
                found.push(hours_invalid::day_twice(key.span, row.key()));
            }
        }
    }
    Some(hours)
}

/// One day's hours under `key`; what is noted on them is collected.
pub fn day(
    table: &Table<'_>,
    key: &str,
    notes: &mut Vec<Spanned<String>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Day> {
    of_value(table, table.node(key)?, notes, found)
}

fn day_keys(key: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Vec<DayKey> {
    parse_day_keys(&key.value).unwrap_or_else(|error| {
        let part = key.span.part(0, error.range());
        let better = error.suggestion().map(str::to_owned);
        found.push(hours_invalid::day_key(
            part,
            key.span,
            error.message(),
            better,
        ));
        Vec::new()
    })
}

/// A text, a list of intervals, or a table of `hours` with `note` and `weeks`.
fn of_value(
    table: &Table<'_>,
    node: &TomlSpanned<DeValue<'_>>,
    notes: &mut Vec<Spanned<String>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Day> {
    let Some(inner) = node.get_ref().as_table() else {
        return plain(table, node, found).map(Day::every_week);
    };
    let hours = plain(table, inner.get("hours")?, found)?;
    let weeks = inner
        .get("weeks")
        .and_then(|weeks| weeks.get_ref().as_str());
    let note = inner.get("note").and_then(|note| table.as_text(note));
    let mut day = Day::in_weeks(hours, weeks.and_then(Weeks::parse));
    if let Some(note) = note {
        day.note = Some(Note {
            text: note.as_str().into(),
            translations: translations(table, inner, "note"),
        });
        notes.push(note);
    }
    Some(day)
}

/// What a key says in other languages, each with its tag.
fn translations(table: &Table<'_>, inner: &DeTable<'_>, key: &str) -> Vec<(Box<str>, Box<str>)> {
    let of_key = inner.iter().filter_map(|(name, node)| {
        let rest = name.get_ref().strip_prefix(key)?;
        let language = rest.strip_prefix(SEPARATOR)?;
        let text = table.as_text(node)?;
        Some((language.into(), text.value.into()))
    });
    of_key.collect()
}

/// A text, or a list of intervals. An empty list states nothing.
fn plain(
    table: &Table<'_>,
    node: &TomlSpanned<DeValue<'_>>,
    found: &mut Vec<Diagnostic>,
) -> Option<DayHours> {
    if let Some(text) = table.as_text(node) {
        return parsed(&text, found).map(|parsed| parsed.hours);
    }
    let items = node.get_ref().as_array()?;
    let mut intervals = Vec::new();
    for item in items.iter() {
        let text = table.as_text(item)?;
        match parsed(&text, found)?.hours {
            DayHours::Open(more) => intervals.extend(more),
            DayHours::Closed | DayHours::AroundTheClock | DayHours::ByAppointment => {
                found.push(hours_invalid::word_in_list(text.span, &text.value));
                return None;
            }
        }
    }
    (!items.is_empty()).then(|| DayHours::from_intervals(intervals))
}

fn parsed(text: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Option<ParsedHours> {
    let error = match parse_hours(&text.value) {
        Ok(parsed) => return Some(parsed),
        Err(error) => error,
    };
    found.push(hours_invalid::fault(
        part_of(text, error.range()),
        text.span,
        error.message(),
        error.suggestion().map(str::to_owned),
    ));
    None
}

/// Bytes of a text with one quote in front of it.
fn part_of(text: &Spanned<String>, range: std::ops::Range<usize>) -> Span {
    text.span.part(1, range)
}
