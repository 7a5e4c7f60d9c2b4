//! Makes the fields of a form: for each key of a table what suits its kind, with what stands in the file.

use crate::diagnostic::Language;
use crate::edit::choices::FormContext;
use crate::edit::field::{Control, control_of, shown};
use crate::edit::item::{Choice, DayRow, Item, Row, id_of, joined, kind_name};
use crate::edit::week;
use crate::edit::words::label;
use crate::load::shape::{Key, Kind, Shape};
use crate::model::hours::day_key::DayKey;
use crate::toml_edits::document::{Found, NodeKind, Table, find, parsed};

/// What fields are made from.
pub struct Maker<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tables.
    pub root: &'a Table<'a>,
    /// What the form is made for.
    pub context: &'a FormContext<'a>,
    /// The keys that the rule set wants on the unit's page, dotted, and how much.
    pub wanted: Vec<(String, &'static str)>,
}

impl<'a> Maker<'a> {
    /// The fields of a table.
    pub fn table(&self, shape: &'static Shape, path: &[String]) -> Vec<Item> {
        let keys = shape.keys.iter();
        keys.flat_map(|key| self.items(key, path)).collect()
    }

    /// What stands in the form for a key.
    pub fn items(&self, key: &'static Key, path: &[String]) -> Vec<Item> {
        let path = [path, &[key.name.to_owned()]].concat();
        let mut item = self.item(key, &path);
        if is_week(key.kind) {
            return vec![self.week(item, &path)];
        }
        match key.kind {
            Kind::List(Kind::Table(shape)) => vec![self.list(item, shape, &path)],
            Kind::Table(shape) => {
                item.kind = "group".to_owned();
                let inside = self.table(shape, &path);
                std::iter::once(item).chain(inside).collect()
            }
            kind => {
                let control = control_of(kind, key.name).unwrap_or(Control::Raw);
                vec![self.with_value(item, control, &path)]
            }
        }
    }

    fn item(&self, key: &Key, path: &[String]) -> Item {
        let (label, help) = label(key, self.context.language);
        let name = joined(path);
        let field = path.join(".");
        let wanted = self.wanted.iter().find(|(wanted, _)| *wanted == field);
        let required = if key.required { "required" } else { "" };
        Item {
            id: id_of(&name),
            name,
            label,
            help,
            wanted: wanted.map_or(required, |(_, how)| how),
            options: self.context.options(key.kind, path),
            ..Item::default()
        }
    }

    /// An item with the value at a path.
    pub fn with_value(&self, mut item: Item, control: Control, path: &[String]) -> Item {
        let found = find(self.root, path);
        let shown = match (control, &found) {
            (Control::Day, Some(Found::Node(node))) => {
                let raw = &self.text[node.range.clone()];
                let value = parsed(raw);
                let day = value.and_then(|value| week::day_text(&value, self.context.language));
                let plain = day.filter(|day| day.note.is_empty() && day.weeks.is_empty());
                Some(plain.map_or((Control::Raw, raw.to_owned()), |day| {
                    (Control::Day, day.hours)
                }))
            }
            _ => shown(control, found, self.text),
        };
        let (control, value) = shown.unwrap_or((Control::Raw, String::new()));
        let is_known = item.options.iter().any(|choice| choice.value == value);
        if control == Control::Choice && !value.is_empty() && !is_known {
            item.options.push(Choice {
                value: value.clone(),
                label: value.clone(),
            });
        }
        item.kind = kind_name(control).to_owned();
        item.value = value;
        item
    }

    fn week(&self, mut item: Item, path: &[String]) -> Item {
        let Some(week) = week::read(self.text, path, self.context.language) else {
            return self.with_value(item, Control::Raw, path);
        };
        item.kind = "week".to_owned();
        let day = |(day, text): (DayKey, week::DayText)| {
            let name = format!("{}/{}", item.name, day.key());
            DayRow {
                id: id_of(&name),
                name,
                label: match self.context.language {
                    Language::English => day.en(),
                    Language::Swedish => day.sv(),
                },
                hours: text.hours,
                note: text.note,
                weeks: text.weeks,
            }
        };
        item.days = DayKey::ALL.into_iter().zip(week).map(day).collect();
        item
    }

    fn list(&self, mut item: Item, shape: &'static Shape, path: &[String]) -> Item {
        let count = match find(self.root, path) {
            None => 0,
            Some(Found::List(rows)) => rows.len(),
            Some(Found::Node(node)) => match &node.kind {
                NodeKind::List(nodes) => nodes.len(),
                _ => return self.with_value(item, Control::Raw, path),
            },
            Some(Found::Table(_)) => return self.with_value(item, Control::Raw, path),
        };
        item.kind = "list".to_owned();
        let row = |at: usize| {
            let path = [path, &[at.to_string()]].concat();
            let name = joined(&path);
            Row {
                id: id_of(&name),
                name,
                number: at + 1,
                items: self.table(shape, &path),
                findings: Vec::new(),
            }
        };
        item.rows = (0..count).map(row).collect();
        item
    }
}

/// Whether a value is a week of hours.
fn is_week(kind: &Kind) -> bool {
    matches!(kind, Kind::Either([Kind::Map(_), ..]))
}
