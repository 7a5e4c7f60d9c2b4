//! Fixes: byte-range edits on the original text, never a re-serialised document, so that comments
//! and layout survive.

use crate::diagnostic::Text;
use crate::text::Span;

/// Replaces one byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// Edits that mend a finding together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an act: "use the standard name".
    pub title: Text,
    /// The edits, in order of place.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit.
    pub fn replace(title: Text, span: Span, replacement: String) -> Self {
        Self {
            title,
            edits: vec![Edit { span, replacement }],
        }
    }
}
