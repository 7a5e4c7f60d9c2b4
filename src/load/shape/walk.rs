//! Which keys may stand at a path of keys.

use crate::load::shape::translated::split_among;
use crate::load::shape::{Key, Kind, Shape};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shape::rule_set::RULE_SET;
    use crate::load::shape::unit::UNIT;

    fn path(path: &str) -> Vec<String> {
        path.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn keys_are_found_in_lists_maps_and_conditions() {
        let unit = &UNIT;
        assert!(key_at(unit, &path("visits.assessment_first")).is_some());
        assert!(key_at(unit, &path("services.fornya-recept.also_by")).is_some());
        assert!(key_at(unit, &path("services.fornya-recept")).is_none());
        assert!(key_at(unit, &path("visits.nothing")).is_none());
        let text = key_at(unit, &path("visits.description_en"));
        assert_eq!(text.map(|key| key.name), Some("description"));
        assert!(key_at(unit, &path("visits.book_en")).is_none());
        let rules = &RULE_SET;
        assert!(key_at(rules, &path("services.must_when.any.not.activity")).is_some());
    }
}
