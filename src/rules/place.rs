//! Exact places in unit files: parts of a written value, whole tables and lines that a fix removes.
//!
//! All of it reads the file's own text, so that escapes, line endings and comments are seen as the
//! editor wrote them. Where a place is not certain the answer is the whole value, or nothing.

use std::ops::Range;

use crate::diagnostic::Text;
use crate::diagnostic::fix::Fix;
use crate::load::literal;
use crate::model::unit::Unit;
use crate::text::lines::{line_end, line_start};
use crate::text::{Span, Spanned};

/// The place of some bytes of a value, inside the quotes it was written in.
pub fn inside(unit: &Unit, text: &Spanned<String>, part: Range<usize>) -> Span {
    let whole = text.span;
    let exact = unit
        .source
        .get(whole.range())
        .filter(|_| whole.file == unit.file)
        .and_then(|raw| literal::part(raw, text.value.len(), part));
    exact.map_or(whole, |part| {
        let start = whole.start as usize;
        Span::new(whole.file, start + part.start..start + part.end)
    })
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

fn is_blank_or_comment(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

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
