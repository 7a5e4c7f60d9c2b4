//! `unknown-reference`: an id that region.toml does not define.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::nearest;
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "unknown-reference",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "A unit's type, administration, agreements and municipality are looked up in `region.toml`.",
            why: "They decide which duties bind the unit; an unknown one would leave duties out.",
            example: "type = \"halsocentralen\"",
            mend: "Use an id from `region.toml`, or add the new one there.",
        },
        sv: Sections {
            what: "Enhetens typ, förvaltning, avtal och kommun slås upp i `region.toml`.",
            why: "De avgör vilka krav som gäller enheten; ett okänt id skulle göra att krav missas.",
            example: "type = \"halsocentralen\"",
            mend: "Använd ett id från `region.toml`, eller lägg till det nya där.",
        },
    },
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
                "`{place}` has {list}; use one of its ids or add this one",
                "i `{place}` finns {list}; använd något av dess id eller lägg till detta"
            ))
        }
    }
}
