//! `leftover-file`: a file that a system or an editor has left behind.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "leftover-file",
    group: Group::Structure,
    level: Level::Note,
    fixed: false,
    explanation: explanation!("leftover_file"),
};

/// The leftover `name`.
pub fn fault(span: Span, name: &str) -> Diagnostic {
    let message = say!(
        "`{name}` was left behind by a system or an editor and is passed over",
        "`{name}` är något som ett system eller en redigerare har lämnat efter sig, och används inte"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "remove it, and let `.gitignore` keep such files out",
        "ta bort filen, och låt `.gitignore` hålla sådana filer utanför"
    ))
}
