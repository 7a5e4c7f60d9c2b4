//! Values, tables and whole files as text.

use toml::{Table, Value};

use crate::load::shape::{Kind, Shape};
use crate::text::toml_text;

/// A value, on one line unless a text in it has several.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) if table.is_empty() => "{}".to_owned(),
        Value::Table(table) => {
            let pairs = table.iter();
            let pairs = pairs
                .map(|(key, value)| format!("{} = {}", toml_text::key(key), value_text(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A whole file: keys in the order of the form, those on lines first.
pub fn whole_file(table: &Table, shape: &Shape) -> String {
    let (blocks, lines): (Vec<_>, Vec<_>) = in_order(table, shape)
        .into_iter()
        .partition(|(_, value)| is_block(value));
    let mut text = key_lines(&lines);
    for (key, value) in blocks {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&block(key, value, shape));
    }
    text
}

/// A table under its header, or a list of tables, each under its header.
pub(super) fn block(key: &str, value: &Value, shape: &Shape) -> String {
    let known = shape.keys.iter().find(|known| known.name == key);
    let inner = match known.map(|known| known.kind) {
        Some(Kind::Table(inner)) => *inner,
        _ => &Shape { keys: &[] },
    };
    match value {
        Value::Table(table) => section(&toml_text::key(key), table, inner),
        Value::Array(items) => {
            let items = items.iter().filter_map(Value::as_table);
            items_text(&toml_text::key(key), items)
        }
        _ => String::new(),
    }
}

/// A table under its header; lists of tables in it come last, each under its own header.
fn section(header: &str, table: &Table, shape: &Shape) -> String {
    let is_list = |value: &Value| !value.is_table() && is_block(value);
    let (lists, lines): (Vec<_>, Vec<_>) = in_order(table, shape)
        .into_iter()
        .partition(|(_, value)| is_list(value));
    let mut text = String::new();
    if !lines.is_empty() || lists.is_empty() {
        text = format!("[{header}]\n{}", key_lines(&lines));
    }
    for (key, value) in lists {
        if !text.is_empty() {
            text.push('\n');
        }
        let items = value.as_array().into_iter().flatten();
        let header = format!("{header}.{}", toml_text::key(key));
        text += &items_text(&header, items.filter_map(Value::as_table));
    }
    text
}

fn items_text<'t>(header: &str, items: impl Iterator<Item = &'t Table>) -> String {
    let items = items.map(|item| {
        let pairs: Vec<(&str, &Value)> = item
            .iter()
            .map(|(key, value)| (key.as_str(), value))
            .collect();
        format!("[[{header}]]\n{}", key_lines(&pairs))
    });
    items.collect::<Vec<_>>().join("\n")
}

/// Keys with their values, one a line, the signs below each other.
fn key_lines(pairs: &[(&str, &Value)]) -> String {
    let keys: Vec<String> = pairs.iter().map(|(key, _)| toml_text::key(key)).collect();
    let width = keys.iter().map(|key| key.chars().count()).max();
    let width = width.unwrap_or_default();
    let lines = keys.iter().zip(pairs);
    lines
        .map(|(key, (_, value))| format!("{key:<width$} = {}\n", value_text(value)))
        .collect()
}

/// Whether a value of the file has a header of its own.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Table(_) => true,
        Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_table),
        _ => false,
    }
}

/// The pairs of a table in the order of the form; what the form does not know last.
fn in_order<'t>(table: &'t Table, shape: &Shape) -> Vec<(&'t str, &'t Value)> {
    let rank = |key: &str| {
        let known = shape.keys.iter().position(|known| known.name == key);
        known.unwrap_or(shape.keys.len())
    };
    let mut pairs: Vec<(&str, &Value)> = table
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    pairs.sort_by_key(|(key, _)| rank(key));
    pairs
}
