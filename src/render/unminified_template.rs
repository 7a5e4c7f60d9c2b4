//! `unminified-template`: a template whose tags cannot be told apart from its conditions.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::render::minify::Trouble;
use crate::text::{FileId, Span};

/// A template that is used as it is written, because it cannot be made smaller safely.
pub static UNMINIFIED_TEMPLATE: Code = Code {
    name: "unminified-template",
    group: Group::Theme,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("unminified_template"),
};

/// The finding for a template.
pub fn finding(file: FileId, trouble: Trouble) -> Diagnostic {
    let reason = match trouble {
        Trouble::SplitTag => say!(
            "a condition or loop begins inside a tag and ends outside it, or the other way round",
            "ett villkor eller en slinga börjar inuti en tagg och slutar utanför den, eller tvärtom"
        ),
        Trouble::SplitValue => say!(
            "a condition chooses the quotes around an attribute's value",
            "ett villkor väljer citattecknen runt ett attributs värde"
        ),
        Trouble::Unmatched => say!(
            "a tag does not end, or the end of an element like `<pre>` has no beginning",
            "en tagg tar inte slut, eller så saknar slutet på ett element som `<pre>` sin början"
        ),
    };
    let (en, sv) = (reason.en, reason.sv);
    let message = say!(
        "the template is used as it is written, and not made smaller: {en}",
        "mallen används som den är skriven och görs inte mindre: {sv}"
    );
    let help = say!(
        "let each condition hold whole tags or whole attributes",
        "låt varje villkor omfatta hela taggar eller hela attribut"
    );
    Diagnostic::new(&UNMINIFIED_TEMPLATE, Span::whole(file), message).with_help(help)
}
