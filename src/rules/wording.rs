//! Small pieces of sentences in both languages: lists of names, counts of days.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::diagnostic::{Text, say};
use crate::model::contact::Contact;
use crate::model::region::Region;

/// "`a`, `b` and `c`"
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let joined = |and: &str| match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        None => String::new(),
    };
    Text {
        en: joined("and").into(),
        sv: joined("och").into(),
    }
}

/// "1 week", "4 veckor"
pub fn weeks(count: u32) -> Text {
    let (en, sv) = match count {
        1 => ("week", "vecka"),
        _ => ("weeks", "veckor"),
    };
    Text {
        en: format!("{count} {en}").into(),
        sv: format!("{count} {sv}").into(),
    }
}

/// How long ago so many days are: "3 days ago", "för 4 månader sedan", "för nästan 3 år sedan".
pub fn ago(days: i64) -> Text {
    let counted = |count: i64, [one_en, many_en]: [&str; 2], [one_sv, many_sv]: [&str; 2]| {
        let (en, sv) = if count == 1 {
            (one_en, one_sv)
        } else {
            (many_en, many_sv)
        };
        Text {
            en: format!("{count} {en} ago").into(),
            sv: format!("för {count} {sv} sedan").into(),
        }
    };
    let quarters = days * 4 / DAYS_OF_YEAR;
    match days {
        ..=60 => counted(days, ["day", "days"], ["dag", "dagar"]),
        61..=729 => {
            let months = (days * 12 + DAYS_OF_YEAR / 2) / DAYS_OF_YEAR;
            counted(months, ["month", "months"], ["månad", "månader"])
        }
        _ if quarters % 4 == 3 => {
            let years = quarters / 4 + 1;
            say!("nearly {years} years ago", "för nästan {years} år sedan")
        }
        _ if quarters % 4 == 0 => {
            let years = quarters / 4;
            say!("{years} years ago", "för {years} år sedan")
        }
        _ => {
            let years = quarters / 4;
            say!("more than {years} years ago", "för mer än {years} år sedan")
        }
    }
}

const DAYS_OF_YEAR: i64 = 365;

/// The name of a day of the week, as in running text.
pub fn weekday(date: NaiveDate) -> Text {
    match date.weekday() {
        Weekday::Mon => Text::fixed("Monday", "måndag"),
        Weekday::Tue => Text::fixed("Tuesday", "tisdag"),
        Weekday::Wed => Text::fixed("Wednesday", "onsdag"),
        Weekday::Thu => Text::fixed("Thursday", "torsdag"),
        Weekday::Fri => Text::fixed("Friday", "fredag"),
        Weekday::Sat => Text::fixed("Saturday", "lördag"),
        Weekday::Sun => Text::fixed("Sunday", "söndag"),
    }
}

/// Whom to ask about names and extra services: "Namngruppen (namn@example.se)", or the region.
pub fn naming_contact(region: &Region) -> String {
    region
        .naming_contact
        .as_ref()
        .map_or_else(|| region.name.clone(), contact)
}

/// A function with its mailbox.
pub fn contact(contact: &Contact) -> String {
    match &contact.email {
        Some(email) => format!("{} ({email})", contact.name),
        None => contact.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ago_is_told_in_years() {
        let told = [1, 60, 200, 730, 1064, 1240].map(|days| ago(days).sv.into_owned());
        assert_eq!(
            told,
            [
                "för 1 dag sedan",
                "för 60 dagar sedan",
                "för 7 månader sedan",
                "för 2 år sedan",
                "för nästan 3 år sedan",
                "för mer än 3 år sedan"
            ]
        );
    }

    #[test]
    fn names_are_listed_as_people_list_them() {
        assert_eq!(listed(["a"]).en, "`a`");
        assert_eq!(listed(["a", "b", "c"]).sv, "`a`, `b` och `c`");
        assert_eq!(listed([]).en, "");
    }
}
