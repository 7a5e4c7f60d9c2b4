//! `preview-leak`: a page that is published carries a mark of a preview.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// A page that is published carries a mark of a preview.
pub static PREVIEW_LEAK: Code = Code {
    name: "preview-leak",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("preview_leak"),
};
