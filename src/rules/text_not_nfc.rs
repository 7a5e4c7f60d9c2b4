//! `text-not-nfc`: letters that are put together from two characters.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::{Certainty, Edit, Fix};
use crate::diagnostic::{Diagnostic, say};
use crate::rules::{Rule, Run, UnitContext};
use crate::text::{FileId, Span};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The code.
pub static CODE: Code = Code {
    name: "text-not-nfc",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("text_not_nfc"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Unit(run),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let unit = context.unit;
    let abouts = unit
        .about
        .values()
        .map(|about| (about.file, &*about.source));
    for (file, source) in abouts.chain([(unit.file, &*unit.source)]) {
        let edits = edits(file, source);
        let Some(first) = edits.first() else { continue };
        let letter = &first.replacement;
        let message = say!(
            "`{letter}` is written as a letter and a loose accent",
            "`{letter}` är skrivet som en bokstav med lös accent"
        );
        let title = say!("put the letters together", "sätt ihop bokstäverna");
        let diagnostic = Diagnostic::new(&CODE, first.span, message)
            .with_help(say!(
                "type the letter again, or let `basutbud fix` correct the whole file",
                "skriv bokstaven igen, eller låt `basutbud fix` rätta hela filen"
            ))
            .with_fix(Some(Fix {
                title,
                edits,
                certainty: Certainty::Certain,
            }));
        found.push(diagnostic);
    }
}

/// One edit for each letter with its loose accents that form NFC puts together.
fn edits(file: FileId, source: &str) -> Vec<Edit> {
    // The accents U+0300 to U+036F begin with these bytes; nearly no file has any.
    let is_accent = |byte: &u8| byte & 0xFE == 0xCC;
    let mut chunks = source.as_bytes().chunks(64);
    // Without an early end inside the chunk, many bytes are looked at together.
    if !chunks.any(|chunk| chunk.iter().fold(false, |any, byte| any | is_accent(byte))) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut letters = source.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let mut end = start + letter.len_utf8();
        while let Some((at, accent)) = letters.next_if(|(_, next)| is_combining_mark(*next)) {
            end = at + accent.len_utf8();
        }
        let written = &source[start..end];
        if end > start + letter.len_utf8() {
            let replacement: String = written.nfc().collect();
            if replacement != written {
                let span = Span::new(file, start..end);
                edits.push(Edit { span, replacement });
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files, fixed};

    #[test]
    fn loose_accents_are_put_together() {
        let unit = "[care]\nreferral = \"Fo\u{308}r a\u{30a}lder\"\n# a\u{308}\n";
        assert_eq!(check(&RULE, unit), ["2: o\u{308}"]);
        assert_eq!(
            fixed(&RULE, unit),
            "[care]\nreferral = \"För ålder\"\n# ä\n"
        );
        let files = "//- a.toml\n\n//- a.md\nHa\u{308}r.\n";
        assert_eq!(check_files(&RULE, files), ["a.md:1: a\u{308}"]);
    }

    #[test]
    fn whole_letters_and_accents_without_a_whole_letter_are_fine() {
        assert_eq!(
            check(&RULE, "[care]\nreferral = \"För ålder: x\u{301}\"\n"),
            [""; 0]
        );
    }
}
