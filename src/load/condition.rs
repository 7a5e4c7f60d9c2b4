//! Reads condition tables.

use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::load::table::Table;
use crate::model::condition::{Condition, Kind, PlacedCondition};
use crate::text::Spanned;

/// An id that a condition uses, for the check that it exists.
pub struct Used {
    /// What kind of id: the condition's key.
    pub key: &'static str,
    /// The id.
    pub id: Spanned<String>,
}

/// Makes a condition of ids.
type OfIds = fn(Vec<String>) -> Condition;

/// Reads the condition under `key`, noting the ids it uses.
pub fn read(table: &Table<'_>, key: &str, used: &mut Vec<Used>) -> Option<PlacedCondition> {
    let node = table.node(key)?;
    Some(PlacedCondition {
        condition: value(table, node, used),
        span: table.place(node),
    })
}

/// A condition out of a parsed value. A value of another type holds never: its finding exists already.
fn value<'t>(
    table: &Table<'t>,
    node: &'t TomlSpanned<DeValue<'t>>,
    used: &mut Vec<Used>,
) -> Condition {
    match table.as_table(node) {
        Some(inner) => of_table(&inner, used),
        None => Condition::Always(node.get_ref().as_bool().unwrap_or(false)),
    }
}

fn of_table(table: &Table<'_>, used: &mut Vec<Used>) -> Condition {
    let mut parts = Vec::new();
    if table.node("kind").is_some() {
        let kinds = table.text_or_texts("kind");
        parts.push(Condition::Kind(
            kinds
                .iter()
                .filter_map(|word| Kind::parse(&word.value))
                .collect(),
        ));
    }
    let by_ids: [(&'static str, OfIds); 4] = [
        ("type", Condition::Type),
        ("administration", Condition::Administration),
        ("agreement", Condition::Agreement),
        ("activity", Condition::Activity),
    ];
    for (key, make) in by_ids {
        let ids = table.text_or_texts(key);
        if table.node(key).is_some() {
            parts.push(make(ids.iter().map(|id| id.value.clone()).collect()));
        }
        used.extend(ids.into_iter().map(|id| Used { key, id }));
    }
    parts.extend(table.flag("patient_contact").map(Condition::PatientContact));
    parts.extend(table.flag("private").map(Condition::Private));
    if table.node("all").is_some() {
        parts.push(Condition::All(nested(table, "all", used)));
    }
    if table.node("any").is_some() {
        parts.push(Condition::Any(nested(table, "any", used)));
    }
    if let Some(node) = table.node("not") {
        parts.push(Condition::Not(Box::new(value(table, node, used))));
    }
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        Condition::All(parts)
    }
}

fn nested(table: &Table<'_>, key: &str, used: &mut Vec<Used>) -> Vec<Condition> {
    table
        .list(key)
        .iter()
        .map(|node| value(table, node, used))
        .collect()
}
