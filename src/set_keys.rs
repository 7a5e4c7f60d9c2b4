//! Sets keys of unit files: the smallest edit of the text, comments and layout kept, or a whole new text.
//!
//! Where a key belongs is taken from the form of the file, so that new keys stand where people look for
//! them. Each edit is proved by reading the new text: it says what the old one said, and the new value.

mod place;
mod write;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use crate::load::shape::Shape;
use crate::set_keys::place::{Insertion, end_of, is_block};
use crate::text::lines::{line_end, line_start};

pub use crate::set_keys::write::{document, value_text};

/// The text with a value set at a path of keys. Nothing where the text has faults of syntax, something
/// else stands in the way, or the value cannot be replaced without moving others.
pub fn set(text: &str, path: &[String], value: &Value, shape: &Shape) -> Option<String> {
    let mut expected: Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    put(&mut expected, path, value)?;
    let new = changed(text, path, value, shape)?;
    let read: Table = new.trim_start_matches('\u{feff}').parse().ok()?;
    (read == expected).then_some(new)
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

fn changed(text: &str, path: &[String], value: &Value, shape: &Shape) -> Option<String> {
    let (root, faults) = DeTable::parse_recoverable(text);
    if !faults.is_empty() {
        return None;
    }
    let mut table = root.get_ref();
    let mut owner: Option<&Spanned<DeValue<'_>>> = None;
    for (depth, key) in path.iter().enumerate() {
        let Some((_, found)) = table.get_key_value(key.as_str()) else {
            let insertion = Insertion {
                text,
                shape,
                root: root.get_ref(),
            };
            return insertion.insert(table, owner, path, depth, value);
        };
        if depth + 1 == path.len() {
            return replaced(text, found, path, value, shape);
        }
        owner = Some(found);
        table = found.get_ref().as_table()?;
    }
    None
}

/// The text with another value in the place of one.
fn replaced(
    text: &str,
    old: &Spanned<DeValue<'_>>,
    path: &[String],
    value: &Value,
    shape: &Shape,
) -> Option<String> {
    if !is_block(text, old) {
        let span = old.span();
        let (before, after) = (&text[..span.start], &text[span.end..]);
        return Some(format!("{before}{}{after}", value_text(value)));
    }
    // A table of its own lines is changed line by line.
    let (table, new) = (old.get_ref().as_table()?, value.as_table()?);
    let mut changed_text = text.to_owned();
    for (key, value) in new {
        let same = old_value(text, table, key).is_some_and(|old| old == *value);
        if !same {
            let path = [path, std::slice::from_ref(key)].concat();
            changed_text = changed(&changed_text, &path, value, shape)?;
        }
    }
    for (key, _) in table
        .iter()
        .filter(|(key, _)| !new.contains_key(key.get_ref().as_ref()))
    {
        let path = [path, &[key.get_ref().to_string()]].concat();
        changed_text = without_line(&changed_text, &path)?;
    }
    Some(changed_text)
}

fn old_value(text: &str, table: &DeTable<'_>, key: &str) -> Option<Value> {
    let old = table.get(key).filter(|old| !is_block(text, old))?;
    let alone: Table = format!("x = {}", &text[old.span()]).parse().ok()?;
    alone.get("x").cloned()
}

/// The text without the line of a key that stands alone on it.
fn without_line(text: &str, path: &[String]) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(text);
    let (last, above) = path.split_last()?;
    let mut table = root.get_ref();
    for key in above {
        table = table.get(key.as_str())?.get_ref().as_table()?;
    }
    let (key, value) = table.get_key_value(last.as_str())?;
    let start = line_start(text, key.span().start);
    let is_alone = text[start..key.span().start].trim().is_empty();
    if is_block(text, value) || !is_alone {
        return None;
    }
    let end = line_end(text, end_of(value));
    Some(format!("{}{}", &text[..start], &text[end..]))
}

#[cfg(test)]
mod tests;
