//! Expressions in tags of templates: each must stand in an attribute's value between double quotes.
//!
//! The engine escapes double quotes and angle brackets, so only there can no value become an attribute
//! or an element. A template is read along all ways that its conditions leave open; the body of a loop
//! is read once.

use std::ops::Range;

use crate::render::theme::syntax::{PieceKind, inner, pieces};

/// Elements whose text has no tags in it.
const TEXT_ELEMENTS: [&str; 4] = ["script", "style", "textarea", "title"];

/// Where in HTML a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HtmlPlace {
    /// Between tags.
    Text,
    /// In the text of one of [`TEXT_ELEMENTS`].
    ElementText,
    /// In a comment.
    Comment,
    /// In the name of a tag.
    Name(Inside),
    /// In a tag, between or in attributes without quotes.
    Tag(Inside),
    /// In a value between double quotes.
    Quoted(Inside),
    /// In a value between single quotes.
    SingleQuoted(Inside),
}

/// What comes after a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// More tags.
    Tags,
    /// The text of one of [`TEXT_ELEMENTS`].
    Text,
}

/// A condition or a loop that is open.
struct Open {
    /// The places where it begins; none when there is an `else`, so that it cannot be left out.
    entry: Vec<HtmlPlace>,
    /// The places where its finished branches end.
    exits: Vec<HtmlPlace>,
}

/// The expressions of a template that could leave their attribute, by their bytes.
pub fn exposed(template: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut now = vec![HtmlPlace::Text];
    let mut open: Vec<Open> = Vec::new();
    for piece in pieces(template) {
        let text = &template[piece.range.clone()];
        match piece.kind {
            PieceKind::Text => now = once(now.into_iter().map(|place| after(place, text))),
            PieceKind::Raw | PieceKind::Comment => {}
            PieceKind::Expression => {
                if now.iter().any(HtmlPlace::exposes) && !inner(text).ends_with("safe") {
                    found.push(piece.range);
                }
            }
            PieceKind::Tag("if" | "for") => open.push(Open {
                entry: now.clone(),
                exits: Vec::new(),
            }),
            PieceKind::Tag("elif") => {
                if let Some(open) = open.last_mut() {
                    let ended = std::mem::replace(&mut now, open.entry.clone());
                    open.exits.extend(ended);
                }
            }
            PieceKind::Tag("else") => {
                if let Some(open) = open.last_mut() {
                    let ended = std::mem::replace(&mut now, std::mem::take(&mut open.entry));
                    open.exits.extend(ended);
                }
            }
            PieceKind::Tag("endif" | "endfor") => {
                if let Some(Open { entry, exits }) = open.pop() {
                    now = once(now.into_iter().chain(exits).chain(entry));
                }
            }
            PieceKind::Tag(_) => {}
        }
    }
    found
}

/// Places, each once.
fn once(places: impl Iterator<Item = HtmlPlace>) -> Vec<HtmlPlace> {
    let mut each = Vec::new();
    for place in places {
        if !each.contains(&place) {
            each.push(place);
        }
    }
    each
}

impl HtmlPlace {
    /// Whether a value that is written here could become something else.
    fn exposes(&self) -> bool {
        matches!(self, Self::Tag(_) | Self::SingleQuoted(_))
    }
}

/// Where a text ends that begins at a place.
fn after(mut place: HtmlPlace, text: &str) -> HtmlPlace {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (byte, rest) = (bytes[at], &bytes[at..]);
        place = match (place, byte) {
            (HtmlPlace::Text, b'<') if rest.starts_with(b"<!--") => {
                at += 3;
                HtmlPlace::Comment
            }
            (HtmlPlace::Text, b'<') => match rest.get(1) {
                None => HtmlPlace::Name(Inside::Tags),
                Some(next) if next.is_ascii_alphabetic() => {
                    HtmlPlace::Name(match is_text_element(&rest[1..]) {
                        true => Inside::Text,
                        false => Inside::Tags,
                    })
                }
                Some(b'/') => HtmlPlace::Name(Inside::Tags),
                Some(_) => HtmlPlace::Text,
            },
            (HtmlPlace::ElementText, b'<') if rest.get(1) == Some(&b'/') => {
                match is_text_element(&rest[2..]) {
                    true => HtmlPlace::Name(Inside::Tags),
                    false => place,
                }
            }
            (HtmlPlace::Comment, b'-') if rest.starts_with(b"-->") => {
                at += 2;
                HtmlPlace::Text
            }
            (HtmlPlace::Name(Inside::Tags) | HtmlPlace::Tag(Inside::Tags), b'>') => HtmlPlace::Text,
            (HtmlPlace::Name(Inside::Text) | HtmlPlace::Tag(Inside::Text), b'>') => {
                HtmlPlace::ElementText
            }
            (HtmlPlace::Name(inside), b' ' | b'\t' | b'\r' | b'\n') => HtmlPlace::Tag(inside),
            (HtmlPlace::Tag(inside), b'"') => HtmlPlace::Quoted(inside),
            (HtmlPlace::Tag(inside), b'\'') => HtmlPlace::SingleQuoted(inside),
            (HtmlPlace::Quoted(inside), b'"') | (HtmlPlace::SingleQuoted(inside), b'\'') => {
                HtmlPlace::Tag(inside)
            }
            (place, _) => place,
        };
        at += 1;
    }
    place
}

/// Whether a tag's inside begins with the name of one of [`TEXT_ELEMENTS`].
fn is_text_element(inside: &[u8]) -> bool {
    let end = inside.iter().position(|byte| !byte.is_ascii_alphanumeric());
    let name = &inside[..end.unwrap_or(inside.len())];
    let mut names = TEXT_ELEMENTS.iter();
    names.any(|it| it.as_bytes().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str) -> Vec<&str> {
        let ranges = exposed(template).into_iter();
        ranges.map(|range| &template[range]).collect()
    }

    #[test]
    fn expressions_without_double_quotes_are_found() {
        let text =
            "<a b={{ c }} d='{{ e }}' {{ f }} g=\"{{ h }}\" {{ i | safe }}><h{{ j }}>{{ k }}";
        assert_eq!(found(text), ["{{ c }}", "{{ e }}", "{{ f }}"]);
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        assert_eq!(found("1 < {{ a }} <!-- <a b={{ c }}> --> {{ d }}"), [""; 0]);
        assert_eq!(
            found("<script type=\"x\">a<b {{ c }}</script><i {{ d }}>"),
            ["{{ d }}"]
        );
        assert_eq!(found("{% raw %}<a b={{ c }}>{% endraw %}"), [""; 0]);
    }

    #[test]
    fn every_way_through_conditions_and_loops_is_followed() {
        let chosen = "<a b={% if c %}\"d\"{% else %}e{% endif %}>{{ f }}";
        assert_eq!(found(chosen), [""; 0]);
        let one_quote = "<a b=\"{% if c %}d\"{% endif %} e=\"{{ f }}\">";
        assert_eq!(found(one_quote), ["{{ f }}"]);
        let split = "{% if a %}<b {% elif c %}<d {% else %}e{% endif %}{{ f }}>";
        assert_eq!(found(split), ["{{ f }}"]);
        assert_eq!(
            found("<a {% for b in c %}{{ b }}{% endfor %}>"),
            ["{{ b }}"]
        );
        assert_eq!(
            found("<p>{% for b in c %}<i>{{ b }}{% else %}<u>{{ d }}{% endfor %}</p>{{ e }}"),
            [""; 0]
        );
    }
}
