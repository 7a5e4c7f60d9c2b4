//! Swedish alphabetical order, for every list of names: Å, Ä and Ö last, W a letter of its own,
//! é with e, ü with y.
//!
//! Names are Swedish on pages of every language, so the order is the same on all of them.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// The letters of a Swedish index.
const LETTERS: [&str; 29] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
    "T", "U", "V", "W", "X", "Y", "Z", "Å", "Ä", "Ö",
];

/// The heading of names that begin with no letter.
const NO_LETTER: &str = "0–9";

/// The order of Swedish word lists. Costly to make (about 0.1 ms), so it is made once.
pub struct SwedishOrder {
    names: CollatorBorrowed<'static>,
    letters: CollatorBorrowed<'static>,
}

impl SwedishOrder {
    /// The order, with numbers inside names by value ("Avdelning 9" before "Avdelning 10").
    pub fn new() -> Self {
        Self {
            names: collator(Strength::Tertiary),
            letters: collator(Strength::Primary),
        }
    }

    /// Compares two names.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.names.compare(a, b)
    }

    /// Bytes that compare as a name does. For long lists, where each name is compared many times.
    pub fn key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(64);
        let Ok(()) = self.names.write_sort_key_to(name, &mut key);
        key
    }

    /// The letter under which a name stands in an index.
    pub fn letter(&self, name: &str) -> &'static str {
        let Some(first) = name.chars().find(|c| c.is_alphanumeric()) else {
            return NO_LETTER;
        };
        let in_index = LETTERS.into_iter().find(|letter| is_letter(letter, first));
        in_index.unwrap_or_else(|| self.neighbour(first))
    }

    /// The letter of the index that a foreign letter stands with.
    fn neighbour(&self, foreign: char) -> &'static str {
        let mut buffer = [0; 4];
        let foreign: &str = foreign.encode_utf8(&mut buffer);
        let same = |letter: &&str| self.letters.compare(letter, foreign) == Ordering::Equal;
        LETTERS.into_iter().find(same).unwrap_or(NO_LETTER)
    }
}

impl Default for SwedishOrder {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a character is a letter of the index, capital or small.
fn is_letter(letter: &str, c: char) -> bool {
    let mut capitals = letter.chars();
    capitals.any(|capital| capital == c || capital.to_lowercase().eq([c]))
}

/// A Swedish collator of a strength.
fn collator(strength: Strength) -> CollatorBorrowed<'static> {
    let mut preferences = CollatorPreferences::from(locale!("sv"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(preferences, options).expect("bug: the data for Swedish is compiled in")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_alphabet_ends_with_its_own_letters() {
        let order = SwedishOrder::new();
        let mut names = ["Ö", "Ä", "Å", "Z", "Y", "W", "V", "A"];
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(names, ["A", "V", "W", "Y", "Z", "Å", "Ä", "Ö"]);
    }

    #[test]
    fn foreign_letters_stand_with_their_swedish_neighbours() {
        let order = SwedishOrder::new();
        let mut names = [
            "Ystad", "Edsbyn", "Élan", "Eda", "Ümeå", "Zink", "Ærø", "Ödet", "Ängen", "Øster",
        ];
        names.sort_by(|a, b| order.compare(a, b));
        assert_eq!(
            names,
            [
                "Eda", "Edsbyn", "Élan", "Ümeå", "Ystad", "Zink", "Ängen", "Ærø", "Ödet", "Øster"
            ]
        );
    }

    #[test]
    fn numbers_count_by_value() {
        let order = SwedishOrder::new();
        assert_eq!(order.compare("Avdelning 9", "Avdelning 10"), Ordering::Less);
    }

    #[test]
    fn every_name_has_a_heading() {
        let order = SwedishOrder::new();
        let expected = [
            ("Åkerö", "Å"),
            ("École", "E"),
            ("über", "Y"),
            ("Østra", "Ö"),
            ("1177", "0–9"),
            ("–", "0–9"),
        ];
        for (name, letter) in expected {
            assert_eq!(order.letter(name), letter, "{name}");
        }
        assert_eq!(order.letter("”Kvarnen”"), "K");
    }

    #[test]
    fn letters_of_the_index_stand_where_the_order_has_them() {
        let order = SwedishOrder::new();
        let all = (char::MIN..=char::MAX).filter(|c| c.is_alphanumeric());
        for c in all.take(2000) {
            assert_eq!(order.letter(&c.to_string()), order.neighbour(c), "{c}");
        }
    }

    proptest! {
        #[test]
        fn keys_compare_as_names_do(
            one in "([A-Za-zÅÄÖåäöéüÆø0-9 .:–-]|\\PC){0,12}",
            end in "([a-zåäö0-9 ]|\\PC){0,4}",
            other in "([A-Za-zÅÄÖåäöéüÆø0-9 .:–-]|\\PC){0,12}",
        ) {
            let order = SwedishOrder::new();
            for other in [other, format!("{one}{end}"), one.to_lowercase()] {
                let by_key = order.key(&one).cmp(&order.key(&other));
                prop_assert_eq!(by_key, order.compare(&one, &other));
            }
        }
    }
}
