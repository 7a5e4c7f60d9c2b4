//! Drafts of new files: what is known as keys, what is not as comments that say what belongs there.
//!
//! Everything is taken from the region's file, its rule set and the form of files; nothing here knows
//! any region. Text out; nothing is written here.

mod because;
pub mod new_unit;
pub mod region;
pub mod unit;

/// A text on one line, for a comment.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
