//! Addresses of directories and spreadsheets: `Gatan 1$391 00 Orten`, `Hus 3, Gatan 1, 391 00 Orten`.

use crate::import::words::one_line;
use crate::model::name::fold;

/// An address taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The part that says where in the place it is.
    pub street: String,
    /// Postcode and town, where they stood with it.
    pub town: Option<String>,
}

impl Address {
    /// All of it on one line.
    pub fn whole(&self) -> String {
        let parts = [Some(self.street.as_str()), self.town.as_deref()];
        let parts: Vec<&str> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(", ")
    }
}

/// Takes an address apart. A last part that only repeats one of `places` is left out of the street.
pub fn parted(text: &str, places: &[String]) -> Address {
    let parts = text
        .split(['$', ',', '\n', ';'])
        .map(one_line)
        .filter(|part| !part.is_empty());
    let mut parts: Vec<String> = parts.collect();
    let at = parts.iter().position(|part| postcode(part).is_some());
    let town = at.map(|at| {
        let found = postcode(&parts[at]).unwrap_or_default();
        let mut town = found.written;
        // "Gatan 1, 391 00, Orten" and "Gatan 1 391 00 Orten".
        if found.place.is_empty() && at + 1 < parts.len() {
            town = format!("{town} {}", parts.remove(at + 1));
        } else if !found.place.is_empty() {
            town = format!("{town} {}", found.place);
        }
        if found.before.is_empty() {
            parts.remove(at);
        } else {
            parts[at] = found.before;
        }
        town
    });
    let is_place = |part: &String| places.iter().any(|place| fold(place) == fold(part));
    if town.is_none() && parts.len() > 1 && parts.last().is_some_and(is_place) {
        parts.pop();
    }
    Address {
        street: parts.join(", "),
        town,
    }
}

/// A postcode in a text, with what stands before and behind it.
#[derive(Default)]
struct Postcode {
    before: String,
    written: String,
    place: String,
}

/// Five digits, the last two apart or not, alone or before a place.
fn postcode(part: &str) -> Option<Postcode> {
    let words: Vec<&str> = part.split(' ').collect();
    let of_digits =
        |word: &&str, count| word.len() == count && word.bytes().all(|byte| byte.is_ascii_digit());
    for at in 0..words.len() {
        let bare = words[at]
            .strip_prefix("S-")
            .or_else(|| words[at].strip_prefix("SE-"))
            .unwrap_or(words[at]);
        let (digits, next) = match words.get(at + 1) {
            _ if of_digits(&bare, 5) => (bare.to_owned(), at + 1),
            Some(second) if of_digits(&bare, 3) && of_digits(second, 2) => {
                (format!("{bare}{second}"), at + 2)
            }
            _ => continue,
        };
        let place = words[next..].join(" ");
        // A number of a house is no postcode, and no place begins with a digit.
        if digits.starts_with('0') || place.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        return Some(Postcode {
            before: words[..at].join(" "),
            written: format!("{} {}", &digits[..3], &digits[3..]),
            place,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_taken_out_of_streets() {
        let places = ["Kalmar".to_owned()];
        for (text, street, town) in [
            ("Gatan 1$391 00 Kalmar", "Gatan 1", Some("391 00 Kalmar")),
            ("Gatan 1, 39100 KALMAR", "Gatan 1", Some("391 00 KALMAR")),
            ("Gatan 1, 391 00, Kalmar", "Gatan 1", Some("391 00 Kalmar")),
            ("Gatan 1 391 00 Kalmar", "Gatan 1", Some("391 00 Kalmar")),
            (
                "Hus 3, Gatan 12, plan 4:2, SE-391 00 Kalmar",
                "Hus 3, Gatan 12, plan 4:2",
                Some("391 00 Kalmar"),
            ),
            ("Gatan 1, Kalmar", "Gatan 1", None),
            ("Gatan 1, Nybro", "Gatan 1, Nybro", None),
            ("Kalmar", "Kalmar", None),
            ("Gatan 100 12", "Gatan", Some("100 12")),
        ] {
            let found = parted(text, &places);
            assert_eq!(
                (found.street.as_str(), found.town.as_deref()),
                (street, town),
                "{text}"
            );
        }
        assert_eq!(
            parted("Box 1$390 00 Kalmar", &places).whole(),
            "Box 1, 390 00 Kalmar"
        );
    }
}
