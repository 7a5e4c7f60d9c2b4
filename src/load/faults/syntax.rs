//! `syntax`: the file is not TOML.

use std::ops::Range;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::lines::{line_end, line_start};
use crate::text::{FileId, Span};

/// The code.
pub static CODE: Code = Code {
    name: "syntax",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("syntax"),
};

/// A place where the file is not TOML, in words for the mistakes people make. `reason` is what the TOML
/// reader says, in English only; it is shown as it is where we have no better words.
pub fn fault(file: FileId, text: &str, range: Range<usize>, reason: &str) -> Diagnostic {
    let written = text.get(range.clone()).unwrap_or_default().trim();
    let (message, help) = conflict(text, range.start)
        .or_else(|| invisible(text, &range))
        .or_else(|| extended(written, reason))
        .or_else(|| value(written, word_around(text, &range), reason))
        .or_else(|| structure(written, reason))
        .unwrap_or_else(|| other(reason));
    let fix = repeated_line(text, range.start)
        .filter(|_| reason.contains("duplicate key"))
        .map(|line| {
            let title = say!("remove the second line", "ta bort den andra raden");
            Fix::replace(title, Span::new(file, line), String::new())
        });
    Diagnostic::new(&CODE, Span::new(file, range), message)
        .with_help(help)
        .with_fix(fix)
}

/// A pair that opens brackets and does not close all of them.
pub fn unclosed(file: FileId, text: &str, range: Range<usize>) -> Diagnostic {
    let written = &text[range.clone()];
    let (message, help) = match written.find(['[', '{']).map(|at| &written[at..=at]) {
        Some("{") => no_end_of_table(),
        _ => no_end_of_list(),
    };
    Diagnostic::new(&CODE, Span::new(file, range), message).with_help(help)
}

fn no_end_of_list() -> (Text, Text) {
    (
        say!("the list has no end", "listan har inget slut"),
        say!(
            "add `]` after the last value",
            "lägg till `]` efter det sista värdet"
        ),
    )
}

fn no_end_of_table() -> (Text, Text) {
    (
        say!(
            "the table in braces has no end",
            "tabellen inom klamrar har inget slut"
        ),
        say!(
            "add `}}` after the last value",
            "lägg till `}}` efter det sista värdet"
        ),
    )
}

/// The whole line of a key that an earlier line of the same table gives the same value. Nothing where
/// that is not certain: values over several lines, or a comment that would go with the line.
fn repeated_line(text: &str, at: usize) -> Option<Range<usize>> {
    let start = line_start(text.get(..at)?, at);
    let end = line_end(text, at);
    let line = &text[start..end];
    let said = line
        .parse::<toml::Table>()
        .ok()
        .filter(|said| said.len() == 1)?;
    let before = &text[..start];
    let table = before
        .rfind("\n[")
        .map_or(before, |header| &before[header..]);
    let long = table.contains("\"\"\"") || table.contains("'''");
    let mut earlier = table
        .lines()
        .map(|line| line.trim_start_matches('\u{feff}'));
    let is_same = |line: &str| line.parse::<toml::Table>().is_ok_and(|other| other == said);
    (!long && !line.contains('#') && earlier.any(is_same)).then_some(start..end)
}

/// The whole word that a place lies in: the reader points into the middle of `0980` or `1.2.3`.
fn word_around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.end..)) else {
        return "";
    };
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '=' | '[' | ']' | '{' | '}' | '#');
    let start = before.rfind(ends).map_or(0, |at| at + 1);
    let end = after.find(ends).map_or(text.len(), |at| range.end + at);
    text.get(start..end).unwrap_or_default()
}

/// A blank that is none to TOML, where a key should begin.
fn invisible(text: &str, range: &Range<usize>) -> Option<(Text, Text)> {
    let start = text.get(..range.start)?;
    let line = line_start(start, start.len());
    let before_key = text.get(line..range.end.max(range.start))?;
    // The mark that files of some editors begin with is allowed.
    let before_key = match line {
        0 => before_key.trim_start_matches('\u{FEFF}'),
        _ => before_key,
    };
    let is_allowed = |c: &char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let is_blank = |c: &char| !is_allowed(c) && (c.is_whitespace() || is_zero_width(*c));
    let found = before_key.chars().find(is_blank)?;
    let only_blanks = before_key.split(found).next()?.trim().is_empty();
    let code = u32::from(found);
    only_blanks.then(|| {
        (
            say!(
                "an invisible character, U+{code:04X}, stands before the key",
                "ett osynligt tecken, U+{code:04X}, står före fältet"
            ),
            say!(
                "remove everything before the key and write blanks anew",
                "ta bort allt före fältets namn och skriv mellanslagen på nytt"
            ),
        )
    })
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Markers that a version control system leaves where two changes meet.
fn conflict(text: &str, at: usize) -> Option<(Text, Text)> {
    let before = text.get(..at)?;
    let line = &text[line_start(before, before.len())..];
    let marks = ["<<<<<<<", "=======", ">>>>>>>"];
    marks.iter().any(|mark| line.starts_with(mark)).then(|| {
        (
            say!(
                "two versions of the file meet here, and nobody has chosen between them",
                "två versioner av filen möts här, och ingen har valt mellan dem"
            ),
            say!(
                "keep the lines that are right, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
                "behåll raderna som stämmer, och ta bort raderna med `<<<<<<<`, `=======` och `>>>>>>>`"
            ),
        )
    })
}

/// A key that has a value and is given keys of its own: `a = "x"` and then `a.b = 1`.
fn extended(written: &str, reason: &str) -> Option<(Text, Text)> {
    (reason.contains("cannot extend") && !written.is_empty()).then(|| {
        (
            say!(
                "`{written}` has a value already and cannot have keys of its own too",
                "`{written}` har redan ett värde och kan inte också ha egna fält"
            ),
            say!(
                "write one of the two, or a table: `{written} = {{ … }}`",
                "skriv en av de två, eller en tabell: `{written} = {{ … }}`"
            ),
        )
    })
}

/// A value that cannot be read; `word` is the whole word it is part of. A text that ends at a carriage
/// return has an invisible character there, but what it lacks is its end.
fn value(written: &str, word: &str, reason: &str) -> Option<(Text, Text)> {
    let says = |words: &str| reason.contains(words);
    let typographic = |c: char| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»');
    Some(
        if says("must be quoted") && written.starts_with(typographic) {
            (
                say!(
                    "the wrong kind of quotes around the text",
                    "fel sorts citattecken runt texten"
                ),
                say!("use straight quotes, `\"`", "använd raka citattecken, `\"`"),
            )
        } else if says("must be quoted") && written.is_empty() {
            (
                say!(
                    "there is no value after `=`",
                    "det finns inget värde efter `=`"
                ),
                say!(
                    "write the value, or remove the line",
                    "skriv värdet, eller ta bort raden"
                ),
            )
        } else if says("must be quoted") {
            (
                say!(
                    "`{written}` is text without quotes",
                    "`{written}` är text utan citattecken"
                ),
                say!(
                    "put text in quotes, and commas between the values of a list",
                    "sätt text inom citattecken, och komma mellan värdena i en lista"
                ),
            )
        } else if says("string") && says("characters") && !written.is_empty() {
            (
                say!(
                    "the text holds an invisible character",
                    "texten innehåller ett osynligt tecken"
                ),
                say!(
                    "remove it and write the text anew",
                    "ta bort det och skriv texten på nytt"
                ),
            )
        } else if says("escape") {
            (
                say!(
                    "a backslash (\\) is written twice: \\\\",
                    "omvänt snedstreck (\\) skrivs dubbelt: \\\\"
                ),
                say!(
                    "write `\\\\` for one backslash",
                    "skriv `\\\\` för ett omvänt snedstreck"
                ),
            )
        } else if says("string") {
            (
                say!(
                    "the quote at the end of the text is missing",
                    "citattecknet i slutet av texten saknas"
                ),
                say!("add the closing quote", "lägg till citattecknet i slutet"),
            )
        } else if says("invalid date") && is_day(written) {
            (
                say!("there is no day {written}", "det finns ingen dag {written}"),
                say!(
                    "write a day of the calendar",
                    "skriv en dag som finns i kalendern"
                ),
            )
        } else if says("invalid bool") {
            (
                say!(
                    "`{written}` is neither `true` nor `false`",
                    "`{written}` är varken `true` eller `false`"
                ),
                say!(
                    "write `true` or `false` in lower case, without quotes",
                    "skriv `true` eller `false` med små bokstäver, utan citattecken"
                ),
            )
        } else if !word.is_empty() && is_number_or_time(reason) {
            (
                say!(
                    "`{word}` is no number, day or time",
                    "`{word}` är inget tal, ingen dag och inget klockslag"
                ),
                say!(
                    "put text such as a phone number in quotes; a day is written 2026-12-24",
                    "sätt text, till exempel ett telefonnummer, inom citattecken; en dag skrivs 2026-12-24"
                ),
            )
        } else {
            return None;
        },
    )
}

fn is_number_or_time(reason: &str) -> bool {
    let beginnings = [
        "invalid date",
        "invalid time",
        "invalid float",
        "invalid integer",
        "unexpected leading zero",
        "unexpected sign",
        "`_` may only",
    ];
    beginnings.iter().any(|words| reason.starts_with(words))
}

/// Whether a text has the form of a day.
fn is_day(written: &str) -> bool {
    let mut parts = written.split('-').map(str::len);
    let lengths = [parts.next(), parts.next(), parts.next(), parts.next()];
    let digits = written.chars().all(|c| c.is_ascii_digit() || c == '-');
    digits && lengths == [Some(4), Some(2), Some(2), None]
}

/// Keys, headers, lists and tables that do not hold together.
fn structure(written: &str, reason: &str) -> Option<(Text, Text)> {
    let says = |words: &str| reason.contains(words);
    Some(if says("duplicate key") {
        (
            say!("`{written}` is given twice", "`{written}` står två gånger"),
            say!(
                "keep the one that is right and remove the other",
                "behåll den som stämmer och ta bort den andra"
            ),
        )
    } else if says("unclosed table") || says("unclosed array table") {
        (
            say!(
                "the header has no closing bracket",
                "rubriken saknar avslutande hakparentes"
            ),
            say!(
                "end the header with `]`, or `]]` when it begins with `[[`",
                "avsluta rubriken med `]`, eller `]]` om den börjar med `[[`"
            ),
        )
    } else if says("unclosed array") {
        no_end_of_list()
    } else if says("unclosed inline table") {
        no_end_of_table()
    } else if says("expected `,`") || says("missing comma") {
        (
            say!("a comma is missing", "ett komma saknas"),
            say!(
                "put a comma between the two",
                "sätt ett komma mellan de två"
            ),
        )
    } else if says("expected `=`") {
        (
            say!(
                "the line has no equals sign (=)",
                "likhetstecken (=) saknas på raden"
            ),
            say!(
                "write `key = value`; a line that is only a comment begins with `#`",
                "skriv `fält = värde`; en rad som bara är en kommentar börjar med `#`"
            ),
        )
    } else if says("keys cannot be empty") {
        (
            say!("there is no key here", "fältets namn saknas"),
            say!(
                "write the key, or remove the line",
                "skriv fältets namn, eller ta bort raden"
            ),
        )
    } else if says("invalid unquoted key") {
        (
            say!(
                "a key with other characters than a to z, digits, `-` and `_` needs quotes",
                "ett fältnamn med andra tecken än a till z, siffror, `-` och `_` behöver citattecken"
            ),
            say!(
                "put the key in quotes",
                "sätt fältets namn inom citattecken"
            ),
        )
    } else if says("unexpected key or value") {
        (
            say!(
                "there is more on the line after the value; quotes within a text are written “like this”",
                "det står något mer efter värdet; citattecken inne i texten skrivs ”så här”"
            ),
            say!(
                "let each key stand on a line of its own",
                "skriv varje fält på en egen rad"
            ),
        )
    } else if says("missing table open") {
        (
            say!(
                "there is a bracket too many",
                "det finns en hakparentes för mycket"
            ),
            say!("remove it", "ta bort den"),
        )
    } else if says("recurse") {
        (
            say!("this is nested too deeply", "det här är nästlat för djupt"),
            say!(
                "write it with fewer brackets inside each other",
                "skriv det med färre klamrar och hakparenteser inuti varandra"
            ),
        )
    } else {
        return None;
    })
}

fn other(reason: &str) -> (Text, Text) {
    let reason = reason.trim().replace('\n', "; ");
    (
        say!(
            "this is not valid TOML: {reason}",
            "detta är inte giltig TOML: {reason}"
        ),
        say!(
            "look for a missing quote, bracket or equals sign here or on the line above",
            "leta efter ett saknat citattecken, en saknad hakparentes eller ett likhetstecken här eller på raden ovanför",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_keys_of_its_own_is_told_as_what_it_is() {
        let text = "kontakta-oss = \"x\"\nkontakta-oss.url = \"y\"\n";
        let (_, errors) = toml::de::DeTable::parse_recoverable(text);
        let error = errors.first().expect("a fault");
        let range = error.span().expect("a place");
        let fault = fault(FileId(0), text, range, error.message());
        assert!(
            fault.message.en.contains("has a value already"),
            "{}",
            fault.message.en
        );
    }

    /// The line that a fix removes for the second `a`.
    fn removed(text: &str) -> Option<&str> {
        let at = text.rfind("a =").expect("a second key");
        repeated_line(text, at).map(|range| &text[range])
    }

    #[test]
    fn a_line_that_says_the_same_again_can_go() {
        assert_eq!(removed("a = 1\nb = 2\na = 1\n"), Some("a = 1\n"));
        assert_eq!(
            removed("\u{feff}a = \"x\"\r\na = 'x'\r\n"),
            Some("a = 'x'\r\n")
        );
        assert_eq!(
            removed("[t]\na = [1, 2] # så\na = [1, 2]"),
            Some("a = [1, 2]")
        );
    }

    #[test]
    fn what_is_not_certain_stays() {
        for text in [
            "a = 1\na = 2\n",
            "a = 1\n[t]\na = 1\n",
            "a = 1\na = 1 # därför\n",
            "a = [\n1]\na = [\n1]\n",
            "b = \"\"\"\na = 1\n\"\"\"\na = 1\n",
        ] {
            assert_eq!(removed(text), None, "{text}");
        }
    }
}
