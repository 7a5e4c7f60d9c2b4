//! Words, days and numbers as people write them in cells.

use chrono::NaiveDate;

use crate::import::grid::Cell;
use crate::model::name::fold;

/// Yes or no, in Swedish and English; a cross is yes.
pub fn flag(cell: &Cell) -> Option<bool> {
    if let Cell::Flag(flag) = cell {
        return Some(*flag);
    }
    match fold(&cell.shown()).trim_end_matches('.') {
        "ja" | "j" | "yes" | "y" | "x" | "1" | "true" | "sant" => Some(true),
        "nej" | "n" | "no" | "0" | "false" | "falskt" => Some(false),
        _ => None,
    }
}

/// A day: as in the file, as Excel stores it, or as `24/12-26`, `24.12.2026`, `24 december 2026`.
pub fn date(cell: &Cell) -> Option<NaiveDate> {
    match cell {
        Cell::Date(date) => return Some(*date),
        Cell::Number(number, _)
            if number.fract() == 0.0 && (20_000.0..80_000.0).contains(number) =>
        {
            return serial(*number);
        }
        _ => {}
    }
    let text = fold(&cell.shown());
    let text = text
        .split_once(' ')
        .filter(|(_, time)| time.starts_with("00:00"))
        .map_or(text.as_str(), |(day, _)| day);
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().and_then(serial);
    }
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    let year = match year.len() {
        4 => year.parse().ok()?,
        2 => 2000 + year.parse::<i32>().ok()?,
        _ => return None,
    };
    let (named, day) = (month_of(month), day.parse().ok()?);
    // Between two strokes, 3/4 may be the third of April or the fourth of March.
    let is_certain = named.is_some() || day > 12 || !text.matches('/').nth(1).is_some_and(|_| true);
    let month = named.or_else(|| month.parse().ok())?;
    is_certain.then(|| NaiveDate::from_ymd_opt(year, month, day))?
}

/// The day that Excel stores as a number.
fn serial(number: f64) -> Option<NaiveDate> {
    let days = chrono::Days::new(format!("{number:.0}").parse().ok()?);
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [(&str, u32); 14] = [
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("maj", 5),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("okt", 10),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
    ];
    let is_word = word.len() >= 3 && word.chars().all(char::is_alphabetic);
    let found = MONTHS
        .iter()
        .find(|(begin, _)| is_word && word.starts_with(begin));
    found.map(|(_, month)| *month)
}

/// Youngest and oldest: `6-17`, `6–17 år`, `18+`, `från 18 år`.
pub fn ages(text: &str) -> Option<[i64; 2]> {
    let text = fold(text);
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let numbers: Vec<i64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    let is_open = text.ends_with('+') || text.starts_with("från ") || text.starts_with("from ");
    match numbers.as_slice() {
        [from, to] if from <= to => Some([*from, *to]),
        [from] if is_open => Some([*from, 99]),
        _ => None,
    }
}

/// The parts of a list: by semicolons or lines, else by commas.
pub fn list(cell: &Cell) -> Vec<String> {
    if let Cell::List(items) = cell {
        return items.clone();
    }
    let text = cell.shown();
    let by: &[char] = if text.contains([';', '\n', '|']) {
        &[';', '\n', '|']
    } else {
        &[',']
    };
    let parts = text.split(by).map(one_line).filter(|part| !part.is_empty());
    parts.collect()
}

/// Text on one line, with single blanks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_and_spreadsheets_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 12, 24);
        for text in [
            "2026-12-24",
            "20261224",
            "24/12-26",
            "24/12 2026",
            "24.12.2026",
            "24/12/2026",
            "24 dec 2026",
            "24 december 2026",
            "46380",
            "2026-12-24 00:00:00",
        ] {
            assert_eq!(date(&Cell::text(text)), expected, "{text}");
        }
        assert_eq!(date(&Cell::Number(46_380.0, "46380".to_owned())), expected);
        for none in ["3/4/2026", "i morgon", "2026-13-01", "12"] {
            assert_eq!(date(&Cell::text(none)), None, "{none}");
        }
    }

    #[test]
    fn words_ages_and_lists_are_read() {
        assert_eq!(
            ["Ja", "x", "Nej", "kanske"].map(|text| flag(&Cell::text(text))),
            [Some(true), Some(true), Some(false), None]
        );
        for (text, expected) in [
            ("6–17 år", Some([6, 17])),
            ("18+", Some([18, 99])),
            ("från 18 år", Some([18, 99])),
            ("18", None),
            ("17-6", None),
        ] {
            assert_eq!(ages(text), expected, "{text}");
        }
        assert_eq!(
            list(&Cell::text("Förnya recept; Kontakta oss, nu")),
            ["Förnya recept", "Kontakta oss, nu"]
        );
        assert_eq!(list(&Cell::text("sv, en")), ["sv", "en"]);
    }
}
