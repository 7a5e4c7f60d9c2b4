//! A week of hours as a form shows it, a row for each day, and back to the keys of the file.

use chrono::NaiveDate;

use crate::diagnostic::Language;
use crate::load::shape::Shape;
use crate::model::hours::day_key::{DayKey, parse_day_keys};
use crate::model::hours::parse::parse_hours;
use crate::text::toml_text::quoted;
use crate::toml_edits::change::{remove, set};
use crate::toml_edits::document::{Document, Found, Item, NodeKind, find, parsed};

/// The hours of a day in a form; without hours the day is not named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayText {
    /// "08:00-12:00, 13:00-16:00", or a word.
    pub hours: String,
    /// What is noted on them.
    pub note: String,
    /// `odd` or `even`, where they hold in those weeks only.
    pub weeks: String,
}

/// The days of a week in a form, in the order of [`DayKey::ALL`].
pub type WeekText = [DayText; 9];

/// What stands in a file in place of hours, and the words for it.
const WORDS: [(&str, &str, &str); 3] = [
    ("closed", "closed", "stängt"),
    ("around the clock", "around the clock", "dygnet runt"),
    ("by appointment", "by appointment", "tidsbokning"),
];

/// The week at a path, where a form can show it; an empty one where there is none.
pub fn read(text: &str, path: &[String], language: Language) -> Option<WeekText> {
    let mut week = WeekText::default();
    for (key, raw) in entries(text, path)? {
        let day = day_text(&parsed(&raw)?, language)?;
        for key in parse_day_keys(&key).ok()? {
            let row = &mut week[place(key)];
            // A day that is written twice is a fault that a form cannot show.
            if *row != DayText::default() {
                return None;
            }
            *row = day.clone();
        }
    }
    Some(week)
}

/// The text with a week at a path.
pub fn write(
    text: &str,
    shape: &'static Shape,
    path: &[String],
    new: &WeekText,
    language: Language,
) -> Option<String> {
    let old = read(text, path, language)?;
    if old == *new {
        return Some(text.to_owned());
    }
    let old_keys = entries(text, path)?;
    let days_of = |key: &str| parse_day_keys(key).unwrap_or_default();
    let named = |at: usize| new[at] != DayText::default();
    // The same keys with other values, where each key still has one value.
    let value_of = |key: &str| {
        let days = days_of(key);
        let mut values = days.iter().map(|day| &new[place(*day)]);
        let first = values.next()?;
        let is_one = first != &DayText::default() && values.all(|value| value == first);
        is_one.then_some(first)
    };
    let covered: Vec<usize> = old_keys
        .iter()
        .flat_map(|(key, _)| days_of(key))
        .map(place)
        .collect();
    let is_covered = (0..new.len()).all(|at| !named(at) || covered.contains(&at));
    if is_covered && old_keys.iter().all(|(key, _)| value_of(key).is_some()) {
        let mut text = text.to_owned();
        for (key, raw) in &old_keys {
            let value = value_of(key)?;
            let before = days_of(key).first().map(|day| &old[place(*day)]);
            if before != Some(value) {
                let path = with(path, key);
                text = set(&text, shape, &path, &day_raw(value, Some(raw)))?;
            }
        }
        return Some(text);
    }
    let raw_of = |day: &DayText| {
        let same = old_keys.iter().find(|(key, _)| {
            let days = days_of(key);
            days.first().is_some_and(|first| old[place(*first)] == *day)
        });
        same.map_or_else(|| day_raw(day, None), |(_, raw)| raw.clone())
    };
    let keys: Vec<(String, String)> = grouped(new)
        .into_iter()
        .map(|(key, day)| (key, raw_of(day)))
        .collect();
    if keys.is_empty() {
        return remove(text, path);
    }
    let document = Document::parse(text)?;
    let root = document.tree();
    let Some(Found::Table(_)) = find(&root, path) else {
        let pairs: Vec<String> = keys
            .iter()
            .map(|(key, raw)| format!("{key} = {raw}"))
            .collect();
        return set(text, shape, path, &format!("{{ {} }}", pairs.join(", ")));
    };
    let mut text = text.to_owned();
    for (key, raw) in &keys {
        text = set(&text, shape, &with(path, key), raw)?;
    }
    for (key, _) in &old_keys {
        if !keys.iter().any(|(new, _)| new == key) {
            text = remove(&text, &with(path, key))?;
        }
    }
    Some(text)
}

/// The hours of one day at a path.
pub fn day_text(value: &toml::Value, language: Language) -> Option<DayText> {
    let hours = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(shown(text, language)),
        toml::Value::Array(items) => {
            let texts = items.iter().map(toml::Value::as_str);
            let texts: Option<Vec<&str>> = texts.collect();
            texts
                .filter(|texts| !texts.is_empty())
                .map(|texts| texts.join(", "))
        }
        _ => None,
    };
    let toml::Value::Table(table) = value else {
        return Some(DayText {
            hours: hours(value)?,
            ..DayText::default()
        });
    };
    let text = |key: &str| match table.get(key) {
        None => Some(String::new()),
        Some(value) => value.as_str().map(str::to_owned),
    };
    let is_known = |key: &String| ["hours", "note", "weeks"].contains(&key.as_str());
    table.keys().all(is_known).then_some(())?;
    Some(DayText {
        hours: hours(table.get("hours")?)?,
        note: text("note")?,
        weeks: text("weeks")?,
    })
}

/// The hours of a day as a file has them; a table stays a table.
pub fn day_raw(day: &DayText, old: Option<&str>) -> String {
    let hours = hours_raw(&day.hours);
    let was_table = old.is_some_and(|old| old.starts_with('{'));
    if day.note.is_empty() && day.weeks.is_empty() && !was_table {
        return hours;
    }
    let mut pairs = vec![format!("hours = {hours}")];
    for (key, text) in [("weeks", &day.weeks), ("note", &day.note)] {
        if !text.is_empty() {
            pairs.push(format!("{key} = {}", quoted(text)));
        }
    }
    format!("{{ {} }}", pairs.join(", "))
}

/// What somebody wrote as hours, as a value: "8-12 och 13-16" is two intervals.
fn hours_raw(text: &str) -> String {
    let parts = text.split([',', ';']).flat_map(|part| part.split(" och "));
    let parts: Vec<String> = parts
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(meant)
        .collect();
    match parts.as_slice() {
        [one] => quoted(one),
        _ => {
            let all: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
            format!("[{}]", all.join(", "))
        }
    }
}

/// The hours that a text certainly means; else the text, so that its finding can be shown.
fn meant(text: &str) -> String {
    let word = WORDS.iter().find(|(word, en, sv)| {
        let text = text.to_lowercase();
        text == *word || text == *en || text == *sv
    });
    if let Some((word, ..)) = word {
        return (*word).to_owned();
    }
    match parse_hours(text) {
        Ok(_) => text.to_owned(),
        Err(error) => error.suggestion().unwrap_or(text).to_owned(),
    }
}

fn shown(text: &str, language: Language) -> String {
    let word = WORDS.iter().find(|(word, ..)| *word == text);
    word.map_or(text, |(_, en, sv)| match language {
        Language::English => en,
        Language::Swedish => sv,
    })
    .to_owned()
}

/// The keys of the table at a path with their values as they are written; none where there is nothing.
fn entries(text: &str, path: &[String]) -> Option<Vec<(String, String)>> {
    let document = Document::parse(text)?;
    let root = document.tree();
    match find(&root, path) {
        None => Some(Vec::new()),
        Some(Found::Node(node)) => {
            let NodeKind::Table(entries) = &node.kind else {
                return None;
            };
            let pair = |entry: &crate::toml_edits::document::Entry| {
                let [key] = entry.key.as_slice() else {
                    return None;
                };
                Some((key.clone(), text[entry.value.range.clone()].to_owned()))
            };
            entries.iter().map(pair).collect()
        }
        Some(Found::Table(table)) => {
            let pair = |(key, item): &(String, Item<'_>)| match item {
                Item::Value(node) => Some((key.clone(), text[node.range.clone()].to_owned())),
                Item::Table(_) | Item::List(_) => None,
            };
            table.items.iter().map(pair).collect()
        }
        Some(Found::List(_)) => None,
    }
}

/// Days that follow each other with the same hours under one key.
fn grouped(week: &WeekText) -> Vec<(String, &DayText)> {
    let mut groups: Vec<(DayKey, DayKey, &DayText)> = Vec::new();
    for (day, text) in DayKey::ALL.into_iter().zip(week) {
        if *text == DayText::default() {
            continue;
        }
        let follows = |last: DayKey| match (last.index(), day.index()) {
            (Some(last), Some(day)) => last + 1 == day,
            _ => false,
        };
        match groups.last_mut() {
            Some((_, last, same)) if *same == text && follows(*last) => *last = day,
            _ => groups.push((day, day, text)),
        }
    }
    let named = |(first, last, text): (DayKey, DayKey, _)| {
        let key = if first == last {
            first.key().to_owned()
        } else {
            format!("{}-{}", first.key(), last.key())
        };
        (key, text)
    };
    groups.into_iter().map(named).collect()
}

fn place(day: DayKey) -> usize {
    DayKey::ALL
        .iter()
        .position(|it| *it == day)
        .unwrap_or_default()
}

fn with(path: &[String], key: &str) -> Vec<String> {
    [path, &[key.to_owned()]].concat()
}

/// A date as a file has it, where a text is one.
pub fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}
