//! The codes that reading raises: one file each, with the code's explanation and its wording.
//! These are faults of form; what a well-formed file gets wrong is a rule's business.

pub mod alias_clash;
pub mod conflicting_keys;
pub mod hours_invalid;
pub mod invalid_period;
pub mod invisible_character;
pub mod leftover_file;
pub mod misplaced_file;
pub mod missing_field;
pub mod picture_too_large;
pub mod rule_set_invalid;
pub mod syntax;
pub mod unknown_key;
pub mod unknown_reference;
pub mod unreadable_file;
pub mod unusable_name;
pub mod wrong_type;

use crate::diagnostic::code::Code;

/// All of them, by name.
pub static CODES: &[&Code] = &[
    &alias_clash::CODE,
    &conflicting_keys::CODE,
    &hours_invalid::CODE,
    &invalid_period::CODE,
    &invisible_character::CODE,
    &leftover_file::CODE,
    &misplaced_file::CODE,
    &missing_field::CODE,
    &picture_too_large::CODE,
    &rule_set_invalid::CODE,
    &syntax::CODE,
    &unknown_key::CODE,
    &unknown_reference::CODE,
    &unreadable_file::CODE,
    &unusable_name::CODE,
    &wrong_type::CODE,
];
