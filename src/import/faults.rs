//! The codes that importing raises: one file each, with the code's explanation.

pub mod import_cell;
pub mod import_column;
pub mod import_map;
pub mod import_row;
pub mod import_table;

use crate::diagnostic::code::Code;

/// All of them, by name.
pub static CODES: &[&Code] = &[
    &import_cell::CODE,
    &import_column::CODE,
    &import_map::CODE,
    &import_row::CODE,
    &import_table::CODE,
];
