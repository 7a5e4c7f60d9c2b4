//! `invisible-character`: a text holds a character that nobody sees. Texts are read without them
//! ([`crate::text::visible`]), so that none is published; here they are found in the files.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::{Certainty, Edit, Fix};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::literal;
use crate::text::visible::{has_invisible, invisible, is_noncharacter};
use crate::text::{FileId, Span};

/// The code.
pub static CODE: Code = Code {
    name: "invisible-character",
    group: Group::Structure,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("invisible_character"),
};

/// The longest name of a reference in HTML, `&CounterClockwiseContourIntegral;`.
const LONGEST_REFERENCE: usize = 31;

/// An invisible character as it is written.
#[derive(Debug, PartialEq, Eq)]
struct Hit {
    range: Range<usize>,
    character: char,
    instead: &'static str,
}

/// Those of a TOML file: as they are, and as escapes in its texts and keys.
pub fn of_toml(file: FileId, text: &str, table: &DeTable<'_>, found: &mut Vec<Diagnostic>) {
    let mut hits = verbatim(text);
    let mut keys = Vec::new();
    if !hits.is_empty() || text.contains('\\') {
        let mut file = TomlFile {
            text,
            hits: &mut hits,
            keys: &mut keys,
        };
        file.table(table);
    }
    if hits.is_empty() {
        return;
    }
    hits.sort_by_key(|hit| hit.range.start);
    hits.dedup();
    // Without the character a key may be the same as another one.
    let is_in_key = |hit: &Hit| keys.iter().any(|key| key.contains(&hit.range.start));
    let (in_keys, in_texts): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(is_in_key);
    let in_keys = fault(file, &in_keys).map(|fault| fault.with_fix(None));
    found.extend(fault(file, &in_texts).into_iter().chain(in_keys));
}

/// Those of a template or a file of texts: as they are. Files of a theme are not edited by fixes.
pub fn of_text(file: FileId, text: &str) -> Option<Diagnostic> {
    let fault = fault(file, &verbatim(text))?.with_fix(None);
    Some(fault.with_help(say!("remove it", "ta bort det")))
}

/// Those of a Markdown file: as they are, and as references (`&#x1b;`, `&shy;`).
pub fn of_markdown(file: FileId, text: &str) -> Option<Diagnostic> {
    let mut hits = verbatim(text);
    hits.extend(references(text));
    hits.sort_by_key(|hit| hit.range.start);
    fault(file, &hits)
}

/// The references to invisible characters in a Markdown text. In code they are no references.
fn references(text: &str) -> Vec<Hit> {
    let places = text.match_indices('&').filter_map(|(at, _)| {
        let name = text[at + 1..].split_once(';')?.0;
        let is_name = name.len() <= LONGEST_REFERENCE
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
        let is_escaped = text[..at].ends_with('\\');
        (is_name && !is_escaped).then_some(at..at + name.len() + 2)
    });
    let mut hits = Vec::new();
    for range in places {
        for event in Parser::new(&text[range.clone()]) {
            let Event::Text(stands_for) = event else {
                continue;
            };
            hits.extend(invisible(&stands_for).map(|found| Hit {
                range: range.clone(),
                character: found.character,
                instead: found.instead,
            }));
        }
    }
    if !hits.is_empty() {
        let mut in_block = false;
        let mut code = Vec::new();
        for (event, range) in Parser::new(text).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_block = true,
                Event::End(TagEnd::CodeBlock) => in_block = false,
                Event::Code(_) => code.push(range),
                Event::Text(_) if in_block => code.push(range),
                _ => {}
            }
        }
        let is_code = |hit: &Hit| code.iter().any(|code| code.contains(&hit.range.start));
        hits.retain(|hit| !is_code(hit));
    }
    hits
}

/// The characters that stand in a file as they are. The mark that files of some editors begin with is none.
fn verbatim(text: &str) -> Vec<Hit> {
    if !has_invisible(text) {
        return Vec::new();
    }
    let hits = invisible(text).map(|found| Hit {
        range: found.at..found.at + found.character.len_utf8(),
        character: found.character,
        instead: found.instead,
    });
    hits.filter(|hit| hit.range.start > 0 || hit.character != '\u{feff}')
        .collect()
}

/// A TOML file that is searched for escapes.
struct TomlFile<'f> {
    text: &'f str,
    hits: &'f mut Vec<Hit>,
    /// Where keys stand.
    keys: &'f mut Vec<Range<usize>>,
}

impl TomlFile<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            self.keys.push(key.span());
            self.escapes(key.get_ref(), key.span());
            self.value(value);
        }
    }

    fn value(&mut self, value: &TomlSpanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(text) => self.escapes(text, value.span()),
            DeValue::Array(values) => values.iter().for_each(|value| self.value(value)),
            DeValue::Table(table) => self.table(table),
            _ => {}
        }
    }

    /// The escapes of a text that stand for invisible characters.
    fn escapes(&mut self, value: &str, place: Range<usize>) {
        if !has_invisible(value) {
            return;
        }
        let Some(raw) = self.text.get(place.clone()) else {
            return;
        };
        for found in invisible(value) {
            let bytes = found.at..found.at + found.character.len_utf8();
            let part = literal::part(raw, value.len(), bytes);
            let part = part.filter(|part| raw[part.clone()].starts_with('\\'));
            self.hits.extend(part.map(|part| Hit {
                range: place.start + part.start..place.start + part.end,
                character: found.character,
                instead: found.instead,
            }));
        }
    }
}

/// One finding for all of a file, at the first.
fn fault(file: FileId, hits: &[Hit]) -> Option<Diagnostic> {
    let first = hits.first()?;
    let code = u32::from(first.character);
    let message = match hits.len() - 1 {
        0 => say!(
            "the text holds an invisible character, U+{code:04X}",
            "texten innehåller ett osynligt tecken, U+{code:04X}"
        ),
        more => say!(
            "the text holds an invisible character, U+{code:04X}, and the file {more} more",
            "texten innehåller ett osynligt tecken, U+{code:04X}, och filen {more} till"
        ),
    };
    let edits = hits.iter().map(|hit| Edit {
        span: Span::new(file, hit.range.clone()),
        replacement: hit.instead.to_owned(),
    });
    // Where a control stands, a letter may have been lost.
    let is_certain = !hits.iter().any(|hit| hit.character.is_control());
    let help = if is_certain {
        say!(
            "remove it, or let `basutbud fix` correct the whole file",
            "ta bort det, eller låt `basutbud fix` rätta hela filen"
        )
    } else {
        say!(
            "remove it, and write what should stand there",
            "ta bort det, och skriv det som ska stå där"
        )
    };
    let fix = Fix {
        title: say!("remove what nobody sees", "ta bort det som ingen ser"),
        edits: edits.collect(),
        certainty: if is_certain {
            Certainty::Certain
        } else {
            Certainty::Likely
        },
    };
    let place = Span::new(file, first.range.clone());
    Some(
        Diagnostic::new(&CODE, place, message)
            .with_label(kind(first.character))
            .with_help(help)
            .with_fix(Some(fix)),
    )
}

/// What a character is.
fn kind(c: char) -> Text {
    match c {
        '\u{2028}' | '\u{2029}' => Text::fixed("a separator of lines", "en radavgränsare"),
        c if c.is_control() => Text::fixed("a control character", "ett styrtecken"),
        '\u{ad}' => Text::fixed("a soft hyphen", "ett mjukt bindestreck"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Text::fixed(
                "a character that turns the direction of reading",
                "ett tecken som vänder läsriktningen",
            )
        }
        c if is_noncharacter(c) => Text::fixed(
            "a code that stands for no character",
            "en kod som inte är något tecken",
        ),
        _ => Text::fixed("a character without width", "ett tecken utan bredd"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str) -> Vec<(Range<usize>, Vec<Edit>)> {
        let (table, _) = DeTable::parse_recoverable(text);
        let mut found = Vec::new();
        of_toml(FileId(0), text, table.get_ref(), &mut found);
        let hit = |found: Diagnostic| {
            let edits = found.fix.map(|fix| fix.edits).unwrap_or_default();
            (found.primary.span.range(), edits)
        };
        found.into_iter().map(hit).collect()
    }

    #[test]
    fn they_are_found_as_they_are_and_as_escapes() {
        let text = "\u{feff}a = \"x\u{200b}y\" # \u{ad}\nb = [\"\\u0000\\u2028z\", '\\u0000']\n";
        let found = hits(text);
        assert_eq!(found.len(), 1);
        let (place, edits) = &found[0];
        assert_eq!(&text[place.clone()], "\u{200b}");
        let edit = |edit: &Edit| (&text[edit.span.range()], edit.replacement.clone());
        let edits: Vec<_> = edits.iter().map(edit).collect();
        let wanted = [
            ("\u{200b}", ""),
            ("\u{ad}", ""),
            ("\\u0000", ""),
            ("\\u2028", " "),
        ];
        assert_eq!(edits, wanted.map(|(a, b)| (a, b.to_owned())));
    }

    #[test]
    fn references_of_markdown_are_found_but_not_in_code() {
        let text = "a&#x1b;b [c](/d/ \"&shy;\") `&shy;` \\&shy; &amp; &#65; &ZeroWidthSpace;\n\n    &shy;\n";
        let found = of_markdown(FileId(0), text).expect("a finding");
        let edits = found.fix.expect("a fix").edits;
        let places: Vec<&str> = edits.iter().map(|edit| &text[edit.span.range()]).collect();
        assert_eq!(places, ["&#x1b;", "&shy;", "&ZeroWidthSpace;"]);
        assert_eq!(of_markdown(FileId(0), "&aring;&nbsp;&zwj &;"), None);
    }

    #[test]
    fn keys_are_left_to_people_and_nothing_else_is_found() {
        let text = "\"a\\u200b\" = \"x\"\na = \"y\"\n";
        assert_eq!(hits(text), [(2..8, Vec::new())]);
        assert_eq!(hits("a = \"å\\t\\n\u{a0}…\"\r\n"), []);
    }
}
