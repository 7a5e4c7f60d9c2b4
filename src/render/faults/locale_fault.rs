//! `locale-fault`: a file with the texts of the interface is missing or cannot be read.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "locale-fault",
    group: Group::Theme,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("locale_fault"),
};
