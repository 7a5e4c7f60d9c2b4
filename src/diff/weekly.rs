//! Hours that differ, day by day; days on which the same differs stand together.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::{Text, say};
use crate::diff::change::Changes;
use crate::diff::phrases::same;
use crate::diff::{Change, Topic};
use crate::model::hours::{DayHours, DayKey, Week, days_en, days_sv};
use crate::model::unit::{HoursKind, SpecialHours, Unit};

/// What differs in the hours of a unit, weekly and special.
pub fn compare(changes: &mut Changes, before: &Unit, after: &Unit) {
    for kind in HoursKind::ALL {
        let week = |unit: &Unit| unit.hours.get(&kind).map(|hours| hours.week.clone());
        weeks(
            changes,
            Topic::Hours,
            &kind_name(kind),
            week(before),
            week(after),
        );
    }
    let (before, after) = (
        special(&before.special_hours),
        special(&after.special_hours),
    );
    let days = before.keys().chain(after.keys());
    let days: std::collections::BTreeSet<&(NaiveDate, HoursKind)> = days.collect();
    for day in days {
        let (date, kind) = (day.0, kind_name(day.1));
        changes.value(
            Topic::Hours,
            Text {
                en: format!("{}, {date}", kind.en).into(),
                sv: format!("{} {date}", kind.sv).into(),
            },
            before.get(day).cloned(),
            after.get(day).cloned(),
        );
    }
}

/// What differs between two weeks.
pub fn weeks(
    changes: &mut Changes,
    topic: Topic,
    name: &Text,
    before: Option<Week>,
    after: Option<Week>,
) {
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let mut runs: Vec<(Vec<DayKey>, Option<&DayHours>, Option<&DayHours>)> = Vec::new();
    for day in DayKey::WEEKDAYS.into_iter().chain([DayKey::Holiday]) {
        let (old, new) = (before.get(day), after.get(day));
        if old == new {
            continue;
        }
        let follows = |days: &[DayKey]| {
            let last = days.last().and_then(|last| last.index());
            last.zip(day.index())
                .is_some_and(|(last, at)| last + 1 == at)
        };
        match runs.last_mut() {
            Some((days, was, is)) if (*was, *is) == (old, new) && follows(days) => days.push(day),
            _ => runs.push((vec![day], old, new)),
        }
    }
    for (days, old, new) in runs {
        changes.list.push(Change {
            topic,
            subject: Text {
                en: format!("{}, {}", name.en, days_en(&days)).into(),
                sv: format!("{} {}", name.sv, days_sv(&days)).into(),
            },
            service: None,
            before: old.map(hours),
            after: new.map(hours),
            words: Vec::new(),
        });
    }
}

fn hours(hours: &DayHours) -> Text {
    Text {
        en: hours.en().into(),
        sv: hours.sv().into(),
    }
}

/// Special hours by day and kind, with their reason.
fn special(list: &[SpecialHours]) -> BTreeMap<(NaiveDate, HoursKind), Text> {
    let mut days = BTreeMap::new();
    for day in list {
        let reason = day.reason.as_ref().map(|reason| reason.as_str());
        for (kind, hours_of_day) in &day.hours {
            let words = hours(hours_of_day);
            let words = match reason {
                Some(reason) => Text {
                    en: format!("{} ({reason})", words.en).into(),
                    sv: format!("{} ({reason})", words.sv).into(),
                },
                None => words,
            };
            days.insert((day.date.value, *kind), words);
        }
    }
    days
}

/// The name of a kind of hours.
fn kind_name(kind: HoursKind) -> Text {
    match kind {
        HoursKind::Opening => say!("Opening hours", "Öppettider"),
        HoursKind::Phone => say!("Phone hours", "Telefontider"),
        HoursKind::DropIn => say!("Drop-in", "Drop-in"),
        HoursKind::Visiting => say!("Visiting hours", "Besökstider"),
    }
}

/// Closures and the like: a stretch of days.
pub fn stretch(from: NaiveDate, to: NaiveDate) -> Text {
    if from == to {
        same(from.to_string())
    } else {
        same(format!("{from} – {to}"))
    }
}
