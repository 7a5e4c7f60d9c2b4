//! `invalid-period`: a period or a range whose end comes before its beginning.

use chrono::NaiveDate;

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::text::{Span, Spanned};

/// The code.
pub static CODE: Code = Code {
    name: "invalid-period",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Closures, notices, a unit's opening and closing days, and ages run from a first to a last.",
            why: "A period that ends before it begins is never in force, so the notice or the closure would not be shown.",
            example: "[[closures]]\nfrom = 2026-12-26\nto = 2026-12-24",
            mend: "Swap the two, or correct the one that is wrong.",
        },
        sv: Sections {
            what: "Stängningar, tillfällig information, enhetens första och sista dag och åldrar går från ett första till ett sista värde.",
            why: "En period som slutar innan den börjar gäller aldrig, så informationen skulle inte visas.",
            example: "[[closures]]\nfrom = 2026-12-26\nto = 2026-12-24",
            mend: "Byt plats på dem, eller rätta den som är fel.",
        },
    },
};

/// The finding, when `last` comes before `first`.
pub fn fault(first: &Spanned<NaiveDate>, last: &Spanned<NaiveDate>) -> Option<Diagnostic> {
    let (from, to) = (&first.value, &last.value);
    (to < from).then(|| {
        let message = say!(
            "the end, {to}, comes before the beginning, {from}",
            "slutet, {to}, kommer före början, {from}"
        );
        Diagnostic::new(&CODE, last.span, message)
            .with_related(first.span, say!("begins here", "börjar här"))
            .with_help(say!(
                "swap the two or correct one",
                "byt plats på dem eller rätta en av dem"
            ))
    })
}

/// An oldest age below the youngest.
pub fn ages(span: Span, youngest: u32, oldest: u32) -> Diagnostic {
    let message = say!(
        "the oldest age, {oldest}, is below the youngest, {youngest}",
        "den högsta åldern, {oldest}, är lägre än den lägsta, {youngest}"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "write `[{oldest}, {youngest}]`, or correct one of them",
        "skriv `[{oldest}, {youngest}]`, eller rätta en av dem"
    ))
}
