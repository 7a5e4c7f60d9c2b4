//! A TOML text as tables, keys and values with their places: what edits of it need to know.
//!
//! Only texts without faults have a structure. What a key means is no business of this file.

use std::ops::Range;

use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

use crate::text::lines;

/// A value as it is written.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its place.
    pub range: Range<usize>,
    /// What is in it.
    pub kind: NodeKind,
}

/// What is in a value.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A text, number, date or answer.
    Scalar,
    /// A list in brackets.
    List(Vec<Node>),
    /// A table in braces.
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The parts of the key.
    pub key: Vec<String>,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Node,
}

/// A header with the keys below it; the first one of a text has none.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Where the header stands; empty for the first section.
    pub header: Range<usize>,
    /// The parts of its name.
    pub path: Vec<String>,
    /// Whether it is one of a list: `[[closures]]`.
    pub is_list: bool,
    /// Its keys.
    pub entries: Vec<Entry>,
}

/// A text without faults.
pub struct Document<'t> {
    /// The text.
    pub text: &'t str,
    /// Its sections in their order; there is always a first one.
    pub sections: Vec<Section>,
}

/// What a name of a table stands for.
pub enum Item<'d> {
    /// A value.
    Value(&'d Node),
    /// A table that headers or dotted keys make.
    Table(Table<'d>),
    /// A list of tables that headers make.
    List(Vec<Table<'d>>),
}

/// A table that headers or dotted keys make.
#[derive(Default)]
pub struct Table<'d> {
    /// What is in it, in the order of the text.
    pub items: Vec<(String, Item<'d>)>,
    /// The section that is its own.
    pub section: Option<usize>,
    /// The last dotted key that leads into it: section, entry, and how many parts name this table.
    pub dotted: Option<(usize, usize, usize)>,
}

impl<'d> Table<'d> {
    /// What a name stands for.
    pub fn get(&self, name: &str) -> Option<&Item<'d>> {
        let mut items = self.items.iter();
        items.find(|(key, _)| key == name).map(|(_, item)| item)
    }

    fn table_mut(&mut self, name: &str) -> Option<&mut Self> {
        if self.get(name).is_none() {
            self.items
                .push((name.to_owned(), Item::Table(Table::default())));
        }
        let mut items = self.items.iter_mut();
        match items.find(|(key, _)| key == name) {
            Some((_, Item::Table(table))) => Some(table),
            Some((_, Item::List(tables))) => tables.last_mut(),
            _ => None,
        }
    }

    fn table_at(&mut self, path: &[String]) -> Option<&mut Self> {
        path.iter()
            .try_fold(self, |table, name| table.table_mut(name))
    }
}

/// What a path leads to.
pub enum Found<'f, 'd> {
    /// A value, perhaps within another.
    Node(&'d Node),
    /// A table.
    Table(&'f Table<'d>),
    /// A list of tables.
    List(&'f [Table<'d>]),
}

/// What a path leads to from a table. Places in lists are numbers.
pub fn find<'f, 'd>(table: &'f Table<'d>, path: &[String]) -> Option<Found<'f, 'd>> {
    let Some((name, rest)) = path.split_first() else {
        return Some(Found::Table(table));
    };
    match table.get(name)? {
        Item::Value(node) => node.find(rest).map(Found::Node),
        Item::Table(table) => find(table, rest),
        Item::List(tables) => match rest.split_first() {
            None => Some(Found::List(tables)),
            Some((at, rest)) => find(tables.get(at.parse::<usize>().ok()?)?, rest),
        },
    }
}

impl Node {
    /// The value that a path leads to.
    pub fn find(&self, path: &[String]) -> Option<&Self> {
        let Some((name, rest)) = path.split_first() else {
            return Some(self);
        };
        match &self.kind {
            NodeKind::Scalar => None,
            NodeKind::List(nodes) => nodes.get(name.parse::<usize>().ok()?)?.find(rest),
            NodeKind::Table(entries) => entries.iter().find_map(|entry| {
                let rest = path.strip_prefix(entry.key.as_slice())?;
                entry.value.find(rest)
            }),
        }
    }
}

impl<'t> Document<'t> {
    /// The structure of a text; nothing where it has faults.
    pub fn parse(text: &'t str) -> Option<Self> {
        if !DeTable::parse_recoverable(text).1.is_empty() {
            return None;
        }
        let tokens = Source::new(text).lex().into_vec();
        let mut events: Vec<Event> = Vec::new();
        let mut faults = Vec::new();
        parse_document(&tokens, &mut events, &mut faults);
        let mut reader = Reader {
            text,
            events: events.into_iter().peekable(),
        };
        Some(Self {
            text,
            sections: reader.sections(),
        })
    }

    /// The tables of the text as they lie in each other.
    pub fn tree(&self) -> Table<'_> {
        let mut root = Table {
            section: Some(0),
            ..Table::default()
        };
        for (at, section) in self.sections.iter().enumerate() {
            let Some(table) = home(&mut root, section) else {
                continue;
            };
            table.section = Some(at);
            for (nth, entry) in section.entries.iter().enumerate() {
                add_entry(table, entry, (at, nth));
            }
        }
        root
    }

    /// Where the line of an offset begins.
    pub fn line_start(&self, offset: usize) -> usize {
        lines::line_start(self.text, offset)
    }

    /// The offset behind the line of an offset, its newline included.
    pub fn line_end(&self, offset: usize) -> usize {
        lines::line_end(self.text, offset)
    }

    /// Where a section begins: at the line of its header.
    pub fn section_start(&self, at: usize) -> usize {
        self.line_start(self.sections[at].header.start)
    }

    /// The offset behind a section: behind its last key and the comments that follow at once, but for those
    /// that stand right above the next header.
    pub fn section_end(&self, at: usize) -> usize {
        let section = &self.sections[at];
        let last = section.entries.last();
        let end = self.line_end(last.map_or(section.header.end, |entry| entry.value.range.end));
        if at == 0 && section.entries.is_empty() {
            return 0;
        }
        let mut behind = end;
        while self.text[behind..]
            .trim_start_matches([' ', '\t'])
            .starts_with('#')
        {
            behind = self.line_end(behind);
        }
        let is_of_next = self.text[behind..]
            .trim_start_matches([' ', '\t'])
            .starts_with('[');
        if is_of_next { end } else { behind }
    }
}

/// The table that a section is the own one of.
fn home<'r, 'd>(root: &'r mut Table<'d>, section: &Section) -> Option<&'r mut Table<'d>> {
    if !section.is_list {
        return root.table_at(&section.path);
    }
    let (name, before) = section.path.split_last()?;
    let table = root.table_at(before)?;
    if table.get(name).is_none() {
        table.items.push((name.clone(), Item::List(Vec::new())));
    }
    let mut items = table.items.iter_mut();
    match items.find(|(key, _)| key == name) {
        Some((_, Item::List(tables))) => {
            tables.push(Table::default());
            tables.last_mut()
        }
        _ => None,
    }
}

fn add_entry<'d>(table: &mut Table<'d>, entry: &'d Entry, place: (usize, usize)) {
    let Some((name, before)) = entry.key.split_last() else {
        return;
    };
    let mut table = table;
    for (depth, part) in before.iter().enumerate() {
        let Some(inner) = table.table_mut(part) else {
            return;
        };
        inner.dotted = Some((place.0, place.1, depth + 1));
        table = inner;
    }
    table.items.push((name.clone(), Item::Value(&entry.value)));
}

struct Reader<'t, E: Iterator<Item = Event>> {
    text: &'t str,
    events: std::iter::Peekable<E>,
}

impl<E: Iterator<Item = Event>> Reader<'_, E> {
    fn sections(&mut self) -> Vec<Section> {
        let mut sections = vec![Section::default()];
        while let Some(event) = self.events.peek() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let section = self.header();
                    sections.push(section);
                }
                EventKind::SimpleKey => {
                    let entry = self.entry();
                    if let (Some(section), Some(entry)) = (sections.last_mut(), entry) {
                        section.entries.push(entry);
                    }
                }
                _ => drop(self.events.next()),
            }
        }
        sections
    }

    fn header(&mut self) -> Section {
        let mut section = Section::default();
        for event in self.events.by_ref() {
            let span = event.span();
            match event.kind() {
                EventKind::StdTableOpen => section.header = span.start()..span.end(),
                EventKind::ArrayTableOpen => {
                    section.header = span.start()..span.end();
                    section.is_list = true;
                }
                EventKind::SimpleKey => {
                    let word = &self.text[span.start()..span.end()];
                    section.path.push(decoded(word));
                }
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    section.header.end = span.end();
                    break;
                }
                _ => {}
            }
        }
        section
    }

    /// A key with its value, which begins here.
    fn entry(&mut self) -> Option<Entry> {
        let mut key = Vec::new();
        let mut range: Option<Range<usize>> = None;
        while let Some(event) = self.events.peek() {
            let span = event.span();
            match event.kind() {
                EventKind::SimpleKey => {
                    key.push(decoded(&self.text[span.start()..span.end()]));
                    let start = range.map_or(span.start(), |range| range.start);
                    range = Some(start..span.end());
                }
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => break,
                _ => {}
            }
            self.events.next();
        }
        Some(Entry {
            key,
            key_range: range?,
            value: self.value()?,
        })
    }

    fn value(&mut self) -> Option<Node> {
        let event = self.events.next()?;
        let start = event.span().start();
        let mut end = event.span().end();
        let kind = match event.kind() {
            EventKind::ArrayOpen => {
                let mut nodes = Vec::new();
                while let Some(event) = self.events.peek() {
                    match event.kind() {
                        EventKind::ArrayClose => {
                            end = event.span().end();
                            self.events.next();
                            break;
                        }
                        EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                            nodes.extend(self.value());
                        }
                        _ => drop(self.events.next()),
                    }
                }
                NodeKind::List(nodes)
            }
            EventKind::InlineTableOpen => {
                let mut entries = Vec::new();
                while let Some(event) = self.events.peek() {
                    match event.kind() {
                        EventKind::InlineTableClose => {
                            end = event.span().end();
                            self.events.next();
                            break;
                        }
                        EventKind::SimpleKey => entries.extend(self.entry()),
                        _ => drop(self.events.next()),
                    }
                }
                NodeKind::Table(entries)
            }
            _ => NodeKind::Scalar,
        };
        Some(Node {
            range: start..end,
            kind,
        })
    }
}

/// A key without quotes and escapes.
fn decoded(word: &str) -> String {
    if !word.starts_with(['"', '\'']) {
        return word.to_owned();
    }
    let text = parsed(word).and_then(|value| value.as_str().map(str::to_owned));
    text.unwrap_or_else(|| word.to_owned())
}

/// A value from its text; nothing where it is none.
pub fn parsed(raw: &str) -> Option<toml::Value> {
    let table: toml::Table = toml::from_str(&format!("x = {raw}\n")).ok()?;
    let mut values = table.into_iter();
    let (_, value) = values.next()?;
    // More than one value would be more than one key.
    values.next().is_none().then_some(value)
}
