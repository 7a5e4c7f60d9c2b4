//! Hours that differ, day by day; days on which the same differs stand together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::diagnostic::{Text, say};
use crate::diff::change::Changes;
use crate::diff::phrases::same;
use crate::diff::{Change, Topic};
use crate::model::hours::day::Day;
use crate::model::hours::day_key::{DayKey, days_en, days_sv};
use crate::model::hours::stated::{FunctionHours, HoursKind, Period, SpecialHours, WeekHours};
use crate::model::hours::week::Week;
use crate::model::unit::Unit;

/// What differs in the hours of a unit: weeks, periods, functions and special hours.
pub fn compare(changes: &mut Changes, before: &Unit, after: &Unit) {
    for kind in HoursKind::ALL {
        let hours = |unit: &'_ Unit| unit.hours.get(&kind).cloned();
        all_weeks(
            changes,
            Topic::Hours,
            &kind_name(kind),
            hours(before).as_ref(),
            hours(after).as_ref(),
        );
    }
    functions(changes, before, after);
    let (before, after) = (
        special(&before.special_hours),
        special(&after.special_hours),
    );
    let days = before.keys().chain(after.keys());
    let days: BTreeSet<&(NaiveDate, NaiveDate, HoursKind)> = days.collect();
    for day in days {
        let (days, kind) = (stretch(day.0, Some(day.1)), kind_name(day.2));
        changes.value(
            Topic::Hours,
            Text {
                en: format!("{}, {}", kind.en, days.en).into(),
                sv: format!("{} {}", kind.sv, days.sv).into(),
            },
            before.get(day).cloned(),
            after.get(day).cloned(),
        );
    }
}

/// Hours of something at the unit.
fn functions(changes: &mut Changes, before: &Unit, after: &Unit) {
    let by_name = |unit: &Unit| -> BTreeMap<String, FunctionHours> {
        let named = unit.functions.iter();
        let named = named.filter_map(|it| Some((it.name.as_ref()?.value.clone(), it.clone())));
        named.collect()
    };
    let (before, after) = (by_name(before), by_name(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        let hours = |it: Option<&'_ FunctionHours>| it.and_then(|it| it.hours.clone());
        let (week_before, week_after) = (hours(old), hours(new));
        all_weeks(
            changes,
            Topic::Hours,
            &same(name),
            week_before.as_ref(),
            week_after.as_ref(),
        );
        let note = |it: Option<&FunctionHours>| Some(same(it?.note.as_ref()?.as_str()));
        let subject = say!("{name}, note", "{name}, anmärkning");
        changes.value(Topic::Hours, subject, note(old), note(new));
    }
}

/// What differs between two weeks, and between the periods in which others hold.
pub fn all_weeks(
    changes: &mut Changes,
    topic: Topic,
    name: &Text,
    before: Option<&WeekHours>,
    after: Option<&WeekHours>,
) {
    let week = |hours: Option<&WeekHours>| hours.map(|hours| hours.week.clone());
    weeks(changes, topic, name, week(before), week(after));
    let periods = |hours: Option<&WeekHours>| -> BTreeMap<Key, Period> {
        let periods = hours.into_iter().flat_map(|hours| &hours.periods);
        let keyed = periods.map(|period| ((period.from, period.to), period.clone()));
        keyed.collect()
    };
    let (before, after) = (periods(before), periods(after));
    let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let (old, new) = (before.get(key), after.get(key));
        let days = match key {
            (Some(from), to) => stretch(*from, *to),
            (None, Some(to)) => say!("until {to}", "till och med {to}"),
            (None, None) => say!("always", "alltid"),
        };
        let name = Text {
            en: format!("{}, {}", name.en, days.en).into(),
            sv: format!("{} {}", name.sv, days.sv).into(),
        };
        let reason = |it: Option<&Period>| Some(same(it?.reason.as_ref()?.as_str()));
        let subject = Text {
            en: format!("{}, reason", name.en).into(),
            sv: format!("{}, orsak", name.sv).into(),
        };
        let week = |it: Option<&Period>| it.map(|it| it.week.clone());
        weeks(changes, topic, &name, week(old), week(new));
        changes.value(topic, subject, reason(old), reason(new));
    }
}

/// The days of a period.
type Key = (Option<NaiveDate>, Option<NaiveDate>);

/// What differs between two weeks.
fn weeks(
    changes: &mut Changes,
    topic: Topic,
    name: &Text,
    before: Option<Week>,
    after: Option<Week>,
) {
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let mut runs: Vec<(Vec<DayKey>, Option<&Day>, Option<&Day>)> = Vec::new();
    for day in DayKey::ALL {
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

/// A week in one line, day by day.
pub fn in_words(hours: &WeekHours) -> Text {
    let said = DayKey::ALL.into_iter().filter_map(|day| {
        let here = hours.week.get(day)?;
        Some(Text {
            en: format!("{} {}", days_en(&[day]), here.en()).into(),
            sv: format!("{} {}", days_sv(&[day]), here.sv()).into(),
        })
    });
    let all = said.reduce(|all, one| Text {
        en: format!("{}, {}", all.en, one.en).into(),
        sv: format!("{}, {}", all.sv, one.sv).into(),
    });
    all.unwrap_or_else(|| Text::fixed("no hours", "inga tider"))
}

fn hours(hours: &Day) -> Text {
    Text {
        en: hours.en().into(),
        sv: hours.sv().into(),
    }
}

/// Special hours by day and kind, with their reason.
fn special(list: &[SpecialHours]) -> BTreeMap<(NaiveDate, NaiveDate, HoursKind), Text> {
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
            days.insert((day.from.value, day.last(), *kind), words);
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
pub fn stretch(from: NaiveDate, to: Option<NaiveDate>) -> Text {
    match to {
        Some(to) if from == to => same(from.to_string()),
        Some(to) => same(format!("{from} – {to}")),
        None => say!(
            "from {from} until further notice",
            "från {from} tills vidare"
        ),
    }
}
