//! `locale-fault`: a file with the texts of the interface is missing or cannot be read.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "locale-fault",
    group: Group::Theme,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("locale_fault"),
};

/// The finding for a text that is nested deeper than can be read.
pub fn too_deep(span: Span, most: usize) -> Diagnostic {
    let message = say!(
        "braces are nested more than {most} deep in a text",
        "klamrar är nästlade i mer än {most} nivåer i en text"
    );
    let help = say!("take braces out of the text", "ta bort klamrar ur texten");
    Diagnostic::new(&CODE, span, message).with_help(help)
}
