//! What is read of SVG files: their size, and whether they do something by themselves.

/// Width and height of an SVG: of its `viewBox`, else of its attributes.
pub fn size(bytes: &[u8]) -> Option<(f64, f64)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let at = tag.match_indices(name).find(|(at, _)| {
            let before = tag[..*at].chars().next_back();
            before.is_some_and(char::is_whitespace)
        })?;
        let value = tag[at.0 + name.len()..]
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    };
    if let Some(view) = attribute("viewBox") {
        let numbers: Vec<f64> = view
            .split([' ', ',', '\n', '\t'])
            .filter(|part| !part.is_empty())
            .filter_map(|part| part.parse().ok())
            .collect();
        if let [_, _, width, height] = numbers[..] {
            return size_that_shows(width, height);
        }
    }
    let length = |name| attribute(name)?.trim_end_matches("px").trim().parse().ok();
    size_that_shows(length("width")?, length("height")?)
}

/// Whether an SVG does something by itself when it is opened: scripts, handlers of events, foreign content,
/// entities that could hold either, and addresses that are scripts.
pub fn acts(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let has_handler = |tag: &str| {
        let mut before = outside_quotes(tag);
        while let Some(at) = before.rfind('=') {
            before.truncate(at);
            let name = before
                .trim_end()
                .rsplit([' ', '\t', '\n', '\r', '/'])
                .next();
            if name.is_some_and(|name| name.starts_with("on") && name.len() > 2) {
                return true;
            }
        }
        false
    };
    text.contains("javascript:")
        || text.split('<').skip(1).any(|tag| {
            let name = tag.split([' ', '\t', '\n', '\r', '/', '>']).next();
            let name = name.unwrap_or_default();
            let local = name.rsplit(':').next().unwrap_or_default();
            matches!(local, "script" | "foreignobject" | "!entity" | "handler")
                || !name.starts_with(['!', '?']) && has_handler(&tag[name.len()..])
        })
}

/// A tag up to its end, without the values of its attributes.
fn outside_quotes(tag: &str) -> String {
    let (mut outside, mut quote) = (String::new(), None);
    for c in tag.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '>') => break,
            (None, '"' | '\'') => {
                quote = Some(c);
                // A name may follow a value without a blank.
                outside.push(' ');
            }
            (None, c) => outside.push(c),
        }
    }
    outside
}

/// A size that a picture can be shown in.
pub fn size_that_shows(width: f64, height: f64) -> Option<(f64, f64)> {
    let sound = |length: f64| length.is_finite() && length > 0.0;
    (sound(width) && sound(height)).then_some((width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_acts_is_told_from_a_plain_one() {
        for bad in [
            "<svg><script>x()</script></svg>",
            "<svg:SCRIPT href='a.js'/>",
            "<svg onload=\"x()\"/>",
            "<svg viewBox='0 0 1 1'\nonClick = 'x()'/>",
            "<svg><a href='javascript:x()'/></svg>",
            "<svg><foreignObject/></svg>",
            "<svg a='>'onload='x()'/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        ] {
            assert!(acts(bad.as_bytes()), "{bad}");
        }
        let plain = "<?xml version='1.0'?><!-- on=1 --><svg class=\"one on\" viewBox='0 0 1 1'><title>on = off</title><path d='M0 0'/></svg>";
        assert!(!acts(plain.as_bytes()));
    }

    #[test]
    fn sizes_are_read_from_the_first_tag() {
        let svg =
            |attributes: &str| size(format!("<?xml?><svg {attributes}><g/></svg>").as_bytes());
        assert_eq!(svg("viewBox=\"0 0 120 40\""), Some((120.0, 40.0)));
        assert_eq!(svg("viewBox='0,0,12.5,4' width=\"1\""), Some((12.5, 4.0)));
        assert_eq!(svg("width=\"30px\" height=\"10\""), Some((30.0, 10.0)));
        assert_eq!(svg("width=\"100%\" height=\"10\""), None);
        assert_eq!(svg("viewBox=\"0 0 0 0\""), None);
        assert_eq!(size(b"<svg"), None);
    }
}
