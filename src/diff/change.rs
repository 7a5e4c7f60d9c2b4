//! What differs in what a unit's files say, while it is being collected, and the two states it is
//! collected from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::assess::verdict::Assessment;
use crate::diagnostic::Text;
use crate::diff::phrases::same;
use crate::diff::words::pieces;
use crate::diff::{Change, Topic};
use crate::model::interned_str::InternedStr;
use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::text::Spanned;

/// A unit in one state of the site.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its region.
    pub region: Option<&'a Region>,
    /// Its assessment.
    pub assessment: Option<&'a Assessment>,
    /// The day.
    pub today: NaiveDate,
}

/// What differs, while it is being collected.
#[derive(Debug, Default)]
pub struct Changes {
    /// What was found so far.
    pub list: Vec<Change>,
}

impl Changes {
    /// Takes a value that differs.
    pub fn value(
        &mut self,
        topic: Topic,
        subject: Text,
        before: Option<Text>,
        after: Option<Text>,
    ) {
        if before != after {
            self.list.push(Change {
                topic,
                subject,
                service: None,
                before,
                after,
                words: Vec::new(),
            });
        }
    }

    /// Takes running text that differs.
    pub fn prose(
        &mut self,
        topic: Topic,
        subject: Text,
        before: Option<&str>,
        after: Option<&str>,
    ) {
        if before != after {
            let words = match (before, after) {
                (Some(before), Some(after)) => pieces(before, after),
                _ => Vec::new(),
            };
            self.list.push(Change {
                topic,
                subject,
                service: None,
                before: before.map(same),
                after: after.map(same),
                words,
            });
        }
    }

    /// Takes entries of a list, told apart by a key: each is its key, its name, and what it says.
    pub fn entries(
        &mut self,
        topic: Topic,
        before: Vec<(String, Text, Text)>,
        after: Vec<(String, Text, Text)>,
    ) {
        let (mut before, mut after) = (numbered(before), numbered(after));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
        for key in keys {
            let (old, new) = (before.remove(&key), after.remove(&key));
            let subject = new.as_ref().or(old.as_ref()).map(|(name, _)| name.clone());
            if let Some(subject) = subject {
                self.value(topic, subject, old.map(|it| it.1), new.map(|it| it.1));
            }
        }
    }
}

/// Entries by key and how often the key has come before.
fn numbered(entries: Vec<(String, Text, Text)>) -> BTreeMap<(String, usize), (Text, Text)> {
    let mut all = BTreeMap::new();
    for (key, name, words) in entries {
        let times = (0..).find(|n| !all.contains_key(&(key.clone(), *n)));
        all.insert((key, times.unwrap_or_default()), (name, words));
    }
    all
}

/// A text as written.
pub fn written(value: &Option<Spanned<String>>) -> Option<&str> {
    value.as_ref().map(Spanned::as_str)
}

/// A text as a value.
pub fn plain(value: &Option<Spanned<String>>) -> Option<Text> {
    written(value).map(same)
}

/// A word as a value.
pub fn word(value: &Option<InternedStr>) -> Option<Text> {
    value.as_ref().map(|word| same(word.as_str()))
}
