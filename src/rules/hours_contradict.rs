//! `hours-contradict`: hours that contradict each other.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::hours::day::DayHours;
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::HoursKind;
use crate::model::unit::Unit;
use crate::rules::{Rule, Run, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "hours-contradict",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("hours_contradict"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    drop_in(context.unit, found);
    single_days(context.unit, found);
}

fn drop_in(unit: &Unit, found: &mut Vec<Diagnostic>) {
    let of = |kind| unit.hours.get(&kind);
    let (Some(drop_in), Some(opening)) = (of(HoursKind::DropIn), of(HoursKind::Opening)) else {
        return;
    };
    let outside = |day: DayKey| {
        let hours = drop_in.week.get(day)?;
        let open = opening.week.get(day)?;
        let fits = is_within(&hours.odd, &open.odd) && is_within(&hours.even, &open.even);
        (!fits).then_some((hours, open))
    };
    let mut told = Vec::new();
    for (day, place) in &drop_in.places {
        let Some((hours, open)) = outside(*day).filter(|_| !told.contains(place)) else {
            continue;
        };
        told.push(*place);
        let message = Text {
            en: format!(
                "drop-in {} lies outside the opening hours, {}",
                hours.en(),
                open.en()
            )
            .into(),
            sv: format!(
                "drop-in {} ligger utanför öppettiderna, {}",
                hours.sv(),
                open.sv()
            )
            .into(),
        };
        let mut diagnostic = Diagnostic::new(&CODE, *place, message).with_help(say!(
            "correct the one that is wrong",
            "rätta den tid som är fel"
        ));
        if let Some((_, place)) = opening.places.iter().find(|(other, _)| other == day) {
            let label = say!("the opening hours", "öppettiderna");
            diagnostic = diagnostic.with_related(*place, label);
        }
        found.push(diagnostic);
    }
}

/// Whether every minute of some hours is one of others; who is received by appointment may also come
/// without one at times.
fn is_within(hours: &DayHours, open: &DayHours) -> bool {
    if *open == DayHours::ByAppointment {
        return true;
    }
    let covered = |from: u16, to: u16| {
        // Open intervals are in order; those that touch are one.
        let mut reached = from;
        for interval in open.intervals() {
            if interval.from().minutes() <= reached {
                reached = reached.max(interval.end());
            }
        }
        reached >= to
    };
    let mut intervals = hours.intervals().iter();
    intervals.all(|interval| covered(interval.from().minutes(), interval.end()))
}

fn single_days(unit: &Unit, found: &mut Vec<Diagnostic>) {
    for (at, special) in unit.special_hours.iter().enumerate() {
        let day = special.from.value;
        let diagnostic = |message| Diagnostic::new(&CODE, special.from.span, message);
        let twice = unit.special_hours[..at].iter().find(|earlier| {
            let mut kinds = special.hours.keys();
            let shares_days = earlier.from.value <= special.last() && day <= earlier.last();
            shares_days && kinds.any(|kind| earlier.hours.contains_key(kind))
        });
        if let Some(earlier) = twice {
            let day = day.max(earlier.from.value);
            let message = say!("{day} is given hours twice", "{day} får tider två gånger");
            let label = say!("first given here", "anges först här");
            found.push(
                diagnostic(message)
                    .with_related(earlier.from.span, label)
                    .with_help(say!("keep the one that is right", "behåll den som är rätt")),
            );
        }
        let is_open = special.hours.values().any(|day| !day.is_closed());
        let closure = unit.closures.iter().find(|closure| {
            let begins = closure.from.value <= special.last();
            begins && !closure.is_over_by(day)
        });
        if let Some(closure) = closure.filter(|_| is_open) {
            let day = day.max(closure.from.value);
            let message = say!(
                "{day} is given hours, but the unit is closed then",
                "{day} får tider, men enheten är stängd då"
            );
            let label = say!("closed here", "stängt här");
            found.push(
                diagnostic(message)
                    .with_related(closure.span, label)
                    .with_help(say!(
                        "remove the day's hours, or change the closure",
                        "ta bort dagens tider, eller ändra stängningen"
                    )),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check;

    #[test]
    fn drop_in_outside_opening_hours_is_found() {
        let unit = "[hours]\nopening = { mon-thu = \"08:00-16:00\", fri = \"closed\" }\ndrop_in = { mon = \"15:00-17:00\", fri = \"08:00-09:00\" }\n";
        assert_eq!(
            check(&RULE, unit),
            ["3: \"15:00-17:00\"", "3: \"08:00-09:00\""]
        );
    }

    #[test]
    fn single_days_twice_or_in_a_closure_are_found() {
        let unit = "[[special_hours]]\ndate = 2026-12-23\nopening = \"08:00-12:00\"\n[[special_hours]]\ndate = 2026-12-23\nopening = \"08:00-13:00\"\n[[special_hours]]\ndate = 2026-12-25\nphone = \"08:00-09:00\"\n[[closures]]\nfrom = 2026-12-24\nto = 2026-12-26\n";
        assert_eq!(check(&RULE, unit), ["5: 2026-12-23", "8: 2026-12-25"]);
    }

    #[test]
    fn hours_that_agree_are_fine() {
        let unit = "[hours]\nopening = { mon = [\"08:00-12:00\", \"12:00-16:00\"], tue = \"around the clock\" }\ndrop_in = { mon = \"11:00-13:00\", tue = \"08:00-22:00\", sat = \"08:00-09:00\" }\n[[special_hours]]\ndate = 2026-12-23\nopening = \"08:00-12:00\"\n[[special_hours]]\ndate = 2026-12-23\nphone = \"08:00-09:00\"\n[[special_hours]]\ndate = 2026-12-24\nopening = \"closed\"\n[[closures]]\nfrom = 2026-12-24\nto = 2026-12-26\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
