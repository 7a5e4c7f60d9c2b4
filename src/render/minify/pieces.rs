//! A template or a fragment of HTML in its pieces: tags, words, blanks, and the engine's syntax.
//!
//! Inside tags, see [`tags`].

mod tags;

use std::collections::BTreeSet;
use std::ops::Range;

use super::syntax::{self, Call, Syntax};

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub kind: Kind<'t>,
    /// The bytes of it that are kept, in order.
    pub kept: Vec<Range<usize>>,
    /// Whether it stands between `<head>` and `</head>`, where blanks mean nothing.
    pub in_head: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// Blanks between words and tags.
    Blank,
    /// Words, tags of inline elements, and whatever shows or may show.
    Shown,
    /// The start or the end of a block element.
    BlockTag,
    /// A comment.
    Comment,
    /// The engine's.
    Syntax(Syntax<'t>),
}

/// Bodies that end up where every blank counts, such as inside `<pre>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verbatim {
    pub(super) blocks: BTreeSet<String>,
    pub(super) components: BTreeSet<String>,
    pub(super) templates: BTreeSet<String>,
}

/// Why a template is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A condition or loop begins inside a tag and ends outside it, or the other way round.
    SplitTag,
    /// An attribute's value whose quotes come from different branches.
    SplitValue,
    /// The end of an element like `<pre>` without its start, or a tag that does not end.
    Unmatched,
}

/// What reading a template gives.
#[derive(Debug, Default)]
pub(super) struct Read<'t> {
    pub pieces: Vec<Piece<'t>>,
    /// Expressions in a tag that no double quotes protect.
    pub exposed: Vec<Range<usize>>,
}

/// Elements whose text is kept as it is.
const VERBATIM: [&str; 10] = [
    "pre", "textarea", "script", "style", "title", "iframe", "noembed", "noframes", "xmp",
    "listing",
];

/// Elements that begin and end a line of their own, in order.
const BLOCKS: [&str; 51] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether the engine's syntax is to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Template,
    Html,
}

/// Something that is open around the place that is read.
#[derive(Clone, Debug)]
struct Open<'t> {
    syntax: Syntax<'t>,
    verbatim: bool,
}

/// Reads a text.
pub(super) struct Reader<'t, 'v> {
    text: &'t str,
    at: usize,
    language: Language,
    known: &'v Verbatim,
    /// Bodies found to be used where every blank counts.
    pub found: Verbatim,
    open: Vec<Open<'t>>,
    /// How much was open when the tag or value began that is read; its syntax may not end that.
    floor: usize,
    in_head: bool,
    read: Read<'t>,
}

/// Whether runs of blanks may become one where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blanks {
    Fold,
    Count,
}

impl<'t, 'v> Reader<'t, 'v> {
    pub(super) fn new(text: &'t str, language: Language, known: &'v Verbatim) -> Self {
        Self {
            text,
            at: 0,
            language,
            known,
            found: Verbatim::default(),
            open: Vec::new(),
            floor: 0,
            in_head: false,
            read: Read::default(),
        }
    }

    /// Reads to the end. A template that is itself included where blanks count is one piece.
    pub(super) fn read(&mut self, name: &str) -> Result<Read<'t>, Trouble> {
        let whole = self.known.templates.contains(name);
        while self.at < self.text.len() {
            if whole || self.open.iter().any(|open| open.verbatim) {
                self.verbatim_piece(self.text.len())?;
            } else {
                self.piece()?;
            }
        }
        if self.open.is_empty() {
            Ok(std::mem::take(&mut self.read))
        } else {
            Err(Trouble::SplitTag)
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn syntax_here(&self) -> bool {
        self.language == Language::Template && syntax::begins(self.rest())
    }

    fn push(&mut self, kind: Kind<'t>, kept: Vec<Range<usize>>) {
        self.read.pieces.push(Piece {
            kind,
            kept,
            in_head: self.in_head,
        });
    }

    /// A piece of which one part is kept.
    fn push_one(&mut self, kind: Kind<'t>, kept: Range<usize>) {
        self.push(kind, std::iter::once(kept).collect());
    }

    /// One piece of ordinary text.
    fn piece(&mut self) -> Result<(), Trouble> {
        let (start, rest) = (self.at, self.rest());
        let first = rest.as_bytes()[0];
        if self.syntax_here() {
            let syntax = self.syntax(Blanks::Fold)?;
            self.push_one(Kind::Syntax(syntax), start..self.at);
        } else if first.is_ascii_whitespace() {
            self.at += blanks(rest);
            self.push_one(Kind::Blank, start..start + 1);
        } else if rest.starts_with("<!--") {
            let end = rest.find("-->").ok_or(Trouble::Unmatched)? + 3;
            let dynamic = self.language == Language::Template && has_syntax(&rest[..end]);
            if dynamic {
                self.words_until(start + end)?;
            } else {
                self.at += end;
                self.push(Kind::Comment, Vec::new());
            }
        } else if rest.starts_with("<!") {
            self.at += rest.find('>').ok_or(Trouble::Unmatched)? + 1;
            self.push_one(Kind::BlockTag, start..self.at);
        } else if is_tag(rest) {
            self.tag()?;
        } else {
            self.pass_letters();
            while self.at < self.text.len() && (!self.word_ends() || self.between_words()) {
                self.pass_letters();
            }
            self.in_head = false;
            self.push_one(Kind::Shown, start..self.at);
        }
        Ok(())
    }

    /// Goes on to the next byte at which a word may end.
    fn pass_letters(&mut self) {
        let may_end = |byte: &u8| byte.is_ascii_whitespace() || b"<{".contains(byte);
        let rest = &self.text.as_bytes()[self.at + 1..];
        let letters = rest.iter().position(may_end).unwrap_or(rest.len());
        self.at += 1 + letters;
    }

    fn word_ends(&self) -> bool {
        let byte = self.text.as_bytes()[self.at];
        byte.is_ascii_whitespace() || byte == b'<' || (byte == b'{' && self.syntax_here())
    }

    /// Whether a single blank stands here, behind a word, before another: it shows whatever surrounds
    /// the words, so that they can be one piece.
    fn between_words(&self) -> bool {
        let mut bytes = self.text.as_bytes()[self.at..].iter();
        let is_blank = bytes.next().is_some_and(u8::is_ascii_whitespace);
        let goes_on = |next: &u8| !next.is_ascii_whitespace() && !b"<{".contains(next);
        is_blank && bytes.next().is_some_and(goes_on)
    }

    /// A piece of syntax, or of text up to a place, where nothing may change.
    fn verbatim_piece(&mut self, end: usize) -> Result<(), Trouble> {
        let start = self.at;
        if self.syntax_here() {
            let syntax = self.syntax(Blanks::Count)?;
            self.push_one(Kind::Syntax(syntax), start..self.at);
            return Ok(());
        }
        self.at += 1;
        while self.at < end && !(self.text.as_bytes()[self.at] == b'{' && self.syntax_here()) {
            self.at += 1;
        }
        self.push_one(Kind::Shown, start..self.at);
        Ok(())
    }

    /// Text up to a place as it is, with what is called in it.
    fn words_until(&mut self, end: usize) -> Result<(), Trouble> {
        self.inside(Trouble::SplitTag, |reader| {
            while reader.at < end {
                reader.verbatim_piece(end)?;
            }
            if reader.at == end {
                Ok(())
            } else {
                Err(Trouble::SplitTag)
            }
        })
    }

    /// Passes a piece of syntax and keeps count of what is open.
    fn syntax(&mut self, blanks: Blanks) -> Result<Syntax<'t>, Trouble> {
        let rest = self.rest();
        let (syntax, length) = syntax::read(rest).ok_or(Trouble::Unmatched)?;
        self.at += length;
        if blanks == Blanks::Count {
            self.note_calls(&rest[..length]);
        }
        let verbatim = match syntax {
            Syntax::Block(name) => self.known.blocks.contains(name) || blanks == Blanks::Count,
            Syntax::Component(name) => self.known.components.contains(name),
            Syntax::Capture => true,
            _ => false,
        };
        match syntax {
            Syntax::If
            | Syntax::For
            | Syntax::Block(_)
            | Syntax::Component(_)
            | Syntax::Capture => {
                if let (Syntax::Block(name), Blanks::Count) = (syntax, blanks) {
                    self.found.blocks.insert(name.to_owned());
                }
                self.open.push(Open { syntax, verbatim });
            }
            Syntax::Elif | Syntax::Else | Syntax::EndIf | Syntax::EndFor | Syntax::End
                if self.open.len() <= self.floor =>
            {
                return Err(Trouble::SplitTag);
            }
            Syntax::EndIf | Syntax::EndFor | Syntax::End => {
                self.open.pop();
            }
            _ => {}
        }
        Ok(syntax)
    }

    /// Reads something whose conditions and loops must begin and end in it.
    fn inside(
        &mut self,
        trouble: Trouble,
        read: impl FnOnce(&mut Self) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let outer = self.open.len();
        let floor = std::mem::replace(&mut self.floor, outer);
        read(self)?;
        self.floor = floor;
        if self.open.len() == outer {
            Ok(())
        } else {
            Err(trouble)
        }
    }

    /// What is called where blanks count must keep its blanks too.
    fn note_calls(&mut self, piece: &str) {
        for call in syntax::calls(piece) {
            match call {
                Call::Component(name) => self.found.components.insert(name.to_owned()),
                Call::Template(name) => self.found.templates.insert(name.to_owned()),
                Call::Parent => {
                    let blocks = self.open.iter().rev();
                    let mut names = blocks.filter_map(|open| match open.syntax {
                        Syntax::Block(name) => Some(name),
                        _ => None,
                    });
                    names
                        .next()
                        .is_some_and(|name| self.found.blocks.insert(name.to_owned()))
                }
            };
        }
    }
}

/// Whether a tag begins here.
fn is_tag(rest: &str) -> bool {
    let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The number of blanks a text begins with.
fn blanks(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_whitespace).count()
}

/// Whether a text has the engine's syntax in it.
fn has_syntax(text: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|mark| text.contains(mark))
}

/// Everything that a template defines or calls, when it has an element whose text is kept: for
/// templates that cannot be read in pieces.
pub(super) fn everything_in(text: &str) -> Verbatim {
    let mut found = Verbatim::default();
    let lower = text.to_ascii_lowercase();
    if !VERBATIM
        .iter()
        .any(|name| lower.contains(&format!("<{name}")))
    {
        return found;
    }
    let starts = text.match_indices('{').map(|(at, _)| &text[at..]);
    for rest in starts.filter(|rest| syntax::begins(rest)) {
        let Some((syntax, length)) = syntax::read(rest) else {
            continue;
        };
        if let Syntax::Block(name) = syntax {
            found.blocks.insert(name.to_owned());
        }
        for call in syntax::calls(&rest[..length]) {
            match call {
                Call::Component(name) => found.components.insert(name.to_owned()),
                Call::Template(name) => found.templates.insert(name.to_owned()),
                Call::Parent => false,
            };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn blocks_can_be_searched() {
        assert!(super::BLOCKS.is_sorted());
    }
}
