//! `unused-text`: a text of the interface that no page uses.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "unused-text",
    group: Group::Theme,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("unused_text"),
};
