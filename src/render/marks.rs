//! The marks of a preview in a page as browsers and search engines read it: `noindex`, and an element
//! with the attribute [`BANNER`].
//!
//! Reads tags only, as the HTML standard tells them from text: comments, scripts, styles and titles
//! hold none. What a mark means for a page is not decided here.

use memchr::{memchr, memchr2_iter};

/// The attribute of the element that says that a page is a preview.
pub const BANNER: &str = "data-preview";

/// Names of `meta` elements that search engines obey.
const ROBOTS: [&str; 4] = ["robots", "googlebot", "googlebot-news", "bingbot"];

/// What all of [`ROBOTS`] have in common.
const ROBOT: &[u8] = b"bot";

/// Elements whose content is text, whatever it looks like.
const RAW_TEXT: [&str; 7] = [
    "script", "style", "title", "textarea", "iframe", "noembed", "xmp",
];

/// What a page is marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It asks search engines to leave it out.
    pub noindex: bool,
    /// An element carries [`BANNER`].
    pub banner: bool,
}

impl Marks {
    /// Reads the marks of a page.
    pub fn read(html: &[u8]) -> Self {
        let mut marks = Self::default();
        // Most pages have neither word anywhere, and then there is no need to tell tags from text.
        if !holds(html, ROBOT, 0) && !holds(html, BANNER.as_bytes(), BANNER.len() - 1) {
            return marks;
        }
        let mut rest = html;
        while let Some(at) = memchr(b'<', rest) {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix(b"!--") {
                rest = after(comment, b"-->");
            } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
                let (tag, behind) = Tag::read(rest);
                marks.take(&tag);
                rest = match RAW_TEXT.iter().find(|name| tag.is(name)) {
                    Some(name) => after_raw_text(behind, name),
                    None => behind,
                };
            }
        }
        marks
    }

    fn take(&mut self, tag: &Tag<'_>) {
        self.banner |= tag.value(BANNER).is_some();
        if tag.is("meta") {
            let name = tag.value("name").unwrap_or_default();
            let is_robots = ROBOTS
                .iter()
                .any(|robot| name.eq_ignore_ascii_case(robot.as_bytes()));
            let content = tag.value("content").unwrap_or_default();
            let mut words = content.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
            self.noindex |= is_robots
                && words.any(|word| {
                    word.eq_ignore_ascii_case(b"noindex") || word.eq_ignore_ascii_case(b"none")
                });
        }
    }
}

/// Whether a text holds a word, in small or capital letters; `rare` is the place of a letter of it that
/// texts hardly have.
fn holds(text: &[u8], word: &[u8], rare: usize) -> bool {
    let (small, capital) = (
        word[rare].to_ascii_lowercase(),
        word[rare].to_ascii_uppercase(),
    );
    memchr2_iter(small, capital, text).any(|at| {
        let start = at.checked_sub(rare);
        let found = start.and_then(|start| text.get(start..start + word.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

/// What comes after the first `end`; nothing when there is none.
fn after<'a>(text: &'a [u8], end: &[u8]) -> &'a [u8] {
    let at = memchr::memmem::find(text, end).map_or(text.len(), |at| at + end.len());
    &text[at..]
}

/// What comes after the content of an element that holds text only.
fn after_raw_text<'a>(mut text: &'a [u8], name: &str) -> &'a [u8] {
    while let Some(at) = memchr::memmem::find(text, b"</") {
        text = &text[at + 2..];
        let begins = text
            .get(..name.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        if begins && !text.get(name.len()).is_some_and(u8::is_ascii_alphanumeric) {
            return text;
        }
    }
    &[]
}

/// The start of an element: its name and attributes.
struct Tag<'a> {
    name: &'a [u8],
    attributes: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Tag<'a> {
    /// Reads a tag after its `<`; gives what stands behind it.
    fn read(text: &'a [u8]) -> (Self, &'a [u8]) {
        let (name, mut rest) = split_at_any(text, |byte| is_space(byte) || b"/>".contains(&byte));
        let mut attributes = Vec::new();
        loop {
            rest = skip(rest, |byte| is_space(byte) || byte == b'/');
            match rest.first() {
                None => break,
                Some(b'>') => {
                    rest = &rest[1..];
                    break;
                }
                Some(_) => {
                    let (attribute, behind) = attribute(rest);
                    attributes.push(attribute);
                    rest = behind;
                }
            }
        }
        (Self { name, attributes }, rest)
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value of an attribute, empty where it has none; the first of that name counts.
    fn value(&self, name: &str) -> Option<&'a [u8]> {
        let mut same = self.attributes.iter();
        let found = same.find(|(key, _)| key.eq_ignore_ascii_case(name.as_bytes()));
        found.map(|(_, value)| *value)
    }
}

/// One attribute: its name and value, and what stands behind it.
fn attribute(text: &[u8]) -> ((&[u8], &[u8]), &[u8]) {
    // A name may begin with `=`, so at least one byte is taken.
    let (name, rest) = split_at_any(&text[1..], |byte| is_space(byte) || b"/>=".contains(&byte));
    let name = &text[..=name.len()];
    let Some(rest) = skip(rest, is_space).strip_prefix(b"=") else {
        return ((name, b""), rest);
    };
    let rest = skip(rest, is_space);
    let (value, rest) = match rest.first() {
        Some(quote @ (b'"' | b'\'')) => {
            let (value, rest) = split_at_any(&rest[1..], |byte| byte == *quote);
            (value, rest.get(1..).unwrap_or_default())
        }
        _ => split_at_any(rest, |byte| is_space(byte) || byte == b'>'),
    };
    ((name, value), rest)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn split_at_any(text: &[u8], ends: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let at = text.iter().position(|byte| ends(*byte));
    text.split_at(at.unwrap_or(text.len()))
}

fn skip(text: &[u8], skipped: impl Fn(u8) -> bool) -> &[u8] {
    split_at_any(text, |byte| !skipped(byte)).1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(html: &str) -> (bool, bool) {
        let marks = Marks::read(html.as_bytes());
        (marks.noindex, marks.banner)
    }

    #[test]
    fn marks_are_found_however_they_are_written() {
        for html in [
            "<meta name=\"robots\" content=\"noindex\">",
            "<META NAME=Robots CONTENT='NoFollow, NOINDEX'/>",
            "<meta content=none name=googlebot>",
            "<p><meta\nname = robots\ncontent = noindex\n>",
            "<title><b></title><meta name=robots content=noindex>",
        ] {
            assert_eq!(marks(html), (true, false), "{html}");
        }
        for html in [
            "<aside data-preview>",
            "<div class=a data-preview=\"Förslag > 7\">",
            "<p DATA-PREVIEW=x>",
        ] {
            assert_eq!(marks(html), (false, true), "{html}");
        }
    }

    #[test]
    fn a_word_is_found_at_either_end_of_a_text() {
        for text in ["bot", "xBoT", "BOTx", "bbot", "bobot"] {
            assert!(holds(text.as_bytes(), ROBOT, 0), "{text}");
            assert!(holds(text.as_bytes(), ROBOT, 2), "{text}");
        }
        for text in ["", "b", "bo", "ot", "bo t", "tob"] {
            assert!(!holds(text.as_bytes(), ROBOT, 0), "{text}");
            assert!(!holds(text.as_bytes(), ROBOT, 2), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_is_none() {
        for html in [
            "<!-- <meta name=robots content=noindex> <p data-preview> -->",
            "<script>\"<meta name=robots content=noindex>\"</script>",
            "<title>&lt;meta> <p data-preview></title>",
            "<p>noindex data-preview</p>",
            "<meta name=description content=noindex>",
            "<meta name=robots content=\"noindexing\">",
            "<a title=\"<p data-preview>\">",
            "</p data-preview-x><p data-previews>",
            "<meta name=robots content=index content=noindex>",
        ] {
            assert_eq!(marks(html), (false, false), "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "[<>!a-c \"'=/-]{0,60}") {
            Marks::read(text.as_bytes());
        }
    }
}
