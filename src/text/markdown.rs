//! How Markdown is read, wherever that is.

use pulldown_cmark::{Options, Parser};

/// What a text consists of.
pub fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}
