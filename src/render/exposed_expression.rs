//! `exposed-expression`: an expression in a tag without double quotes around it.

use std::ops::Range;

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::text::{FileId, Span};

/// An expression in a tag without double quotes around it.
pub static EXPOSED_EXPRESSION: Code = Code {
    name: "exposed-expression",
    group: Group::Theme,
    level: Level::Warn,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Looks at every expression that stands inside a tag of a template. One that is not in an attribute's value between double quotes is reported, unless it is marked with `safe`.",
            why: "The template engine escapes double quotes, `<`, `>` and `&`. A blank or a single quote in a value would end an attribute without double quotes, and the rest of the value would become attributes of its own, such as a script's.",
            example: "<a href={{ unit.contact.website }}>",
            mend: "Put double quotes around the value: `href=\"{{ … }}\"`. For an attribute that is there or not, use a condition: `{% if x %} hidden{% endif %}`.",
        },
        sv: Sections {
            what: "Ser på varje uttryck som står inuti en tagg i en mall. Ett som inte står i ett attributs värde mellan dubbla citattecken rapporteras, utom när det är märkt med `safe`.",
            why: "Mallarna skyddar mot dubbla citattecken, `<`, `>` och `&`. Ett mellanslag eller ett enkelt citattecken i ett värde skulle avsluta ett attribut som saknar dubbla citattecken, och resten av värdet skulle bli egna attribut, till exempel ett skript.",
            example: "<a href={{ unit.contact.website }}>",
            mend: "Sätt dubbla citattecken runt värdet: `href=\"{{ … }}\"`. Använd ett villkor för ett attribut som finns eller inte finns: `{% if x %} hidden{% endif %}`.",
        },
    },
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
    Diagnostic::new(&EXPOSED_EXPRESSION, Span::new(file, range), message).with_help(help)
}
