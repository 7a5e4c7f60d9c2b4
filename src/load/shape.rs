//! The form of each kind of file, as data: its keys, what each may hold, and what it is for.
//!
//! One description serves three: the check for unknown keys, wrong types and missing fields here;
//! the "did you mean" of those findings; and the JSON Schema and hover texts of editors.
//! What a value means (does this administration exist?) is no business of the form.

pub mod condition;
pub mod hours;
pub mod import;
pub mod language;
pub mod page_words;
pub mod region;
pub mod rule_set;
pub mod site;
pub mod theme;
pub mod translated;
pub mod unit;
pub mod walk;

use std::fmt;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::faults::{missing_field, unknown_key, wrong_type};
use crate::load::words;
use crate::model::colour::Colour;
use crate::model::href::{AddressKind, Written};
use crate::model::name::nearest;
use crate::text::visible::without_invisible;
use crate::text::{FileId, Span, Spanned};

/// A table with known keys.
#[derive(Debug)]
pub struct Shape {
    /// The keys it may hold.
    pub keys: &'static [Key],
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it may hold.
    pub kind: &'static Kind,
    /// Whether the file is incomplete without it.
    pub required: bool,
    /// What it is for, in English.
    pub en: &'static str,
    /// What it is for, in Swedish.
    pub sv: &'static str,
}

/// A key that may be left out.
pub const fn optional(
    name: &'static str,
    kind: &'static Kind,
    en: &'static str,
    sv: &'static str,
) -> Key {
    Key {
        name,
        kind,
        required: false,
        en,
        sv,
    }
}

/// A key that must be there.
pub const fn required(
    name: &'static str,
    kind: &'static Kind,
    en: &'static str,
    sv: &'static str,
) -> Key {
    Key {
        name,
        kind,
        required: true,
        en,
        sv,
    }
}

/// A list of texts.
pub static TEXTS: Kind = Kind::List(&Kind::Text);
/// A text, or a list of them.
pub static TEXT_OR_TEXTS: Kind = Kind::Either(&[Kind::Text, Kind::List(&Kind::Text)]);

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// Text with something in it.
    Text,
    /// Text that residents read. The key may stand again for each other language of the site, with its tag
    /// behind: `summary_en`.
    Prose,
    /// An address or a mailbox; what is wrong with it is found by a rule.
    Address(AddressKind),
    /// `true` or `false`.
    Flag,
    /// Only `true`.
    True,
    /// A whole number within bounds.
    Integer {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
    },
    /// A number with or without decimals.
    Number,
    /// A date without time or offset.
    Date,
    /// A colour such as `#0b4f5c`.
    Colour,
    /// The tag of a language, such as `sv`.
    Language,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list.
    List(&'static Kind),
    /// A list of exactly so many values.
    Tuple(usize, &'static Kind),
    /// A table with known keys.
    Table(&'static Shape),
    /// A table whose keys the file chooses.
    Map(&'static Kind),
    /// One of several; told apart by the type of the value.
    Either(&'static [Kind]),
}

impl Kind {
    /// Words for "expected …".
    pub fn expected(&self) -> Text {
        match self {
            Self::Text | Self::Prose | Self::Address(_) => {
                Text::fixed("text in quotes", "text inom citattecken")
            }
            Self::Flag => Text::fixed("`true` or `false`", "`true` eller `false`"),
            Self::True => Text::fixed("`true`", "`true`"),
            Self::Integer { min, max } => Text {
                en: format!("a whole number from {min} to {max}").into(),
                sv: format!("ett heltal från {min} till {max}").into(),
            },
            Self::Number => Text::fixed("a number", "ett tal"),
            Self::Date => Text::fixed(
                "a date such as 2026-12-24, without quotes",
                "ett datum som 2026-12-24, utan citattecken",
            ),
            Self::Colour => Text::fixed(
                "a colour such as `\"#0b4f5c\"`",
                "en färg som `\"#0b4f5c\"`",
            ),
            Self::Language => Text::fixed(
                "the tag of one language, such as `\"sv\"` or `\"fa\"`",
                "koden för ett språk, till exempel `\"sv\"` eller `\"fa\"`",
            ),
            Self::Choice(words) => {
                let list = words
                    .iter()
                    .map(|word| format!("`\"{word}\"`"))
                    .collect::<Vec<_>>();
                Text {
                    en: format!("one of {}", list.join(", ")).into(),
                    sv: format!("något av {}", list.join(", ")).into(),
                }
            }
            Self::List(item) => {
                let item = item.expected();
                Text {
                    en: format!("a list, each {}", item.en).into(),
                    sv: format!("en lista, där varje värde är {}", item.sv).into(),
                }
            }
            Self::Tuple(length, Self::Number) => {
                say!("a list of {length} numbers", "en lista med {length} tal")
            }
            Self::Tuple(length, Self::Integer { min, max }) => say!(
                "a list of {length} whole numbers from {min} to {max}",
                "en lista med {length} heltal från {min} till {max}"
            ),
            Self::Tuple(length, item) => {
                let item = item.expected();
                Text {
                    en: format!("a list of {length}, each {}", item.en).into(),
                    sv: format!("en lista med {length} värden, vart och ett {}", item.sv).into(),
                }
            }
            Self::Table(_) | Self::Map(_) => Text::fixed("a table", "en tabell"),
            Self::Either(kinds) => {
                let all = kinds.iter().map(Self::expected).collect::<Vec<_>>();
                let en = all.iter().map(|text| &*text.en).collect::<Vec<_>>();
                let sv = all.iter().map(|text| &*text.sv).collect::<Vec<_>>();
                Text {
                    en: en.join(", or ").into(),
                    sv: sv.join(", eller ").into(),
                }
            }
        }
    }

    /// Whether a value has this kind's TOML type, so that its inside is worth checking.
    fn fits(&self, value: &DeValue<'_>) -> bool {
        match self {
            Self::Text
            | Self::Prose
            | Self::Address(_)
            | Self::Choice(_)
            | Self::Colour
            | Self::Language => value.is_str(),
            Self::Flag | Self::True => value.is_bool(),
            Self::Integer { .. } => value.is_integer(),
            Self::Number => value.is_integer() || value.is_float(),
            Self::Date => value.is_datetime(),
            Self::List(_) | Self::Tuple(..) => value.is_array(),
            Self::Table(_) | Self::Map(_) => value.is_table(),
            Self::Either(kinds) => kinds.iter().any(|kind| kind.fits(value)),
        }
    }
}

/// Whether a text says nothing that anybody sees.
fn is_blank(text: &str) -> bool {
    without_invisible(text).trim().is_empty()
}

/// Where in a file the check stands.
struct Checker<'s> {
    file: FileId,
    found: &'s mut Vec<Diagnostic>,
}

/// Whether a value is what a key of a kind takes, and so is everything in it.
pub fn is_value(kind: &'static Kind, value: &TomlSpanned<DeValue<'_>>) -> bool {
    let mut found = Vec::new();
    let mut checker = Checker {
        file: FileId(0),
        found: &mut found,
    };
    checker.value(value, kind, &Path::File, true);
    found.is_empty()
}

/// Holds a whole file against its form. `complete` is false after syntax faults: what is missing may
/// then only be unread, so missing fields are not reported.
pub fn check(
    table: &TomlSpanned<DeTable<'_>>,
    shape: &'static Shape,
    file: FileId,
    complete: bool,
    found: &mut Vec<Diagnostic>,
) {
    let mut checker = Checker { file, found };
    let table = table.get_ref();
    if complete && table.is_empty() {
        let required = shape.keys.iter().filter(|key| key.required);
        let fault = missing_field::empty_file(Span::whole(file), required.map(|key| key.name));
        checker.found.push(fault);
        return;
    }
    checker.table(table, Span::whole(file), shape, &Path::File, complete);
}

impl Checker<'_> {
    fn table(
        &mut self,
        table: &DeTable<'_>,
        place: Span,
        shape: &'static Shape,
        path: &Path<'_>,
        complete: bool,
    ) {
        let mut misspelt: Vec<&str> = Vec::new();
        for (key, value) in table {
            let name: &str = key.get_ref();
            if let Some(known) = shape.keys.iter().find(|known| known.name == name) {
                self.value(value, known.kind, &Path::Key(path, name), complete);
                continue;
            }
            let span = Span::new(self.file, key.span());
            if let Some((original, _)) = translated::split(shape, name) {
                self.value(value, original.kind, &Path::Key(path, name), complete);
                if complete && !original.required && !table.contains_key(original.name) {
                    let path = Path::Key(path, original.name).to_string();
                    let fault = missing_field::original(span, &path, original.name, name);
                    self.found.push(fault);
                }
                continue;
            }
            let known = shape.keys.iter().map(|key| key.name);
            let (word, language) = translated::misspelt(shape, name).unwrap_or((name, ""));
            // In quotes the part of the key stands elsewhere.
            let is_bare = span.range().len() == name.len();
            let (word, language) = if is_bare {
                (word, language)
            } else {
                (name, "")
            };
            let span = Span::new(self.file, key.span().start..key.span().end - language.len());
            let present = |key: &str| table.contains_key(&*format!("{key}{language}"));
            if language.is_empty() {
                let meant = words::key_of(&path.to_string(), name);
                misspelt.extend(meant.or_else(|| nearest(name, known.clone())));
            }
            let fault = unknown_key::fault(span, word, &path.to_string(), known, present);
            self.found.push(fault);
        }
        if !complete {
            return;
        }
        for key in shape
            .keys
            .iter()
            .filter(|key| key.required && !table.contains_key(key.name))
            .filter(|key| !misspelt.contains(&key.name))
        {
            let path = Path::Key(path, key.name).to_string();
            let expected = key.kind.expected();
            let meaning = [key.en, key.sv];
            self.found.push(missing_field::fault(
                place, &path, key.name, &expected, meaning,
            ));
        }
    }

    fn value(
        &mut self,
        value: &TomlSpanned<DeValue<'_>>,
        kind: &'static Kind,
        path: &Path<'_>,
        complete: bool,
    ) {
        let span = Span::new(self.file, value.span());
        let inner = value.get_ref();
        let wrong = || wrong_type::fault(span, &path.to_string(), &kind.expected(), inner);
        if !kind.fits(inner) {
            self.found.push(wrong());
            return;
        }
        match (kind, inner) {
            (Kind::Text | Kind::Prose | Kind::Address(_), DeValue::String(text))
                if is_blank(text) =>
            {
                self.found.push(wrong_type::empty(span, &path.to_string()));
            }
            (Kind::Colour, DeValue::String(text)) if Colour::parse(text).is_none() => {
                self.found.push(wrong());
            }
            (Kind::Choice(words), DeValue::String(word)) if !words.contains(&&**word) => {
                self.found
                    .push(wrong_type::choice(span, &path.to_string(), word, words));
            }
            (Kind::True, DeValue::Boolean(false)) => {
                self.found.push(wrong());
            }
            (Kind::Integer { min, max }, _) => {
                let number = crate::load::table::integer(inner);
                if !number.is_some_and(|number| (*min..=*max).contains(&number)) {
                    self.found.push(wrong());
                }
            }
            (Kind::Number, DeValue::Float(_)) if crate::load::table::decimal(inner).is_none() => {
                self.found.push(wrong());
            }
            (Kind::Language, DeValue::String(tag)) if !language::is_language(tag) => {
                self.found.push(wrong());
            }
            (Kind::Date, DeValue::Datetime(_)) if crate::load::table::date(inner).is_none() => {
                self.found.push(wrong());
            }
            (Kind::List(item), DeValue::Array(values)) => {
                for value in values {
                    self.value(value, item, path, complete);
                }
            }
            (Kind::Tuple(length, item), DeValue::Array(values)) => {
                if values.len() == *length {
                    for value in values {
                        self.value(value, item, path, complete);
                    }
                } else {
                    self.found.push(wrong());
                }
            }
            (Kind::Table(shape), DeValue::Table(table)) => {
                self.table(table, span, shape, path, complete);
            }
            (Kind::Map(item), DeValue::Table(table)) => {
                for (key, value) in table {
                    self.value(value, item, &Path::Key(path, key.get_ref()), complete);
                }
            }
            (Kind::Either(kinds), _) => match kinds.iter().find(|kind| kind.fits(inner)) {
                Some(Kind::True) if inner.as_bool() == Some(false) => {
                    self.found.push(wrong());
                }
                Some(fitting) => self.value(value, fitting, path, complete),
                None => {}
            },
            _ => {}
        }
    }
}

/// The addresses and mailboxes that a file states, in its order. None where it has faults of syntax: what
/// stands there is then not known.
pub fn addresses(
    table: &TomlSpanned<DeTable<'_>>,
    shape: &Shape,
    file: FileId,
    complete: bool,
) -> Vec<Written> {
    let mut written = Vec::new();
    if !complete {
        return written;
    }
    addresses_in(table.get_ref(), shape, file, &mut written);
    written.sort_by_key(|written| written.text.span.start);
    written
}

fn addresses_in(table: &DeTable<'_>, shape: &Shape, file: FileId, written: &mut Vec<Written>) {
    for (key, value) in table {
        if let Some(known) = shape.keys.iter().find(|known| known.name == key.get_ref()) {
            addresses_of(value, known.kind, file, written);
        }
    }
}

fn addresses_of(
    value: &TomlSpanned<DeValue<'_>>,
    kind: &Kind,
    file: FileId,
    written: &mut Vec<Written>,
) {
    match (kind, value.get_ref()) {
        (Kind::Address(kind), DeValue::String(text)) if !is_blank(text) => {
            let address = without_invisible(text).into_owned();
            written.push(Written {
                kind: *kind,
                text: Spanned::new(address, Span::new(file, value.span())),
            });
        }
        (Kind::List(item) | Kind::Tuple(_, item), DeValue::Array(values)) => {
            for value in values {
                addresses_of(value, item, file, written);
            }
        }
        (Kind::Table(shape), DeValue::Table(table)) => addresses_in(table, shape, file, written),
        (Kind::Map(item), DeValue::Table(table)) => {
            for (_, value) in table {
                addresses_of(value, item, file, written);
            }
        }
        (Kind::Either(kinds), inner) => {
            if let Some(fitting) = kinds.iter().find(|kind| kind.fits(inner)) {
                addresses_of(value, fitting, file, written);
            }
        }
        _ => {}
    }
}

/// The dotted path of a key, which is put together only for a finding.
enum Path<'p> {
    /// The file itself.
    File,
    /// A key below another.
    Key(&'p Path<'p>, &'p str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Key(Self::File, key) => formatter.write_str(key),
            Self::Key(above, key) => write!(formatter, "{above}.{key}"),
        }
    }
}
