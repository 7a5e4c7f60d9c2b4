//! `unminified-template`: a template whose tags cannot be told apart from its conditions.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::render::minify::Trouble;
use crate::text::{FileId, Span};

/// A template that is used as it is written, because it cannot be made smaller safely.
pub static UNMINIFIED_TEMPLATE: Code = Code {
    name: "unminified-template",
    group: Group::Theme,
    level: Level::Note,
    fixed: false,
    explanation: Explanation {
        en: Sections {
            what: "Templates are made smaller when they are read: blanks that show nowhere, comments and needless quotes are left out. A template in which a condition begins inside a tag and ends outside it, or in which tags do not match, is used as it is written.",
            why: "Its pages are right, and larger than they need to be. The note says which template it is, so that nobody has to search.",
            example: "<a {% if open %}href=\"#\">{% else %}>{% endif %}",
            mend: "Let each condition hold whole tags, or whole attributes: `<a{% if open %} href=\"#\"{% endif %}>`. Or leave it as it is.",
        },
        sv: Sections {
            what: "Mallar görs mindre när de läses: mellanrum som inte syns, kommentarer och citattecken som inte behövs tas bort. En mall där ett villkor börjar inuti en tagg och slutar utanför den, eller där taggar inte hör ihop, används som den är skriven.",
            why: "Dess sidor är rätt men större än de behöver vara. Anmärkningen säger vilken mall det är, så att ingen behöver leta.",
            example: "<a {% if open %}href=\"#\">{% else %}>{% endif %}",
            mend: "Låt varje villkor omfatta hela taggar eller hela attribut: `<a{% if open %} href=\"#\"{% endif %}>`. Eller låt mallen vara som den är.",
        },
    },
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
