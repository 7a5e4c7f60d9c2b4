//! `unmarked-preview`: a page of a preview does not say that it is one.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// A page of a preview does not say that it is one.
pub static UNMARKED_PREVIEW: Code = Code {
    name: "unmarked-preview",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unmarked_preview"),
};
