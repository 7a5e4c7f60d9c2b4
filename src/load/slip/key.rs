//! A key as it was meant, in the table that it stands in.

use crate::diagnostic::fix::Certainty::{self, Certain};
use crate::load::shape::{Kind, Shape, translated};
use crate::load::slip::pieces::unquoted;
use crate::load::slip::week;
use crate::load::words;
use crate::text::toml_text::key as written_key;

/// What a table may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inside {
    /// Known keys.
    Shape(&'static Shape),
    /// Keys that the file chooses, with values of one kind.
    Map(&'static Kind),
}

impl Inside {
    /// What may stand in a value of a kind, where it is a table or a list of tables.
    pub(super) fn of(kind: &'static Kind) -> Option<Self> {
        match kind {
            Kind::Table(shape) => Some(Self::Shape(shape)),
            Kind::Map(item) => Some(Self::Map(item)),
            Kind::List(item) => Self::of(item),
            Kind::Either(kinds) => kinds.iter().find_map(Self::of),
            _ => None,
        }
    }

    /// The kind of value that a key has, written exactly so.
    pub(super) fn kind(self, name: &str) -> Option<&'static Kind> {
        match self {
            Self::Shape(shape) => shape
                .keys
                .iter()
                .find(|key| key.name == name)
                .or_else(|| translated::split(shape, name).map(|(key, _)| key))
                .map(|key| key.kind),
            Self::Map(kind) => Some(kind),
        }
    }

    /// A key that is chosen by the file, or known in other letters: as it should be written, with the kind
    /// of its value. Words for keys depend on the place, see [`super::place`].
    pub(super) fn key(self, written: &str) -> Option<(String, &'static Kind, Certainty)> {
        let written = written
            .trim()
            .trim_start_matches(['-', '*', '•'])
            .trim_start();
        let bare = unquoted(written).trim();
        match self {
            Self::Shape(shape) => {
                if let Some(kind) = self.kind(bare) {
                    return Some((bare.to_owned(), kind, Certain));
                }
                let folded = words::folded(bare);
                let same = |name: &str| words::folded(name) == folded;
                let known = shape.keys.iter().find(|key| same(key.name));
                let known = known.or_else(|| in_words(shape, &folded));
                known.map(|key| (key.name.to_owned(), key.kind, Certain))
            }
            Self::Map(kind) if week::is_day(kind) => {
                let (days, certainty) = week::days(bare)?;
                match days.as_slice() {
                    [one] => Some((one.clone(), kind, certainty)),
                    _ => None,
                }
            }
            Self::Map(kind @ Kind::Flag) => Some((slug(bare), kind, Certain)),
            Self::Map(kind) => Some((written_key(bare), kind, Certain)),
        }
    }
}

/// The only key of a table that a Swedish word can mean, wherever the table stands.
fn in_words(shape: &'static Shape, folded: &str) -> Option<&'static crate::load::shape::Key> {
    words::paths(folded).find_map(|path| {
        let name = path.rsplit('.').next()?;
        shape.keys.iter().find(|key| key.name == name)
    })
}

/// The id of an activity whose question is written out.
fn slug(written: &str) -> String {
    let letters = written
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            _ if c.is_alphanumeric() => c,
            _ => '-',
        });
    let slug: String = letters.collect();
    slug.trim_matches('-').to_owned()
}
