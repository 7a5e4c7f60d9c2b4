//! Which form a file has, and which keys may stand at a place of it: `load::shape`, walked by path.

use crate::load::shape::translated::split_among;
use crate::load::shape::{self, Key, Kind, Shape};
use crate::text::path::SitePath;

/// The kinds of file that have a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `content/site.toml`
    Site,
    /// `content/<region>/region.toml`
    Region,
    /// `content/<region>/rules/*.toml`
    RuleSet,
    /// `content/<region>/units/**/*.toml`
    Unit,
}

impl FileKind {
    /// The kind of file at a path.
    pub fn of(path: &SitePath) -> Option<Self> {
        let parts: Vec<&str> = path.parts().collect();
        match (parts.as_slice(), path.extension()) {
            (["content", "site.toml"], _) => Some(Self::Site),
            (["content", _, "region.toml"], _) => Some(Self::Region),
            (["content", _, "rules", _], Some("toml")) => Some(Self::RuleSet),
            (["content", _, "units", .., _], Some("toml")) => Some(Self::Unit),
            _ => None,
        }
    }

    /// Its form.
    pub fn shape(self) -> &'static Shape {
        match self {
            Self::Site => &shape::site::SITE,
            Self::Region => &shape::region::REGION,
            Self::RuleSet => &shape::rule_set::RULE_SET,
            Self::Unit => &shape::unit::UNIT,
        }
    }
}

/// The known key at a path.
pub fn key_at(shape: &'static Shape, path: &[String]) -> Option<&'static Key> {
    let (last, before) = path.split_last()?;
    let keys = keys_at(shape, before);
    let exact = keys.iter().find(|key| key.name == last).copied();
    exact.or_else(|| Some(split_among(keys, last)?.0))
}

/// The known keys of the table at a path; none where the file chooses its keys.
pub fn keys_at(shape: &'static Shape, path: &[String]) -> Vec<&'static Key> {
    let keys = |table: &Inside| match table {
        Inside::Table(shape) => shape.keys.iter().collect::<Vec<_>>(),
        Inside::Map(_) => Vec::new(),
    };
    tables_at(shape, path).iter().flat_map(keys).collect()
}

/// What the value at a path may hold, also under a key that the file chooses.
pub fn kind_at(shape: &'static Shape, path: &[String]) -> Option<&'static Kind> {
    let (last, before) = path.split_last()?;
    let tables = tables_at(shape, before);
    tables.iter().find_map(|table| match table {
        Inside::Table(shape) => {
            let known = shape.keys.iter().find(|key| key.name == last);
            known.map(|key| key.kind)
        }
        Inside::Map(kind) => Some(*kind),
    })
}

/// The tables that may stand at a path.
fn tables_at(shape: &'static Shape, path: &[String]) -> Vec<Inside> {
    let mut tables: Vec<Inside> = vec![Inside::Table(shape)];
    for part in path {
        let mut next = Vec::new();
        for table in &tables {
            match table {
                Inside::Table(shape) => {
                    let known = shape.keys.iter().find(|key| key.name == part);
                    next.extend(known.map(|key| inside(key.kind)).unwrap_or_default());
                }
                Inside::Map(kind) => next.extend(inside(kind)),
            }
        }
        tables = next;
    }
    tables
}

/// What can have keys.
enum Inside {
    Table(&'static Shape),
    Map(&'static Kind),
}

/// The tables that a value may be or hold.
fn inside(kind: &'static Kind) -> Vec<Inside> {
    match kind {
        Kind::Table(shape) => vec![Inside::Table(shape)],
        Kind::Map(kind) => vec![Inside::Map(kind)],
        Kind::List(kind) | Kind::Tuple(_, kind) => inside(kind),
        Kind::Either(kinds) => kinds.iter().flat_map(inside).collect(),
        _ => Vec::new(),
    }
}

/// How a key that holds tables is headed; nothing for one that holds a plain value.
pub fn header(key: &Key) -> Option<String> {
    let name = key.name;
    match key.kind {
        Kind::Table(_) | Kind::Map(_) => Some(format!("[{name}]")),
        Kind::List(Kind::Table(_)) => Some(format!("[[{name}]]")),
        _ => None,
    }
}

/// The words a value may be, as they are written.
pub fn words(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Choice(words) => words.iter().map(|word| format!("\"{word}\"")).collect(),
        Kind::Flag => vec!["true".to_owned(), "false".to_owned()],
        Kind::True => vec!["true".to_owned()],
        Kind::List(kind) | Kind::Tuple(_, kind) => words(kind),
        Kind::Either(kinds) => kinds.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

/// The dotted names of the keys that a file of this form may hold, tables and what is in them.
pub fn fields(shape: &Shape) -> Vec<String> {
    let mut fields = Vec::new();
    for key in shape.keys {
        fields.push(key.name.to_owned());
        if let Kind::Table(inner) = key.kind {
            let inner = inner.keys.iter();
            fields.extend(inner.map(|other| format!("{}.{}", key.name, other.name)));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> Vec<String> {
        path.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn keys_are_found_in_lists_maps_and_conditions() {
        let unit = FileKind::Unit.shape();
        assert!(key_at(unit, &path("visits.assessment_first")).is_some());
        assert!(key_at(unit, &path("services.fornya-recept.also_by")).is_some());
        assert!(key_at(unit, &path("services.fornya-recept")).is_none());
        assert!(key_at(unit, &path("visits.nothing")).is_none());
        let text = key_at(unit, &path("visits.description_en"));
        assert_eq!(text.map(|key| key.name), Some("description"));
        assert!(key_at(unit, &path("visits.book_en")).is_none());
        let rules = FileKind::RuleSet.shape();
        assert!(key_at(rules, &path("services.must_when.any.not.activity")).is_some());
    }

    #[test]
    fn words_of_choices_are_written_with_quotes() {
        let unit = FileKind::Unit.shape();
        let key = key_at(unit, &path("services.x.also_by")).expect("a known key");
        assert_eq!(words(key.kind), ["\"phone\"", "\"letter\"", "\"visit\""]);
    }
}
