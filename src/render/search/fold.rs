//! Folding: what a word becomes before words are compared in a search.
//!
//! The same is done by `search.js` to what visitors type; `tests/folding.json` holds the two together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text without marks and in small letters: `Hälsocentralen S:t Olof` becomes
/// `halsocentralen`, `st`, `olof`.
pub fn words(text: &str) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_the_pages_script_folds_them() {
        let table: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../../tests/folding.json"))
                .expect("the table is JSON");
        assert!(table.len() > 20);
        for (text, expected) in table {
            assert_eq!(words(&text), expected, "{text:?}");
        }
    }
}
