//! Text that stays text in Markdown, at GitHub and GitLab.
//!
//! Both look for mentions and references in what Markdown has become, so entities alone do not help.

use crate::diff::words::calm;

/// Text that is nothing but text, both in Markdown and in HTML: what could be markup is written as an
/// entity, and what could become a mention, a reference, an emoji or a link is taken apart by a
/// character that is not seen.
pub fn escape(text: &str) -> String {
    let calm = calm(text);
    let mut escaped = String::with_capacity(calm.len() + 16);
    // How much of a run of hexadecimal digits, which may name a commit, is left and has passed.
    let (mut left, mut passed) = (0, 0);
    for (at, character) in calm.char_indices() {
        let rest = &calm[at + character.len_utf8()..];
        let next = rest.chars().next().unwrap_or(' ');
        match character {
            '&' | '<' | '>' | '"' | '*' | '_' | '[' | ']' | '`' | '\\' | '|' | '~' | '$' | '#'
            | '!' | '^' => {
                escaped.push_str(&format!("&#{};", u32::from(character)));
            }
            other => escaped.push(other),
        }
        if left == 0 && character.is_ascii_hexdigit() {
            let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count() + 1;
            (left, passed) = (if digits < SHORTEST_COMMIT { 0 } else { digits }, 0);
        }
        if left > 0 {
            (left, passed) = (left - 1, passed + 1);
        }
        let breaks = match character {
            '@' | '#' | '!' | '~' | '$' | '%' | '&' | '^' | '*' => !next.is_whitespace(),
            ':' => next == '/' || next == '+' || next.is_alphabetic(),
            // The link begins with the letters, so they are what is taken apart.
            'w' | 'W' => rest
                .get(..3)
                .is_some_and(|rest| rest.eq_ignore_ascii_case("ww.")),
            '-' => next.is_ascii_digit() && escaped.to_ascii_lowercase().ends_with("gh-"),
            _ => left > 0 && passed % (SHORTEST_COMMIT - 1) == 0,
        };
        if breaks {
            escaped.push('\u{2060}');
        }
    }
    escaped
}

/// How many digits of a commit's id name it at least.
const SHORTEST_COMMIT: usize = 7;

/// The same for the program's own sentences, in which names stand between backticks: they become code.
pub fn escape_message(text: &str) -> String {
    let parts: Vec<String> = text.split('`').map(escape).collect();
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    coded(&parts)
}

/// Every other part as code.
fn coded(parts: &[String]) -> String {
    let part = |(at, part): (usize, &String)| match at % 2 {
        0 => part.clone(),
        _ => format!("<code>{part}</code>"),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_text_and_nothing_else() {
        let bad = "</details><script>*a* [x](http://e.se) @all #12 !3 www.e.se GH-7\n/close :tada: WWW.E.se 0123456789abcdef0123 wwww.x";
        let text = escape(bad);
        for mark in [
            "<", ">", "*", "[", "@a", "#12", "!3", "://", "www.", "WWW.", "GH-7", ":t", "\n",
            "0123456", "6789abc", "def0123",
        ] {
            assert!(!text.contains(mark), "{mark} in {text}");
        }
        assert_eq!(escape_message("`a*`: b"), "<code>a&#42;</code>: b");
        assert_eq!(escape_message("`a"), "&#96;a");
        assert_eq!(escape("08:00, 50 % – Å"), "08:00, 50 % – Å");
        assert_eq!(escape("0980-31 92 00 fasad"), "0980-31 92 00 fasad");
    }
}
