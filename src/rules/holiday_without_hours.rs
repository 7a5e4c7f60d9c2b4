//! `holiday-without-hours`: a holiday within 60 days about which the hours say nothing.

use chrono::{Days, NaiveDate};

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::calendar::{Holiday, holiday};
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::DayHours;
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::{HoursKind, WeekHours};
use crate::model::timetable::{Whose, on_day};
use crate::model::unit::Unit;
use crate::rules::{Rule, Run, UnitContext, wording};

/// The code.
pub static CODE: Code = Code {
    name: "holiday-without-hours",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("holiday_without_hours"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

/// How far ahead the calendar is looked through, in days.
const AHEAD: u64 = 60;

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    if !unit.is_shown_on(context.today) {
        return;
    }
    let opening = unit.hours.get(&HoursKind::Opening);
    let on_holidays = opening.and_then(|hours| hours.week_on(context.today).0.holiday.as_ref());
    for kind in [HoursKind::Opening, HoursKind::Phone] {
        let Some(hours) = unit.hours.get(&kind) else {
            continue;
        };
        // Nobody expects an answer where the door is shut, and one finding tells what is unsaid of both.
        let cap = match (kind, opening, on_holidays) {
            (HoursKind::Phone, Some(_), None) => continue,
            (HoursKind::Phone, Some(_), Some(day)) if day.is_closed() => continue,
            (HoursKind::Phone, Some(_), Some(_)) => Some(Level::Note),
            _ => None,
        };
        let days = open_question(context.today, unit, Whose::Kind(kind, hours));
        if !days.is_empty() {
            found.push(unsaid(kind, hours, &days).at_most(cap));
        }
    }
}

/// The holidays ahead, Monday to Friday, on which the weekday's hours would be shown and nothing is said.
fn open_question(today: NaiveDate, unit: &Unit, whose: Whose<'_>) -> Vec<(NaiveDate, Holiday)> {
    let ahead = (0..=AHEAD).filter_map(|days| today.checked_add_days(Days::new(days)));
    let holidays = ahead.filter_map(|date| Some((date, holiday(date)?)));
    holidays
        .filter(|(date, _)| {
            let day = CalendarDay::new(*date);
            let weekend = matches!(day.weekday, DayKey::Saturday | DayKey::Sunday);
            let on = on_day(unit, whose, &day);
            let is_unsaid = on.row() == Some(DayKey::Holiday) && on.day.is_none();
            let usual = whose.hours().week_on(*date).0.weekday(day.weekday);
            let is_usual = usual.is_some_and(|usual| *usual.in_week(day.weeks) != DayHours::Closed);
            let mut special = unit.special_hours.iter();
            !weekend && is_unsaid && is_usual && !special.any(|special| special.contains(*date))
        })
        .collect()
}

fn unsaid(kind: HoursKind, hours: &WeekHours, days: &[(NaiveDate, Holiday)]) -> Diagnostic {
    let (en, sv) = match kind {
        HoursKind::Phone => ("the phone hours", "telefontiderna"),
        _ => ("the opening hours", "öppettiderna"),
    };
    let named: Vec<(String, String)> = days
        .iter()
        .map(|(date, holiday)| {
            let weekday = wording::weekday(*date);
            (
                format!("{} ({} {date})", holiday.name_en(), weekday.en),
                format!("{} ({} {date})", holiday.name_sv(), weekday.sv),
            )
        })
        .collect();
    let (list_en, list_sv): (Vec<String>, Vec<String>) = named.into_iter().unzip();
    let message = Text {
        en: format!("{en} say nothing of {}", list_en.join(", ")).into(),
        sv: format!("{sv} säger inget om {}", list_sv.join(", ")).into(),
    };
    let key = kind.key();
    Diagnostic::new(&CODE, hours.span, message).with_help(say!(
        "add `holiday = \"closed\"` or other hours to `{key}`, or a day under `[[special_hours]]`",
        "lägg till `holiday = \"closed\"` (stängt) eller andra tider i `{key}`, eller en dag under `[[special_hours]]`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, words};

    const WEEK: &str = "[hours]\nopening = { mon-fri = \"08:00-17:00\" }\n";

    #[test]
    fn holidays_on_weekdays_ahead_are_named() {
        assert_eq!(check(&RULE, WEEK), ["2: { mon-fri = \"08:00-17:00\" }"]);
        assert!(words(&RULE, WEEK)[0].starts_with(
            "öppettiderna säger inget om julafton (torsdag 2026-12-24), juldagen (fredag 2026-12-25), nyårsafton (torsdag 2026-12-31), nyårsdagen (fredag 2027-01-01), trettondedag jul (onsdag 2027-01-06) | "
        ));
    }

    #[test]
    fn phone_hours_follow_the_door() {
        let phone = "phone = { mon-fri = \"08:00-12:00\" }\n";
        let alone = format!("[hours]\n{phone}");
        assert_eq!(check(&RULE, &alone), ["2: { mon-fri = \"08:00-12:00\" }"]);
        assert_eq!(check(&RULE, &format!("{WEEK}{phone}")).len(), 1);
        let shut = WEEK.replace(" }", ", holiday = \"closed\" }");
        assert_eq!(check(&RULE, &format!("{shut}{phone}")), [""; 0]);
        let open = WEEK.replace(" }", ", holiday = \"10:00-12:00\" }");
        assert_eq!(
            check(&RULE, &format!("{open}{phone}")),
            ["3: { mon-fri = \"08:00-12:00\" } [note]"]
        );
    }

    #[test]
    fn holiday_hours_closures_single_days_and_other_weekdays_answer_it() {
        let closures = "[[closures]]\nfrom = 2026-12-24\nto = 2027-01-01\n[[special_hours]]\ndate = 2027-01-06\nopening = \"10:00-12:00\"\n";
        for unit in [
            "[hours]\nopening = { mon-fri = \"08:00-17:00\", holiday = \"closed\" }\n".to_owned(),
            format!("{WEEK}{closures}"),
            "[hours]\nopening = { mon-tue = \"08:00-17:00\" }\n".to_owned(),
            "[hours]\nopening = { mon-sun = \"around the clock\" }\n".to_owned(),
            format!("closes = 2026-12-23\n{WEEK}"),
            format!("opens = 2027-02-01\n{WEEK}"),
            format!("publish = false\n{WEEK}"),
        ] {
            assert_eq!(check(&RULE, &unit), [""; 0], "{unit}");
        }
    }
}
