//! `missing-field`: a key that must be there is not.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "missing-field",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("missing_field"),
};

/// The key `path`, last named `key`, is missing from the table at `span`. `expected` says what kind of
/// value it has, `meaning` what it is for.
pub fn fault(span: Span, path: &str, key: &str, expected: &Text, meaning: [&str; 2]) -> Diagnostic {
    if path == "hsa_id" {
        let message = say!("the HSA id is missing", "HSA-id saknas");
        return Diagnostic::new(&CODE, span, message).with_help(say!(
            "copy it from the HSA directory: `hsa_id = \"SE…\"`",
            "kopiera det från HSA-katalogen: `hsa_id = \"SE…\"`"
        ));
    }
    let [en, sv] = meaning;
    because(
        span,
        path,
        Text {
            en: format!("add `{key} = …`, {}. {en}", expected.en).into(),
            sv: format!("lägg till `{key} = …`, {}. {sv}", expected.sv).into(),
        },
    )
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

/// A text in another language, `name`, without the text in Swedish.
pub fn original(span: Span, path: &str, key: &str, name: &str) -> Diagnostic {
    because(
        span,
        path,
        say!(
            "write the text in Swedish in `{key}`: pages in other languages than that of `{name}` show it",
            "skriv texten på svenska i `{key}`: sidor på andra språk än det i `{name}` visar den"
        ),
    )
}
