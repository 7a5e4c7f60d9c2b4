//! Editing a unit in a browser: its file as a form, and the form as the smallest edits of the file.
//!
//! Pure: texts and what a browser posted in, texts and pages out. Who may ask, and what is written to the
//! disk, is decided by the host and the command.

pub mod choices;
pub mod field;
pub mod form;
pub mod item;
pub mod maker;
pub mod new_unit;
mod page;
pub mod place;
pub mod rename;
pub mod reply;
mod services;
pub mod session;
pub mod week;
mod words;

#[cfg(test)]
mod tests;
