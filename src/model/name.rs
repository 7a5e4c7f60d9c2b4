//! How names are compared: what an editor wrote against standard names and aliases.

use unicode_normalization::UnicodeNormalization;

/// A name folded for comparison: NFC, lower case, single blanks, typographic dashes as `-`.
/// Two names that fold alike are the same name to a reader.
pub fn fold(name: &str) -> String {
    // What stands before the combining marks in Unicode is NFC as it is; Swedish is.
    let is_plain = name.bytes().all(|byte| byte < FIRST_OF_MARKS);
    if is_plain {
        folded(name.len(), name.chars())
    } else {
        folded(name.len(), name.nfc())
    }
}

/// The first byte of U+0300, from which on letters may have to be composed.
const FIRST_OF_MARKS: u8 = 0xcc;

fn folded(length: usize, characters: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(length);
    let mut blank = false;
    let mut take = |character: char| {
        if character.is_whitespace() {
            blank = !folded.is_empty();
            return;
        }
        if blank {
            folded.push(' ');
            blank = false;
        }
        folded.push(if matches!(character, '–' | '—' | '‐' | '‑') {
            '-'
        } else {
            character
        });
    };
    for character in characters {
        if character.is_ascii() {
            take(character.to_ascii_lowercase());
        } else {
            character.to_lowercase().for_each(&mut take);
        }
    }
    folded
}

/// A name of the shape "Kontakta {funktion}": words around one free part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    before: String,
    after: String,
}

impl NamePattern {
    /// Reads a pattern with exactly one `{…}` part; gives nothing otherwise.
    pub fn parse(pattern: &str) -> Option<Self> {
        let (before, rest) = pattern.split_once('{')?;
        let (_, after) = rest.split_once('}')?;
        let fixed = !before.trim().is_empty() || !after.trim().is_empty();
        (fixed && !after.contains('{')).then(|| Self {
            before: fold(before),
            after: fold(after),
        })
    }

    /// Whether a name has this shape, with something in the free part.
    pub fn matches(&self, name: &str) -> bool {
        let folded = fold(name);
        let Some(rest) = folded.strip_prefix(&self.before) else {
            return false;
        };
        let Some(free) = rest.strip_suffix(&self.after) else {
            return false;
        };
        let boundary = self.before.is_empty() || free.starts_with(' ');
        boundary && !free.trim().is_empty()
    }
}

/// The candidate nearest to a misspelt word, when one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    candidates
        .into_iter()
        .map(|candidate| {
            let folded = fold(candidate);
            let likeness = strsim::jaro_winkler(&wanted, &folded);
            let length = wanted.chars().count();
            // One slip in a short word, two in a longer one: `sort` is not meant as `not`.
            let slips = if length < 6 { 1 } else { 2 };
            let near = likeness > 0.88 || strsim::damerau_levenshtein(&wanted, &folded) <= slips;
            (near && length > 2, likeness, candidate)
        })
        .filter(|(near, _, _)| *near)
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.2.cmp(a.2)))
        .map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_blanks_dashes_and_decomposed_letters() {
        assert_eq!(fold("  Fo\u{308}rnya   RECEPT "), "förnya recept");
        assert_eq!(fold("Av– eller omboka"), fold("av- eller omboka"));
    }

    proptest::proptest! {
        #[test]
        fn a_name_without_marks_folds_as_any(name in "[ a-zA-ZåäöÅÄÖéÉßİ\u{2f0}-\u{2ff}–-]{0,12}") {
            proptest::prop_assert_eq!(fold(&name), folded(0, name.nfc()));
        }
    }

    #[test]
    fn a_pattern_needs_its_words_and_a_free_part() {
        let pattern = NamePattern::parse("Kontakta {funktion}").expect("one free part");
        assert!(pattern.matches("Kontakta diabetessköterska"));
        assert!(!pattern.matches("Kontakta "));
        assert!(!pattern.matches("Kontaktad"));
        assert!(NamePattern::parse("{allt}").is_none());
        assert!(NamePattern::parse("Kontakta oss").is_none());
    }

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("nmae", ["name", "hsa_id"]), Some("name"));
        assert_eq!(
            nearest("fornya-recpet", ["fornya-recept", "fornya-hjalpmedel"]),
            Some("fornya-recept")
        );
        assert_eq!(nearest("zebra", ["name", "hsa_id"]), None);
        assert_eq!(nearest("sort", ["not", "kind"]), None);
    }
}
