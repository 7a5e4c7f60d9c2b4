//! A template in its pieces: text, and the engine's own syntax.
//!
//! Only as much as checks of templates need; whether a template is sound is for the engine to say.

use std::ops::Range;

/// A piece of a template, with its bytes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// What it is.
    pub kind: PieceKind<'t>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind<'t> {
    /// Text that is written as it is.
    Text,
    /// `{{ … }}`
    Expression,
    /// `{# … #}`
    Comment,
    /// `{% raw %} … {% endraw %}`, as a whole.
    Raw,
    /// `{% word … %}`, by its first word; empty for a call of a component.
    Tag(&'t str),
}

/// The pieces of a template, in order. Syntax that does not end is text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut at, mut text_from) = (0, 0);
    while let Some(offset) = text[at..].find('{') {
        let start = at + offset;
        let Some((kind, length)) = syntax(&text[start..]) else {
            at = start + 1;
            continue;
        };
        if text_from < start {
            pieces.push(Piece {
                kind: PieceKind::Text,
                range: text_from..start,
            });
        }
        at = start + length;
        text_from = at;
        pieces.push(Piece {
            kind,
            range: start..at,
        });
    }
    if text_from < text.len() {
        pieces.push(Piece {
            kind: PieceKind::Text,
            range: text_from..text.len(),
        });
    }
    pieces
}

/// The piece of syntax that a text begins with, and its length.
fn syntax(rest: &str) -> Option<(PieceKind<'_>, usize)> {
    match rest.as_bytes().get(1)? {
        b'#' => Some((PieceKind::Comment, rest.find("#}")? + 2)),
        b'{' => Some((PieceKind::Expression, end(rest, "}}")?)),
        b'%' => {
            let length = end(rest, "%}")?;
            match first_word(&rest[..length]) {
                "raw" => Some((PieceKind::Raw, raw_end(rest, length)?)),
                word => Some((PieceKind::Tag(word), length)),
            }
        }
        _ => None,
    }
}

/// What stands between the delimiters of a piece of syntax.
pub fn inner(piece: &str) -> &str {
    let inner = piece.get(2..piece.len().saturating_sub(2));
    let inner = inner.unwrap_or_default();
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    inner.strip_suffix('-').unwrap_or(inner).trim()
}

/// The word that a tag begins with.
fn first_word(piece: &str) -> &str {
    let inner = inner(piece);
    let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_');
    &inner[..end.unwrap_or(inner.len())]
}

/// Where a piece ends: behind the mark that does not stand in a string.
fn end(rest: &str, mark: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                at += 1;
                while *bytes.get(at)? != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            _ if bytes[at..].starts_with(mark.as_bytes()) => return Some(at + mark.len()),
            _ => at += 1,
        }
    }
    None
}

/// Where `{% endraw %}` ends, for a piece that begins with `{% raw %}`.
fn raw_end(rest: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + rest.get(at..)?.find("{%")?;
        at = start + rest[start..].find("%}")? + 2;
        if first_word(&rest[start..at]) == "endraw" {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(PieceKind<'_>, &str)> {
        let pieces = pieces(text).into_iter();
        pieces.map(|it| (it.kind, &text[it.range])).collect()
    }

    #[test]
    fn a_piece_ends_behind_its_strings() {
        let value = "{{ \"}}\" | f(a='\\'}}') }}";
        assert_eq!(
            read(&format!("a{value} b")),
            [
                (PieceKind::Text, "a"),
                (PieceKind::Expression, value),
                (PieceKind::Text, " b")
            ]
        );
        assert_eq!(
            read("{%- if a %}{# {{ #}{% </card> %}"),
            [
                (PieceKind::Tag("if"), "{%- if a %}"),
                (PieceKind::Comment, "{# {{ #}"),
                (PieceKind::Tag(""), "{% </card> %}"),
            ]
        );
    }

    #[test]
    fn raw_text_is_one_piece_and_open_syntax_is_text() {
        let raw = "{% raw %}{{ a {% b %}{%- endraw %}";
        assert_eq!(
            read(&format!("{raw}c")),
            [(PieceKind::Raw, raw), (PieceKind::Text, "c")]
        );
        assert_eq!(read("å { b {{ c"), [(PieceKind::Text, "å { b {{ c")]);
    }
}
