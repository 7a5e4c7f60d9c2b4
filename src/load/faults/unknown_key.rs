//! `unknown-key`: a key that no file of this kind has.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::model::name::nearest;
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "unknown-key",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("unknown_key"),
};

/// An unknown key `name` in the table `path` (empty for the file itself), among the `known` ones. A key
/// that is `present` is no certain fix: it would then be there twice.
pub fn fault(
    span: Span,
    name: &str,
    path: &str,
    known: impl Iterator<Item = &'static str> + Clone,
    present: impl Fn(&str) -> bool,
) -> Diagnostic {
    let diagnostic = if path.is_empty() {
        Diagnostic::new(
            &CODE,
            span,
            say!("unknown key `{name}`", "det finns inget fält `{name}` här"),
        )
    } else {
        let message = say!(
            "unknown key `{name}` in `{path}`",
            "det finns inget fält `{name}` i `{path}`"
        );
        Diagnostic::new(&CODE, span, message)
    };
    match nearest(name, known.clone()) {
        Some(meant) if present(meant) => diagnostic.with_help(say!(
            "did you mean `{meant}`? It is given already; remove this line",
            "menade du `{meant}`? Den står redan; ta bort den här raden"
        )),
        Some(meant) => diagnostic
            .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
            .with_fix(Some(Fix::guess(
                say!("write `{meant}`", "skriv `{meant}`"),
                span,
                meant.to_owned(),
            ))),
        None if path == "levels" => diagnostic.with_help(say!(
            "`basutbud explain` lists all codes",
            "`basutbud explain` visar alla koder"
        )),
        None => {
            let list = known
                .map(|key| format!("`{key}`"))
                .collect::<Vec<_>>()
                .join(", ");
            diagnostic.with_help(say!("the keys here are {list}", "fälten här är {list}"))
        }
    }
}
