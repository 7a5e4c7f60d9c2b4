//! Texts of a unit in other languages than Swedish: `summary_en` beside `summary`.

use crate::text::{Span, Spanned};

/// A text in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The dotted key without its language, with `[]` after a list: `notices[].text`.
    pub key: String,
    /// The tag of the language, as written.
    pub language: String,
    /// Where the key is written.
    pub key_span: Span,
    /// The text.
    pub text: Spanned<String>,
    /// The text in Swedish that it stands beside.
    pub original: Spanned<String>,
}

/// All that a unit's file has, in the order of the places of the Swedish texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translations {
    list: Vec<Translation>,
}

impl Translations {
    /// Puts translations in order.
    pub fn new(mut list: Vec<Translation>) -> Self {
        list.sort_by_key(|it| (it.original.span.start, it.key_span.start));
        Self { list }
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Translation> {
        self.list.iter()
    }

    /// Those of one text.
    pub fn of(&self, original: &Spanned<String>) -> &[Translation] {
        let place = original.span.start;
        let from = self
            .list
            .partition_point(|it| it.original.span.start < place);
        let rest = &self.list[from..];
        let length = rest.partition_point(|it| it.original.span.start == place);
        &rest[..length]
    }
}
