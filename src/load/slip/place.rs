//! In which table a pair stands, and where its key belongs.

use crate::load::shape::{Kind, Shape};
use crate::load::slip::key::Inside;
use crate::load::slip::pieces::{unquoted, without_comment};
use crate::load::words;

/// A table of a file: its path and what it may hold.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The keys that lead to it; none for the file itself.
    pub(super) path: Vec<String>,
    /// What it may hold; `None` where the header names no table.
    pub(super) inside: Option<Inside>,
}

/// The kind of value at a path.
pub(super) fn kind_at(shape: &'static Shape, path: &[&str]) -> Option<&'static Kind> {
    let (last, tables) = path.split_last()?;
    let inside = tables
        .iter()
        .try_fold(Inside::Shape(shape), |inside, part| {
            Inside::of(inside.kind(part)?)
        })?;
    inside.kind(last)
}

/// What may stand in the table at a path.
pub(super) fn inside_at(shape: &'static Shape, path: &[String]) -> Option<Inside> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        [] => Some(Inside::Shape(shape)),
        _ => Inside::of(kind_at(shape, &path)?),
    }
}

/// The words of a header, with or without its brackets.
pub(super) fn header_words(header: &str) -> Vec<String> {
    let name = without_comment(header)
        .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')') || c.is_whitespace());
    let parts = name.split('.').map(|part| unquoted(part.trim()).to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The path of keys that a header means, where it is known.
pub(super) fn header_path(shape: &'static Shape, header: &str) -> Option<Vec<String>> {
    let written = header_words(header);
    let mut path: Vec<String> = Vec::new();
    for part in &written {
        let inside = inside_at(shape, &path)?;
        let known = inside.kind(part).map(|_| part.clone());
        let known = known.or_else(|| in_table(shape, &path, part));
        match known.or_else(|| inside.key(part).map(|(name, ..)| name)) {
            Some(name) => path.push(name),
            None if path.is_empty() => {
                let known = words::paths(part).map(split);
                path = known
                    .chain(unique_path(shape, part))
                    .find(|path| inside_at(shape, path).is_some())?;
            }
            None => return None,
        }
    }
    (!path.is_empty()).then_some(path)
}

fn split(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

/// The key of a table that a word means there.
pub(super) fn in_table(shape: &'static Shape, table: &[String], word: &str) -> Option<String> {
    let word = unquoted(word.trim());
    let key = words::key_of(&table.join("."), word)?;
    let is_known = inside_at(shape, table)?.kind(key).is_some();
    is_known.then(|| key.to_owned())
}

/// The path of a key elsewhere in the file that a word means, when it is not one of the table's own.
pub(super) fn elsewhere(shape: &'static Shape, word: &str) -> Option<Vec<String>> {
    let word = unquoted(word.trim());
    let mut known = words::paths(word).map(split);
    known
        .find(|path| {
            let parts: Vec<&str> = path.iter().map(String::as_str).collect();
            kind_at(shape, &parts).is_some() && is_in_one_place(shape, path)
        })
        .or_else(|| unique_path(shape, word))
}

/// Whether no part of a path but the last is a list: what is in a list can stand in many places.
fn is_in_one_place(shape: &'static Shape, path: &[String]) -> bool {
    let above = &path[..path.len().saturating_sub(1)];
    (1..=above.len()).all(|length| {
        let parts: Vec<&str> = above[..length].iter().map(String::as_str).collect();
        !matches!(kind_at(shape, &parts), Some(Kind::List(_)))
    })
}

/// The path of the only key of the file, or of one of its tables, that has a name.
fn unique_path(shape: &'static Shape, name: &str) -> Option<Vec<String>> {
    if shape.keys.iter().any(|key| key.name == name) {
        return Some(vec![name.to_owned()]);
    }
    let mut tables = shape.keys.iter().filter(|key| match key.kind {
        Kind::Table(inner) => inner.keys.iter().any(|key| key.name == name),
        _ => false,
    });
    let (table, more) = (tables.next()?, tables.next());
    let path = vec![table.name.to_owned(), name.to_owned()];
    more.is_none().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shape::unit::UNIT;

    #[test]
    fn every_path_is_a_key_of_unit_files() {
        for (path, _) in words::KEYS {
            let parts: Vec<&str> = path.split('.').collect();
            let parts = match *parts {
                // The keys of a service stand below its own.
                ["services", key] => vec!["services", "x", key],
                _ => parts,
            };
            assert!(kind_at(&UNIT, &parts).is_some(), "{path}");
        }
    }
}
