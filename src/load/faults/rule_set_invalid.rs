//! `rule-set-invalid`: a rule set that contradicts itself or names what does not exist.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, Text};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "rule-set-invalid",
    group: Group::Rules,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Every id a rule set uses must exist: activities, services, types, administrations, agreements; ids are unique; `satisfied_by` does not run in a circle; the file's name is a date.",
            why: "A rule that names what does not exist never binds anyone, or binds everyone wrongly.",
            example: "must_when = { activity = \"forskriver-lakmedel\" }",
            mend: "Correct the id, or add what it names.",
        },
        sv: Sections {
            what: "Varje id som en riktlinje använder måste finnas: verksamheter, tjänster, typer, förvaltningar, avtal; id är unika; `satisfied_by` går inte runt i en cirkel; filens namn är ett datum.",
            why: "En regel som nämner något som inte finns gäller aldrig någon, eller gäller fel enheter.",
            example: "must_when = { activity = \"forskriver-lakmedel\" }",
            mend: "Rätta id:t, eller lägg till det som nämns.",
        },
    },
};

/// A fault in a rule set, in the words of the reader that saw it.
pub fn fault(span: Span, message: Text, help: Text) -> Diagnostic {
    Diagnostic::new(&CODE, span, message).with_help(help)
}
