//! Days as people write them: in words, and in other orders than year, month and day.

use chrono::NaiveDate;

use crate::diagnostic::fix::Certainty;

/// The day that a text states. Without a year it states none.
pub(super) fn read(text: &str) -> Option<(NaiveDate, Certainty)> {
    let text = text.trim().to_lowercase();
    // A time of day says nothing of the day.
    let text = match text.split_once('t') {
        Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => day,
        _ => text.split(" kl").next().unwrap_or_default(),
    };
    let mut numbers: Vec<&str> = Vec::new();
    let mut month = None;
    for word in words(text) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            numbers.push(word);
        } else if let Some(named) = month_of(word) {
            if month.replace(named).is_some() {
                return None;
            }
        } else if !is_beside_a_day(word) {
            return None;
        }
    }
    match (month, numbers.as_slice()) {
        (Some(month), [day, year]) if year.len() == 4 => {
            certain(number(year)?, month, number(day)?)
        }
        (Some(month), [year, day]) if year.len() == 4 => {
            certain(number(year)?, month, number(day)?)
        }
        (None, [year, month, day]) if year.len() == 4 => {
            certain(number(year)?, number(month)?, number(day)?)
        }
        // Hours behind a day.
        (None, [year, month, day, _, _]) if year.len() == 4 && text.contains(':') => {
            certain(number(year)?, number(month)?, number(day)?)
        }
        (None, [day, month, year]) if year.len() == 4 => {
            day_first(text, number(day)?, number(month)?, number(year)?)
        }
        (None, [digits]) if digits.len() == 8 => certain(
            number(&digits[..4])?,
            number(&digits[4..6])?,
            number(&digits[6..])?,
        ),
        (None, [year, month, day]) if year.len() == 2 => {
            let day = NaiveDate::from_ymd_opt(
                2000 + i32::try_from(number(year)?).ok()?,
                number(month)?,
                number(day)?,
            )?;
            Some((day, Certainty::Likely))
        }
        _ => None,
    }
}

/// Runs of digits and runs of letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts
        .flat_map(|part| {
            let at = part
                .char_indices()
                .find(|(_, c)| !c.is_ascii_digit())
                .map_or(part.len(), |(at, _)| at);
            let (digits, letters) = part.split_at(at);
            [digits, letters]
        })
        .filter(|word| !word.is_empty())
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn certain(year: u32, month: u32, day: u32) -> Option<(NaiveDate, Certainty)> {
    let year = i32::try_from(year).ok()?;
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    Some((day, Certainty::Certain))
}

/// Day, month and year; where the first two can only be turned round, an American day.
fn day_first(text: &str, day: u32, month: u32, year: u32) -> Option<(NaiveDate, Certainty)> {
    let (day, month, turned) = match month {
        13.. => (month, day, true),
        _ => (day, month, false),
    };
    let (date, _) = certain(year, month, day)?;
    // `3/4 2026` and `3.4.2026` are read in one way in Sweden, `3/4/2026` and `3-4-2026` are not.
    let of_any_country = text.matches('/').count() == 2 || text.matches('-').count() == 2;
    let unclear = turned || of_any_country && day <= 12 && day != month;
    let certainty = if unclear {
        Certainty::Likely
    } else {
        Certainty::Certain
    };
    Some((date, certainty))
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["januari", "january"],
        &["februari", "february"],
        &["mars", "march"],
        &["april"],
        &["maj", "may"],
        &["juni", "june"],
        &["juli", "july"],
        &["augusti", "august"],
        &["september"],
        &["oktober", "october"],
        &["november"],
        &["december"],
    ];
    let is_meant = |name: &&str| match word {
        "sept" => *name == "september",
        _ => word.len() >= 3 && (*name == word || word.len() == 3 && name.starts_with(word)),
    };
    let named = MONTHS.iter().position(|names| names.iter().any(is_meant))?;
    u32::try_from(named + 1).ok()
}

/// Words that say nothing more: weekdays, "den", the endings of ordinals.
fn is_beside_a_day(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "den",
        "d",
        "e",
        "a",
        "the",
        "of",
        "st",
        "nd",
        "rd",
        "th",
        "år",
        "måndag",
        "mån",
        "tisdag",
        "tis",
        "onsdag",
        "ons",
        "torsdag",
        "tors",
        "tor",
        "fredag",
        "fre",
        "lördag",
        "lör",
        "söndag",
        "sön",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        read(text).map(|(day, certainty)| format!("{day} {}", certainty.name()))
    }

    #[test]
    fn days_are_read_in_words_and_in_other_orders() {
        for text in [
            "30 november 2026",
            "måndag den 30 nov. 2026",
            "30:e november, 2026",
            "November 30, 2026",
            "30/11 2026",
            "30.11.2026",
            "30-11-2026",
            "2026/11/30",
            "2026 11 30",
            "20261130",
            "2026-11-30T08:00:00",
            "2026-11-30 08:00",
        ] {
            assert_eq!(told(text).as_deref(), Some("2026-11-30 certain"), "{text}");
        }
        assert_eq!(told("3/11 2026").as_deref(), Some("2026-11-03 certain"));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_no_certain_day() {
        for (text, day) in [
            ("3/11/2026", "2026-11-03 likely"),
            ("11/30/2026", "2026-11-30 likely"),
            ("26-11-30", "2026-11-30 likely"),
        ] {
            assert_eq!(told(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn a_day_that_is_none_and_one_without_a_year_are_not_read() {
        for text in [
            "30 februari 2026",
            "30 november",
            "i våras",
            "",
            "2026",
            "maj 2026",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
