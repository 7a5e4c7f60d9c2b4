//! Text that stays text in Markdown, at GitHub and GitLab.

use crate::diff::words::calm;

/// Text that is nothing but text, both in Markdown and in HTML: what could be markup is written as an
/// entity, and what could become a mention, a reference, an emoji or a link is taken apart by a
/// character that is not seen.
pub fn escape(text: &str) -> String {
    let calm = calm(text);
    let mut escaped = String::with_capacity(calm.len() + 16);
    let mut characters = calm.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        match character {
            '&' | '<' | '>' | '"' | '*' | '_' | '[' | ']' | '`' | '\\' | '|' | '~' | '$' | '#'
            | '!' | '^' => {
                escaped.push_str(&format!("&#{};", u32::from(character)));
            }
            other => escaped.push(other),
        }
        let breaks = match character {
            '@' | '#' | '!' | '~' | '$' | '%' | '&' | '^' | '*' => !next.is_whitespace(),
            ':' => next == '/' || next == '+' || next.is_alphabetic(),
            '.' => next.is_alphanumeric() && escaped.to_ascii_lowercase().ends_with("www."),
            '-' => next.is_ascii_digit() && escaped.to_ascii_lowercase().ends_with("gh-"),
            _ => false,
        };
        if breaks {
            escaped.push('\u{2060}');
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_text_and_nothing_else() {
        let bad = "</details><script>*a* [x](http://e.se) @all #12 !3 www.e.se GH-7\n/close :tada:";
        let text = escape(bad);
        for mark in [
            "<", ">", "*", "[", "@a", "#12", "!3", "://", "www.e", "GH-7", ":t", "\n",
        ] {
            assert!(!text.contains(mark), "{mark} in {text}");
        }
        assert_eq!(escape("08:00, 50 % – Å"), "08:00, 50 % – Å");
    }
}
