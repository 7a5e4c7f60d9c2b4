//! Hours in one cell as a week of the unit's file: texts of the national directory, days with their
//! hours in Swedish or English, or the file's own form.

use toml::de::DeTable;
use toml::{Table, Value};

use crate::import::refused::Refused;
use crate::load::hours::week;
use crate::load::table::Table as Reader;
use crate::model::hours::day::{Day, DayHours, Weeks};
use crate::model::hours::day_key::{DayKey, parse_day_keys};
use crate::model::hours::parse::parse_hours;
use crate::model::hours::stated::WeekHours;
use crate::model::hours::week::{Week, runs};
use crate::text::FileId;
use crate::toml_edits::value_text;

/// The hours of a cell as a value.
pub fn value(text: &str) -> Result<Value, Refused> {
    if !text.starts_with(['{', '[']) && text.contains('#') {
        return of_directory(text);
    }
    if text.starts_with('{') || text.starts_with('[') {
        let inline: Option<Table> = format!("x = {text}").parse().ok();
        let value = inline.and_then(|mut table| table.remove("x"));
        return value
            .filter(|value| read(value).is_some())
            .ok_or_else(no_hours);
    }
    of_days(text).map(|week| of_week(&week).unwrap_or_else(|| Value::Table(Table::new())))
}

fn no_hours() -> Refused {
    Refused::fixed(
        "no hours that can be read for certain",
        "inga tider som går att läsa säkert",
        "write `mon-fri 08:00-16:30; sat closed`, or the directory's form `1-5#08:00#16:30`",
        "skriv `mån-fre 08:00-16:30; lör stängt`, eller katalogens form `1-5#08:00#16:30`",
    )
}

/// Hours as they are read from a file; nothing where something is wrong with them.
pub fn read(value: &Value) -> Option<WeekHours> {
    let text = format!("w = {}", value_text(value));
    let (table, faults) = DeTable::parse_recoverable(&text);
    let mut found = Vec::new();
    let hours = week(&Reader::root(table.get_ref(), FileId(0)), "w", &mut found)?;
    (faults.is_empty() && found.is_empty()).then_some(hours)
}

/// Whether two values state the same hours.
pub fn are_same(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (read(one), read(other)) else {
        return one == other;
    };
    let periods = |hours: &WeekHours| -> Vec<_> {
        let periods = hours.periods.iter();
        periods
            .map(|it| (it.from, it.to, filled(&it.week)))
            .collect()
    };
    filled(&one.week) == filled(&other.week) && periods(&one) == periods(&other)
}

/// Whether a cell that can only tell a plain week says what a value states now or in one of its periods:
/// notes are left out in such a cell, and days that no plain week can tell may be.
pub fn is_told_by(stated: &Value, cell: &Value) -> bool {
    let (Some(stated), Some(cell)) = (read(stated), read(cell)) else {
        return false;
    };
    let told = filled(&cell.week);
    let periods = stated.periods.iter().map(|period| &period.week);
    let mut weeks = std::iter::once(&stated.week).chain(periods).map(filled);
    weeks.any(|week| {
        DayKey::ALL.into_iter().all(|day| {
            let bare = |day: Option<&Day>| day.map(|day| (day.odd.clone(), day.even.clone()));
            let (stated, told) = (week.get(day), told.get(day));
            let is_plain = |day: &Day| {
                day.same_in_all_weeks()
                    .is_some_and(|it| *it != DayHours::ByAppointment)
            };
            bare(stated) == bare(told)
                || stated.is_some_and(|day| !is_plain(day)) && told.is_none_or(Day::is_shut)
        })
    })
}

/// A week with what it leaves unsaid: weekdays that are not named are closed, and what is always open is
/// open on holidays.
fn filled(week: &Week) -> Week {
    let mut filled = week.clone();
    for day in DayKey::WEEKDAYS {
        if let Some(hours) = week.weekday(day) {
            filled.set(day, hours.clone());
        }
    }
    if week.holiday.is_none() && week.is_always_open() {
        filled.set(DayKey::Holiday, Day::every_week(DayHours::AroundTheClock));
    }
    filled
}

/// Texts of the directory, several in one cell. What a table by day can say becomes one; texts with
/// dates of their own, or different hours in odd and even weeks, stay as they are.
fn of_directory(cell: &str) -> Result<Value, Refused> {
    let texts = directory_texts(cell);
    for text in &texts {
        if let Err(error) = parse_hours(text) {
            let act = match error.suggestion() {
                Some(better) => crate::diagnostic::say!("write `{better}`", "skriv `{better}`"),
                None => no_hours().act,
            };
            return Err(Refused {
                what: error.message(),
                act,
            });
        }
    }
    let texts: Vec<Value> = texts.into_iter().map(Value::String).collect();
    let value = Value::Array(texts);
    let hours = read(&value).ok_or_else(no_hours)?;
    let by_day = of_week(&hours.week).filter(|by_day| are_same(by_day, &value));
    Ok(by_day.unwrap_or(value))
}

/// The texts of a cell: each begins with its days, and what stands between two is no part of them.
pub fn directory_texts(cell: &str) -> Vec<String> {
    let begins = |rest: &str| {
        let days = rest.split('#').next().unwrap_or_default();
        let is_day = |byte: &u8| (b'1'..=b'7').contains(byte);
        let are_days = match days.as_bytes() {
            [day] => is_day(day),
            [from, b'-', to] => is_day(from) && is_day(to),
            _ => false,
        };
        let time = rest[days.len()..].trim_start_matches('#');
        are_days && time.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut texts = Vec::new();
    let mut start = 0;
    for (at, sign) in cell.char_indices() {
        let next = at + sign.len_utf8();
        let rest = cell[next..].trim_start();
        if matches!(sign, ';' | '$' | '|' | ',' | '\n' | ' ') && begins(rest) && next > start {
            texts.push(&cell[start..at]);
            start = cell.len() - rest.len();
        }
    }
    texts.push(&cell[start..]);
    let bare = texts
        .iter()
        .map(|text| text.trim_matches([';', '$', '|', ',', '\n', '\r', ' ']));
    bare.filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A week as a table by day; nothing where that cannot say it.
pub fn of_week(week: &Week) -> Option<Value> {
    let mut table = Table::new();
    for (days, day) in runs(week) {
        let is_weekday = days.iter().all(|day| day.index().is_some());
        let is_said_by_others = day.is_closed() && is_weekday && opens_on_a_weekday(week);
        if is_said_by_others {
            continue;
        }
        table.insert(run_key(&days), day_value(day)?);
    }
    Some(Value::Table(table))
}

/// A week as text that is read back, but for notes: `mon-thu 07:30-17:00; fri closed; sun 10:00-12:00 odd`.
pub fn days_text(week: &Week) -> String {
    let mut parts = Vec::new();
    for (days, day) in runs(week) {
        let is_weekday = days.iter().all(|day| day.index().is_some());
        if day.is_closed() && is_weekday && opens_on_a_weekday(week) {
            continue;
        }
        let key = run_key(&days);
        for (weeks, hours) in day.by_weeks() {
            let hours = match hours_value(hours) {
                Value::Array(several) => {
                    let several = several.iter().filter_map(Value::as_str);
                    several.collect::<Vec<_>>().join(" ")
                }
                one => one.as_str().unwrap_or_default().to_owned(),
            };
            let weeks = weeks.map(|weeks| format!(" {}", weeks.name()));
            parts.push(format!("{key} {hours}{}", weeks.unwrap_or_default()));
        }
    }
    parts.join("; ")
}

/// The key of days that follow each other.
fn run_key(days: &[DayKey]) -> String {
    match days {
        [] => String::new(),
        [day] => day.key().to_owned(),
        [first, .., last] => format!("{}-{}", first.key(), last.key()),
    }
}

fn opens_on_a_weekday(week: &Week) -> bool {
    let named = week.days.iter().flatten();
    named.into_iter().any(|day| !day.is_closed())
}

fn day_value(day: &Day) -> Option<Value> {
    let by_weeks = day.by_weeks();
    let (weeks, hours) = match by_weeks.as_slice() {
        [(weeks, hours)] => (*weeks, *hours),
        _ => return None,
    };
    let hours = hours_value(hours);
    if weeks.is_none() && day.note.is_none() {
        return Some(hours);
    }
    let mut table = Table::from_iter([("hours".to_owned(), hours)]);
    if let Some(weeks) = weeks {
        table.insert("weeks".to_owned(), Value::String(weeks.name().to_owned()));
    }
    if let Some(note) = &day.note {
        table.insert("note".to_owned(), Value::String(note.to_string()));
    }
    Some(Value::Table(table))
}

fn hours_value(hours: &DayHours) -> Value {
    let text = |text: &str| Value::String(text.to_owned());
    match hours {
        DayHours::Closed => text("closed"),
        DayHours::AroundTheClock => text("around the clock"),
        DayHours::ByAppointment => text("by appointment"),
        DayHours::Open(intervals) => match intervals.as_slice() {
            [only] => Value::String(only.to_string()),
            several => several
                .iter()
                .map(|it| Value::String(it.to_string()))
                .collect::<Vec<_>>()
                .into(),
        },
    }
}

/// Days with their hours: `mon-thu 07:30-17:00; fri 07:30-12:00 13:00-16:00; sat closed`, or
/// `Mån–fre 8–17, lör stängt`.
fn of_days(text: &str) -> Result<Week, Refused> {
    let mut week = Week::default();
    let separators: &[char] = if text.contains([';', '\n']) {
        &[';', '\n']
    } else {
        &[',']
    };
    let mut named: Option<(Vec<DayKey>, Vec<String>)> = None;
    let parts = text
        .split(separators)
        .map(str::trim)
        .filter(|part| !part.is_empty());
    for part in parts {
        let (days, hours) = parted(part);
        match (days, &mut named) {
            (Some(days), _) => {
                if let Some((days, hours)) = named.take() {
                    name(&mut week, &days, &hours)?;
                }
                named = Some((days, vec![hours]));
            }
            (None, Some((_, all))) => all.push(hours),
            (None, None) => return Err(no_hours()),
        }
    }
    let (days, hours) = named.ok_or_else(no_hours)?;
    name(&mut week, &days, &hours)?;
    Ok(week)
}

/// The days that a text begins with, and the rest.
fn parted(part: &str) -> (Option<Vec<DayKey>>, String) {
    let words: Vec<&str> = part.split_whitespace().collect();
    for count in (1..=words.len().saturating_sub(1)).rev() {
        let days = words[..count].join(" ");
        let days = days
            .trim_end_matches([':', '.', ','])
            .replace(['–', '—'], "-");
        if let Some(keys) = day_keys(&days) {
            let rest = words[count..].join(" ");
            return (Some(keys), rest.trim_start_matches([':', ' ']).to_owned());
        }
    }
    (None, part.to_owned())
}

fn day_keys(text: &str) -> Option<Vec<DayKey>> {
    let error = match parse_day_keys(text) {
        Ok(keys) => return Some(keys),
        Err(error) => error,
    };
    parse_day_keys(error.suggestion()?).ok()
}

/// States hours of days.
fn name(week: &mut Week, days: &[DayKey], hours: &[String]) -> Result<(), Refused> {
    let mut intervals = Vec::new();
    let mut whole = None;
    let mut weeks = None;
    for part in hours {
        let (part, of) = weeks_of(part);
        weeks = weeks.or(of);
        let parts = day_hours(part)
            .map(|hours| vec![hours])
            .or_else(|| several(part));
        for hours in parts.ok_or_else(no_hours)? {
            match hours {
                DayHours::Open(more) => intervals.extend(more),
                other => whole = Some(other),
            }
        }
    }
    let hours = match whole {
        Some(_) if !intervals.is_empty() => return Err(no_hours()),
        Some(whole) => whole,
        None => DayHours::from_intervals(intervals),
    };
    for day in days {
        let new = Day::in_weeks(hours.clone(), weeks);
        let before = week.get(*day).cloned();
        let both = match (before, weeks) {
            (None, _) => new,
            (Some(before), Some(Weeks::Even)) if before.even == DayHours::Closed => Day {
                even: new.even,
                ..before
            },
            (Some(before), Some(Weeks::Odd)) if before.odd == DayHours::Closed => Day {
                odd: new.odd,
                ..before
            },
            (Some(_), _) => return Err(no_hours()),
        };
        week.set(*day, both);
    }
    Ok(())
}

/// A word for weeks at the end of a text.
fn weeks_of(text: &str) -> (&str, Option<Weeks>) {
    let words = [
        (" odd weeks", Weeks::Odd),
        (" odd", Weeks::Odd),
        (" udda veckor", Weeks::Odd),
        (" even weeks", Weeks::Even),
        (" even", Weeks::Even),
        (" jämna veckor", Weeks::Even),
    ];
    let found = words
        .into_iter()
        .find_map(|(word, weeks)| Some((text.strip_suffix(word)?, weeks)));
    found.map_or((text, None), |(rest, weeks)| (rest, Some(weeks)))
}

/// Intervals with blanks between them.
fn several(text: &str) -> Option<Vec<DayHours>> {
    text.split_whitespace().map(day_hours).collect()
}

fn day_hours(text: &str) -> Option<DayHours> {
    let text = text.replace(['–', '—'], "-");
    let error = match parse_hours(&text) {
        Ok(parsed) => return Some(parsed.hours),
        Err(error) => error,
    };
    parse_hours(error.suggestion()?)
        .ok()
        .map(|parsed| parsed.hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        value(text).map_or_else(
            |refused| refused.what.en.into_owned(),
            |value| value_text(&value),
        )
    }

    #[test]
    fn texts_of_the_directory_become_days_where_days_can_say_it() {
        for (text, expected) in [
            ("1-5#08:00#16:00", "{ mon-fri = \"08:00-16:00\" }"),
            (
                "1-4#08:00#16:00;5-5#08:00#15:00",
                "{ mon-thu = \"08:00-16:00\", fri = \"08:00-15:00\" }",
            ),
            (
                "1-5#08:00#12:00$1-5#13:00#16:00",
                "{ mon-fri = [\"08:00-12:00\", \"13:00-16:00\"] }",
            ),
            ("1-7#00:00#24:00", "{ mon-sun = \"around the clock\" }"),
            (
                "2-2#08:00#12:00#udda veckor##",
                "{ tue = { hours = \"08:00-12:00\", weeks = \"odd\" } }",
            ),
            (
                "1-5#08:00#16:00#lunch 12–13, ring då##",
                "{ mon-fri = { hours = \"08:00-16:00\", note = \"lunch 12–13, ring då\" } }",
            ),
            (
                "1-5#08:00#15:00##20270614#20270815",
                "[\"1-5#08:00#15:00##20270614#20270815\"]",
            ),
        ] {
            assert_eq!(written(text), expected, "{text}");
        }
        assert!(value("1-5#8#").is_err());
    }

    #[test]
    fn days_are_read_in_both_languages() {
        let week = "{ mon-thu = \"07:30-17:00\", fri = [\"07:30-12:00\", \"13:00-16:00\"], holiday = \"closed\" }";
        for text in [
            "mon 07:30-17:00; tue 07:30-17:00; wed 07:30-17:00; thu 07:30-17:00; fri 07:30-12:00 13:00-16:00; sat closed; sun closed; holiday closed",
            "mån-tors 07:30-17:00; fre 07:30-12:00 13:00-16:00; helgdag stängt",
            week,
        ] {
            assert_eq!(written(text), week, "{text}");
        }
        assert_eq!(
            written("Mån–fre 8–17, lör stängt"),
            "{ mon-fri = \"08:00-17:00\" }"
        );
        assert_eq!(
            written("måndag: 08:00-12:00, 13:00-16:00, tisdag: 08:00-10:00"),
            "{ mon = [\"08:00-12:00\", \"13:00-16:00\"], tue = \"08:00-10:00\" }"
        );
        for bad in [
            "öppet",
            "08:00-16:00",
            "mån-fre kl 8",
            "mån 08:00-12:00; mån 13:00-15:00",
            "09:00-05:30",
        ] {
            assert!(value(bad).is_err(), "{bad}: {}", written(bad));
        }
    }

    #[test]
    fn a_plain_week_tells_the_week_of_a_period_and_leaves_notes_out() {
        let parse = |text: &str| value(text).expect("hours");
        let stated = parse(
            "{ mon-fri = { hours = \"08:00-16:00\", note = \"Ring först\" }, sat = { hours = \"10:00-12:00\", weeks = \"odd\" } }",
        );
        assert!(is_told_by(&stated, &parse("mon-fri 08:00-16:00")));
        assert!(is_told_by(
            &stated,
            &parse("mon-fri 08:00-16:00; sat 10:00-12:00 odd; sun closed")
        ));
        assert!(!is_told_by(&stated, &parse("mon-fri 08:00-16:30")));
        let season = parse("1-5#08:00#16:00; 1-5#08:00#15:00##20270614#20270815");
        assert!(is_told_by(&season, &parse("mon-fri 08:00-15:00")));
    }
}
