//! `unknown-reference`: an id that region.toml does not define.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::nearest;
use crate::text::{Span, Spanned};

/// The code.
pub static CODE: Code = Code {
    name: "unknown-reference",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("unknown_reference"),
};

/// What is looked up, in words: "type", "municipality" …
pub fn fault<'a>(
    written: &Spanned<String>,
    what: &Text,
    known: impl Iterator<Item = &'a str> + Clone,
    place: &str,
) -> Diagnostic {
    let name = &written.value;
    let diagnostic = Diagnostic::new(
        &CODE,
        written.span,
        Text {
            en: format!("unknown {} `{name}`", what.en).into(),
            sv: format!("okänd {} `{name}`", what.sv).into(),
        },
    );
    match nearest(name, known.clone()) {
        Some(meant) => diagnostic
            .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
            .with_fix(Some(Fix::guess(
                say!("write `{meant}`", "skriv `{meant}`"),
                written.span,
                format!("\"{meant}\""),
            ))),
        None => {
            let list = known
                .take(8)
                .map(|id| format!("`{id}`"))
                .collect::<Vec<_>>()
                .join(", ");
            diagnostic.with_help(say!(
                "`{place}` has {list}; use one of them, or ask those who keep the region's files to add the new one",
                "i `{place}` finns {list}; använd ett av dem, eller be regionens förvaltare lägga till det nya"
            ))
        }
    }
}

/// A theme without files.
pub fn no_theme(span: Span, name: &str) -> Diagnostic {
    let message = say!(
        "there is no theme `{name}`: `themes/{name}/` has no files",
        "det finns inget tema `{name}`: `themes/{name}/` har inga filer"
    );
    let diagnostic = Diagnostic::new(&CODE, span, message);
    diagnostic.with_help(say!(
        "write the name of a folder below `themes/`, or remove the line for the built-in theme",
        "skriv namnet på en mapp under `themes/`, eller ta bort raden för det inbyggda temat"
    ))
}
