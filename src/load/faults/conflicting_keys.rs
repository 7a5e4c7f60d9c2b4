//! `conflicting-keys`: two keys that cannot both be said.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "conflicting-keys",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("conflicting_keys"),
};

/// `first` and `second` are both given.
pub fn fault(first: (&str, Span), second: (&str, Span)) -> Diagnostic {
    let (one, other) = (first.0, second.0);
    let message = say!(
        "`{one}` and `{other}` cannot both be given",
        "`{one}` och `{other}` kan inte anges samtidigt"
    );
    Diagnostic::new(&CODE, second.1, message)
        .with_related(first.1, say!("given here already", "står redan här"))
        .with_help(say!(
            "keep the one that is true and remove the other",
            "behåll den som stämmer och ta bort den andra"
        ))
}
