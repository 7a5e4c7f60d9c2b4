//! `conflicting-keys`: two keys that cannot both be said.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "conflicting-keys",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Some keys answer the same question and cannot both be given.",
            why: "It is not known which of them is true.",
            example: "[booking]\nweeks_ahead = 6\nbookable_until = 2027-01-15",
            mend: "Keep the one that is true and remove the other.",
        },
        sv: Sections {
            what: "Vissa nycklar svarar på samma fråga och kan inte båda stå.",
            why: "Det går inte att veta vilken som stämmer.",
            example: "[booking]\nweeks_ahead = 6\nbookable_until = 2027-01-15",
            mend: "Behåll den som stämmer och ta bort den andra.",
        },
    },
};

/// `first` and `second` are both given.
pub fn fault(first: (&str, Span), second: (&str, Span)) -> Diagnostic {
    let (one, other) = (first.0, second.0);
    let message = say!(
        "`{one}` and `{other}` cannot both be given",
        "`{one}` och `{other}` kan inte anges samtidigt"
    );
    Diagnostic::new(&CODE, second.1, message)
        .with_related(first.1, say!("already said here", "redan sagt här"))
        .with_help(say!(
            "keep the one that is true and remove the other",
            "behåll den som stämmer och ta bort den andra"
        ))
}
