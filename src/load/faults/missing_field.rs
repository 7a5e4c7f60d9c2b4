//! `missing-field`: a key that must be there is not.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::shape::Key;
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "missing-field",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("missing_field"),
};

/// The key `path` is missing from the table at `span`.
pub fn fault(span: Span, path: &str, key: &Key) -> Diagnostic {
    let expected = key.kind.expected();
    Diagnostic::new(&CODE, span, say!("`{path}` is missing", "`{path}` saknas")).with_help(Text {
        en: format!("add `{} = …`, {}. {}", key.name, expected.en, key.en).into(),
        sv: format!("lägg till `{} = …`, {}. {}", key.name, expected.sv, key.sv).into(),
    })
}

/// A file with nothing in it but perhaps comments.
pub fn empty_file<'a>(span: Span, required: impl Iterator<Item = &'a str>) -> Diagnostic {
    let keys = required
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let message = say!("the file is empty", "filen är tom");
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "fill in at least {keys}, or remove the file",
        "fyll i åtminstone {keys}, eller ta bort filen"
    ))
}

/// A key that is missing because of what else the file says.
pub fn because(span: Span, path: &str, reason: Text) -> Diagnostic {
    Diagnostic::new(&CODE, span, say!("`{path}` is missing", "`{path}` saknas")).with_help(reason)
}
