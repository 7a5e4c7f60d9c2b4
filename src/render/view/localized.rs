//! Words and the language they are in; days and their names.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::hours::day::Note;
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::locale::{CONTENT_LANGUAGE, GLOSS_LANGUAGE, Locale};
use crate::render::view::serialized::View;
use crate::text::Spanned;

/// Words, with their language where it is not the page's. Templates write them with `| words`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Localized<'a> {
    /// The words.
    pub text: Cow<'a, str>,
    /// Their language, when it differs from the page's.
    pub lang: Option<Cow<'a, str>>,
    /// Their direction, when it differs from the page's: `ltr` or `rtl`.
    pub dir: Option<&'static str>,
}

impl View for Localized<'_> {
    type Owned = Localized<'static>;
}

impl<'a> Localized<'a> {
    /// Words in the page's own language.
    pub fn own(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            lang: None,
            dir: None,
        }
    }

    /// Words of a TOML file, which are Swedish.
    pub fn content(text: &'a str, locale: &Locale) -> Self {
        Self::foreign(text, CONTENT_LANGUAGE, locale)
    }

    /// A text of a unit, in the language that suits the page's readers best.
    pub fn of_unit(unit: &'a Unit, text: &'a Spanned<String>, locale: &Locale) -> Self {
        let others = unit.translations.of(text).iter();
        let others = others.map(|it| (it.language.as_str(), it.text.as_str()));
        Self::best(text.as_str(), others, locale)
    }

    /// What is noted on hours, in the same way.
    pub fn note(note: &'a Note, locale: &Locale) -> Self {
        let others = note.translations.iter();
        Self::best(
            &note.text,
            others.map(|(tag, text)| (&**tag, &**text)),
            locale,
        )
    }

    /// Swedish words, or others where these suit the page's readers better.
    pub fn best(
        swedish: &'a str,
        others: impl Iterator<Item = (&'a str, &'a str)>,
        locale: &Locale,
    ) -> Self {
        let rank = |tag: &str| locale.rank(tag).unwrap_or(usize::MAX);
        let all = std::iter::once((CONTENT_LANGUAGE, swedish)).chain(others);
        // Of equals the first is taken, which is Swedish.
        let best = all.min_by_key(|(tag, _)| rank(tag));
        let (tag, text) = best.unwrap_or((CONTENT_LANGUAGE, swedish));
        Self::foreign(text, tag, locale)
    }

    /// Words in a stated language.
    pub fn foreign(text: impl Into<Cow<'a, str>>, language: &'a str, locale: &Locale) -> Self {
        let lang = (!locale.is(language)).then_some(Cow::Borrowed(language));
        Self {
            text: text.into(),
            dir: lang.as_ref().and_then(|_| locale.other_direction(language)),
            lang,
        }
    }

    /// The English gloss, where there is one and the page's readers want it; else the Swedish words.
    pub fn glossed(swedish: &'a str, english: Option<&'a str>, locale: &Locale) -> Self {
        gloss(english, locale).unwrap_or_else(|| Self::content(swedish, locale))
    }
}

/// The gloss of a name that is shown beside it, on pages whose readers want it.
pub fn gloss<'a>(english: Option<&'a str>, locale: &Locale) -> Option<Localized<'a>> {
    english
        .filter(|_| locale.wants_gloss())
        .map(|english| Localized::foreign(english, GLOSS_LANGUAGE, locale))
}

/// A text in its paragraphs, which blank lines part.
pub fn paragraphs<'a>(text: &'a str, locale: &Locale) -> Vec<Localized<'a>> {
    let parts = text
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(|part| Localized::content(part, locale)).collect()
}

/// For how many days from today, back or ahead, a day is understood without its year.
const WITHOUT_YEAR: i64 = 300;

/// A day for `<time>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// `2026-12-24`
    pub iso: String,
    /// "24 december 2026"
    pub text: String,
}

impl View for Day {
    type Owned = Self;
}

impl Day {
    /// A day in words.
    pub fn new(date: NaiveDate, locale: &Locale) -> RenderResult<Self> {
        Ok(Self {
            iso: date.to_string(),
            text: locale.date(date)?,
        })
    }

    /// A day in words with its weekday.
    pub fn with_weekday(date: NaiveDate, locale: &Locale) -> RenderResult<Self> {
        Ok(Self {
            iso: date.to_string(),
            text: locale.date_with_weekday(date)?,
        })
    }

    /// A day in few letters: "tors 24 dec"; one that is far away has its year too.
    pub fn short(date: NaiveDate, today: NaiveDate, locale: &Locale) -> RenderResult<Self> {
        if (date - today).num_days().abs() > WITHOUT_YEAR {
            return Self::with_weekday(date, locale);
        }
        Ok(Self {
            iso: date.to_string(),
            text: locale.short_day(date)?,
        })
    }
}
