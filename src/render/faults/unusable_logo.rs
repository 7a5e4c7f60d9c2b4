//! `unusable-logo`: the logo of a theme cannot be shown.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "unusable-logo",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("unusable_logo"),
};
