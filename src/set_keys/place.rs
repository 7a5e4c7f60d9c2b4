//! Where in a text a new key belongs.

use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, Value};

use crate::load::shape::{Kind, Shape};
use crate::set_keys::write::{block, value_text};
use crate::text::lines::{line_end, line_start};
use crate::text::toml_text;

/// Whether a value is a table of lines of its own, or a list of such tables, and no value on a line.
pub(super) fn is_block(text: &str, value: &Spanned<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Table(_) => !text[value.span()].starts_with('{'),
        DeValue::Array(items) => {
            let first = items.iter().next();
            first.is_some_and(|item| item.get_ref().is_table() && is_block(text, item))
        }
        _ => false,
    }
}

/// The last byte of a value with all that it holds.
pub(super) fn end_of(value: &Spanned<DeValue<'_>>) -> usize {
    let inner = match value.get_ref() {
        DeValue::Table(table) => table.iter().map(|(_, value)| end_of(value)).max(),
        DeValue::Array(items) => items.iter().map(end_of).max(),
        _ => None,
    };
    inner.unwrap_or_default().max(value.span().end)
}

/// A text that gets a new key.
pub(super) struct Insertion<'t> {
    pub text: &'t str,
    pub shape: &'t Shape,
    pub root: &'t DeTable<'t>,
}

/// A key with its value on a line.
struct Line {
    key: Range<usize>,
    end: usize,
    rank: usize,
}

impl Insertion<'_> {
    /// The text with a value at a path, of which the table at `depth` is there and the key is not.
    pub fn insert(
        &self,
        table: &DeTable<'_>,
        owner: Option<&Spanned<DeValue<'_>>>,
        path: &[String],
        depth: usize,
        value: &Value,
    ) -> Option<String> {
        let (key, below) = (path.get(depth)?, path.get(depth + 1..)?);
        let value = below.iter().rev().fold(value.clone(), |value, key| {
            Value::Table([(key.clone(), value)].into_iter().collect())
        });
        let Some(owner) = owner else {
            let kind = self.shape.keys.iter().find(|known| known.name == key);
            let is_section = value.is_table() && kind.is_none_or(|known| is_of_lines(known.kind));
            let is_list = value.as_array().is_some_and(|items| !items.is_empty())
                && kind.is_some_and(|known| matches!(known.kind, Kind::List(Kind::Table(_))));
            return Some(if is_section || is_list {
                self.new_section(key, &value)
            } else {
                self.new_line(table, 0, self.shape, key, &value)
            });
        };
        let shape = shape_below(self.shape, path.get(..depth)?);
        let shape = shape.unwrap_or(&Shape { keys: &[] });
        let written = &self.text[owner.span()];
        if written.starts_with('{') {
            return Some(self.in_braces(table, owner, key, &value));
        }
        if written.starts_with('[') && !owner.get_ref().is_array() {
            let after_header = line_end(self.text, owner.span().end);
            return Some(self.new_line(table, after_header, shape, key, &value));
        }
        let start = line_start(self.text, owner.span().start);
        if self.text[start..].trim_start().starts_with('[') {
            // The table is only there because one below it has a header.
            let section = Value::Table([(key.clone(), value)].into_iter().collect());
            return (depth == 1).then(|| self.new_section(&path[0], &section));
        }
        self.dotted(table, key, &value)
    }

    /// Before the closing brace.
    fn in_braces(
        &self,
        table: &DeTable<'_>,
        owner: &Spanned<DeValue<'_>>,
        key: &str,
        value: &Value,
    ) -> String {
        let pair = format!("{} = {}", toml_text::key(key), value_text(value));
        let last = table.iter().map(|(_, value)| end_of(value)).max();
        match last {
            Some(end) => format!("{}, {pair}{}", &self.text[..end], &self.text[end..]),
            None => {
                let span = owner.span();
                let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
                format!("{before}{{ {pair} }}{after}")
            }
        }
    }

    /// After the last key of the same table, with the same beginning: `contact.phone = …`.
    fn dotted(&self, table: &DeTable<'_>, key: &str, value: &Value) -> Option<String> {
        let lines = table
            .iter()
            .filter(|(_, value)| !is_block(self.text, value));
        let (sibling, end) = lines
            .map(|(key, value)| (key.span().start, end_of(value)))
            .max_by_key(|(_, end)| *end)?;
        let beginning = &self.text[line_start(self.text, sibling)..sibling];
        let line = format!("{beginning}{} = {}", toml_text::key(key), value_text(value));
        Some(self.with_lines(line_end(self.text, end), &line))
    }

    /// A line among those of its table, which begin at a byte.
    fn new_line(
        &self,
        table: &DeTable<'_>,
        begin: usize,
        shape: &Shape,
        key: &str,
        value: &Value,
    ) -> String {
        let lines = self.lines(table, shape);
        let rank = rank(shape, key);
        let before = lines.iter().filter(|line| line.rank <= rank);
        let at = match (before.max_by_key(|line| line.end), lines.first()) {
            (Some(before), _) => line_end(self.text, before.end),
            (None, Some(first)) if begin == 0 => line_start(self.text, first.key.start),
            (None, _) => begin,
        };
        let name = toml_text::key(key);
        let width = self.equals_column(&lines).unwrap_or_default();
        let line = format!("{name:<width$} = {}", value_text(value));
        self.with_lines(at, &line)
    }

    /// The keys of a table that stand on lines of their own, in order of place.
    fn lines(&self, table: &DeTable<'_>, shape: &Shape) -> Vec<Line> {
        let lines = table
            .iter()
            .filter(|(_, value)| !is_block(self.text, value));
        let mut lines: Vec<Line> = lines
            .map(|(key, value)| Line {
                key: key.span(),
                end: end_of(value),
                rank: rank(shape, key.get_ref()),
            })
            .collect();
        lines.sort_by_key(|line| line.end);
        lines
    }

    /// How wide keys are before ` = ` where all lines agree.
    fn equals_column(&self, lines: &[Line]) -> Option<usize> {
        let width = |line: &Line| {
            let rest = &self.text[line.key.end..];
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let key = self.text[line.key.clone()].chars().count();
            (key + blanks).checked_sub(1)
        };
        let first = width(lines.first()?)?;
        let agree = lines.iter().all(|line| width(line) == Some(first));
        (lines.len() > 1 && agree).then_some(first)
    }

    /// A table with a header, after those that come before it by the form.
    fn new_section(&self, key: &str, value: &Value) -> String {
        let own = rank(self.shape, key);
        let before = self.root.iter().filter(|(name, value)| {
            !is_block(self.text, value) || rank(self.shape, name.get_ref()) < own
        });
        let end = before.map(|(_, value)| end_of(value)).max();
        let mut at = end.map_or(0, |end| line_end(self.text, end));
        // Comments right below belong to what stands above.
        while at > 0 && self.text[at..].starts_with('#') {
            at = line_end(self.text, at);
        }
        let empty_line = if at > 0 { "\n" } else { "" };
        let section = block(key, value, self.shape);
        let rest = &self.text[at..];
        let gap = if at == 0 && !rest.is_empty() {
            "\n"
        } else {
            ""
        };
        self.with_lines(at, &format!("{empty_line}{section}{gap}"))
    }

    /// The text with lines put in at the beginning of a line.
    fn with_lines(&self, at: usize, lines: &str) -> String {
        let is_crlf = self.text.contains("\r\n");
        let ending = if is_crlf { "\r\n" } else { "\n" };
        let mut lines = lines.trim_end_matches('\n').replace('\n', ending);
        lines.push_str(ending);
        let mark = if self.text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let at = at.max(mark);
        let before = &self.text[..at];
        let open_line = if at == mark || before.ends_with('\n') {
            ""
        } else {
            ending
        };
        format!("{before}{open_line}{lines}{}", &self.text[at..])
    }
}

/// Whether a table of the file is written with a header and a line for each key.
fn is_of_lines(kind: &Kind) -> bool {
    matches!(kind, Kind::Table(_) | Kind::Map(_))
}

/// The place of a key by the form; what the form does not know comes last.
fn rank(shape: &Shape, key: &str) -> usize {
    let known = shape.keys.iter().position(|known| known.name == key);
    known.unwrap_or(shape.keys.len())
}

/// The form of the table at a path.
fn shape_below<'s>(shape: &'s Shape, path: &[String]) -> Option<&'s Shape> {
    path.iter().try_fold(shape, |shape, key| {
        let known = shape.keys.iter().find(|known| known.name == key)?;
        match known.kind {
            Kind::Table(inner) => Some(*inner),
            _ => None,
        }
    })
}
