//! `invalid-period`: a period or a range whose end comes before its beginning.

use chrono::NaiveDate;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::{Span, Spanned};

/// The code.
pub static CODE: Code = Code {
    name: "invalid-period",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("invalid_period"),
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
