//! A template or a fragment of HTML in its pieces: tags, words, blanks, and the engine's syntax.
//!
//! What is given up inside a tag (quotes that are not needed, blanks) is decided here, because only
//! here it is known what stands beside it. An expression never loses its quotes.

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

/// Elements that begin and end a line of their own.
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

    /// One piece of ordinary text.
    fn piece(&mut self) -> Result<(), Trouble> {
        let (start, rest) = (self.at, self.rest());
        let first = rest.as_bytes()[0];
        if self.syntax_here() {
            let syntax = self.syntax(Blanks::Fold)?;
            self.push(Kind::Syntax(syntax), vec![start..self.at]);
        } else if first.is_ascii_whitespace() {
            self.at += blanks(rest);
            self.push(Kind::Blank, vec![start..start + 1]);
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
            self.push(Kind::BlockTag, vec![start..self.at]);
        } else if is_tag(rest) {
            self.tag()?;
        } else {
            self.at += 1;
            while self.at < self.text.len() && !self.word_ends() {
                self.at += 1;
            }
            self.in_head = false;
            self.push(Kind::Shown, vec![start..self.at]);
        }
        Ok(())
    }

    fn word_ends(&self) -> bool {
        let byte = self.text.as_bytes()[self.at];
        byte.is_ascii_whitespace() || byte == b'<' || (byte == b'{' && self.syntax_here())
    }

    /// A piece of syntax, or of text up to a place, where nothing may change.
    fn verbatim_piece(&mut self, end: usize) -> Result<(), Trouble> {
        let start = self.at;
        if self.syntax_here() {
            let syntax = self.syntax(Blanks::Count)?;
            self.push(Kind::Syntax(syntax), vec![start..self.at]);
            return Ok(());
        }
        self.at += 1;
        while self.at < end && !(self.text.as_bytes()[self.at] == b'{' && self.syntax_here()) {
            self.at += 1;
        }
        self.push(Kind::Shown, vec![start..self.at]);
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

    /// A tag, and the text of elements whose text is kept.
    fn tag(&mut self) -> Result<(), Trouble> {
        let start = self.at;
        let closes = self.rest().starts_with("</");
        let mut kept = Vec::new();
        self.inside(Trouble::SplitTag, |reader| reader.inside_tag(&mut kept))?;
        let name: String = self.text[start + 1 + usize::from(closes)..]
            .chars()
            .take_while(|c| !c.is_ascii_whitespace() && !"/>={".contains(*c))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match (name.as_str(), closes) {
            ("head", false) => self.in_head = self.open.is_empty(),
            ("head", true) | ("body", _) => self.in_head = false,
            _ => {}
        }
        let verbatim = VERBATIM.contains(&name.as_str());
        if verbatim && closes {
            return Err(Trouble::Unmatched);
        }
        // A name that the engine completes, as in `<h{{ level }}>`, is not known.
        let known = !self.text[start..]
            .split(['>', ' '])
            .next()
            .is_some_and(has_syntax);
        let block = BLOCKS.contains(&name.as_str());
        let kind = if block && known {
            Kind::BlockTag
        } else {
            Kind::Shown
        };
        self.push(kind, kept);
        if verbatim {
            self.element_text(&name, kind)
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
        self.push(kind, vec![end..self.at]);
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

/// Whether a tag begins here.
fn is_tag(rest: &str) -> bool {
    let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The number of blanks a text begins with.
fn blanks(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_whitespace).count()
}

/// Whether a value means the same without quotes.
fn is_plain(value: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'=<>`{".contains(c);
    !value.is_empty() && !value.ends_with('/') && value.chars().all(plain)
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
