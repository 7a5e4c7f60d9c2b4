//! `exposed-expression`: an expression in a tag without double quotes around it.

use std::ops::Range;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::{FileId, Span};

/// The code.
pub static CODE: Code = Code {
    name: "exposed-expression",
    group: Group::Theme,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("exposed_expression"),
};

/// The finding for an expression.
pub fn finding(file: FileId, range: Range<usize>) -> Diagnostic {
    let message = say!(
        "the expression stands in a tag without double quotes around it",
        "uttrycket står i en tagg utan dubbla citattecken runt sig"
    );
    let help = say!(
        "write `attribute=\"{{{{ … }}}}\"`; a blank in the value would otherwise begin another attribute",
        "skriv `attribut=\"{{{{ … }}}}\"`; ett mellanslag i värdet skulle annars börja ett nytt attribut"
    );
    Diagnostic::new(&CODE, Span::new(file, range), message).with_help(help)
}
