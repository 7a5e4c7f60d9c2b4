//! TOML files as text: the smallest edits, comments and layout kept, and whole new files.
//!
//! Where a key belongs is taken from the form of the file, so that new keys stand where people look for
//! them.

pub mod change;
pub mod document;
mod write;

use toml::{Table, Value};

use crate::load::shape::Shape;
use crate::toml_edits::change::{append, remove, set};
use crate::toml_edits::document::{Document, Found, find};

pub use crate::toml_edits::write::{value_text, whole_file};

/// The text with a value set at a path of keys. Nothing where the text has faults of syntax, something
/// else stands in the way, or the value cannot be replaced without moving others.
///
/// The edit is proved by reading the new text: it says what the old one said, and the new value.
pub fn set_value(
    text: &str,
    shape: &'static Shape,
    path: &[String],
    value: &Value,
) -> Option<String> {
    let mut expected = read(text)?;
    put(&mut expected, path, value)?;
    let new = with_value(text, shape, path, value)?;
    (read(&new)? == expected).then_some(new)
}

/// The value at a path of keys.
pub fn get<'t>(table: &'t Table, path: &[String]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    let value = table.get(first)?;
    if rest.is_empty() {
        return Some(value);
    }
    get(value.as_table()?, rest)
}

/// Sets a value in a table, with the tables it lies in. Nothing where something else is in the way.
pub fn put(table: &mut Table, path: &[String], value: &Value) -> Option<()> {
    let (first, rest) = path.split_first()?;
    if rest.is_empty() {
        table.insert(first.clone(), value.clone());
        return Some(());
    }
    let below = table.entry(first.clone());
    let below = below.or_insert_with(|| Value::Table(Table::new()));
    put(below.as_table_mut()?, rest, value)
}

fn read(text: &str) -> Option<Table> {
    text.trim_start_matches('\u{feff}').parse().ok()
}

fn with_value(text: &str, shape: &'static Shape, path: &[String], value: &Value) -> Option<String> {
    let document = Document::parse(text)?;
    let root = document.tree();
    match find(&root, path) {
        Some(Found::List(_)) => with_rows(text, shape, path, value.as_array()?),
        Some(Found::Table(_)) => with_table(text, shape, path, value.as_table()?),
        _ => set(text, shape, path, &value_text(value)),
    }
}

/// The text with other tables in a list that headers make: each in its place, further ones behind the
/// last. Nothing where there are fewer: which ones are left is not known.
fn with_rows(text: &str, shape: &'static Shape, path: &[String], new: &[Value]) -> Option<String> {
    let table = read(text)?;
    let old = get(&table, path)?.as_array()?;
    if new.len() < old.len() {
        return None;
    }
    let mut text = text.to_owned();
    let none = Table::new();
    for (at, row) in new.iter().enumerate() {
        if at >= old.len() {
            text = append(&text, shape, path)?;
        }
        let (old, row) = (old.get(at).and_then(Value::as_table), row.as_table()?);
        let old = old.unwrap_or(&none);
        let place = |key: &String| [path, &[at.to_string(), key.clone()]].concat();
        let differs = |(key, value): &(&String, &Value)| old.get(*key) != Some(*value);
        for (key, value) in row.iter().filter(differs) {
            text = with_value(&text, shape, &place(key), value)?;
        }
        for key in old.keys().filter(|key| !row.contains_key(*key)) {
            text = remove(&text, &place(key))?;
        }
    }
    Some(text)
}

/// The text with another table in the place of one that headers or dotted keys make: key by key.
fn with_table(text: &str, shape: &'static Shape, path: &[String], new: &Table) -> Option<String> {
    let table = read(text)?;
    let old = get(&table, path)?.as_table()?;
    let at = |key: &String| [path, std::slice::from_ref(key)].concat();
    let mut text = text.to_owned();
    for (key, value) in new
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(*value))
    {
        text = with_value(&text, shape, &at(key), value)?;
    }
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        text = remove(&text, &at(key))?;
    }
    Some(text)
}

#[cfg(test)]
mod tests;
