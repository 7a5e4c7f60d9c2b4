//! Texts in other languages than Swedish: a key whose value residents read ([`Kind::Prose`]) may stand again
//! with a language behind it, `summary_en`. Which languages the site has is no business of the form.

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::{Key, Kind, Shape};
use crate::model::language::is_known;
use crate::model::name::nearest;
use crate::model::translations::{Translation, Translations};
use crate::text::{FileId, Span, Spanned};

/// What stands between a key and its language.
pub const SEPARATOR: char = '_';

/// A key with a language behind it: the key, and the language as written.
pub fn split<'n>(shape: &'static Shape, name: &'n str) -> Option<(&'static Key, &'n str)> {
    split_among(shape.keys, name)
}

/// The same among some keys.
pub fn split_among<'k, 'n>(
    keys: impl IntoIterator<Item = &'k Key>,
    name: &'n str,
) -> Option<(&'k Key, &'n str)> {
    keys.into_iter().find_map(|key| {
        let rest = name.strip_prefix(key.name)?;
        let language = rest.strip_prefix(SEPARATOR)?;
        matches!(key.kind, Kind::Prose).then_some((key, language))
    })
}

/// A misspelt key with a language behind it, as two parts: `sumary` and `_en`.
pub fn misspelt<'n>(shape: &'static Shape, name: &'n str) -> Option<(&'n str, &'n str)> {
    let at = name.rfind(SEPARATOR)?;
    let (word, language) = name.split_at(at);
    let meant = nearest(word, shape.keys.iter().map(|key| key.name))?;
    let key = shape.keys.iter().find(|key| key.name == meant)?;
    (is_known(&language[1..]) && matches!(key.kind, Kind::Prose)).then_some((word, language))
}

/// The texts in other languages that a file has. One without a text in Swedish is left out: that is a
/// fault of form.
pub fn translations(
    table: &TomlSpanned<DeTable<'_>>,
    shape: &'static Shape,
    file: FileId,
) -> Translations {
    let mut walk = Walk {
        file,
        found: Vec::new(),
    };
    walk.table(table.get_ref(), shape, "");
    Translations::new(walk.found)
}

struct Walk {
    file: FileId,
    found: Vec<Translation>,
}

impl Walk {
    fn table(&mut self, table: &DeTable<'_>, shape: &'static Shape, path: &str) {
        for (name, value) in table {
            let written: &str = name.get_ref();
            if let Some(key) = shape.keys.iter().find(|key| key.name == written) {
                self.value(value, key.kind, path, written);
            } else if let Some((key, language)) = split(shape, written)
                && let Some(original) = table.get(key.name).and_then(|node| self.text(node))
                && let Some(text) = self.text(value)
            {
                self.found.push(Translation {
                    key: joined(path, key.name),
                    language: language.to_owned(),
                    key_span: Span::new(self.file, name.span()),
                    text,
                    original,
                });
            }
        }
    }

    /// Looks into a value. The path is put together only where there is something to look into.
    fn value(
        &mut self,
        value: &TomlSpanned<DeValue<'_>>,
        kind: &'static Kind,
        path: &str,
        name: &str,
    ) {
        match (kind, value.get_ref()) {
            (Kind::Table(shape), DeValue::Table(table)) => {
                self.table(table, shape, &joined(path, name));
            }
            (Kind::Map(item), DeValue::Table(table)) => {
                let path = joined(path, name);
                for (key, value) in table {
                    self.value(value, item, &path, key.get_ref());
                }
            }
            (Kind::List(item), DeValue::Array(values)) if holds_tables(item) => {
                let name = format!("{name}[]");
                for value in values {
                    self.value(value, item, path, &name);
                }
            }
            (Kind::Either(kinds), inner) => {
                if let Some(fitting) = kinds.iter().find(|kind| kind.fits(inner)) {
                    self.value(value, fitting, path, name);
                }
            }
            _ => {}
        }
    }

    fn text(&self, node: &TomlSpanned<DeValue<'_>>) -> Option<Spanned<String>> {
        let text = node
            .get_ref()
            .as_str()
            .filter(|text| !text.trim().is_empty())?;
        Some(Spanned::new(
            text.to_owned(),
            Span::new(self.file, node.span()),
        ))
    }
}

fn holds_tables(kind: &Kind) -> bool {
    match kind {
        Kind::Table(_) | Kind::Map(_) => true,
        Kind::Either(kinds) => kinds.iter().any(holds_tables),
        _ => false,
    }
}

fn joined(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    }
}
