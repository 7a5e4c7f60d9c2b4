//! Words as a search compares them: folded, and without the endings of their forms.
//!
//! The same is done by `search.js` to what visitors type; `tests/folding.json` holds the two together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text without marks and in small letters: `Hälsocentralen S:t Olof` becomes
/// `halsocentralen`, `st`, `olof`.
pub fn folded(text: &str) -> Vec<String> {
    let small = text.nfkd().collect::<String>().to_lowercase();
    let mut folded = String::with_capacity(small.len());
    for letter in small.chars() {
        match letter {
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ß' => folded.push_str("ss"),
            'ð' | 'đ' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            // Signs inside words: "S:t", "d’Arc", and the hyphen that only shows at the end of a line.
            ':' | '\'' | '’' | '\u{ad}' => {}
            mark if is_combining_mark(mark) => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

/// The words of a text as the search knows them: `Barnmorskorna på hälsocentralen` becomes `barnmorsk`,
/// `pa`, `halsocentral`.
pub fn stems(text: &str) -> Vec<String> {
    folded(text)
        .iter()
        .map(|word| stem(word).to_owned())
        .collect()
}

/// Endings of Swedish and English forms, in folded letters; the longest that fits is taken off.
const ENDINGS: [&str; 26] = [
    "heterna", "hetens", "arnas", "ernas", "ornas", "heten", "heter", "andet", "arna", "erna",
    "orna", "aren", "are", "ens", "ern", "het", "ets", "an", "ar", "er", "or", "en", "et", "es",
    "a", "e",
];
/// Letters after which an `s` at the end is that of a genitive or a plural.
const BEFORE_S: &str = "bcdfghjklmnoprtvy";
/// The fewest letters that are left of a word.
const LEAST: usize = 3;

/// A folded word without the ending of its form: `akuten` and `akuta` become `akut`. It need not be a
/// word itself.
pub fn stem(word: &str) -> &str {
    // Endings are those of the Latin alphabet; what is left is then cut between letters.
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    let leaves_enough = |rest: &&str| rest.len() >= LEAST && rest.contains(is_vowel);
    let without_s = word
        .strip_suffix('s')
        .filter(|rest| rest.ends_with(|last| BEFORE_S.contains(last)));
    let word = without_s.filter(leaves_enough).unwrap_or(word);
    let mut endings = ENDINGS.iter();
    let rest = endings.find_map(|ending| word.strip_suffix(ending).filter(leaves_enough));
    let word = rest.unwrap_or(word);
    // Psykiatri, psykiatrin; kirurgi, kirurgen.
    let mut vowels = ["in", "i"].into_iter();
    let rest =
        vowels.find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > LEAST));
    rest.unwrap_or(word)
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_the_pages_script_folds_them() {
        let table: Vec<(String, Vec<String>, Vec<String>)> =
            serde_json::from_str(include_str!("../../tests/folding.json"))
                .expect("the table is JSON");
        assert!(table.len() > 40);
        for (text, words, forms) in table {
            assert_eq!(folded(&text), words, "{text:?}");
            assert_eq!(stems(&text), forms, "{text:?}");
        }
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for forms in [
            &["akut", "akuten", "akuta"][..],
            &["lakare", "lakaren", "lakarna", "lakarnas"],
            &[
                "barnmorska",
                "barnmorskan",
                "barnmorskor",
                "barnmorskorna",
                "barnmorske",
            ],
            &["psykiatri", "psykiatrin"],
            &[
                "halsocentral",
                "halsocentralen",
                "halsocentraler",
                "halsocentralerna",
                "halsocentralens",
            ],
            &["vaccination", "vaccinationer", "vaccinations"],
            &["dentist", "dentists"],
            &["kirurg", "kirurgen", "kirurgi", "kirurgin"],
            &["medicin", "medicinen", "medicine"],
            &["intyg", "intyget"],
        ] {
            let first = stem(forms[0]);
            for form in forms {
                assert_eq!(stem(form), first, "{form}");
            }
        }
        for [one, other] in [
            ["jour", "journal"],
            ["barn", "barnmorska"],
            ["tand", "tandlakare"],
            ["hud", "hus"],
        ] {
            assert_ne!(stem(one), stem(other), "{one}");
        }
    }
}
