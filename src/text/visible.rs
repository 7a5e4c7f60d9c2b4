//! Characters that nobody sees: controls, those without width, those that turn the direction of reading,
//! and those that are none. What they are, where a text has them, and a text without them.

use std::borrow::Cow;

/// An invisible character in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invisible {
    /// Its first byte.
    pub at: usize,
    /// The character.
    pub character: char,
    /// What stands for it in a text without them: nothing, or a blank where it parts words.
    pub instead: &'static str,
}

/// The invisible characters of a text. A tab and an end of a line are none, nor is a joiner, a mark of
/// direction or a variation where the script it stands in needs it.
pub fn invisible(text: &str) -> impl Iterator<Item = Invisible> {
    // The last character that is seen.
    let mut last: Option<char> = None;
    let mut is_turned: Option<bool> = None;
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((at, character)) = characters.next() {
            let is_seen = match character {
                '\t' | '\n' => true,
                '\r' => matches!(characters.peek(), Some((_, '\n'))),
                c if c < '\u{7f}' => !c.is_ascii_control(),
                '\u{200c}' | '\u{200d}' => last.is_some_and(needs_joiners),
                '\u{61c}' | '\u{200e}' | '\u{200f}' => {
                    *is_turned.get_or_insert_with(|| text.contains(is_right_to_left))
                }
                '\u{fe00}'..='\u{fe0f}' => last.is_some_and(|last| !last.is_whitespace()),
                '\u{e0000}'..='\u{e0fff}' => last.is_some_and(|last| last >= '\u{2e80}'),
                c => !may_be_invisible(c),
            };
            if !is_seen {
                return Some(Invisible {
                    at,
                    character,
                    instead: if parts_words(character) { " " } else { "" },
                });
            }
            last = Some(character);
        }
        None
    })
}

/// Whether a text has an invisible character.
pub fn has_invisible(text: &str) -> bool {
    may_have(text) && invisible(text).next().is_some()
}

/// A text without invisible characters.
pub fn without_invisible(text: &str) -> Cow<'_, str> {
    if !may_have(text) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::new();
    let mut rest = 0;
    for found in invisible(text) {
        clean.push_str(&text[rest..found.at]);
        clean.push_str(found.instead);
        rest = found.at + found.character.len_utf8();
    }
    if rest == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(&text[rest..]);
    Cow::Owned(clean)
}

/// A text on one line without invisible characters: nothing in it steers a terminal, ends a line of a log
/// or turns the direction of reading.
pub fn in_one_line(text: &str) -> Cow<'_, str> {
    let is_line = |text: &str| !text.contains(|c: char| c.is_control());
    match without_invisible(text) {
        Cow::Borrowed(text) if is_line(text) => Cow::Borrowed(text),
        clean => {
            let blank = |c: char| if c.is_control() { ' ' } else { c };
            Cow::Owned(clean.chars().map(blank).collect())
        }
    }
}

/// Whether a text may have one, told by its bytes.
fn may_have(text: &str) -> bool {
    // First bytes of what `may_be_invisible` takes, and controls.
    let is_sign = |byte: u8| {
        (byte < b' ' && byte != b'\n') || byte == 0x7f || {
            matches!(byte, 0xC2 | 0xCD | 0xD8 | 0xE1..=0xE3 | 0xEF..=0xF4)
        }
    };
    let mut chunks = text.as_bytes().chunks(64);
    // Without an early end inside the chunk, many bytes are looked at together.
    chunks.any(|chunk| chunk.iter().fold(false, |any, byte| any | is_sign(*byte)))
}

/// Whether a character is one that nobody sees, at least outside its script.
fn may_be_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || is_noncharacter(c)
}

/// Code points that never stand for a character.
pub fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// Ends of lines other than those of files.
fn parts_words(c: char) -> bool {
    matches!(
        c,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether joiners may follow a character: letters of Arabic, Indian and other scripts, and emoji.
fn needs_joiners(c: char) -> bool {
    c >= '\u{600}' && !matches!(c, '\u{1e00}'..='\u{20cf}')
}

/// Letters of the scripts that are written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_goes() {
        for (text, clean) in [
            ("a\0b\u{1b}[31m\u{7f}", "ab[31m"),
            ("\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}", ""),
            ("Häl\u{ad}so\u{202e}central\u{2066}", "Hälsocentral"),
            ("a\u{85}b\u{2028}c\rd\u{c}e", "a b c d e"),
            ("a\u{fffe}\u{ffff}\u{fdd0}\u{1fffe}\u{10ffff}b", "ab"),
            ("a\u{e0041}\u{200e}\u{200d}b", "ab"),
            ("\u{200b}\u{2060}\u{fe0f}", ""),
            (" \u{fe0f}\u{3164}\u{115f}", " "),
        ] {
            assert_eq!(without_invisible(text), clean, "{text:?}");
            assert!(has_invisible(text), "{text:?}");
        }
    }

    #[test]
    fn what_a_script_needs_stays() {
        for text in [
            "",
            "Hälsocentralen – Nord\u{a0}1 …\t\r\n\u{301}\u{fffd}",
            "می\u{200c}خواهم",
            "العيادة (1177)\u{200f} ",
            "👩\u{200d}⚕\u{fe0f} 🏴\u{e0067}\u{e0062}\u{e007f}",
            "中文, ＝, 𝒜, \u{e000}",
        ] {
            assert_eq!(without_invisible(text), text, "{text:?}");
            assert!(!has_invisible(text), "{text:?}");
        }
    }

    #[test]
    fn every_invisible_character_is_told_by_its_first_byte() {
        for c in ('\0'..=char::MAX).filter(|c| may_be_invisible(*c) || *c < ' ') {
            let text = c.to_string();
            assert!(may_have(&text) || c == '\n', "{c:?}");
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(
            in_one_line("a\n::error::b\r\n\u{1b}]0;c\u{7}\td"),
            "a ::error::b  ]0;c d"
        );
        assert_eq!(in_one_line("åäö"), "åäö");
    }
}
