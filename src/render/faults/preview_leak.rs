//! `preview-leak`: a page that is published carries a mark of a preview.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "preview-leak",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("preview_leak"),
};
