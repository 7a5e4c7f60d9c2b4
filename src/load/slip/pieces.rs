//! A file as headers and pairs of a key and a value, also where it is no TOML.

use std::ops::Range;

/// A header, or a pair of a key and a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Which of the two.
    pub(super) kind: PieceKind,
    /// Its lines, without indentation and the last line end.
    pub(super) range: Range<usize>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// `[contact]`
    Header,
    /// `phone = "…"`
    Pair,
    /// A pair with a text over several lines, which nobody takes apart.
    LongText,
}

/// The most lines that a value in brackets is looked for.
const MAX_LINES: usize = 60;

/// The pieces of a file, in order. Comments and blank lines are none.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines = lines(text);
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let written = &text[line.clone()];
        let last = match written {
            "" => at,
            _ if written.starts_with('#') => at,
            _ if is_header(written) => {
                let range = line.clone();
                let kind = PieceKind::Header;
                pieces.push(Piece { kind, range });
                at
            }
            _ => {
                let (kind, last) = end_of_pair(text, &lines, at);
                let range = line.start..lines[last].end;
                pieces.push(Piece { kind, range });
                last
            }
        };
        at = last + 1;
    }
    pieces
}

/// The lines of a text without indentation and line ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let ends = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        let mark = |c: char| c.is_whitespace() || c == '\u{feff}';
        let written = line.trim_start_matches(mark);
        let start = start + line.len() - written.len();
        start..start + written.trim_end().len()
    });
    ends.collect()
}

fn is_header(line: &str) -> bool {
    let line = without_comment(line);
    let bracketed = line.starts_with('[') || line.ends_with(']');
    bracketed && !line.contains(['=', ':', ',', '{', '}'])
}

/// A line without the comment at its end.
pub(super) fn without_comment(line: &str) -> &str {
    line[..comment(line)].trim_end()
}

/// Where a comment begins: a `#` outside quotes, behind a blank.
pub(super) fn comment(line: &str) -> usize {
    let mut quotes = Quotes::default();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let outside = quotes.step(c);
        if outside && c == '#' && before.is_whitespace() {
            return at;
        }
        before = c;
    }
    line.len()
}

/// The last line of a pair that begins in a line.
fn end_of_pair(text: &str, lines: &[Range<usize>], first: usize) -> (PieceKind, usize) {
    let line = |at: usize| &text[lines[at].clone()];
    let until = lines.len().min(first + MAX_LINES);
    for mark in ["\"\"\"", "'''"] {
        if line(first).matches(mark).count() % 2 == 1 {
            let end = (first + 1..lines.len()).find(|at| line(*at).contains(mark));
            return (PieceKind::LongText, end.unwrap_or(lines.len() - 1));
        }
    }
    let mut depth = depth(line(first));
    let is_list = without_comment(line(first)).ends_with('[');
    for at in first + 1..until {
        if depth <= 0 {
            break;
        }
        let next = line(at);
        let begins_table = is_header(next) && next.starts_with('[') && next != "[";
        let key = next.split_once('=').map(|(key, _)| key);
        let begins_pair = is_list && key.is_some_and(|key| !key.contains(['"', '\'', '{']));
        if begins_table || begins_pair {
            break;
        }
        depth += self::depth(next);
        if depth <= 0 {
            return (PieceKind::Pair, at);
        }
    }
    (PieceKind::Pair, first)
}

/// How many brackets a line opens and does not close.
fn depth(line: &str) -> i32 {
    let mut quotes = Quotes::default();
    let mut depth = 0;
    for c in without_comment(line).chars() {
        match c {
            _ if !quotes.step(c) => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// Whether straight quotes are open. An apostrophe is a quote only where a value can begin.
#[derive(Default)]
pub(super) struct Quotes {
    open: Option<char>,
    before: Option<char>,
}

impl Quotes {
    /// Goes on by one character; whether it stands outside quotes and is none.
    pub(super) fn step(&mut self, c: char) -> bool {
        let begins = match self.before {
            None => true,
            Some(before) => matches!(before, '=' | '[' | '{' | ',' | ':'),
        };
        if !c.is_whitespace() {
            self.before = Some(c);
        }
        match self.open {
            Some(open) => {
                if c == open {
                    self.open = None;
                }
                false
            }
            None if c == '"' || c == '\'' && begins => {
                self.open = Some(c);
                false
            }
            None => true,
        }
    }
}

/// A pair taken apart; the parts together are the whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair<'t> {
    /// The key as written.
    pub(super) key: &'t str,
    /// What stands between the key and its value.
    pub(super) gap: &'t str,
    /// The value as written.
    pub(super) value: &'t str,
    /// The comment behind, with the blanks before it.
    pub(super) tail: &'t str,
}

/// Takes a pair apart, whatever stands between its key and its value.
pub(super) fn split(pair: &str) -> Option<Pair<'_>> {
    let (key, gap, rest) = match separator(pair) {
        Some(at) => {
            let key = pair[..at].trim_end();
            let is_gap = |c: char| c.is_whitespace() || matches!(c, '=' | ':' | '>');
            let rest = pair[at..].trim_start_matches(is_gap);
            (key, &pair[key.len()..pair.len() - rest.len()], rest)
        }
        None => without_separator(pair)?,
    };
    let is_open = rest.starts_with('"') && rest.matches('"').count() == 1;
    let value = if rest.contains('\n') {
        rest
    } else if is_open {
        rest.split(" #").next().unwrap_or_default().trim_end()
    } else {
        without_comment(rest)
    };
    let tail = &rest[value.len()..];
    (!key.is_empty()).then_some(Pair {
        key,
        gap,
        value,
        tail,
    })
}

/// Where the first `=` or `:` stands that is no part of a value.
fn separator(pair: &str) -> Option<usize> {
    let mut quotes = Quotes::default();
    let mut before = ' ';
    let mut found = None;
    for (at, c) in pair.char_indices() {
        let outside = quotes.step(c);
        let after = &pair[at + c.len_utf8()..];
        let in_time = before.is_ascii_digit() && after.starts_with(|c: char| c.is_ascii_digit());
        let in_address = after.starts_with("//");
        match c {
            _ if !outside => {}
            '=' => found = Some(at),
            ':' if !in_time && !in_address => found = Some(at),
            '\n' => break,
            _ => {}
        }
        if found.is_some() {
            break;
        }
        before = c;
    }
    let at = found?;
    let key = pair[..at].trim();
    // What is quoted before it is the key, or a value.
    let is_key = !key.contains("://") && (!key.contains('"') || key.starts_with('"'));
    is_key.then_some(at)
}

/// Key and value with only a blank between: a value begins with a quote, a bracket or a digit.
fn without_separator(pair: &str) -> Option<(&str, &str, &str)> {
    let blanks = pair.match_indices(' ').map(|(at, _)| at);
    let begins_value = |at: &usize| {
        let rest = pair[*at..].trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '[' | '{' | '“' | '”'))
    };
    let mut blanks = blanks.collect::<Vec<_>>().into_iter();
    let first = blanks.clone().next()?;
    let at = blanks.find(begins_value).unwrap_or(first);
    let rest = pair[at..].trim_start();
    let key = pair[..at].trim_end();
    Some((key, &pair[key.len()..pair.len() - rest.len()], rest))
}

/// A value without the quotes around it, of whatever kind, also where one is missing.
pub(super) fn unquoted(written: &str) -> &str {
    let quote = |c: char| {
        matches!(
            c,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '`' | '´' | '‘' | '’' | '\''
        )
    };
    let start = written.strip_prefix(quote).unwrap_or(written);
    let begins = start.len() < written.len();
    let end = start.strip_suffix(quote);
    match end {
        // A text without quotes may end with a quoted word.
        Some(inner) if begins || inner.contains(quote) == start.ends_with('\'') => inner,
        _ => start,
    }
}

/// The parts of a list or table: what stands between separators outside quotes and brackets. Two quoted
/// texts one after the other are two parts.
pub(super) fn split_values<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let mut quotes = Quotes::default();
    let mut depth = 0;
    let mut start = 0;
    let mut closed = false;
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        let outside = quotes.step(c);
        match c {
            '"' if closed && depth == 0 => {
                parts.push(&text[start..at]);
                start = at;
                closed = false;
            }
            '"' if depth == 0 => {
                let so_far = text[start..at].trim_start();
                closed = so_far.starts_with('"');
            }
            _ if !outside => {}
            // A key right behind a value.
            _ if c.is_alphabetic() && depth == 0 && begins_pair(&text[start..at], &text[at..]) => {
                parts.push(&text[start..at]);
                start = at;
                closed = false;
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ if depth <= 0 && separators.contains(&c) => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
                closed = false;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether a part is a pair, and what follows it the beginning of another.
fn begins_pair(part: &str, rest: &str) -> bool {
    let is_pair = part.contains('=') && !part.trim_end().ends_with('=') && part.ends_with(' ');
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let after_key = rest.trim_start_matches(is_key).trim_start();
    is_pair && after_key.starts_with('=')
}

/// The blanks before a second pair on the same line, behind a value in quotes.
pub(super) fn second_pair(pair: &str) -> Option<Range<usize>> {
    let mut quotes = Quotes::default();
    let mut closed = false;
    for (at, c) in pair.char_indices() {
        let outside = quotes.step(c);
        if outside && closed && c.is_alphabetic() && begins_pair(&pair[..at], &pair[at..]) {
            let first = pair[..at].trim_end();
            return (first.ends_with('"') && depth(first) == 0).then_some(first.len()..at);
        }
        closed |= c == '"';
    }
    None
}

/// The pairs whose brackets are not closed, each on its line.
pub(super) fn unclosed(text: &str) -> Vec<Range<usize>> {
    let pairs = pieces(text).into_iter();
    let pairs = pairs.filter(|piece| piece.kind == PieceKind::Pair);
    let ranges = pairs.map(|piece| piece.range);
    ranges
        .filter(|range| depth_of_all(&text[range.clone()]) > 0)
        .collect()
}

/// The most brackets inside each other.
pub(super) fn deepest(piece: &str) -> i32 {
    let mut quotes = Quotes::default();
    let (mut depth, mut most) = (0, 0);
    for c in piece.chars() {
        match c {
            _ if !quotes.step(c) => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// A text with the pairs blank whose brackets are not closed, so that every other byte stands where it
/// stood and is read for itself.
pub(super) fn without_unclosed(text: &str) -> String {
    let mut without = text.to_owned();
    for range in unclosed(text) {
        without.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    without
}

fn depth_of_all(piece: &str) -> i32 {
    piece.lines().map(depth).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(pair: &str) -> [&str; 4] {
        let pair = split(pair).expect("a pair");
        [pair.key, pair.gap, pair.value, pair.tail]
    }

    #[test]
    fn pairs_are_taken_apart_whatever_stands_between() {
        assert_eq!(
            parts("phone = \"1177\" # nytt"),
            ["phone", " = ", "\"1177\"", " # nytt"]
        );
        assert_eq!(parts("telefon: 0480-1"), ["telefon", ": ", "0480-1", ""]);
        assert_eq!(parts("mån 08:00-17:00"), ["mån", " ", "08:00-17:00", ""]);
        assert_eq!(
            parts("Kontakta oss \"https://e.se\""),
            ["Kontakta oss", " ", "\"https://e.se\"", ""]
        );
        assert_eq!(
            parts("hemsida https://e.se/?a=1"),
            ["hemsida", " ", "https://e.se/?a=1", ""]
        );
    }

    #[test]
    fn values_in_brackets_go_on_over_lines() {
        let text = "a = [\n  1,\n]\n[t]\nb = {\n c = 1\n}\nd = [\n e = 1\n";
        let pieces = pieces(text);
        let written: Vec<&str> = pieces.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(
            written,
            [
                "a = [\n  1,\n]",
                "[t]",
                "b = {\n c = 1\n}",
                "d = [",
                "e = 1"
            ]
        );
    }

    #[test]
    fn a_text_over_several_lines_is_one_piece() {
        let text = "a = \"\"\"\nb = 1\n\"\"\"\nc = 1\n";
        let kinds: Vec<PieceKind> = pieces(text).iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [PieceKind::LongText, PieceKind::Pair]);
    }
}
