//! `overlong-hours`: hours past midnight that are too long to be meant.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::model::hours::day_key::DayKey;
use crate::model::hours::time::{Interval, TimeOfDay};
use crate::model::hours::week::Week;
use crate::model::timetable::all_hours;
use crate::rules::{Rule, Run, UnitContext};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "overlong-hours",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("overlong_hours"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// The longest night on duty, in minutes.
const LONGEST: u16 = 16 * 60;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    for hours in all_hours(context.unit).map(|whose| whose.hours()) {
        in_week(&hours.week, &hours.places, found);
        for period in &hours.periods {
            in_week(&period.week, &period.places, found);
        }
    }
}

fn in_week(week: &Week, places: &[(DayKey, Span)], found: &mut Vec<Diagnostic>) {
    for (key, place) in places {
        let day = week.get(*key);
        let intervals = day.into_iter().flat_map(|day| {
            let (odd, even) = (day.odd.intervals(), day.even.intervals());
            odd.iter().chain(even)
        });
        let mut intervals = intervals.filter(|interval| is_overlong(**interval));
        let Some(interval) = intervals.next() else {
            continue;
        };
        if found.iter().any(|it| it.primary.span == *place) {
            continue;
        }
        let message = say!(
            "`{interval}` goes on until the next day",
            "`{interval}` slutar först nästa dag"
        );
        found.push(Diagnostic::new(&CODE, *place, message).with_help(help(*interval)));
    }
}

fn is_overlong(interval: Interval) -> bool {
    interval.passes_midnight() && interval.end() - interval.from().minutes() > LONGEST
}

/// The same hours in the afternoon, where that is a time after they begin.
fn help(interval: Interval) -> crate::diagnostic::Text {
    let from = interval.from();
    let to = TimeOfDay::from_minutes(interval.to().minutes() + 12 * 60);
    match to.filter(|to| *to > from) {
        Some(to) => say!(
            "write `{from}-{to}` if the afternoon is meant, else two intervals",
            "skriv `{from}-{to}` om eftermiddagen menas, annars två tider"
        ),
        None => say!(
            "correct the times, or write two intervals",
            "rätta tiderna, eller skriv två tider"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    #[test]
    fn a_day_that_ends_next_morning_is_found() {
        let unit = "[hours]\nopening = { mon-fri = \"09:00-05:30\", sat = \"22:00-06:00\" }\n";
        assert_eq!(check(&RULE, unit), ["2: \"09:00-05:30\""]);
        assert_eq!(
            words(&RULE, unit),
            [
                "`09:00-05:30` slutar först nästa dag | skriv `09:00-17:30` om eftermiddagen menas, annars två tider"
            ]
        );
    }

    #[test]
    fn nights_on_duty_are_fine() {
        let unit =
            "[hours]\nphone = { mon-sun = \"16:00-08:00\" }\nopening = { mon = \"00:00-23:00\" }\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }
}
