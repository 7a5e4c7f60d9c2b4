//! What an editor is told about a file while somebody writes in it: pure answers to "what stands here,
//! what may stand here, where is it decided".
//!
//! Every function takes a compilation, a file of it and a byte offset. Messages, sessions and the form
//! that the protocol gives to answers are no business of this floor.

pub mod action;
pub mod completion;
pub mod definition;
pub mod form;
pub mod hover;
pub mod link;
pub mod meaning;
pub mod place;
pub mod position;

use crate::compile::Compilation;
use crate::diagnostic::settle::Finding;
use crate::text::FileId;

/// The findings of one file, after policy.
pub fn findings_of(compilation: &Compilation, file: FileId) -> Vec<Finding> {
    compilation.findings_in(file).list
}

#[cfg(test)]
mod tests;
