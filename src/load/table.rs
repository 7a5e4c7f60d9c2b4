//! A reader over a parsed TOML table that keeps the place of every value.
//!
//! The form has been checked before (see [`crate::load::shape`]): a value that is missing or of
//! another type is simply absent here, because its finding exists already.

use chrono::NaiveDate;
use toml::Spanned as TomlSpanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::model::interned_str::InternedStr;
use crate::text::visible::without_invisible;
use crate::text::{FileId, Span, Spanned};

/// One table of a file.
#[derive(Clone, Copy)]
pub struct Table<'t> {
    /// The table's keys and values.
    inner: &'t DeTable<'t>,
    /// The file it stands in.
    pub file: FileId,
    /// Its place: the header or the braces; the whole file for the outermost table.
    pub span: Span,
}

impl<'t> Table<'t> {
    /// The outermost table of a file.
    pub fn root(inner: &'t DeTable<'t>, file: FileId) -> Self {
        Self {
            inner,
            file,
            span: Span::whole(file),
        }
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.inner.is_empty()
    }

    /// Its keys.
    pub fn keys(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.inner.keys().map(|key| key.get_ref().as_ref())
    }

    /// A value as parsed.
    pub fn node(&self, key: &str) -> Option<&'t TomlSpanned<DeValue<'t>>> {
        self.inner.get(key)
    }

    /// The place of a value.
    pub fn span_of(&self, key: &str) -> Option<Span> {
        self.node(key).map(|node| self.place(node))
    }

    /// The place of a parsed value.
    pub fn place<T>(&self, node: &TomlSpanned<T>) -> Span {
        Span::new(self.file, node.span())
    }

    /// Text that is not blank.
    pub fn text(&self, key: &str) -> Option<Spanned<String>> {
        self.as_text(self.node(key)?)
    }

    /// Text without its place.
    pub fn plain(&self, key: &str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// Text that is not blank, without its place, as a word.
    pub fn word(&self, key: &str) -> Option<InternedStr> {
        let text = without_invisible(self.node(key)?.get_ref().as_str()?);
        (!text.trim().is_empty()).then(|| (&*text).into())
    }

    /// Text out of a parsed value, without characters that nobody sees.
    pub fn as_text(&self, node: &TomlSpanned<DeValue<'_>>) -> Option<Spanned<String>> {
        let text = without_invisible(node.get_ref().as_str()?);
        (!text.trim().is_empty()).then(|| Spanned::new(text.into_owned(), self.place(node)))
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.node(key)?.get_ref().as_bool()
    }

    /// A whole number that fits.
    pub fn number(&self, key: &str) -> Option<Spanned<u32>> {
        let node = self.node(key)?;
        let number = u32::try_from(integer(node.get_ref())?).ok()?;
        Some(Spanned::new(number, self.place(node)))
    }

    /// A date.
    pub fn date(&self, key: &str) -> Option<Spanned<NaiveDate>> {
        let node = self.node(key)?;
        Some(Spanned::new(date(node.get_ref())?, self.place(node)))
    }

    /// The values of a list; empty when there is none.
    pub fn list(&self, key: &str) -> &'t [TomlSpanned<DeValue<'t>>] {
        self.node(key)
            .and_then(|node| node.get_ref().as_array())
            .map_or(&[], slice)
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str) -> Vec<Spanned<String>> {
        self.list(key)
            .iter()
            .filter_map(|node| self.as_text(node))
            .collect()
    }

    /// A text alone, or the texts of a list.
    pub fn text_or_texts(&self, key: &str) -> Vec<Spanned<String>> {
        self.text(key)
            .map_or_else(|| self.texts(key), |text| vec![text])
    }

    /// A table below this one.
    pub fn table(&self, key: &str) -> Option<Table<'t>> {
        self.as_table(self.node(key)?)
    }

    /// A table out of a parsed value.
    pub fn as_table(&self, node: &'t TomlSpanned<DeValue<'t>>) -> Option<Table<'t>> {
        let inner = node.get_ref().as_table()?;
        Some(Table {
            inner,
            file: self.file,
            span: self.place(node),
        })
    }

    /// The tables of a list.
    pub fn tables(&self, key: &str) -> impl Iterator<Item = Table<'t>> + use<'t> {
        let this = *self;
        self.list(key)
            .iter()
            .filter_map(move |node| this.as_table(node))
    }

    /// Every key and value, in the file's order.
    pub fn entries(
        &self,
    ) -> impl Iterator<Item = (Spanned<String>, &'t TomlSpanned<DeValue<'t>>)> + use<'t> {
        let file = self.file;
        self.inner.iter().map(move |(key, value)| {
            let name = without_invisible(key.get_ref()).into_owned();
            (Spanned::new(name, Span::new(file, key.span())), value)
        })
    }
}

/// The values of a parsed array.
fn slice<'a, 'i>(array: &'a DeArray<'i>) -> &'a [TomlSpanned<DeValue<'i>>] {
    array
}

/// A whole number, in any notation TOML has.
pub fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A number with or without decimals.
pub fn decimal(value: &DeValue<'_>) -> Option<f64> {
    if let Some(number) = value.as_float() {
        return number
            .as_str()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite());
    }
    #[expect(clippy::cast_precision_loss, reason = "a coordinate is a small number")]
    integer(value).map(|number| number as f64)
}

/// A date without time or offset.
pub fn date(value: &DeValue<'_>) -> Option<NaiveDate> {
    let datetime = value.as_datetime()?;
    if datetime.time.is_some() || datetime.offset.is_some() {
        return None;
    }
    let date = datetime.date?;
    NaiveDate::from_ymd_opt(
        i32::from(date.year),
        u32::from(date.month),
        u32::from(date.day),
    )
}
