//! `unusable-name`: a file name that cannot become an address.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "unusable-name",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("unusable_name"),
};

/// Whether a word may stand in an address.
pub fn is_usable(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !word.is_empty()
        && word.len() <= 100
        && word.chars().all(plain)
        && !word.starts_with('-')
        && !word.ends_with('-')
}

/// The unusable `name`.
pub fn fault(span: Span, name: &str) -> Diagnostic {
    let better = slug::slugify(name);
    let message = say!(
        "`{name}` cannot be part of a web address",
        "`{name}` kan inte vara en del av en webbadress"
    );
    let diagnostic = Diagnostic::new(&CODE, span, message);
    if is_usable(&better) {
        diagnostic.with_help(say!("rename it to `{better}`", "byt namn till `{better}`"))
    } else {
        diagnostic.with_help(say!(
            "use lower-case letters a to z, digits and hyphens, at most 100",
            "använd små bokstäver a till z, siffror och bindestreck, högst 100"
        ))
    }
}
