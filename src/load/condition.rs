//! Reads condition tables.

use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::load::table::Table;
use crate::model::condition::{Condition, PlacedCondition, UnitKind};
use crate::text::{Span, Spanned};

/// An id that a condition uses, for the check that it exists.
pub struct Used {
    /// What kind of id: the condition's key.
    pub key: &'static str,
    /// The id.
    pub id: Spanned<String>,
}

/// Makes a condition of ids.
type OfIds = fn(Vec<String>) -> Condition;

/// The keys of a condition table that name ids, and what each makes.
const BY_IDS: [(&str, OfIds); 8] = [
    ("type", Condition::Type),
    ("administration", Condition::Administration),
    ("agreement", Condition::Agreement),
    ("activity", Condition::Activity),
    ("care_form", Condition::CareForm),
    ("municipality", Condition::Municipality),
    ("system", Condition::System),
    ("offers", Condition::Offers),
];

/// Reads conditions, noting the ids they use.
pub struct Reader<'a> {
    /// Whether an id exists, by the condition's key.
    pub exists: &'a dyn Fn(&str, &str) -> bool,
    /// The ids that were read.
    pub used: Vec<Used>,
    /// Conditions that say nothing: `{}`, `any = []`, empty lists.
    pub empty: Vec<Span>,
    /// Faults of what stands beside conditions.
    pub found: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads the condition under `key`.
    pub fn read(&mut self, table: &Table<'_>, key: &str) -> Option<PlacedCondition> {
        let node = table.node(key)?;
        Some(PlacedCondition {
            condition: self.value(table, node),
            span: table.place(node),
        })
    }

    /// A condition out of a parsed value.
    fn value<'t>(&mut self, table: &Table<'t>, node: &'t TomlSpanned<DeValue<'t>>) -> Condition {
        match (table.as_table(node), node.get_ref().as_bool()) {
            (Some(inner), _) => self.of_table(&inner),
            (None, Some(holds)) => Condition::Always(holds),
            (None, None) => Condition::Unreadable,
        }
    }

    fn of_table(&mut self, table: &Table<'_>) -> Condition {
        let mut parts: Vec<Condition> = Vec::new();
        for (key, node) in table.entries() {
            parts.push(self.part(table, &key.value, node));
        }
        if parts.is_empty() {
            self.empty.push(table.span);
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Condition::All(parts)
        }
    }

    /// What one key of a table asks.
    fn part<'t>(
        &mut self,
        table: &Table<'t>,
        key: &str,
        node: &'t TomlSpanned<DeValue<'t>>,
    ) -> Condition {
        let flag = |make: fn(bool) -> Condition| {
            let wanted = node.get_ref().as_bool();
            wanted.map_or(Condition::Unreadable, make)
        };
        match key {
            "kind" => self.kinds(table, key),
            "patient_contact" => flag(Condition::PatientContact),
            "private" => flag(Condition::Private),
            "not" => Condition::Not(Box::new(self.value(table, node))),
            "all" | "any" => {
                if node.get_ref().as_array().is_none() {
                    return Condition::Unreadable;
                }
                let values = table.list(key);
                self.empty_list(table, node, values.len());
                let parts = values.iter().map(|value| self.value(table, value));
                let parts = parts.collect();
                match key {
                    "all" => Condition::All(parts),
                    _ => Condition::Any(parts),
                }
            }
            _ => match BY_IDS.iter().find(|(known, _)| *known == key) {
                Some((key, make)) => self.ids(table, key, *make),
                None => Condition::Unreadable,
            },
        }
    }

    fn kinds(&mut self, table: &Table<'_>, key: &str) -> Condition {
        let Some(words) = self.words(table, key) else {
            return Condition::Unreadable;
        };
        let kinds: Vec<Option<UnitKind>> = words
            .iter()
            .map(|word| UnitKind::parse(&word.value))
            .collect();
        let known = Condition::Kind(kinds.iter().flatten().copied().collect());
        or_unreadable(known, kinds.iter().any(Option::is_none))
    }

    fn ids(&mut self, table: &Table<'_>, key: &'static str, make: OfIds) -> Condition {
        let Some(ids) = self.words(table, key) else {
            return Condition::Unreadable;
        };
        let (known, missing): (Vec<_>, Vec<_>) = ids
            .iter()
            .map(|id| id.value.clone())
            .partition(|id| (self.exists)(key, id));
        self.used.extend(ids.into_iter().map(|id| Used { key, id }));
        or_unreadable(make(known), !missing.is_empty())
    }

    /// A text alone or the texts of a list; nothing when something else is among them.
    fn words(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<Spanned<String>>> {
        let node = table.node(key)?;
        let words = table.text_or_texts(key);
        let values = node.get_ref().as_array().map_or(1, |values| values.len());
        if values != words.len() {
            return None;
        }
        self.empty_list(table, node, values);
        Some(words)
    }

    fn empty_list(&mut self, table: &Table<'_>, node: &TomlSpanned<DeValue<'_>>, length: usize) {
        if length == 0 {
            self.empty.push(table.place(node));
        }
    }
}

/// What is read of a list of which something may be unreadable: one that holds is enough, and else it is
/// not known.
fn or_unreadable(known: Condition, unreadable: bool) -> Condition {
    match unreadable {
        true => Condition::Any(vec![known, Condition::Unreadable]),
        false => known,
    }
}
