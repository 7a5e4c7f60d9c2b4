//! `locale-fault`: a file with the texts of the interface is missing or cannot be read.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// A locale file is missing or cannot be read.
pub static LOCALE_FAULT: Code = Code {
    name: "locale-fault",
    group: Group::Theme,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("locale_fault"),
};
