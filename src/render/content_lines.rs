//! The lines that vCards (RFC 6350) and calendars (RFC 5545) are made of: folded, with texts escaped.

/// How many octets a line may have, its end left out of account.
const LINE: usize = 75;

/// A file, line by line.
#[derive(Default)]
pub struct ContentLines {
    /// What has been written.
    pub text: String,
}

impl ContentLines {
    /// Adds a line, folded so that no part is too long and no character is cut.
    pub fn line(&mut self, line: &str) {
        if line.len() <= LINE {
            self.text.push_str(line);
            self.text.push_str("\r\n");
            return;
        }
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a value, or as a part of one.
pub fn escape(text: &str) -> String {
    // Every character that is not taken as it is has a byte of these; few texts have any.
    let is_special =
        |byte: u8| byte.is_ascii_control() || matches!(byte, b'\\' | b',' | b';' | 0xC2);
    if !text.bytes().any(is_special) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> String {
        let mut card = ContentLines::default();
        card.line(line);
        card.text
    }

    #[test]
    fn lines_have_at_most_75_octets_and_no_character_is_cut() {
        assert_eq!(folded(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
        assert_eq!(
            folded(&"x".repeat(76)),
            format!("{}\r\n x\r\n", "x".repeat(75))
        );
        let text = format!("NOTE:{}", "åäö€😀".repeat(40));
        let folded = folded(&text);
        for line in folded.trim_end().split("\r\n") {
            assert!(line.len() <= LINE, "{line}");
        }
        assert_eq!(folded.replace("\r\n ", "").trim_end(), text);
    }

    #[test]
    fn no_text_ends_its_line_or_its_value() {
        assert_eq!(escape("a,b;c\\d\r\ne\nf\u{0}"), "a\\,b\\;c\\\\d\\ne\\nf");
        assert_eq!(escape("å\u{85}b\u{7f}\u{a0}c"), "åb\u{a0}c");
    }
}
