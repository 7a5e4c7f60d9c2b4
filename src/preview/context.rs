//! What pages of watch mode are told in, and the addresses of the program's own that they lead to.

use crate::diagnostic::Language;
use crate::preview::own_page::{EditMode, OWN};
use crate::render::address::encode;

/// What the person at the browser is told in, and what pages lead to.
#[derive(Clone, Debug)]
pub struct PreviewContext {
    /// The language of findings.
    pub language: Language,
    /// What a page shows to let places be opened in the person's editor; nothing where there is no editor.
    pub open: Option<String>,
    /// Where the forms of units are, below the program's own files; nothing where nothing may be written.
    pub forms: Option<&'static str>,
}

/// Where a place is opened in the person's editor, below the program's own files.
pub const OPEN: &str = "open";
/// Where changes since the last commit are shown, below the program's own files.
pub const CHANGES: &str = "changes/";

impl PreviewContext {
    /// The form of a unit.
    pub(super) fn form_of(&self, unit: &str) -> Option<String> {
        Some(format!("/{OWN}{}{}", self.forms?, encode(unit)))
    }

    /// Whether units may be edited.
    pub(super) fn editing(&self) -> EditMode {
        match self.forms {
            Some(_) => EditMode::On,
            None => EditMode::Off,
        }
    }

    /// The address that opens a place in the person's editor.
    pub(super) fn open_link(&self, path: &str, line: usize, column: usize) -> Option<String> {
        let (secret, path) = (self.open.as_ref()?, encode(path));
        Some(format!(
            "/{OWN}{OPEN}?secret={secret}&path={path}&line={line}&column={column}"
        ))
    }
}
