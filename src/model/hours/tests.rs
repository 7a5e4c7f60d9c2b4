//! What is written about hours, and what is read of it.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::diagnostic::Text;
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::{Day, DayHours, Weeks};
use crate::model::hours::day_key::{DayKey, DayKeyProblem, days_en, days_sv, parse_day_keys};
use crate::model::hours::parse::parse_hours;
use crate::model::hours::time::{Interval, TimeOfDay, overlaps};
use crate::model::hours::week::{Week, runs};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date of the test")
}

fn hours(text: &str) -> DayHours {
    parse_hours(text).expect("hours of the test").hours
}

fn interval(text: &str) -> Interval {
    hours(text).intervals()[0]
}

/// A week of `(keys, hours)`.
fn week(rows: &[(&str, &str)]) -> Week {
    let mut week = Week::default();
    for (keys, text) in rows {
        for key in parse_day_keys(keys).expect("keys of the test") {
            week.set(key, Day::every_week(hours(text)));
        }
    }
    week
}

#[test]
fn day_keys_are_days_and_ranges() {
    use DayKey::*;
    assert_eq!(parse_day_keys("wed"), Ok(vec![Wednesday]));
    assert_eq!(
        parse_day_keys("mon-thu"),
        Ok(vec![Monday, Tuesday, Wednesday, Thursday])
    );
    assert_eq!(
        parse_day_keys("fri-mon"),
        Ok(vec![Friday, Saturday, Sunday, Monday])
    );
    assert_eq!(parse_day_keys("mon-sun"), Ok(DayKey::WEEKDAYS.to_vec()));
    assert_eq!(parse_day_keys("tue-mon").map(|days| days.len()), Ok(7));
    assert_eq!(parse_day_keys("holiday"), Ok(vec![Holiday]));
}

#[test]
fn faulty_day_keys_are_located_and_repaired() {
    let cases = [
        ("", 0..0, "a day is missing", None),
        ("mon-", 4..4, "a day is missing", None),
        (
            "mon-wed-fri",
            7..11,
            "a range has two days, the first and the last",
            None,
        ),
        (
            "fri-fri",
            0..7,
            "the range begins and ends on the same day",
            Some("fri"),
        ),
        (
            "sat-holiday",
            4..11,
            "`holiday` cannot be part of a range",
            None,
        ),
    ];
    for (text, range, message, suggestion) in cases {
        let error = parse_day_keys(text).expect_err(text);
        assert_eq!(error.message().en, message, "{text}");
        assert_eq!(error.range(), range, "{text}");
        assert_eq!(error.suggestion(), suggestion, "{text}");
    }
    let unknown = [
        ("mån-fre", 0..4, Some("mon-fri")),
        ("mon–fri", 0..9, Some("mon-fri")),
        ("Mon - Thu", 0..4, Some("mon-thu")),
        ("mon-friday", 4..10, Some("mon-fri")),
        ("Helgdagar", 0..9, Some("holiday")),
        ("varje dag", 0..9, Some("mon-sun")),
        ("helg", 0..4, None),
        ("mon,wed", 0..7, None),
    ];
    for (text, range, suggestion) in unknown {
        let error = parse_day_keys(text).expect_err(text);
        assert!(
            matches!(error.problem(), DayKeyProblem::UnknownDay { .. }),
            "{text}"
        );
        assert_eq!(error.range(), range, "{text}");
        assert_eq!(error.suggestion(), suggestion, "{text}");
    }
}

#[test]
fn hours_in_the_own_form() {
    assert_eq!(hours("closed"), DayHours::Closed);
    assert_eq!(hours("around the clock"), DayHours::AroundTheClock);
    assert_eq!(hours("00:00-24:00"), DayHours::AroundTheClock);
    assert_eq!(hours("17:00-24:00").sv(), "17.00–24.00");
    assert_eq!(hours("07:30-17:00").sv(), "07.30–17.00");
    assert_eq!(hours("07:30-17:00").en(), "07:30–17:00");
    assert_eq!(hours("closed").sv(), "stängt");
    assert_eq!(hours("around the clock").sv(), "dygnet runt");
    let split = DayHours::from_intervals(vec![interval("13:00-16:00"), interval("08:00-12:00")]);
    assert_eq!(split.sv(), "08.00–12.00, 13.00–16.00");
}

#[test]
fn hours_may_pass_midnight() {
    let night = interval("22:00-06:00");
    assert!(night.passes_midnight() && night.contains(23 * 60) && night.contains(24 * 60 + 359));
    assert!(!night.contains(24 * 60 + 360) && !night.contains(60));
    assert_eq!(
        (night.sv().as_str(), night.to_string().as_str()),
        ("22.00–06.00", "22:00-06:00")
    );
    let (evening, morning) = night.by_day();
    assert_eq!(evening, interval("22:00-24:00"));
    assert_eq!(morning, Some(interval("00:00-06:00")));
    assert_eq!(hours("17:00-00:00"), hours("17:00-24:00"));
    assert_eq!(hours("1-5#22:00#06:00"), hours("22:00-06:00"));
    assert_eq!(overlaps(&[night, interval("23:00-23:30")]), Some((0, 1)));
    for always in ["00:00-23:59", "00:00-24:00", "around the clock"] {
        assert_eq!(hours(always), DayHours::AroundTheClock, "{always}");
    }
}

#[test]
fn comments_of_the_directory_may_name_weeks() {
    let hsa = |text: &str| {
        parse_hours(text)
            .ok()
            .and_then(|parsed| parsed.hsa)
            .expect(text)
    };
    for (comment, weeks, note) in [
        ("udda veckor", Some(Weeks::Odd), None),
        ("Jämna veckor.", Some(Weeks::Even), None),
        ("ojämn vecka", Some(Weeks::Odd), None),
        (
            "udda veckor, endast bokade",
            Some(Weeks::Odd),
            Some("udda veckor, endast bokade"),
        ),
        ("udda och jämna veckor", None, Some("udda och jämna veckor")),
        ("endast bokade besök", None, Some("endast bokade besök")),
    ] {
        let hsa = hsa(&format!("6#09:00#12:00#{comment}"));
        assert_eq!(
            (hsa.weeks, hsa.comment.as_deref()),
            (weeks, note),
            "{comment}"
        );
    }
}

#[test]
fn hours_in_the_form_of_the_directory() {
    let parsed = parse_hours("1-5#08:00#17:00").expect("the usual form");
    assert_eq!(parsed.hours, hours("08:00-17:00"));
    let hsa = parsed.hsa.expect("days");
    assert_eq!(hsa.days, DayKey::WEEKDAYS[..5]);
    assert_eq!(
        (hsa.comment, hsa.valid_from, hsa.valid_to),
        (None, None, None)
    );

    let full = parse_hours("1#07:00#09:00# Endast prover #20260601#2026-08-31").expect("all parts");
    let hsa = full.hsa.expect("days");
    assert_eq!(hsa.days, [DayKey::Monday]);
    assert_eq!(hsa.comment.as_deref(), Some("Endast prover"));
    assert_eq!(hsa.valid_from, Some(day("2026-06-01")));
    assert_eq!(hsa.valid_to, Some(day("2026-08-31")));

    for always in ["1-7#00:00#24:00", "1-7#00:00#23:59"] {
        assert_eq!(hours(always), DayHours::AroundTheClock, "{always}");
    }
    assert_eq!(
        parse_hours("1-5#08:00#17:00###").map(|parsed| parsed.hours),
        Ok(hours("08:00-17:00"))
    );
}

#[test]
fn faulty_hours_are_located() {
    let cases = [
        ("", 0..0, "there are no hours here"),
        (
            "vid behov",
            0..9,
            "hours are written like 08:00-17:00, or `closed`, `around the clock` or `by appointment`",
        ),
        ("8-17", 0..1, "`8` is no time; times are written like 08:00"),
        ("08:00-", 6..6, "a time is missing"),
        (
            "08:00-25:00",
            6..11,
            "there is no time 25:00; the last is 24:00",
        ),
        (
            "08:60-17:00",
            0..5,
            "there is no time 08:60; the last is 24:00",
        ),
        (
            "08:00-24:01",
            6..11,
            "there is no time 24:01; the last is 24:00",
        ),
        ("08:00-08:00", 0..11, "the hours begin and end at 08:00"),
        (
            "08:00-12:00, 13:00-16:00",
            11..24,
            "more than one interval; write them as a list of texts",
        ),
        (
            "1-5#08:00",
            0..9,
            "the HSA form has 3 to 6 parts between `#`, but here 2",
        ),
        (
            "1#08:00#17:00####",
            16..17,
            "the HSA form has 3 to 6 parts between `#`, but here 7",
        ),
        (
            "1-8#08:00#17:00",
            2..3,
            "`8` is no day; days of the HSA form are 1 (Monday) to 7 (Sunday)",
        ),
        ("1-5#08:00#08:00", 4..15, "the hours begin and end at 08:00"),
        (
            "1-5#08:00#17:00#x#20260231",
            18..26,
            "`20260231` is no date",
        ),
        (
            "1#08:00#17:00#x#20260301#20260201",
            16..33,
            "the last date is before the first",
        ),
    ];
    for (text, range, message) in cases {
        let error = parse_hours(text).expect_err(text);
        assert_eq!(error.message().en, message, "{text}");
        assert_eq!(error.range(), range, "{text}");
    }
    let error = parse_hours("08:00-08:00").expect_err("nothing, or a day and a night");
    assert_eq!(
        error.message().sv,
        "tiderna börjar och slutar klockan 08.00"
    );
}

#[test]
fn repairs_are_offered_only_where_they_are_certain() {
    let cases = [
        ("8-17", Some("08:00-17:00")),
        ("08.00–17.00", Some("08:00-17:00")),
        ("kl. 7.30 - 16", Some("07:30-16:00")),
        ("0800-1700", Some("08:00-17:00")),
        ("08:00 till 17:00", Some("08:00-17:00")),
        ("08:00-17:00 ", Some("08:00-17:00")),
        ("Stängt", Some("closed")),
        ("Dygnet  runt", Some("around the clock")),
        ("24/7", Some("around the clock")),
        ("0-24", Some("around the clock")),
        ("17-00", Some("17:00-24:00")),
        ("22-06", Some("22:00-06:00")),
        ("22-6", Some("22:00-06:00")),
        ("21.30–07", Some("21:30-07:00")),
        ("9-5", None),
        ("Endast bokade besök", Some("by appointment")),
        ("1-5#8.00#17", Some("1-5#08:00#17:00")),
        ("1-5", None),
        ("00:00-00:00", None),
        ("08:00-25:00", None),
        ("vid behov", None),
        ("08:00-12:00, 13:00-16:00", None),
    ];
    for (text, suggestion) in cases {
        let error = parse_hours(text).expect_err(text);
        assert_eq!(error.suggestion(), suggestion, "{text}");
    }
}

#[test]
fn touching_intervals_do_not_overlap() {
    let list = ["08:00-12:00", "12:00-13:00", "14:00-16:00", "12:30-14:30"].map(interval);
    assert_eq!(overlaps(&list[..3]), None);
    assert_eq!(overlaps(&list), Some((1, 3)));
    assert_eq!(overlaps(&[list[0], list[0]]), Some((0, 1)));
    assert_eq!(overlaps(&[]), None);
}

/// What a week says of a date.
fn on(week: &Week, date: &str) -> Option<String> {
    Some(week.on(&CalendarDay::new(day(date)))?.sv())
}

#[test]
fn red_days_have_holiday_hours_or_none() {
    let mut week = week(&[("mon-fri", "08:00-17:00"), ("sun", "10:00-12:00")]);
    let (working, sunday) = ("2026-12-23", "2026-11-22");
    assert_eq!(on(&week, working).as_deref(), Some("08.00–17.00"));
    assert_eq!(on(&week, sunday).as_deref(), Some("10.00–12.00"));
    // A weekday that is not named is closed, once another is.
    assert_eq!(on(&week, "2026-11-21").as_deref(), Some("stängt"));
    assert_eq!(on(&week, "2026-12-24"), None);
    week.set(DayKey::Holiday, Day::every_week(DayHours::Closed));
    assert_eq!(on(&week, "2026-12-24").as_deref(), Some("stängt"));
    assert_eq!(on(&week, sunday).as_deref(), Some("10.00–12.00"));
    let mut only_holidays = Week::default();
    only_holidays.set(DayKey::Holiday, Day::every_week(DayHours::Closed));
    assert_eq!(on(&only_holidays, working), None);
}

#[test]
fn what_is_always_open_is_open_on_holidays() {
    let mut week = week(&[("mon-sun", "around the clock")]);
    assert_eq!(on(&week, "2026-12-24").as_deref(), Some("dygnet runt"));
    week.set(DayKey::Sunday, Day::every_week(hours("08:00-17:00")));
    assert_eq!(on(&week, "2026-12-24"), None);
}

#[test]
fn the_day_before_a_holiday_may_be_shorter() {
    let week = week(&[
        ("mon-fri", "08:00-17:00"),
        ("holiday-eve", "08:00-12:00"),
        ("holiday", "closed"),
    ]);
    for (date, hours) in [
        ("2026-12-22", "08.00–17.00"),
        ("2026-12-23", "08.00–12.00"),
        // A red day is no eve, whatever comes after it.
        ("2026-12-24", "stängt"),
        ("2026-12-25", "stängt"),
        ("2026-12-30", "08.00–12.00"),
        ("2027-01-05", "08.00–12.00"),
        ("2027-01-06", "stängt"),
        // An eve opens no day that is closed: Easter Saturday.
        ("2027-03-27", "stängt"),
        ("2027-03-25", "08.00–12.00"),
    ] {
        assert_eq!(on(&week, date).as_deref(), Some(hours), "{date}");
    }
}

#[test]
fn odd_and_even_weeks_are_those_of_the_calendar() {
    let mut week = week(&[("mon-fri", "08:00-17:00")]);
    week.set(
        DayKey::Saturday,
        Day::in_weeks(hours("10:00-12:00"), Some(Weeks::Odd)),
    );
    // Week 47 of 2026; 53 is odd and so is the next, 1 of 2027.
    for (date, is_open) in [
        ("2026-11-21", true),
        ("2026-11-28", false),
        ("2027-01-02", true),
        ("2027-01-09", true),
        ("2027-01-16", false),
    ] {
        let day = CalendarDay::new(day(date));
        let said = week.on(&day).map(|said| said.in_week(day.weeks));
        assert_eq!(said == Some(&hours("10:00-12:00")), is_open, "{date}");
    }
    assert_eq!(
        week.get(DayKey::Saturday).map(Day::sv).as_deref(),
        Some("10.00–12.00 udda veckor")
    );
}

#[test]
fn days_with_equal_hours_make_one_row() {
    let week = week(&[
        ("mon-tue", "07:30-17:00"),
        ("thu", "07:30-17:00"),
        ("fri", "07:30-16:00"),
        ("sat-sun", "closed"),
        ("holiday", "closed"),
    ]);
    let rows: Vec<String> = runs(&week)
        .iter()
        .map(|(days, hours)| format!("{} {}", days_sv(days), hours.sv()))
        .collect();
    let expected = [
        "måndag–tisdag 07.30–17.00",
        "torsdag 07.30–17.00",
        "fredag 07.30–16.00",
        "lördag–söndag stängt",
        "helgdag stängt",
    ];
    assert_eq!(rows, expected);
    assert!(runs(&Week::default()).is_empty() && Week::default().is_empty());
    assert_eq!(
        days_en(&[DayKey::Monday, DayKey::Wednesday]),
        "Monday, Wednesday"
    );
    assert_eq!(days_en(&[DayKey::Sunday, DayKey::Monday]), "Sunday–Monday");
    assert_eq!(days_en(&[]), "");
}

fn any_interval() -> impl Strategy<Value = Interval> {
    (0..=1440_u16, 0..=1440_u16).prop_filter_map("empty", |(from, to)| {
        Interval::new(TimeOfDay::from_minutes(from)?, TimeOfDay::from_minutes(to)?)
    })
}

/// Whatever is refused has a range inside the text, words, and a suggestion that is accepted.
fn check_errors(text: &str) {
    if let Err(error) = parse_hours(text) {
        assert!(text.get(error.range()).is_some(), "{text:?} {error:?}");
        let Text { en, sv } = error.message();
        assert!(!en.is_empty() && !sv.is_empty());
        assert!(
            error
                .suggestion()
                .is_none_or(|text| parse_hours(text).is_ok()),
            "{error:?}"
        );
    }
    if let Err(error) = parse_day_keys(text) {
        assert!(text.get(error.range()).is_some(), "{text:?} {error:?}");
        let Text { en, sv } = error.message();
        assert!(!en.is_empty() && !sv.is_empty());
        assert!(
            error
                .suggestion()
                .is_none_or(|text| parse_day_keys(text).is_ok())
        );
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in ".{0,30}") {
        check_errors(&text);
    }

    #[test]
    fn text_like_hours_never_panics(text in "[0-9:.# ,–klåmonthufri-]{0,20}") {
        check_errors(&text);
    }

    #[test]
    fn intervals_read_as_they_are_written(interval in any_interval()) {
        let parsed = parse_hours(&interval.to_string()).map(|parsed| parsed.hours);
        prop_assert_eq!(parsed, Ok(DayHours::from_intervals(vec![interval])));
    }

    #[test]
    fn the_swedish_form_is_repaired_to_the_own_form(interval in any_interval()) {
        // What ends before it begins may be the clock of another country.
        prop_assume!(!interval.passes_midnight());
        let error = parse_hours(&interval.sv()).expect_err("full stops and a dash");
        let repaired = error.suggestion().and_then(|text| parse_hours(text).ok());
        let expected = DayHours::from_intervals(vec![interval]);
        prop_assert_eq!(repaired.map(|parsed| parsed.hours), Some(expected));
    }

    #[test]
    fn ranges_of_days_have_their_ends(from in 0..7_usize, to in 0..7_usize) {
        prop_assume!(from != to);
        let [first, last] = [from, to].map(|index| DayKey::WEEKDAYS[index]);
        let days = parse_day_keys(&format!("{}-{}", first.key(), last.key()));
        let days = days.expect("two days");
        prop_assert_eq!((days.first(), days.last()), (Some(&first), Some(&last)));
        prop_assert!((2..=7).contains(&days.len()));
    }

    #[test]
    fn overlap_is_a_shared_minute(one in any_interval(), other in any_interval()) {
        let shared = (0..2880).any(|minute| one.contains(minute) && other.contains(minute));
        prop_assert_eq!(overlaps(&[one, other]).is_some(), shared);
    }
}
