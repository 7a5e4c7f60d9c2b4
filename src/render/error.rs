//! What can go wrong while a page is made, before it has a place and words of its own.
//!
//! [`crate::render::Renderer`] turns a [`RenderError`] into a diagnostic: it knows the files of the theme
//! and the page that was being made.

use crate::diagnostic::Diagnostic;

/// The outcome of making a part of a page.
pub type RenderResult<T> = Result<T, RenderError>;

/// Why a page could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// A template failed.
    Template(Box<tera::Error>),
    /// A text of the interface is missing or lacks a value.
    Text {
        /// The language of the page.
        language: String,
        /// The text's key.
        key: String,
        /// What is wrong with it, in Fluent's words; nothing when the key is missing.
        reason: Option<String>,
    },
    /// What the page is made from is not what it was.
    Finding(Box<Diagnostic>),
    /// Something of the program's own could not be written in the form of the file.
    Form(String),
}

impl RenderError {
    /// The fault in a few words, for messages of the template engine.
    pub fn words(&self) -> String {
        match self {
            Self::Template(error) => error.to_string(),
            Self::Text {
                language,
                key,
                reason: None,
            } => format!("no text `{key}` in the language `{language}`"),
            Self::Text {
                language,
                key,
                reason: Some(reason),
            } => {
                format!("the text `{key}` in the language `{language}` cannot be written: {reason}")
            }
            Self::Finding(finding) => finding.message.en.clone().into_owned(),
            Self::Form(words) => words.clone(),
        }
    }
}

impl From<Box<Diagnostic>> for RenderError {
    fn from(finding: Box<Diagnostic>) -> Self {
        Self::Finding(finding)
    }
}

impl From<serde_json::Error> for RenderError {
    fn from(error: serde_json::Error) -> Self {
        Self::Form(error.to_string())
    }
}

impl From<csv::Error> for RenderError {
    fn from(error: csv::Error) -> Self {
        Self::Form(error.to_string())
    }
}

impl From<tera::Error> for RenderError {
    fn from(error: tera::Error) -> Self {
        Self::Template(Box::new(error))
    }
}
