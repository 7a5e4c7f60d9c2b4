//! `rule-set-invalid`: a rule set that contradicts itself or names what does not exist.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "rule-set-invalid",
    group: Group::Rules,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("rule_set_invalid"),
};

/// A fault in a rule set, in the words of the reader that saw it.
pub fn fault(span: Span, message: Text, help: Text) -> Diagnostic {
    Diagnostic::new(&CODE, span, message).with_help(help)
}
