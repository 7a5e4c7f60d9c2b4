//! The words of the interface in one language, from the theme's `locales/<language>.ftl`.
//!
//! Files are layered key by key: a site's own file changes the texts it holds and inherits the rest.
//! A third language is a third file: everything a language decides (direction, dates, commas, in which
//! order its readers want content) is a text in it. A text that it lacks is a finding ([`texts`]), and
//! is shown in English or Swedish until somebody translates it.

mod pattern;
pub mod texts;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use crate::diagnostic::{Diagnostic, say};
use crate::render::error::{RenderError, RenderResult};
use crate::render::faults::locale_fault;
use crate::render::locale::pattern::{joined, write};
use crate::text::{FileId, Span};

pub use crate::model::language::CONTENT_LANGUAGE;

/// The language of glosses in TOML files, the keys that end in `_en`.
pub const GLOSS_LANGUAGE: &str = "en";

/// The words of one language.
pub struct Locale {
    /// The language's tag, as in `site.toml` and `lang` attributes.
    pub tag: String,
    /// The file that was read last: the site's own where there is one.
    pub file: FileId,
    /// The way the language is written, `ltr` or `rtl`.
    pub direction: &'static str,
    /// The languages its readers want content in, the best first.
    readers: Vec<String>,
    bundle: FluentBundle<FluentResource>,
    /// Texts that need no values, ready for templates.
    pub plain: tera::Value,
    texts: BTreeMap<String, String>,
    /// The texts that are asked for most, in the order of [`OFTEN`], [`WEEKDAYS`] and [`MONTHS`].
    often: Vec<Option<String>>,
}

/// The keys of texts that pages ask for many times each.
const OFTEN: [&str; 4] = ["closed", "around_the_clock", "time_separator", "holidays"];

/// A locale file: where it is and its text.
#[derive(Clone)]
pub struct LocaleFile {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: Arc<str>,
}

impl Locale {
    /// Reads the files of a language, the inherited one first. What they lack is taken from the files
    /// of other languages, the best first. Gives nothing without a file.
    pub fn read(
        tag: &str,
        files: &[LocaleFile],
        others: &[LocaleFile],
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let last = files.last()?;
        let language: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks around values are for mixed directions; they would stand in attributes and JSON too.
        bundle.set_use_isolating(false);
        for file in files {
            bundle.add_resource_overriding(resource(file, found));
        }
        let keys: Vec<&str> = files
            .iter()
            .chain(others)
            .flat_map(|file| keys_of(&file.text))
            .collect();
        let stated = |key: &str| write(&bundle, key, None)?.ok();
        let direction = match stated("direction").as_deref() {
            Some("rtl") => "rtl",
            Some("ltr") => "ltr",
            _ => direction_of(tag),
        };
        let order = stated("content_order").unwrap_or_default();
        let readers = std::iter::once(tag)
            .chain(order.split_whitespace())
            .map(str::to_owned)
            .collect();
        // What says of the language itself must not come from another.
        let of_itself = [
            ("direction", direction.to_owned()),
            (
                "og_locale",
                stated("og_locale").unwrap_or_else(|| tag.replace('-', "_")),
            ),
            (
                "language_own_name",
                stated("language_own_name").unwrap_or_else(|| tag.to_owned()),
            ),
        ];
        if keys.iter().any(|key| !bundle.has_message(key)) {
            for file in others {
                // What is there already stays; that it does is no news.
                let _ = bundle.add_resource(resource(file, &mut Vec::new()));
            }
        }
        let written = keys
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), write(&bundle, key, None)?.ok()?)));
        let mut texts: BTreeMap<String, String> = written.collect();
        texts.extend(of_itself.map(|(key, words)| (key.to_owned(), words)));
        let plain = tera::Value::from_serializable(&texts);
        let often = OFTEN.iter().chain(&WEEKDAYS).chain(&MONTHS);
        let often = often.map(|key| texts.get(*key).cloned()).collect();
        Some(Self {
            tag: tag.to_owned(),
            file: last.file,
            direction,
            readers,
            bundle,
            plain,
            texts,
            often,
        })
    }

    /// How well a language of content suits the readers: 0 is best; nothing for a language that they
    /// are not known to read.
    pub fn rank(&self, language: &str) -> Option<usize> {
        self.readers.iter().position(|known| is_of(known, language))
    }

    /// Whether readers would rather have the English gloss than the Swedish words.
    pub fn wants_gloss(&self) -> bool {
        let rank = |language| self.rank(language).unwrap_or(usize::MAX);
        rank(GLOSS_LANGUAGE) < rank(CONTENT_LANGUAGE)
    }

    /// The direction of a language, where it is not that of the page.
    pub fn other_direction(&self, language: &str) -> Option<&'static str> {
        let direction = direction_of(language);
        (direction != self.direction).then_some(direction)
    }

    /// A text that needs no values.
    pub fn text(&self, key: &str) -> RenderResult<&str> {
        match OFTEN.iter().position(|often| *often == key) {
            Some(at) => self.known(at, key),
            None => self.searched(key),
        }
    }

    /// A text that has to be searched for.
    fn searched(&self, key: &str) -> RenderResult<&str> {
        self.texts
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| self.missing(key, None))
    }

    /// One of the texts that are asked for most, by its place and its key.
    fn known(&self, at: usize, key: &str) -> RenderResult<&str> {
        match self.often.get(at) {
            Some(Some(words)) => Ok(words),
            _ => self.searched(key),
        }
    }

    /// The name of the month of a day.
    fn month(&self, date: NaiveDate) -> RenderResult<&str> {
        let at = date.month0() as usize;
        self.known(OFTEN.len() + WEEKDAYS.len() + at, MONTHS[at])
    }

    /// A text that may be missing, such as the name of a rare language.
    pub fn optional(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// A text with values.
    pub fn say(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> RenderResult<String> {
        let value = |name: &str| {
            let mut values = values.iter();
            values
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value)
        };
        if let Some(words) = joined(&self.bundle, key, value) {
            return Ok(words);
        }
        let values: FluentArgs = values
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.say_with(key, &values)
    }

    /// A text with values that are already collected.
    pub fn say_with(&self, key: &str, values: &FluentArgs) -> RenderResult<String> {
        match write(&self.bundle, key, Some(values)) {
            Some(Ok(words)) => Ok(words),
            Some(Err(reason)) => Err(self.missing(key, Some(reason))),
            None => Err(self.missing(key, None)),
        }
    }

    /// Whether this is a language, by the first part of its tag.
    pub fn is(&self, language: &str) -> bool {
        is_of(&self.tag, language)
    }

    /// A day: "6 juli 2022".
    pub fn date(&self, date: NaiveDate) -> RenderResult<String> {
        let month = self.month(date)?;
        self.say(
            "date",
            &[
                ("day", date.day().into()),
                ("month", month.into()),
                ("year", year(date)),
            ],
        )
    }

    /// A day with its weekday: "torsdag 24 december 2026".
    pub fn date_with_weekday(&self, date: NaiveDate) -> RenderResult<String> {
        let month = self.month(date)?;
        let weekday = self.weekday(date.weekday().num_days_from_monday() as usize)?;
        let day = ("day", date.day().into());
        self.say(
            "date_with_weekday",
            &[
                ("weekday", weekday.into()),
                day,
                ("month", month.into()),
                ("year", year(date)),
            ],
        )
    }

    /// A day with its weekday and without its year: "torsdag 24 december".
    pub fn day_with_weekday(&self, date: NaiveDate) -> RenderResult<String> {
        let month = self.month(date)?;
        let weekday = self.weekday(date.weekday().num_days_from_monday() as usize)?;
        self.say(
            "day_with_weekday",
            &[
                ("weekday", weekday.into()),
                ("day", date.day().into()),
                ("month", month.into()),
            ],
        )
    }

    /// A day in few letters: "tors 24 dec".
    pub fn short_day(&self, date: NaiveDate) -> RenderResult<String> {
        let weekday = self.short_weekday(date.weekday().num_days_from_monday() as usize)?;
        let month = SHORT_MONTHS[date.month0() as usize % 12];
        self.say(
            "short_day",
            &[
                ("weekday", weekday.into()),
                ("day", date.day().into()),
                ("month", self.text(month)?.into()),
            ],
        )
    }

    /// The name of a weekday in few letters, Monday 0.
    pub fn short_weekday(&self, index: usize) -> RenderResult<&str> {
        self.text(SHORT_WEEKDAYS[index % 7])
    }

    /// The name of a weekday, Monday 0.
    pub fn weekday(&self, index: usize) -> RenderResult<&str> {
        let index = index % 7;
        self.known(OFTEN.len() + index, WEEKDAYS[index])
    }

    /// Words joined by "och": "a, b och c".
    pub fn and(&self, words: &[String]) -> RenderResult<String> {
        self.joined(words, "list_and")
    }

    /// Words joined by "eller".
    pub fn or(&self, words: &[String]) -> RenderResult<String> {
        self.joined(words, "list_or")
    }

    /// Words joined by commas and, before the last, by a word.
    fn joined(&self, words: &[String], key: &str) -> RenderResult<String> {
        match words {
            [] => Ok(String::new()),
            [only] => Ok(only.clone()),
            [first @ .., last] => self.say(
                key,
                &[
                    ("first", first.join(self.text("comma")?).into()),
                    ("last", last.as_str().into()),
                ],
            ),
        }
    }

    /// The fault of a missing text.
    fn missing(&self, key: &str, reason: Option<String>) -> RenderError {
        RenderError::Text {
            language: self.tag.clone(),
            key: key.to_owned(),
            reason,
        }
    }
}

/// Keys of the names of months.
pub const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8",
    "month_9", "month_10", "month_11", "month_12",
];

/// Keys of the names of weekdays.
const WEEKDAYS: [&str; 7] = [
    "weekday_mon",
    "weekday_tue",
    "weekday_wed",
    "weekday_thu",
    "weekday_fri",
    "weekday_sat",
    "weekday_sun",
];

/// Keys of the short names of months.
const SHORT_MONTHS: [&str; 12] = [
    "month_short_1",
    "month_short_2",
    "month_short_3",
    "month_short_4",
    "month_short_5",
    "month_short_6",
    "month_short_7",
    "month_short_8",
    "month_short_9",
    "month_short_10",
    "month_short_11",
    "month_short_12",
];

/// Keys of the short names of weekdays.
const SHORT_WEEKDAYS: [&str; 7] = [
    "weekday_short_mon",
    "weekday_short_tue",
    "weekday_short_wed",
    "weekday_short_thu",
    "weekday_short_fri",
    "weekday_short_sat",
    "weekday_short_sun",
];

/// A year as text, so that no separator of thousands can come into it.
fn year(date: NaiveDate) -> FluentValue<'static> {
    FluentValue::from(date.year().to_string())
}

/// A text with a capital first letter, as in a heading.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// How deep braces may be nested in a text: the reader of the format calls itself for each.
const MOST_NESTED: usize = 50;

/// Whether a line begins a text, a term or a comment, and so ends the text before it.
fn begins_entry(line: &str) -> bool {
    let key = line.strip_prefix('-').unwrap_or(line);
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let rest = key.trim_start_matches(is_key);
    let has_key = key.starts_with(|c: char| c.is_ascii_alphabetic());
    line.starts_with('#') || (has_key && rest.trim_start_matches(' ').starts_with('='))
}

/// The texts in which braces are nested deeper than [`MOST_NESTED`]: the brace that does so, and the
/// whole text with its key.
fn nested_too_deep(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut depth, mut entry, mut at) = (0_usize, 0, 0);
    for line in text.split_inclusive('\n') {
        if begins_entry(line) {
            (depth, entry) = (0, at);
        }
        for (offset, byte) in line.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth > MOST_NESTED && found.last().is_none_or(|(_, last)| last.start != entry) {
                let brace = at + offset;
                found.push((brace..brace + 1, entry..entry));
            }
        }
        at += line.len();
        if let Some((_, last)) = found.last_mut().filter(|(_, last)| last.start == entry) {
            last.end = at;
        }
    }
    found
}

/// The texts of a file, with a finding for each place that cannot be read.
fn resource(file: &LocaleFile, found: &mut Vec<Diagnostic>) -> FluentResource {
    let mut text = file.text.to_string();
    for (at, entry) in nested_too_deep(&file.text) {
        found.push(locale_fault::too_deep(
            Span::new(file.file, at),
            MOST_NESTED,
        ));
        let blanks: String = text[entry.clone()]
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        text.replace_range(entry, &blanks);
    }
    FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            let words = error.kind.to_string().to_lowercase();
            // The reader may point past the end of a file that stops in the middle.
            let end = file.text.len();
            let place = error.pos.start.min(end)..error.pos.end.min(end);
            let message = say!(
                "the texts cannot be read here: {words}",
                "texterna går inte att läsa här (felmeddelande på engelska: {words})"
            );
            let help = say!(
                "a text is written `key = words`, and a value in it as `{{ $name }}`",
                "en text skrivs `nyckel = ord`, och ett värde i den som `{{ $namn }}`"
            );
            let fault = Diagnostic::new(&locale_fault::CODE, Span::new(file.file, place), message);
            found.push(fault.with_help(help));
        }
        resource
    })
}

/// Whether a tag is of a language: `en-GB` is of `en`.
fn is_of(tag: &str, language: &str) -> bool {
    tag.strip_prefix(language)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The way a language is written.
pub fn direction_of(tag: &str) -> &'static str {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    match language.character_direction() {
        CharacterDirection::RTL => "rtl",
        _ => "ltr",
    }
}

/// The keys that a locale file defines: what stands before `=` at the start of a line.
pub fn keys_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let key = line
            .trim_start_matches('\u{feff}')
            .split_once('=')?
            .0
            .trim_end();
        let sound = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        sound.then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str, text: &str) -> (Option<Locale>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let files = [LocaleFile {
            file: FileId(0),
            text: text.into(),
        }];
        (Locale::read(tag, &files, &[], &mut found), found)
    }

    #[test]
    fn a_missing_text_or_value_is_a_fault_and_never_blank() {
        let (locale, found) = locale("sv", "a = Hej { $name }\nb = Hej\n");
        let locale = locale.expect("a file is given");
        assert!(found.is_empty());
        assert_eq!(locale.text("b").expect("needs nothing"), "Hej");
        assert!(locale.text("a").is_err() && locale.text("c").is_err());
        assert!(locale.say("a", &[]).is_err());
        assert_eq!(
            locale
                .say("a", &[("name", "du".into())])
                .expect("has its value"),
            "Hej du"
        );
    }

    #[test]
    fn a_text_that_is_nested_too_deep_is_one_finding_and_keeps_the_others() {
        let deep = |open: &str, close: &str| open.repeat(20_000) + "\"a\"" + &close.repeat(20_000);
        for nested in [
            deep("{ ", " }"),
            deep("{ $n ->\n *[o] ", "\n }"),
            deep("{\nA(", ")\n}"),
        ] {
            let text = format!("a = Hej\nb = å {nested}\nc = Hopp\n");
            let (locale, found) = locale("sv", &text);
            let locale = locale.expect("a file is given");
            let words: Vec<&str> = found.iter().map(|it| it.message.en.as_ref()).collect();
            assert_eq!(words, ["braces are nested more than 50 deep in a text"]);
            assert_eq!(locale.text("a").expect("is kept"), "Hej");
            assert_eq!(locale.text("c").expect("is kept"), "Hopp");
            assert!(locale.text("b").is_err());
        }
    }

    #[test]
    fn a_fault_of_syntax_keeps_the_other_texts() {
        let (locale, found) = locale("sv", "a = Hej\nb { \nc = Hopp\n");
        let locale = locale.expect("a file is given");
        assert_eq!((found.len(), found[0].code.name), (1, "locale-fault"));
        assert_eq!(locale.text("c").expect("is read"), "Hopp");
    }

    #[test]
    fn the_site_changes_single_texts() {
        let mut found = Vec::new();
        let file = |id, text: &str| LocaleFile {
            file: FileId(id),
            text: text.into(),
        };
        let files = [file(0, "a = Hej\nb = Hopp\n"), file(1, "a = Tjena\n")];
        let locale = Locale::read("sv", &files, &[], &mut found).expect("files are given");
        assert_eq!(
            (
                locale.text("a").expect("changed"),
                locale.text("b").expect("inherited")
            ),
            ("Tjena", "Hopp")
        );
    }

    #[test]
    fn what_is_lacking_is_shown_in_another_language_but_not_what_says_of_the_language_itself() {
        let mut found = Vec::new();
        let file = |id, text: &str| LocaleFile {
            file: FileId(id),
            text: text.into(),
        };
        let own = [file(0, "b = ب\ncontent_order = en sv\n")];
        let others = [
            file(
                1,
                "a = Hello { $name }\ndirection = ltr\nlanguage_own_name = English\n",
            ),
            file(2, "a = Hej { $name }\nb = B\nc = C\n"),
        ];
        let locale = Locale::read("ar", &own, &others, &mut found).expect("a file is given");
        let said = locale.say("a", &[("name", "you".into())]);
        assert_eq!(said.expect("English has it"), "Hello you");
        assert_eq!(
            ["b", "c", "direction", "language_own_name", "og_locale"]
                .map(|key| locale.text(key).expect("somebody has it")),
            ["ب", "C", "rtl", "ar", "ar"]
        );
        assert!(found.is_empty() && locale.text("d").is_err());
        assert!(locale.wants_gloss() && locale.rank("sv") > locale.rank("en"));
        assert_eq!(
            (locale.other_direction("sv"), locale.other_direction("fa")),
            (Some("ltr"), None)
        );
    }
}
