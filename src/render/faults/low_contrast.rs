//! `low-contrast`: two colours of a theme that cannot be told apart.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "low-contrast",
    group: Group::Theme,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("low_contrast"),
};
