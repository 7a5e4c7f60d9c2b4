//! A template as a tree: what is written, on which conditions, and how often.

use crate::render::minify::syntax::{self, Syntax};

/// A part of a template.
#[derive(Debug)]
pub struct Node<'t> {
    /// All of it.
    pub whole: &'t str,
    /// What it is.
    pub kind: Kind<'t>,
}

/// The kinds of parts.
#[derive(Debug)]
pub enum Kind<'t> {
    /// Words and tags.
    Text,
    /// `{{ … }}`
    Value,
    /// `{% if %}`, `{% elif %}` and `{% else %}`, each with what is then written.
    If(Vec<Way<'t>>),
    /// `{% for %}`, and its `{% else %}` where it has one.
    For(Vec<Way<'t>>),
    /// A block.
    Block(Way<'t>),
    /// A component.
    Component(Way<'t>),
    /// `{# … #}`
    Comment,
    /// Anything else, as it is.
    Other,
}

/// What is written after a piece of syntax.
#[derive(Debug)]
pub struct Way<'t> {
    /// The piece.
    pub head: &'t str,
    /// What follows it.
    pub body: Vec<Node<'t>>,
}

/// Reads a template; nothing where it cannot be told how its parts belong together.
pub fn read(text: &str) -> Option<Vec<Node<'_>>> {
    // Marks that take away blanks reach beyond their own piece.
    let trims = ["{%-", "-%}", "{{-", "-}}", "{#-", "-#}"];
    if trims.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let mut reader = Reader { text, at: 0 };
    let nodes = reader.nodes()?;
    (reader.at == text.len()).then_some(nodes)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    /// Parts up to what ends them, which stays to be read.
    fn nodes(&mut self) -> Option<Vec<Node<'t>>> {
        let mut nodes = Vec::new();
        while self.at < self.text.len() {
            let (start, rest) = (self.at, &self.text[self.at..]);
            if !syntax::begins(rest) {
                let more = rest.match_indices('{').map(|(at, _)| at);
                let mut more = more.filter(|at| *at > 0 && syntax::begins(&rest[*at..]));
                self.at += more.next().unwrap_or(rest.len());
                nodes.push(self.node(start, Kind::Text));
                continue;
            }
            let (syntax, length) = syntax::read(rest)?;
            let head = &rest[..length];
            let kind = match syntax {
                Syntax::Elif | Syntax::Else | Syntax::EndIf | Syntax::EndFor | Syntax::End => {
                    return Some(nodes);
                }
                Syntax::Capture => return None,
                Syntax::If => Kind::If(self.ways(Syntax::EndIf)?),
                Syntax::For => Kind::For(self.ways(Syntax::EndFor)?),
                Syntax::Block(_) => Kind::Block(self.body()?),
                Syntax::Component(_) => Kind::Component(self.body()?),
                Syntax::Value => self.passed(length, Kind::Value),
                Syntax::Silent if head.starts_with("{#") => self.passed(length, Kind::Comment),
                Syntax::Silent | Syntax::Raw | Syntax::Other => self.passed(length, Kind::Other),
            };
            nodes.push(self.node(start, kind));
        }
        Some(nodes)
    }

    fn node(&self, start: usize, kind: Kind<'t>) -> Node<'t> {
        Node {
            whole: &self.text[start..self.at],
            kind,
        }
    }

    fn passed(&mut self, length: usize, kind: Kind<'t>) -> Kind<'t> {
        self.at += length;
        kind
    }

    /// A piece that opens something, and what follows it.
    fn way(&mut self) -> Option<Way<'t>> {
        let rest = &self.text[self.at..];
        let (_, length) = syntax::read(rest)?;
        self.at += length;
        Some(Way {
            head: &rest[..length],
            body: self.nodes()?,
        })
    }

    /// Ways up to a piece that ends them, which is read too.
    fn ways(&mut self, end: Syntax<'t>) -> Option<Vec<Way<'t>>> {
        let mut ways = Vec::new();
        loop {
            ways.push(self.way()?);
            let (syntax, length) = syntax::read(&self.text[self.at..])?;
            match syntax {
                Syntax::Elif | Syntax::Else => {}
                syntax if syntax == end => {
                    self.at += length;
                    return Some(ways);
                }
                _ => return None,
            }
        }
    }

    /// A block or a component with its end.
    fn body(&mut self) -> Option<Way<'t>> {
        let way = self.way()?;
        let (syntax, length) = syntax::read(&self.text[self.at..])?;
        self.at += length;
        (syntax == Syntax::End).then_some(way)
    }
}
