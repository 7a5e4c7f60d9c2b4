//! The smallest changes of a TOML text: a key set or taken away, a table added to a list, moved or removed.
//!
//! Everything outside the change stays byte for byte: comments, order, layout, line endings. A change that
//! would break the text is refused.

use std::ops::Range;

use toml::Value;

use crate::load::shape::walk::{key_at, keys_at};
use crate::load::shape::{Kind, Shape};
use crate::text::lines::with_line_ending;
use crate::text::toml_text::key;
use crate::toml_edits::document::{
    Document, Entry, Found, Item, Node, NodeKind, Section, Table, find, parsed,
};
use crate::toml_edits::write::block;

/// What is replaced by what.
type Edit = (Range<usize>, String);

/// The text with a value, which is written as it stands in a file.
pub fn set(text: &str, shape: &'static Shape, path: &[String], raw: &str) -> Option<String> {
    parsed(raw)?;
    let document = Document::parse(text)?;
    let root = document.tree();
    let target = Target {
        document: &document,
        shape,
        path,
    };
    let edit = target.set(&root, 0, raw)?;
    applied(text, vec![edit])
}

/// The text without a key or table.
pub fn remove(text: &str, path: &[String]) -> Option<String> {
    let document = Document::parse(text)?;
    let root = document.tree();
    let edits = match find(&root, path) {
        None => return Some(text.to_owned()),
        Some(Found::Node(_)) => vec![without_value(&document, &root, path)?],
        Some(Found::Table(_)) => without_sections(&document, path),
        Some(Found::List(rows)) => {
            let ranges = rows.iter().map(|row| extent(&document, row));
            let ranges: Option<Vec<Range<usize>>> = ranges.collect();
            let cut = |range| (with_blank_line(text, range), String::new());
            ranges?.into_iter().map(cut).collect()
        }
    };
    applied(text, edits)
}

/// The text with one more table at the end of a list.
pub fn append(text: &str, shape: &'static Shape, path: &[String]) -> Option<String> {
    let document = Document::parse(text)?;
    let root = document.tree();
    let header = format!("[[{}]]\n", dotted(path));
    let edit = match find(&root, path) {
        Some(Found::List(rows)) => {
            let end = extent(&document, rows.last()?)?.end;
            (end..end, format!("{}\n{header}", newline_before(text, end)))
        }
        Some(Found::Node(node)) => match &node.kind {
            NodeKind::List(nodes) => match nodes.last() {
                Some(last) => (last.range.end..last.range.end, ", {}".to_owned()),
                // An empty list gives way to tables with headers.
                None => {
                    let without = remove(text, path)?;
                    return append(&without, shape, path);
                }
            },
            _ => return None,
        },
        Some(Found::Table(_)) => return None,
        None => {
            let target = Target {
                document: &document,
                shape,
                path,
            };
            target.new_section(path.len(), &header)
        }
    };
    applied(text, vec![edit])
}

/// The text without one of a list.
pub fn remove_row(text: &str, path: &[String], at: usize) -> Option<String> {
    let document = Document::parse(text)?;
    let root = document.tree();
    match find(&root, path)? {
        Found::List(rows) => {
            let range = extent(&document, rows.get(at)?)?;
            let range = with_blank_line(text, range);
            applied(text, vec![(range, String::new())])
        }
        Found::Node(node) => {
            let NodeKind::List(nodes) = &node.kind else {
                return None;
            };
            if nodes.len() == 1 && at == 0 {
                return remove(text, path);
            }
            let ranges: Vec<Range<usize>> = nodes.iter().map(|node| node.range.clone()).collect();
            applied(text, vec![(with_comma(&ranges, at)?, String::new())])
        }
        Found::Table(_) => None,
    }
}

/// The text with two of a list in each other's place.
pub fn swap_rows(text: &str, path: &[String], one: usize, other: usize) -> Option<String> {
    let document = Document::parse(text)?;
    let root = document.tree();
    let range = |at: usize| match find(&root, path)? {
        Found::List(rows) => extent(&document, rows.get(at)?),
        Found::Node(node) => match &node.kind {
            NodeKind::List(nodes) => Some(nodes.get(at)?.range.clone()),
            _ => None,
        },
        Found::Table(_) => None,
    };
    let (first, last) = (range(one.min(other))?, range(one.max(other))?);
    let (mut first_text, mut last_text) = (
        text[first.clone()].to_owned(),
        text[last.clone()].to_owned(),
    );
    // The last line of a file may have no newline, and needs one when it is the last no more.
    if first_text.ends_with('\n') && !last_text.ends_with('\n') {
        last_text.push('\n');
        first_text.truncate(first_text.trim_end().len());
    }
    applied(text, vec![(first, last_text), (last, first_text)])
}

/// The text with the edits, which do not overlap; nothing where that breaks it.
fn applied(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|(range, _)| range.start);
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (range, replacement) in edits {
        new.push_str(text.get(at..range.start)?);
        if text.get(range.clone()) == Some(replacement.as_str()) {
            new.push_str(&replacement);
        } else {
            new.push_str(&with_line_ending(&replacement, text));
        }
        at = range.end;
    }
    new.push_str(&text[at..]);
    let is_sound = Document::parse(&new).is_some();
    is_sound.then_some(new)
}

/// What is to be set, and where.
struct Target<'a> {
    document: &'a Document<'a>,
    shape: &'static Shape,
    path: &'a [String],
}

impl Target<'_> {
    /// Sets what the path leads to from a table, which the first `depth` parts have led to.
    fn set(&self, table: &Table<'_>, depth: usize, raw: &str) -> Option<Edit> {
        let rest = &self.path[depth..];
        let (name, below) = rest.split_first()?;
        match table.get(name) {
            Some(Item::Value(node)) => self.set_in(node, below, raw),
            Some(Item::Table(inner)) if !below.is_empty() => self.set(inner, depth + 1, raw),
            Some(Item::List(rows)) if below.len() > 1 => {
                let row = rows.get(below[0].parse::<usize>().ok()?)?;
                self.set(row, depth + 2, raw)
            }
            Some(_) => None,
            None => self.insert(table, depth, raw),
        }
    }

    /// Sets what the path leads to within a value.
    fn set_in(&self, node: &Node, path: &[String], raw: &str) -> Option<Edit> {
        let text = self.document.text;
        let Some((name, below)) = path.split_first() else {
            let old = &text[node.range.clone()];
            let same = parsed(old).is_some() && parsed(old) == parsed(raw);
            let new = if same { old } else { raw };
            return Some((node.range.clone(), new.to_owned()));
        };
        match &node.kind {
            NodeKind::Scalar => None,
            NodeKind::List(nodes) => {
                let inner = nodes.get(name.parse::<usize>().ok()?)?;
                self.set_in(inner, below, raw)
            }
            NodeKind::Table(entries) => {
                let within = entries.iter().find_map(|entry| {
                    let rest = path.strip_prefix(entry.key.as_slice())?;
                    Some((entry, rest))
                });
                if let Some((entry, rest)) = within {
                    return self.set_in(&entry.value, rest, raw);
                }
                let line = format!("{} = {}", key(name), wrapped(below, raw));
                Some(match entries.last() {
                    Some(last) => {
                        let end = last.value.range.end;
                        (end..end, format!(", {line}"))
                    }
                    None => (node.range.clone(), format!("{{ {line} }}")),
                })
            }
        }
    }

    /// Adds a key to a table that lacks it.
    fn insert(&self, table: &Table<'_>, depth: usize, raw: &str) -> Option<Edit> {
        let rest = &self.path[depth..];
        let (name, below) = rest.split_first()?;
        if depth == 0
            && let Some(section) = self.headed(raw)
        {
            return Some(self.new_section(1, &section));
        }
        if depth == 0 && !below.is_empty() {
            let line = format!("{} = {}\n", key(&below[0]), wrapped(&below[1..], raw));
            return Some(self.new_section(1, &format!("[{}]\n{line}", key(name))));
        }
        let value = wrapped(below, raw);
        if let Some(section) = table.section {
            return Some(self.new_line(section, depth, name, &value));
        }
        if let Some((section, entry, parts)) = table.dotted {
            let entry = &self.document.sections[section].entries[entry];
            let prefix = dotted(&entry.key[..parts]);
            let end = self.document.line_end(entry.value.range.end);
            let line = format!("{prefix}.{} = {value}\n", key(name));
            let before = newline_before(self.document.text, end);
            return Some((end..end, format!("{before}{line}")));
        }
        let header = dotted(&self.path[..depth]);
        Some(self.new_section(depth, &format!("[{header}]\n{} = {value}\n", key(name))))
    }

    /// A new line in a section, where the order of keys wants it.
    fn new_line(&self, section: usize, depth: usize, name: &str, value: &str) -> Edit {
        let document = self.document;
        let entries = &document.sections[section].entries;
        let line = |like: Option<&Entry>| {
            let indent = like.map_or("", |like| {
                &document.text[document.line_start(like.key_range.start)..like.key_range.start]
            });
            let written = key(name);
            let indent = if indent.trim().is_empty() { indent } else { "" };
            let width = self.common_width(entries).unwrap_or_default();
            let width = width.max(written.chars().count());
            format!("{indent}{written:<width$} = {value}\n")
        };
        let order = self.order(&self.path[..depth]);
        let rank = |name: &str| order.iter().position(|known| *known == name);
        let mine = rank(name).unwrap_or(order.len());
        let is_before = |entry: &&Entry| rank(&entry.key[0]).is_none_or(|theirs| theirs <= mine);
        let at = match entries.iter().rev().find(is_before) {
            Some(before) => {
                let end = document.line_end(before.value.range.end);
                let newline = newline_before(document.text, end);
                return (end..end, format!("{newline}{}", line(Some(before))));
            }
            None => match entries.first() {
                Some(first) => document.line_start(first.key_range.start),
                None if section == 0 => usize::from(document.text.starts_with('\u{feff}')) * 3,
                None => document.line_end(document.sections[section].header.end),
            },
        };
        let newline = if at == 0 || section == 0 {
            String::new()
        } else {
            newline_before(document.text, at)
        };
        // In front of the first header stands a blank line.
        let after = if section == 0 && entries.is_empty() {
            "\n"
        } else {
            ""
        };
        (at..at, format!("{newline}{}{after}", line(entries.first())))
    }

    /// How wide keys are, when their equals signs stand below each other.
    fn common_width(&self, entries: &[Entry]) -> Option<usize> {
        let text = self.document.text;
        let width = |entry: &Entry| {
            let equals = text[entry.key_range.end..].find('=')?;
            let column = &text[entry.key_range.start..entry.key_range.end + equals];
            Some(column.chars().count().saturating_sub(1))
        };
        let mut widths = entries.iter().map(width);
        let first = widths.next()??;
        widths.all(|width| width == Some(first)).then_some(first)
    }

    /// A table or a list of tables that is not there, under headers of its own. Nothing for what stands on a
    /// line.
    fn headed(&self, raw: &str) -> Option<String> {
        let value = parsed(raw)?;
        let (name, below) = self.path.split_first()?;
        let kind = key_at(self.shape, self.path).map(|known| known.kind);
        let is_headed = match &value {
            Value::Table(_) => {
                below.is_empty() && matches!(kind, None | Some(Kind::Table(_) | Kind::Map(_)))
            }
            Value::Array(items) => {
                let is_of_tables = matches!(kind, Some(Kind::List(Kind::Table(_))));
                is_of_tables && !items.is_empty() && below.len() < 2
            }
            _ => false,
        };
        let table = below.iter().rev().fold(value, |value, key| {
            Value::Table([(key.clone(), value)].into_iter().collect())
        });
        is_headed.then(|| block(name, &table, self.shape))
    }

    /// A new section, where the order of keys wants it: before those below its table. Its first header
    /// has so many names.
    fn new_section(&self, names: usize, section: &str) -> Edit {
        let document = self.document;
        let order = self.order(&[]);
        let rank = |name: &str| order.iter().position(|known| *known == name);
        let mine = self.path.first().and_then(|name| rank(name));
        let mine = mine.unwrap_or(order.len());
        let is_before = |(at, section): &(usize, &Section)| {
            let theirs = section.path.first().and_then(|name| rank(name));
            *at == 0
                || theirs.is_none_or(|theirs| {
                    theirs < mine || theirs == mine && section.path.len() <= names
                })
        };
        let mut sections = document.sections.iter().enumerate();
        let before = sections.rfind(is_before);
        let end = document.section_end(before.map_or(0, |(at, _)| at));
        let newline = newline_before(document.text, end);
        let is_first = end == 0;
        let (before, after) = if is_first { ("", "\n") } else { ("\n", "") };
        (end..end, format!("{newline}{before}{section}{after}"))
    }

    /// The keys of a table in their order.
    fn order(&self, path: &[String]) -> Vec<&'static str> {
        let names = path.iter().filter(|part| part.parse::<usize>().is_err());
        let names: Vec<String> = names.cloned().collect();
        let keys = keys_at(self.shape, &names);
        keys.into_iter().map(|key| key.name).collect()
    }
}

/// What takes a value out, with its key.
fn without_value(document: &Document<'_>, root: &Table<'_>, path: &[String]) -> Option<Edit> {
    let text = document.text;
    // The innermost table in braces or brackets around it, if any.
    for depth in (1..path.len()).rev() {
        let Some(Found::Node(node)) = find(root, &path[..depth]) else {
            continue;
        };
        let rest = &path[depth..];
        let (ranges, at) = match &node.kind {
            NodeKind::Table(entries) => {
                let whole = |entry: &Entry| entry.key_range.start..entry.value.range.end;
                let at = entries.iter().position(|entry| entry.key == rest)?;
                (entries.iter().map(whole).collect::<Vec<_>>(), at)
            }
            NodeKind::List(nodes) => {
                let at = rest.first()?.parse().ok()?;
                (nodes.iter().map(|node| node.range.clone()).collect(), at)
            }
            NodeKind::Scalar => return None,
        };
        if ranges.len() == 1 {
            let [open, close] = match node.kind {
                NodeKind::List(_) => ["[", "]"],
                _ => ["{", "}"],
            };
            return Some((node.range.clone(), format!("{open}{close}")));
        }
        return Some((with_comma(&ranges, at)?, String::new()));
    }
    let Some(Found::Node(node)) = find(root, path) else {
        return None;
    };
    let (at, section) = document.sections.iter().enumerate().find(|(_, section)| {
        let mut entries = section.entries.iter();
        entries.any(|entry| entry.value.range == node.range)
    })?;
    let mut entries = section.entries.iter();
    let entry = entries.find(|entry| entry.value.range == node.range)?;
    let line = document.line_start(entry.key_range.start)..document.line_end(node.range.end);
    let is_last = section.entries.len() == 1 && at > 0 && !section.is_list;
    if is_last {
        let whole = document.section_start(at)..document.section_end(at);
        // A header without keys goes too, unless somebody has written something there.
        let between = &text[document.line_end(section.header.end)..whole.end];
        let comments = between
            .lines()
            .filter(|line| line.trim_start().starts_with('#'));
        if comments.count() == 0 {
            return Some((with_blank_line(text, whole), String::new()));
        }
    }
    Some((line, String::new()))
}

/// What takes the sections of a table out, and those below it.
fn without_sections(document: &Document<'_>, path: &[String]) -> Vec<Edit> {
    let sections = document.sections.iter().enumerate();
    let of_table = sections.filter(|(at, section)| *at > 0 && section.path.starts_with(path));
    let cut = |(at, _)| {
        let range = document.section_start(at)..document.section_end(at);
        (with_blank_line(document.text, range), String::new())
    };
    of_table.map(cut).collect()
}

/// The bytes of one of a list: its section and those that lie in it.
fn extent(document: &Document<'_>, row: &Table<'_>) -> Option<Range<usize>> {
    let first = row.section?;
    let path = &document.sections[first].path;
    let below = document.sections[first + 1..].iter();
    let below = below
        .take_while(|section| section.path.len() > path.len() && section.path.starts_with(path));
    let last = first + below.count();
    Some(document.section_start(first)..document.section_end(last))
}

/// A range with one of the blank lines around it, so that one stays.
fn with_blank_line(text: &str, range: Range<usize>) -> Range<usize> {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let is_blank_before =
        before.is_empty() || before.ends_with("\n\n") || before.ends_with("\r\n\r\n");
    if !is_blank_before {
        return range;
    }
    let newline = if before.ends_with("\r\n") { 2 } else { 1 };
    if after.is_empty() {
        return range.start.saturating_sub(newline)..range.end;
    }
    let blank = ["\r\n", "\n"]
        .into_iter()
        .find(|blank| after.starts_with(blank));
    range.start..range.end + blank.map_or(0, str::len)
}

/// One of several that commas part, with a comma of its own.
fn with_comma(ranges: &[Range<usize>], at: usize) -> Option<Range<usize>> {
    let here = ranges.get(at)?;
    Some(match (at.checked_sub(1), ranges.get(at + 1)) {
        (_, Some(next)) => here.start..next.start,
        (Some(before), None) => ranges[before].end..here.end,
        (None, None) => here.clone(),
    })
}

/// A newline, where the text before an offset lacks one.
fn newline_before(text: &str, offset: usize) -> String {
    let is_at_line = offset == 0 || text[..offset].ends_with('\n');
    if is_at_line { "" } else { "\n" }.to_owned()
}

/// A value inside tables in braces.
fn wrapped(path: &[String], raw: &str) -> String {
    let inside = |value: String, name: &String| format!("{{ {} = {value} }}", key(name));
    path.iter().rev().fold(raw.to_owned(), inside)
}

fn dotted(path: &[String]) -> String {
    let names = path.iter().filter(|part| part.parse::<usize>().is_err());
    names.map(|name| key(name)).collect::<Vec<_>>().join(".")
}
