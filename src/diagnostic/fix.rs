//! Fixes: byte-range edits on the original text, never a re-serialised document, so that comments
//! and layout survive.

use serde::{Deserialize, Serialize};

use crate::diagnostic::words::Text;
use crate::text::Span;

/// Replaces one byte range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// Edits that fix a finding together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the fix does, as an act: "use the standard name".
    pub title: Text,
    /// The edits, in order of place.
    pub edits: Vec<Edit>,
    /// Whether a program may apply it unasked.
    pub certainty: Certainty,
}

/// How sure it is that a fix gives what the writer meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Certainty {
    /// A guess, such as the nearest name to a misspelt one: a person decides. It may change verdicts.
    Likely,
    /// The same, said rightly: `fix` applies it unasked. Verdicts stay as they are.
    Certain,
}

impl Certainty {
    /// The word in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

impl Fix {
    /// A certain fix of one edit.
    pub fn replace(title: Text, span: Span, replacement: String) -> Self {
        Self {
            title,
            edits: vec![Edit { span, replacement }],
            certainty: Certainty::Certain,
        }
    }

    /// A guess of one edit, for a person to decide on.
    pub fn guess(title: Text, span: Span, replacement: String) -> Self {
        Self {
            certainty: Certainty::Likely,
            ..Self::replace(title, span, replacement)
        }
    }
}
