//! Small pieces of sentences in both languages: lists of names, counts of days.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::diagnostic::Text;
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
    fn names_are_listed_as_people_list_them() {
        assert_eq!(listed(["a"]).en, "`a`");
        assert_eq!(listed(["a", "b", "c"]).sv, "`a`, `b` och `c`");
        assert_eq!(listed([]).en, "");
    }
}
