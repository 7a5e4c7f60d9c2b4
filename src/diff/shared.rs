//! Files that many units depend on, key by key: rule sets, regions, the site's own file and its pages.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use toml::{Table, Value};

use crate::diff::words::{cut, pieces};
use crate::diff::{Fate, FileDifference, KeyChange};
use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// Keys whose tables are conditions: they are shown as they are written.
const CONDITIONS: [&str; 7] = [
    "must_when",
    "should_when",
    "may_when",
    "must_not_when",
    "when",
    "scope",
    "visits",
];

/// Longest value that is shown whole, in characters.
const LONGEST: usize = 400;

/// What differs in one shared file; nothing when it says the same. Which rule set is current is not
/// known here.
pub fn compare(
    path: &SitePath,
    before: Option<&Content>,
    after: Option<&Content>,
) -> Option<FileDifference> {
    let fate = match (before, after) {
        (None, None) => return None,
        (None, _) => Fate::Added,
        (_, None) => Fate::Gone,
        _ => Fate::Kept,
    };
    let mut difference = FileDifference {
        path: path.to_string(),
        fate,
        in_force: first_day(path),
        is_current: false,
        keys: Vec::new(),
        words: Vec::new(),
    };
    if let (Some(Content::Text(before)), Some(Content::Text(after))) = (before, after) {
        if path.extension() == Some("toml") {
            if let (Ok(before), Ok(after)) = (before.parse::<Table>(), after.parse::<Table>()) {
                tables(&mut difference.keys, "", &before, &after);
                if difference.keys.is_empty() {
                    return None;
                }
            }
        } else {
            difference.words = pieces(before, after);
        }
    }
    (before != after).then_some(difference)
}

/// The day in the name of a rule set's file.
pub fn first_day(path: &SitePath) -> Option<NaiveDate> {
    let parts: Vec<&str> = path.parts().collect();
    match parts.as_slice() {
        ["content", _, "rules", _] => path.stem().parse().ok(),
        _ => None,
    }
}

fn tables(changes: &mut Vec<KeyChange>, place: &str, before: &Table, after: &Table) {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    for key in after.keys().chain(gone) {
        let below = if place.is_empty() {
            key.clone()
        } else {
            format!("{place}.{key}")
        };
        values(changes, &below, key, before.get(key), after.get(key));
    }
}

fn values(
    changes: &mut Vec<KeyChange>,
    place: &str,
    key: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) {
    if before == after {
        return;
    }
    let is_condition = CONDITIONS.contains(&key);
    match (before, after) {
        (Some(Value::Table(before)), Some(Value::Table(after))) if !is_condition => {
            tables(changes, place, before, after);
        }
        (Some(Value::Array(before)), Some(Value::Array(after)))
            if names(before).is_some() && names(after).is_some() =>
        {
            entries(changes, place, before, after);
        }
        _ => changes.push(KeyChange {
            key: place.to_owned(),
            before: before.map(shown),
            after: after.map(shown),
        }),
    }
}

/// Tables of a list that have names of their own.
fn entries(changes: &mut Vec<KeyChange>, place: &str, before: &[Value], after: &[Value]) {
    let (old, new) = (
        names(before).unwrap_or_default(),
        names(after).unwrap_or_default(),
    );
    let find = |list: &[Value], names: &[String], name: &str| {
        let at = names.iter().position(|other| other == name)?;
        list.get(at).cloned()
    };
    let gone = old.iter().filter(|name| !new.contains(name));
    for name in new.iter().chain(gone) {
        let (was, is) = (find(before, &old, name), find(after, &new, name));
        let below = format!("{place}[{name}]");
        match (&was, &is) {
            (Some(Value::Table(was)), Some(Value::Table(is))) => tables(changes, &below, was, is),
            _ => changes.push(KeyChange {
                key: below,
                before: was.as_ref().map(shown),
                after: is.as_ref().map(shown),
            }),
        }
    }
    let kept = |list: &[String], other: &[String]| -> Vec<String> {
        list.iter()
            .filter(|it| other.contains(it))
            .cloned()
            .collect()
    };
    let (old_order, new_order) = (kept(&old, &new), kept(&new, &old));
    if old_order != new_order {
        changes.push(KeyChange {
            key: format!("{place}[…]"),
            before: Some(cut(&old_order.join(", "), LONGEST)),
            after: Some(cut(&new_order.join(", "), LONGEST)),
        });
    }
}

/// What tells the tables of a list apart, when all of them have it and no two the same.
fn names(list: &[Value]) -> Option<Vec<String>> {
    ["id", "name", "date"].iter().find_map(|key| {
        let name = |value: &Value| match value.get(key)? {
            Value::String(name) => Some(name.clone()),
            Value::Datetime(day) => Some(day.to_string()),
            _ => None,
        };
        let names: Option<Vec<String>> = list.iter().map(name).collect();
        names.filter(|names| {
            let different: BTreeSet<&String> = names.iter().collect();
            !names.is_empty() && different.len() == names.len()
        })
    })
}

/// A value as it would be written on one line.
fn shown(value: &Value) -> String {
    cut(&value.to_string(), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(before: &str, after: &str) -> Vec<String> {
        let path = SitePath::new("content/x/rules/2026-01-01.toml").expect("a path");
        let content = |text: &str| Content::Text(text.into());
        let found = compare(&path, Some(&content(before)), Some(&content(after)));
        let keys = found.map(|found| found.keys).unwrap_or_default();
        let line = |key: &KeyChange| {
            let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
            format!("{}: {} > {}", key.key, side(&key.before), side(&key.after))
        };
        keys.iter().map(line).collect()
    }

    #[test]
    fn keys_are_found_by_name_and_comments_do_not_count() {
        let before = "title = \"A\" # x\n[[services]]\nid = \"a\"\nweeks_ahead = 4\n\
                      must_when = { kind = \"mottagning\" }\n[[services]]\nid = \"b\"\n";
        assert_eq!(changed(before, &before.replace("# x", "# y")), [""; 0]);
        let after = before
            .replace("weeks_ahead = 4", "weeks_ahead = 6")
            .replace("{ kind = \"mottagning\" }", "true");
        assert_eq!(
            changed(before, &after),
            [
                "services[a].weeks_ahead: 4 > 6",
                "services[a].must_when: { kind = \"mottagning\" } > true"
            ]
        );
        let added = format!("{before}[[services]]\nid = \"c\"\n");
        assert_eq!(changed(before, &added), ["services[c]: - > { id = \"c\" }"]);
        let swapped = "[[services]]\nid = \"b\"\n[[services]]\nid = \"a\"\n";
        let plain = "[[services]]\nid = \"a\"\n[[services]]\nid = \"b\"\n";
        assert_eq!(changed(plain, swapped), ["services[…]: a, b > b, a"]);
    }
}
