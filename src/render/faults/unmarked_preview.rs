//! `unmarked-preview`: a page of a preview does not say that it is one.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "unmarked-preview",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unmarked_preview"),
};
