//! Exact places in unit files: parts of a written value, whole tables and lines that a fix removes.
//!
//! All of it reads the file's own text, so that escapes, line endings and comments are seen as the
//! editor wrote them. Where a place is not certain the answer is the whole value, or nothing.

use std::ops::Range;

use crate::diagnostic::Text;
use crate::diagnostic::fix::Fix;
use crate::model::unit::Unit;
use crate::text::{Span, Spanned};

/// The place of some bytes of a value, inside the quotes it was written in.
pub fn inside(unit: &Unit, text: &Spanned<String>, part: Range<usize>) -> Span {
    let whole = text.span;
    let exact = unit
        .source
        .get(whole.range())
        .filter(|_| whole.file == unit.file)
        .and_then(|raw| part_of_literal(raw, part));
    exact.map_or(whole, |part| {
        let start = whole.start as usize;
        Span::new(whole.file, start + part.start..start + part.end)
    })
}

/// Where bytes of a TOML string's value stand in the string as written.
fn part_of_literal(raw: &str, part: Range<usize>) -> Option<Range<usize>> {
    let delimiter = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|delimiter| raw.starts_with(delimiter))?;
    let mut at = delimiter.len();
    if delimiter.len() == 3 {
        let rest = &raw[at..];
        at += if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
    }
    let escapes = delimiter.starts_with('"');
    let end = raw.len().checked_sub(delimiter.len())?;
    let mut value = 0;
    let mut start = None;
    while at < end {
        let rest = raw.get(at..end)?;
        let (written, stands_for) = match rest.strip_prefix('\\') {
            Some(escape) if escapes => escape_len(escape)?,
            _ => {
                let length = rest.chars().next()?.len_utf8();
                (length, length)
            }
        };
        if start.is_none() && value + stands_for > part.start {
            start = Some(at);
        }
        if value >= part.end {
            break;
        }
        at += written;
        value += stands_for;
    }
    let start = start.unwrap_or(at);
    (value == part.end).then_some(start.min(at)..at)
}

/// How many bytes an escape takes with its backslash, and how many it stands for.
fn escape_len(after: &str) -> Option<(usize, usize)> {
    let code_point = |digits: usize| {
        let number = u32::from_str_radix(after.get(1..=digits)?, 16).ok()?;
        Some((digits + 2, char::from_u32(number)?.len_utf8()))
    };
    match after.chars().next()? {
        'x' => code_point(2),
        'u' => code_point(4),
        'U' => code_point(8),
        blank if blank.is_whitespace() => {
            let skipped = after.len() - after.trim_start().len();
            Some((skipped + 1, 0))
        }
        _ => Some((2, 1)),
    }
}

/// Whether a key stands once for all it holds, so that a fix may change it: not in `a.b = …`, where
/// another line may name it again.
pub fn is_plain_key(unit: &Unit, key: Span) -> bool {
    let rest = unit.source.get(key.end as usize..).unwrap_or("");
    rest.trim_start_matches([' ', '\t']).starts_with(['=', ']'])
}

/// A value as TOML writes it.
pub fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            control if control.is_control() => {
                text.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

/// The removal of a `[[…]]` table with its lines, where it is certain what belongs to it: `header` is
/// its place, `values` the places of what it holds.
pub fn without_table(
    unit: &Unit,
    header: Span,
    values: impl IntoIterator<Item = Span>,
    title: Text,
) -> Option<Fix> {
    let end = values
        .into_iter()
        .map(|span| span.end)
        .fold(header.end, u32::max);
    let range = table_lines(&unit.source, header.range(), end as usize)?;
    let span = Span::new(header.file, range);
    Some(Fix::replace(title, span, String::new()))
}

fn table_lines(source: &str, header: Range<usize>, last: usize) -> Option<Range<usize>> {
    let name = source.get(header.clone())?;
    if !name.starts_with("[[") {
        return None;
    }
    let mut start = line_start(source, header.start);
    let body_end = line_end(source, last);
    let alone = source[start..header.start].trim().is_empty()
        && is_blank_or_comment(&source[last..body_end]);
    if !alone {
        return None;
    }
    // Blank lines after it go with it; a comment that follows without one may be anybody's.
    let mut end = body_end;
    for line in source[body_end..].split_inclusive('\n') {
        let text = line.trim();
        if text.is_empty() {
            end += line.len();
            continue;
        }
        let apart = text.starts_with('[') || (text.starts_with('#') && end > body_end);
        if !apart {
            return None;
        }
        break;
    }
    // Comments right above belong to it, unless they may speak of all tables of its name.
    let above = |start: usize| {
        let line = line_start(source, start.checked_sub(1)?);
        Some((line, source[line..start].trim()))
    };
    while let Some((line, text)) = above(start)
        && text.starts_with('#')
    {
        if text.contains("\"\"\"") || text.contains("'''") || source.matches(name).count() > 1 {
            return None;
        }
        start = line;
    }
    if end == source.len() {
        while let Some((line, "")) = above(start) {
            start = line;
        }
    }
    Some(start..end)
}

/// The removal of a `key = value` that fills one line.
pub fn without_line(unit: &Unit, key: Span, value: Span, title: Text) -> Option<Fix> {
    let source = &*unit.source;
    let (key, value) = (key.range(), value.range());
    let start = line_start(source, key.start);
    let end = line_end(source, value.end);
    let alone = source.get(start..key.start)?.trim().is_empty()
        && source.get(value.end..end)?.trim().is_empty()
        && !source.get(start..value.end)?.contains('\n');
    alone.then(|| Fix::replace(title, Span::new(unit.file, start..end), String::new()))
}

/// Where the line begins on which a byte stands.
fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the next line begins.
fn line_end(source: &str, at: usize) -> usize {
    source[at..]
        .find('\n')
        .map_or(source.len(), |newline| at + newline + 1)
}

fn is_blank_or_comment(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_behind_escapes_and_in_every_kind_of_string() {
        // (as written, bytes of the value, what the place shows)
        let cases = [
            ("\"ett två tre\"", 4..8, "två"),
            (r#""a \"b\" två""#, 6..10, "två"),
            (r#""\u00e5 två""#, 3..7, "två"),
            ("'''\nen\ntvå'''", 3..7, "två"),
            ("\"\"\"\r\nen\r\ntvå\"\"\"", 4..8, "två"),
            ("\"\"\"en \\\n   två\"\"\"", 3..7, "två"),
            ("'två'", 0..4, "två"),
            (r#""tv\u00e5!""#, 0..4, "tv\\u00e5"),
        ];
        for (raw, part, shown) in cases {
            let place = part_of_literal(raw, part).expect(raw);
            assert_eq!(&raw[place], shown, "{raw}");
        }
        assert_eq!(part_of_literal("\"ab\"", 1..9), None);
    }

    /// The text without the table whose header is `[[a]]` and whose last value is `1`.
    fn removed(source: &str) -> Option<String> {
        let header = source.find("[[a]]").expect("a header");
        let last = source[header..].find("= 1").expect("a value") + header + 3;
        let range = table_lines(source, header..header + 5, last)?;
        Some(format!(
            "{}{}",
            &source[..range.start],
            &source[range.end..]
        ))
    }

    #[test]
    fn a_table_goes_with_what_is_certainly_its_own() {
        let cases = [
            ("x = 2\n\n[[a]]\nb = 1\n", Some("x = 2\n")),
            ("x = 2\n\n[[a]]\nb = 1", Some("x = 2\n")),
            (
                "x = 2\r\n\r\n[[a]]\r\nb = 1\r\n\r\n[c]\r\n",
                Some("x = 2\r\n\r\n[c]\r\n"),
            ),
            (
                "x = 2\n\n# om a\n[[a]] # här\nb = 1 # ja\n\n# om c\n[c]\n",
                Some("x = 2\n\n# om c\n[c]\n"),
            ),
            ("# om alla\n[[a]]\nb = 1\n\n[[a]]\nb = 2\n", None),
            ("[[a]]\nb = 1\n# vems?\n[c]\n", None),
            ("[[a]]\nb = 1\nc = 3\n", None),
            ("x = 2\n[[a]]\nb = 1\n\n\n[c]\n", Some("x = 2\n[c]\n")),
        ];
        for (source, after) in cases {
            assert_eq!(removed(source).as_deref(), after, "{source}");
        }
    }
}
