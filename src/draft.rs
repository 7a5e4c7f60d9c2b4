//! Drafts of new files: what is known as keys, what is not as comments that say what belongs there.
//!
//! Everything is taken from the region's file, its rule set and the form of files; nothing here knows
//! any region. Text out; nothing is written here.

pub mod region;
pub mod unit;

/// A text as a TOML value.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A key of a TOML table, in quotes where it needs them.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A text on one line, for a comment.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
