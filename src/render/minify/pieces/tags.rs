//! Tags: what is given up in them, and expressions that could leave their attribute.
//!
//! Quotes that are not needed and blanks are given up here, because only here it is known what stands
//! beside them. An expression never loses its quotes.

use std::borrow::Cow;
use std::ops::Range;

use super::{
    BLOCKS, Blanks, Kind, Language, Reader, Syntax, Trouble, VERBATIM, blanks, has_syntax,
};

impl<'t> Reader<'t, '_> {
    /// A tag, and the text of elements whose text is kept.
    pub(super) fn tag(&mut self) -> Result<(), Trouble> {
        let start = self.at;
        let closes = self.rest().starts_with("</");
        let mut kept = Vec::new();
        self.inside(Trouble::SplitTag, |reader| reader.inside_tag(&mut kept))?;
        let name = tag_name(&self.text[start + 1 + usize::from(closes)..self.at]);
        let name = name.as_ref();
        match (name, closes) {
            ("head", false) => self.in_head = self.open.is_empty(),
            ("head", true) | ("body", _) => self.in_head = false,
            _ => {}
        }
        let verbatim = VERBATIM.contains(&name);
        if verbatim && closes {
            return Err(Trouble::Unmatched);
        }
        // A name that the engine completes, as in `<h{{ level }}>`, is not known.
        let written = || self.text[start..].split(['>', ' ']).next();
        let known = self.language == Language::Html || !written().is_some_and(has_syntax);
        let block = BLOCKS.binary_search(&name).is_ok();
        let kind = if block && known {
            Kind::BlockTag
        } else {
            Kind::Shown
        };
        self.push(kind, kept);
        if verbatim {
            self.element_text(name, kind)
        } else {
            Ok(())
        }
    }

    /// A tag from its `<` to its `>`.
    fn inside_tag(&mut self, kept: &mut Vec<Range<usize>>) -> Result<(), Trouble> {
        let start = self.at;
        self.at += 2;
        while self.at < self.text.len() {
            if self.text.as_bytes()[self.at] == b'{' && self.syntax_here() {
                self.syntax(Blanks::Fold)?;
            } else if self.name_ends() {
                break;
            } else {
                self.at += 1;
            }
        }
        kept.push(start..self.at);
        while !self.rest().starts_with('>') {
            if self.rest().is_empty() {
                return Err(Trouble::Unmatched);
            }
            self.attribute_piece(kept)?;
        }
        self.at += 1;
        kept.push(self.at - 1..self.at);
        Ok(())
    }

    /// The text of an element up to its end tag, and that.
    fn element_text(&mut self, name: &str, kind: Kind<'t>) -> Result<(), Trouble> {
        let close = format!("</{name}");
        let rest = self.rest();
        let found = (0..rest.len()).find(|at| {
            let bytes = rest.as_bytes().get(*at..at + close.len());
            bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(close.as_bytes()))
        });
        let length = found.ok_or(Trouble::Unmatched)?;
        let end = self.at + length;
        self.words_until(end)?;
        self.at = end + self.text[end..].find('>').ok_or(Trouble::Unmatched)? + 1;
        self.push_one(kind, end..self.at);
        Ok(())
    }

    fn name_ends(&self) -> bool {
        let byte = self.text.as_bytes()[self.at];
        byte.is_ascii_whitespace()
            || matches!(byte, b'/' | b'>' | b'=')
            || (byte == b'{' && self.syntax_here())
    }

    /// The next piece inside a tag: blanks, a name, a value, or syntax.
    fn attribute_piece(&mut self, kept: &mut Vec<Range<usize>>) -> Result<(), Trouble> {
        let (start, rest) = (self.at, self.rest());
        let first = rest.as_bytes()[0];
        if self.syntax_here() {
            self.guarded(Guard::None)?;
            kept.push(start..self.at);
        } else if first.is_ascii_whitespace() {
            self.at += blanks(rest);
            // `/ >` would become `/>`, which is another thing in SVG.
            let last = self.rest().starts_with('>') && !self.text[..start].ends_with('/');
            if !last {
                kept.push(start..start + 1);
            }
        } else if first == b'=' {
            self.value(kept)?;
        } else if matches!(first, b'"' | b'\'' | b'<') {
            return Err(Trouble::SplitValue);
        } else {
            self.at += 1;
            while self.at < self.text.len() && !self.name_ends() {
                self.at += 1;
            }
            kept.push(start..self.at);
        }
        Ok(())
    }

    /// `=` and a value.
    fn value(&mut self, kept: &mut Vec<Range<usize>>) -> Result<(), Trouble> {
        let start = self.at;
        self.at += 1;
        self.at += blanks(self.rest());
        match self.rest().as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(*quote, start, kept),
            Some(_) => self.unquoted(start, kept),
            None => Err(Trouble::Unmatched),
        }
    }

    fn quoted(
        &mut self,
        quote: u8,
        start: usize,
        kept: &mut Vec<Range<usize>>,
    ) -> Result<(), Trouble> {
        let opening = self.at;
        self.at += 1;
        let mut dynamic = false;
        // The engine escapes double quotes, and no others.
        let guard = if quote == b'"' {
            Guard::Quotes
        } else {
            Guard::None
        };
        self.inside(Trouble::SplitValue, |reader| {
            loop {
                match reader.text.as_bytes().get(reader.at) {
                    None => return Err(Trouble::Unmatched),
                    Some(byte) if *byte == quote => return Ok(()),
                    Some(b'{') if reader.syntax_here() => {
                        dynamic = true;
                        reader.guarded(guard)?;
                    }
                    Some(_) => reader.at += 1,
                }
            }
        })?;
        let inner = opening + 1..self.at;
        self.at += 1;
        let next = self.text.as_bytes().get(self.at);
        let followed = next.is_some_and(|next| next.is_ascii_whitespace() || *next == b'>');
        if !dynamic && followed && opening == start + 1 && is_plain(&self.text[inner.clone()]) {
            kept.extend([start..opening, inner]);
        } else {
            kept.push(start..self.at);
        }
        Ok(())
    }

    fn unquoted(&mut self, start: usize, kept: &mut Vec<Range<usize>>) -> Result<(), Trouble> {
        self.inside(Trouble::SplitValue, |reader| {
            while reader.at < reader.text.len() {
                let byte = reader.text.as_bytes()[reader.at];
                if byte.is_ascii_whitespace() || byte == b'>' {
                    break;
                }
                if byte == b'{' && reader.syntax_here() {
                    reader.guarded(Guard::None)?;
                } else if matches!(byte, b'"' | b'\'') {
                    // Quotes that a condition chooses.
                    return Err(Trouble::SplitValue);
                } else {
                    reader.at += 1;
                }
            }
            Ok(())
        })?;
        kept.push(start..self.at);
        Ok(())
    }

    /// Syntax in a tag; an expression that could leave its attribute is noted.
    fn guarded(&mut self, guard: Guard) -> Result<(), Trouble> {
        let start = self.at;
        let syntax = self.syntax(Blanks::Fold)?;
        let piece = &self.text[start..self.at];
        let stated_safe = piece.trim_end_matches(['}', '-', ' ']).ends_with("safe");
        if syntax == Syntax::Value && guard == Guard::None && !stated_safe {
            self.read.exposed.push(start..self.at);
        }
        Ok(())
    }
}

/// What keeps an expression in its attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guard {
    /// Double quotes.
    Quotes,
    /// Nothing.
    None,
}

/// The name that the inside of a tag begins with, in small letters.
fn tag_name(inside: &str) -> Cow<'_, str> {
    let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=' | b'{');
    let end = inside.bytes().position(ends).unwrap_or(inside.len());
    let name = &inside[..end];
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// Whether a value means the same without quotes.
fn is_plain(value: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'=<>`{".contains(c);
    !value.is_empty() && !value.ends_with('/') && value.chars().all(plain)
}
