//! Reads what a unit says of its hours: weeks by kind, periods, functions, special hours, closures.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, say};
use crate::load::faults::{invalid_period, missing_field};
use crate::load::hours;
use crate::load::table::Table;
use crate::load::words;
use crate::model::hours::stated::{
    Closure, FunctionHours, HoursKind, Period, SpecialHours, WeekHours,
};
use crate::model::hours::week::Week;

/// `[hours]`
pub fn kinds(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> BTreeMap<HoursKind, WeekHours> {
    let Some(table) = unit.table("hours") else {
        return BTreeMap::new();
    };
    let mut all = BTreeMap::new();
    for kind in HoursKind::ALL {
        all.extend(hours::week(&table, kind.key(), found).map(|hours| (kind, hours)));
    }
    for period in table.tables("periods") {
        add_period(&mut all, &period, found);
    }
    all
}

/// One of `[[hours.periods]]`, to the kinds that it names.
fn add_period(
    all: &mut BTreeMap<HoursKind, WeekHours>,
    table: &Table<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (from, to) = (table.date("from"), table.date("to"));
    if let (Some(from), Some(to)) = (&from, &to) {
        found.extend(invalid_period::fault(from, to));
    }
    for kind in HoursKind::ALL {
        let Some(hours) = hours::week(table, kind.key(), found) else {
            continue;
        };
        // Without its first day nobody can tell when a period holds.
        let Some(from) = &from else { continue };
        let of_kind = all
            .entry(kind)
            .or_insert_with(|| WeekHours::always(Week::default(), Vec::new(), hours.span));
        of_kind.periods.push(Period {
            from: Some(from.value),
            to: to.as_ref().map(|to| to.value),
            reason: table.text("reason"),
            week: hours.week,
            places: hours.places,
            is_table: true,
            span: table.span,
        });
        of_kind.periods.extend(hours.periods);
        of_kind.dated.extend(hours.dated);
        of_kind.notes.extend(hours.notes);
    }
}

/// `[[hours.functions]]`
pub fn functions(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Vec<FunctionHours> {
    let Some(table) = unit.table("hours") else {
        return Vec::new();
    };
    let read = |function: Table<'_>| FunctionHours {
        name: function.text("name"),
        hours: hours::week(&function, "hours", found),
        note: function.text("note"),
        span: function.span,
    };
    table.tables("functions").map(read).collect()
}

/// `[[special_hours]]`
pub fn special_hours(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Vec<SpecialHours> {
    let mut read = |table: Table<'_>| {
        let mut notes = Vec::new();
        let mut hours = BTreeMap::new();
        for kind in HoursKind::ALL {
            let day = hours::day(&table, kind.key(), &mut notes, found);
            hours.extend(day.map(|day| (kind, day)));
        }
        let date = table.date("date");
        let from = date.clone().or_else(|| table.date("from"));
        let to = table.date("to");
        let keys = table.entries().map(|(key, _)| key.value);
        let mut meant = keys.filter_map(|key| words::key_of("special_hours", &key));
        let in_words = meant.any(|key| ["date", "from"].contains(&key));
        if table.node("date").is_none() && table.node("from").is_none() && !in_words {
            found.push(missing_field::because(
                table.span,
                "special_hours.date",
                say!(
                    "add `date = …` with the day, or `from = …` and `to = …` with the first and the last",
                    "lägg till `date = …` med dagen, eller `from = …` och `to = …` med den första och den sista"
                ),
            ));
        } else if table.node("date").is_none() && table.node("to").is_none() && !in_words {
            found.push(missing_field::because(
                table.span,
                "special_hours.to",
                say!(
                    "add `to = …` with the last day",
                    "lägg till `to = …` med den sista dagen"
                ),
            ));
        }
        if let (Some(from), Some(to)) = (&from, &to) {
            found.extend(invalid_period::fault(from, to));
        }
        Some(SpecialHours {
            from: from?,
            to: to.filter(|_| date.is_none()),
            hours,
            notes,
            reason: table.text("reason"),
        })
    };
    unit.tables("special_hours").filter_map(&mut read).collect()
}

/// `[[closures]]`
pub fn closures(unit: &Table<'_>) -> Vec<Closure> {
    let read = |table: Table<'_>| {
        // A last day that cannot be read is another thing than none.
        let to = table.date("to");
        if to.is_none() && table.node("to").is_some() {
            return None;
        }
        Some(Closure {
            from: table.date("from")?,
            to,
            reason: table.text("reason"),
            answered_by: table.text("answered_by"),
            span: table.span,
        })
    };
    unit.tables("closures").filter_map(read).collect()
}
