//! `hours-overlap`: hours of one day that overlap.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::hours::{DayHours, DayKey, days_en, days_sv, overlaps};
use crate::model::unit::WeekHours;
use crate::rules::{Rule, Run, UnitContext};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "hours-overlap",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("hours_overlap"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    let of_phones = unit
        .contact
        .phones
        .iter()
        .filter_map(|phone| phone.hours.as_ref());
    for hours in unit.hours.values().chain(of_phones) {
        in_week(hours, found);
    }
    for special in &unit.special_hours {
        for hours in special.hours.values() {
            if let Some(pair) = overlap(hours) {
                let day = special.date.value.to_string();
                found.push(fault(
                    special.date.span,
                    &pair,
                    &Text {
                        en: day.clone().into(),
                        sv: day.into(),
                    },
                ));
            }
        }
    }
}

/// One finding for each place, naming all days it is about.
fn in_week(hours: &WeekHours, found: &mut Vec<Diagnostic>) {
    let mut faults: Vec<(Span, Text, Vec<DayKey>)> = Vec::new();
    for (day, place) in &hours.places {
        let Some(pair) = hours.week.get(*day).and_then(overlap) else {
            continue;
        };
        match faults.iter_mut().find(|(other, ..)| other == place) {
            Some((_, _, days)) => days.push(*day),
            // Strings of the directory give a day's hours in several places: the last one is named.
            None => {
                let earlier = faults.iter().position(|(_, _, days)| days.contains(day));
                if let Some(earlier) = earlier {
                    faults.remove(earlier);
                }
                faults.push((*place, pair, vec![*day]));
            }
        }
    }
    for (place, pair, days) in faults {
        let days = Text {
            en: days_en(&days).into(),
            sv: days_sv(&days).into(),
        };
        found.push(fault(place, &pair, &days));
    }
}

/// The two intervals of a day that overlap, in words.
fn overlap(hours: &DayHours) -> Option<Text> {
    let intervals = hours.intervals();
    let (first, second) = overlaps(intervals)?;
    let (first, second) = (intervals[first], intervals[second]);
    Some(Text {
        en: format!("`{first}` and `{second}`").into(),
        sv: format!("`{first}` och `{second}`").into(),
    })
}

fn fault(place: Span, pair: &Text, days: &Text) -> Diagnostic {
    let message = Text {
        en: format!("{} overlap on {}", pair.en, days.en).into(),
        sv: format!("{} överlappar, {}", pair.sv, days.sv).into(),
    };
    Diagnostic::new(&CODE, place, message).with_help(say!(
        "correct the times, or write one interval",
        "rätta tiderna, eller skriv en enda tid"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    #[test]
    fn overlapping_hours_are_found_at_their_day() {
        let unit = "[hours]\nopening = { mon-thu = [\"08:00-12:00\", \"11:30-16:00\"], fri = \"08:00-12:00\" }\n";
        assert_eq!(
            check(&RULE, unit),
            ["2: [\"08:00-12:00\", \"11:30-16:00\"]"]
        );
        assert!(words(&RULE, unit)[0].starts_with("`08:00-12:00` och `11:30-16:00` överlappar, "));
    }

    #[test]
    fn strings_of_the_directory_single_days_and_phones_are_looked_at() {
        let unit = "[hours]\nphone = [\"1-5#08:00#12:00\", \"1#11:00#13:00\"]\n[[special_hours]]\ndate = 2026-12-23\nopening = [\"08:00-12:00\", \"11:00-13:00\"]\n[[contact.phones]]\nlabel = \"A\"\nnumber = \"1177\"\nhours = { tue = [\"08:00-10:00\", \"09:00-11:00\"] }\n";
        assert_eq!(
            check(&RULE, unit),
            [
                "2: \"1#11:00#13:00\"",
                "4: 2026-12-23",
                "9: [\"08:00-10:00\", \"09:00-11:00\"]"
            ]
        );
    }

    #[test]
    fn hours_that_only_touch_are_fine() {
        let unit = "[hours]\nopening = { mon = [\"08:00-12:00\", \"12:00-16:00\"], tue = [\"13:00-16:00\", \"08:00-12:00\"] }\nphone = { mon = \"08:00-12:00\" }\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
