//! Texts as TOML writes them: where a part of a value stands behind quotes and escapes.

use std::ops::Range;

/// Where bytes of a TOML string's value stand in the string as written. Nothing where the value, which has
/// so many bytes, is not all that was written.
pub fn part(raw: &str, length: usize, part: Range<usize>) -> Option<Range<usize>> {
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
    let (mut start, mut stop) = (None, None);
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
        if stop.is_none() && value >= part.end {
            stop = (value == part.end).then_some(at);
            stop?;
        }
        at += written;
        value += stands_for;
    }
    if value != length || part.end > length {
        return None;
    }
    let stop = stop.unwrap_or(at);
    Some(start.unwrap_or(stop).min(stop)..stop)
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
        for (raw, bytes, shown) in cases {
            let table: toml::Table = format!("a = {raw}").parse().expect("TOML");
            let length = table["a"].as_str().expect("text").len();
            let place = part(raw, length, bytes).expect(raw);
            assert_eq!(&raw[place], shown, "{raw}");
        }
        assert_eq!(part("\"ab\"", 2, 1..9), None);
        assert_eq!(part(r#""a\u200bb""#, 2, 1..2), None);
    }
}
