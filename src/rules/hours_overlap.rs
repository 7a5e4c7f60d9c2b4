//! `hours-overlap`: hours of one day that overlap.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::hours::day::Day;
use crate::model::hours::day_key::{DayKey, days_en, days_sv};
use crate::model::hours::stated::Period;
use crate::model::hours::time::{Interval, overlaps};
use crate::model::hours::week::Week;
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
    let of_functions = unit.functions.iter().filter_map(|it| it.hours.as_ref());
    for hours in unit.hours.values().chain(of_phones).chain(of_functions) {
        in_week(&hours.week, &hours.places, found);
        for period in &hours.periods {
            in_week(&period.week, &period.places, found);
        }
        periods(&hours.periods, found);
    }
    for special in &unit.special_hours {
        for day in special.hours.values() {
            if let Some(pair) = overlap(day) {
                let day = special.from.value.to_string();
                found.push(fault(
                    special.from.span,
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

/// Periods of one kind that hold on the same day.
fn periods(periods: &[Period], found: &mut Vec<Diagnostic>) {
    let tables = periods.iter().filter(|period| period.is_table);
    let tables: Vec<&Period> = tables.collect();
    for (at, later) in tables.iter().enumerate() {
        let shares = |earlier: &&&Period| {
            let first = earlier.from.max(later.from);
            first.is_none_or(|day| !earlier.is_over_by(day) && !later.is_over_by(day))
        };
        let Some(earlier) = tables[..at].iter().find(shares) else {
            continue;
        };
        let message = say!(
            "two periods hold on the same days",
            "två perioder gäller samma dagar"
        );
        let other = say!("the other one", "den andra");
        found.push(
            Diagnostic::new(&CODE, later.span, message)
                .with_related(earlier.span, other)
                .with_help(say!(
                    "let one end before the other begins",
                    "låt den ena sluta innan den andra börjar"
                )),
        );
    }
}

/// One finding for each place, naming all days it is about.
fn in_week(week: &Week, places: &[(DayKey, Span)], found: &mut Vec<Diagnostic>) {
    let mut faults: Vec<(Span, Text, Vec<DayKey>)> = Vec::new();
    for (key, place) in places {
        let of_day = week.get(*key).and_then(overlap);
        let Some(pair) = of_day.or_else(|| past_midnight(week, *key)) else {
            continue;
        };
        match faults.iter_mut().find(|(other, ..)| other == place) {
            Some((_, _, days)) => days.push(*key),
            // Strings of the directory give a day's hours in several places: the last one is named.
            None => {
                let earlier = faults.iter().position(|(_, _, days)| days.contains(key));
                if let Some(earlier) = earlier {
                    faults.remove(earlier);
                }
                faults.push((*place, pair, vec![*key]));
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
fn overlap(day: &Day) -> Option<Text> {
    [&day.odd, &day.even].into_iter().find_map(|hours| {
        let intervals = hours.intervals();
        let (first, second) = overlaps(intervals)?;
        Some(pair(intervals[first], intervals[second]))
    })
}

/// Hours that go on past midnight into those of the next day.
fn past_midnight(week: &Week, key: DayKey) -> Option<Text> {
    let at = key.index()?;
    let next = week.get(DayKey::WEEKDAYS[(at + 1) % 7])?;
    let day = week.get(key)?;
    // A week ends with Sunday, so that Monday is one of the other kind.
    let pairs = match at {
        6 => [(&day.odd, &next.even), (&day.even, &next.odd)],
        _ => [(&day.odd, &next.odd), (&day.even, &next.even)],
    };
    pairs.into_iter().find_map(|(hours, next)| {
        let nights = hours.intervals().iter();
        let nights = nights.filter_map(|night| Some((*night, night.by_day().1?)));
        let mut both = nights.flat_map(|night| next.intervals().iter().map(move |it| (night, *it)));
        let (night, morning) =
            both.find(|((_, rest), morning)| overlaps(&[*rest, *morning]).is_some())?;
        Some(pair(night.0, morning))
    })
}

/// Two intervals in words.
fn pair(first: Interval, second: Interval) -> Text {
    Text {
        en: format!("`{first}` and `{second}`").into(),
        sv: format!("`{first}` och `{second}`").into(),
    }
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
