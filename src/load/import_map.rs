//! Reads the map by which tables are imported.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::load::file::{File, parse, root};
use crate::load::shape;
use crate::load::table::Table;
use crate::model::name::fold;
use crate::text::path::SitePath;
use crate::text::{FileId, Span, Spanned};

/// What a map says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportMap {
    /// The region of the units.
    pub region: Option<Spanned<String>>,
    /// The key by which rows find their units.
    pub key: Option<Spanned<String>>,
    /// Keys that may be overwritten.
    pub owned: Vec<Spanned<String>>,
    /// The folder of new units, with keys in braces.
    pub folder: Option<Spanned<String>>,
    /// The columns, by heading.
    pub columns: Vec<MappedColumn>,
    /// What words mean: by key, then by the folded word.
    pub values: BTreeMap<String, BTreeMap<String, Meant>>,
}

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedColumn {
    /// Its heading.
    pub heading: Spanned<String>,
    /// The key it goes to; nothing for a column that is known and left out.
    pub to: Option<Spanned<String>>,
    /// The form of its cells.
    pub form: Option<String>,
    /// Which of two coordinates it holds.
    pub part: Option<String>,
}

/// What a word of the source means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Another text; empty for nothing.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

/// The map that a file states.
pub fn load(
    id: FileId,
    path: &SitePath,
    text: &Arc<str>,
    found: &mut Vec<Diagnostic>,
) -> ImportMap {
    let file = File::whole(id, path.clone(), text.clone());
    parse(
        &file,
        &shape::import::IMPORT,
        found,
        |table, complete, found| {
            shape::check(table, &shape::import::IMPORT, id, complete, found);
            let table = root(table, &file);
            let values = table.table("values");
            ImportMap {
                region: table.text("region"),
                key: table.text("key"),
                owned: table.texts("owned"),
                folder: table.text("folder"),
                columns: table
                    .table("columns")
                    .as_ref()
                    .map(columns)
                    .unwrap_or_default(),
                values: values.as_ref().map(words_by_key).unwrap_or_default(),
            }
        },
    )
}

fn columns(table: &Table<'_>) -> Vec<MappedColumn> {
    let column = |heading: Spanned<String>, column: Option<&Table<'_>>, to| MappedColumn {
        heading,
        to,
        form: column.and_then(|column| column.plain("form")),
        part: column.and_then(|column| column.plain("part")),
    };
    let entries = table.entries();
    let columns = entries.filter_map(|(heading, value)| match value.get_ref() {
        DeValue::Boolean(false) => Some(column(heading, None, None)),
        DeValue::String(_) => Some(column(heading, None, Some(table.as_text(value)?))),
        DeValue::Table(_) => {
            let inner = table.as_table(value)?;
            let to = inner.text("to")?;
            Some(column(heading, Some(&inner), Some(to)))
        }
        _ => None,
    });
    columns.collect()
}

fn words_by_key(table: &Table<'_>) -> BTreeMap<String, BTreeMap<String, Meant>> {
    let mut values: BTreeMap<String, BTreeMap<String, Meant>> = BTreeMap::new();
    let keys = table
        .entries()
        .filter_map(|(key, value)| Some((key.value, table.as_table(value)?)));
    for (key, words) in keys {
        for (word, value) in words.entries() {
            match value.get_ref() {
                DeValue::Table(_) => {
                    let Some(inner) = words.as_table(value) else {
                        continue;
                    };
                    let below = values.entry(format!("{key}.{}", word.value)).or_default();
                    below.extend(inner.entries().filter_map(|(word, value)| {
                        Some((fold(&word.value), meant(value.get_ref())?))
                    }));
                }
                other => {
                    let meant = meant(other).map(|meant| (fold(&word.value), meant));
                    values.entry(key.clone()).or_default().extend(meant);
                }
            }
        }
    }
    values
}

fn meant(value: &DeValue<'_>) -> Option<Meant> {
    match value {
        DeValue::String(text) => Some(Meant::Text(text.to_string())),
        DeValue::Boolean(flag) => Some(Meant::Flag(*flag)),
        _ => None,
    }
}

impl ImportMap {
    /// The place of the map's file.
    pub fn place(&self) -> Option<Span> {
        let first = self.columns.first()?;
        Some(Span::whole(first.heading.span.file))
    }
}
