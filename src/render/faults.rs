//! The codes that themes and pages raise: one file each, with the code's explanation and its wording.

pub mod exposed_expression;
pub mod locale_fault;
pub mod low_contrast;
pub mod missing_text;
pub mod preview_leak;
pub mod template_fault;
pub mod unmarked_preview;
pub mod unusable_logo;
pub mod unused_text;

use crate::diagnostic::code::Code;

/// All of them, by name.
pub static CODES: &[&Code] = &[
    &exposed_expression::CODE,
    &locale_fault::CODE,
    &low_contrast::CODE,
    &missing_text::CODE,
    &preview_leak::CODE,
    &template_fault::CODE,
    &unmarked_preview::CODE,
    &unusable_logo::CODE,
    &unused_text::CODE,
];
