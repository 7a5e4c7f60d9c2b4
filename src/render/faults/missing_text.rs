//! `missing-text`: a language lacks a text of the interface.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "missing-text",
    group: Group::Theme,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("missing_text"),
};
