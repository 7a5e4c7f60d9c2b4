//! The addresses in style sheets (`url()`, so also those of `@font-face`, and `@import`): where they stand,
//! and which asset of the theme each leads to. Knows CSS as far as comments, texts and these go.

use std::ops::Range;

/// Where an address of a style sheet leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Away from the assets: another host, data, a place in the same file, another page of the site.
    Elsewhere,
    /// To a path below `assets/`, whether or not there is something.
    Asset(String),
    /// Above `assets/`, where nothing of a theme is published.
    Above,
}

/// The places of addresses in a style sheet, without quotes, in order.
pub fn addresses(css: &str) -> Vec<Range<usize>> {
    let bytes = css.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_import = false;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let starts = |word: &[u8]| {
            rest.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let is_inside_word = at > 0 && is_of_name(bytes[at - 1]);
        if starts(b"/*") {
            at = css[at..].find("*/").map_or(css.len(), |end| at + end + 2);
        } else if starts(b"@import") {
            is_import = true;
            at += b"@import".len();
        } else if starts(b"url(") && !is_inside_word {
            let start = at + b"url(".len();
            let Some(end) = end_of_url(css, start) else {
                break;
            };
            found.push(trimmed(css, start..end));
            (at, is_import) = (end + 1, false);
        } else if matches!(rest[0], b'"' | b'\'') {
            let Some(end) = end_of_text(css, at) else {
                break;
            };
            if is_import {
                found.push(at + 1..end);
            }
            (at, is_import) = (end + 1, false);
        } else {
            is_import &= rest[0] != b';';
            at += 1;
        }
    }
    found.retain(|range| !range.is_empty() && !css[range.clone()].contains('\\'));
    found
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || byte >= 0x80
}

/// The closing quote of a text that begins at a quote.
fn end_of_text(css: &str, start: usize) -> Option<usize> {
    let quote = css.as_bytes()[start];
    let mut at = start + 1;
    loop {
        match *css.as_bytes().get(at)? {
            b'\\' => at += 2,
            byte if byte == quote => return Some(at),
            _ => at += 1,
        }
    }
}

/// The closing bracket of an address that begins at a place, with or without quotes.
fn end_of_url(css: &str, start: usize) -> Option<usize> {
    let inside = css.get(start..)?;
    let first = start + (inside.len() - inside.trim_start().len());
    let from = match css.as_bytes().get(first)? {
        b'"' | b'\'' => end_of_text(css, first)?,
        _ => first,
    };
    css.get(from..)?.find(')').map(|end| from + end)
}

/// A place without blanks and quotes around it.
fn trimmed(css: &str, range: Range<usize>) -> Range<usize> {
    let text = &css[range.clone()];
    let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let start = range.start + (text.len() - text.trim_start_matches(is_around).len());
    let end = range.end - (text.len() - text.trim_end_matches(is_around).len());
    start..end.max(start)
}

/// Where an address leads from a style sheet, whose path is one below `assets/`.
pub fn target(sheet: &str, address: &str) -> Target {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty()
        || path
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':'))
    {
        return Target::Elsewhere;
    }
    let mut parts: Vec<&str> = Vec::new();
    let relative = match path.strip_prefix("/assets/") {
        Some(below) => below,
        None if path.starts_with('/') => return Target::Elsewhere,
        None => {
            parts.extend(sheet.split('/'));
            parts.pop();
            path
        }
    };
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Target::Above;
                }
            }
            part => parts.push(part),
        }
    }
    Target::Asset(parts.join("/"))
}

/// The style sheet with its addresses led to published names: `published` gives the path below `assets/` of
/// an asset, with the hash of its content.
pub fn led(sheet: &str, css: &str, mut published: impl FnMut(&str) -> Option<String>) -> String {
    let mut led = String::with_capacity(css.len());
    let mut rest = 0;
    for range in addresses(css) {
        let address = &css[range.clone()];
        let Target::Asset(asset) = target(sheet, address) else {
            continue;
        };
        let Some(path) = published(&asset) else {
            continue;
        };
        let place = address.find(['?', '#']).map_or("", |at| &address[at..]);
        led.push_str(&css[rest..range.start]);
        led.push_str(&"../".repeat(sheet.matches('/').count()));
        led.push_str(&path);
        led.push_str(place);
        rest = range.end;
    }
    led.push_str(&css[rest..]);
    led
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_where_css_has_them() {
        let css = r#"@import "a.css"; @import url( 'b.css' ) screen; /* url(c.png) */
            @font-face { src: url(d.woff2) format("woff2"), URL("e (1).woff"); }
            p::before { content: "url(f.png)"; background: url(), my-url(g.png) }"#;
        let found: Vec<&str> = addresses(css).into_iter().map(|at| &css[at]).collect();
        assert_eq!(found, ["a.css", "b.css", "d.woff2", "e (1).woff"]);
        for torn in ["url(", "url('", "@import 'x", "/*", "\"", "url(å"] {
            assert!(addresses(torn).is_empty(), "{torn}");
        }
    }

    #[test]
    fn an_address_is_led_to_the_published_name() {
        let published = |asset: &str| (asset == "img/a.svg").then(|| "img/a.0123.svg".to_owned());
        let led = |sheet, address| led(sheet, &format!("url({address})"), published);
        assert_eq!(led("site.css", "img/a.svg#x"), "url(img/a.0123.svg#x)");
        assert_eq!(
            led("css/site.css", "../img/a.svg"),
            "url(../img/a.0123.svg)"
        );
        assert_eq!(
            led("css/site.css", "/assets/img/a.svg"),
            "url(../img/a.0123.svg)"
        );
        for other in [
            "https://a.se/img/a.svg",
            "data:x",
            "//a.se/a.svg",
            "#x",
            "/img/a.svg",
            "img/b.svg",
        ] {
            assert_eq!(led("site.css", other), format!("url({other})"));
        }
        assert_eq!(target("site.css", "../a.svg"), Target::Above);
    }
}
