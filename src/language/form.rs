//! Which form a file has, and how its keys and words are written.

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
    use crate::load::shape::walk::key_at;

    #[test]
    fn words_of_choices_are_written_with_quotes() {
        let unit = FileKind::Unit.shape();
        let path = ["services", "x", "also_by"].map(str::to_owned);
        let key = key_at(unit, &path).expect("a known key");
        assert_eq!(words(key.kind), ["\"phone\"", "\"letter\"", "\"visit\""]);
    }
}
