//! Text in XML: escaped, and without the characters that XML 1.0 cannot hold.

/// A text as it may stand in an element or in an attribute in double quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_text_or_breaks_the_file() {
        assert_eq!(
            escape("a<b>&\"c\"\u{0}\r\u{1b}\u{ffff} å"),
            "a&lt;b&gt;&amp;&quot;c&quot; å"
        );
    }
}
