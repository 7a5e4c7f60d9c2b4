//! Small pages: templates are made small once, when they are read, and so is what Markdown becomes.
//!
//! The minifier of whole pages is an option, and the reference that tests hold the other way against.

mod flow;
mod pieces;
pub mod small;
pub(in crate::render) mod syntax;

use std::sync::LazyLock;

use minify_html::Cfg;

pub use crate::render::minify::pieces::Trouble;

/// What is made small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Minify {
    /// Templates and Markdown, once.
    #[default]
    Templates,
    /// Every finished page, as a whole.
    Pages,
    /// Nothing.
    Nothing,
}

/// What the minifier may do: closing tags and the tags of html and head stay, and nothing that is
/// not allowed by the HTML standard is done.
static CONFIGURATION: LazyLock<Cfg> = LazyLock::new(|| Cfg {
    keep_closing_tags: true,
    keep_html_and_head_opening_tags: true,
    keep_input_type_text_attr: true,
    minify_css: true,
    ..Cfg::default()
});

/// A page without the blanks and quotes that mean nothing.
pub fn minify(html: &[u8]) -> Vec<u8> {
    minify_html::minify(html, &CONFIGURATION)
}

/// A style sheet without comments and blanks, by the same minifier; as it was where that fails.
pub fn minify_css(css: &str) -> Vec<u8> {
    let wrapped = minify(format!("<style>{css}</style>").as_bytes());
    let inner = wrapped
        .strip_prefix(b"<style>")
        .and_then(|rest| rest.strip_suffix(b"</style>"));
    inner
        .filter(|small| !small.is_empty())
        .map_or_else(|| css.as_bytes().to_vec(), <[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_html_checkers_and_readers_need() {
        let page = "<!doctype html>\n<html lang=\"sv\">\n <head><title>A</title></head>\n <body>\n  <p>Hej  du</p>\n </body>\n</html>";
        let small = String::from_utf8(minify(page.as_bytes())).expect("text stays text");
        assert!(
            small
                .to_lowercase()
                .starts_with("<!doctype html><html lang=sv><head>"),
            "{small}"
        );
        assert!(small.ends_with("<p>Hej du</p></body></html>"), "{small}");
    }

    #[test]
    fn style_sheets_lose_comments_only() {
        let small = minify_css(
            "/* a */\na { color: red; }\n@media (forced-colors: active) { a { color: LinkText } }\n",
        );
        let small = String::from_utf8(small).expect("text stays text");
        assert!(
            small.starts_with("a{color:red}") && small.contains("forced-colors"),
            "{small}"
        );
    }
}
