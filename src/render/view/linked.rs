//! Sentences in which telephone numbers are links.

use serde::Serialize;

use crate::model::region::Urgent;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::localized::Localized;
use crate::render::view::phone::PhoneView;

/// Short numbers that every phone in Sweden can call.
const SHORT_NUMBERS: [&str; 2] = ["112", "1177"];

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkedText {
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Its language, when it differs from the page's.
    pub lang: Option<String>,
    /// Its direction, when it differs from the page's.
    pub dir: Option<&'static str>,
}

/// Words, or a number to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Where a number leads.
    pub href: Option<String>,
}

impl Part {
    fn words(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            href: None,
        }
    }
}

/// Where to turn when a unit has closed: the region's words, else the theme's.
pub fn urgent_text(urgent: Option<&Urgent>, locale: &Locale) -> RenderResult<LinkedText> {
    let said = match urgent {
        Some(urgent) => Localized::glossed(&urgent.text, urgent.text_en.as_deref(), locale),
        None => Localized::own(locale.text("urgent")?),
    };
    Ok(LinkedText {
        parts: short_numbers(&said.text),
        lang: said.lang.map(std::borrow::Cow::into_owned),
        dir: said.dir,
    })
}

/// A sentence of the page's own language, with a number in it as a link.
pub fn linked_text(sentence: &str, number: Option<&PhoneView>) -> LinkedText {
    let split = number.and_then(|number| Some((number, sentence.split_once(&number.display)?)));
    let parts = match split {
        Some((number, (before, after))) => {
            let number = Part {
                text: number.display.clone(),
                href: number.href.clone(),
            };
            let parts = [Part::words(before), number, Part::words(after)];
            let said = |part: &Part| !part.text.is_empty();
            parts.into_iter().filter(said).collect()
        }
        None => vec![Part::words(sentence)],
    };
    LinkedText {
        parts,
        lang: None,
        dir: None,
    }
}

/// The parts of a text with its short numbers as links; "1177.se" and "112 30 Stockholm" are none.
fn short_numbers(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(length) = text[at..].find(|letter: char| letter.is_ascii_digit()) {
        let start = at + length;
        let rest = &text[start..];
        let digits = rest.find(|letter: char| !letter.is_ascii_digit());
        let end = start + digits.unwrap_or(rest.len());
        let number = &text[start..end];
        if SHORT_NUMBERS.contains(&number) && stands_alone(&text[..start], &text[end..]) {
            if plain < start {
                parts.push(Part::words(&text[plain..start]));
            }
            parts.push(Part {
                text: number.to_owned(),
                href: Some(format!("tel:{number}")),
            });
            plain = end;
        }
        at = end;
    }
    if plain < text.len() {
        parts.push(Part::words(&text[plain..]));
    }
    parts
}

/// Whether a number is no part of a longer one, of a name or of an address.
fn stands_alone(before: &str, after: &str) -> bool {
    let begins = before
        .chars()
        .next_back()
        .is_none_or(|letter| letter.is_whitespace() || "(”\"".contains(letter));
    let mut next = after.chars();
    let ends = match (next.next(), next.next()) {
        (Some(' ' | '.' | ','), Some(letter)) if letter.is_ascii_digit() => false,
        (Some('.'), Some(letter)) => !letter.is_alphanumeric(),
        (Some(letter), _) => !letter.is_alphanumeric() && letter != '-',
        (None, _) => true,
    };
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_become_links_where_they_stand_alone() {
        let marked = |text: &str| {
            let parts = short_numbers(text).into_iter();
            let marked = parts.map(|part| match part.href {
                Some(href) => format!("[{}|{href}]", part.text),
                None => part.text,
            });
            marked.collect::<String>()
        };
        assert_eq!(
            marked("Ring 1177 för råd. Vid livsfara: 112."),
            "Ring [1177|tel:1177] för råd. Vid livsfara: [112|tel:112]."
        );
        for text in [
            "Läs på 1177.se.",
            "112 30 Stockholm",
            "0480-112",
            "A1177 och 1177:s",
            "1177-112",
        ] {
            let plain = text.replace(":s", "-s");
            assert_eq!(marked(&plain), plain);
        }
    }

    #[test]
    fn a_number_in_a_sentence_becomes_a_link() {
        let number = PhoneView {
            display: "0980-31 92 01".to_owned(),
            href: Some("tel:+46980319201".to_owned()),
        };
        let said = linked_text("Ring oss på 0980-31 92 01.", Some(&number));
        assert_eq!(said.parts.len(), 3);
        assert_eq!(said.parts[1].href, number.href);
        assert_eq!(linked_text("Skriv till oss.", Some(&number)).parts.len(), 1);
    }
}
