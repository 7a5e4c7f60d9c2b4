//! `syntax`: the file is not TOML.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "syntax",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "The file is read as TOML; this place is not TOML.",
            why: "What follows a fault of syntax may be read wrongly, so nothing of the file can be trusted.",
            example: "name = \"Hälsocentralen Strandvik",
            mend: "Mend the place the caret points at: most often a quote, a bracket or an equals sign is missing.",
        },
        sv: Sections {
            what: "Filen läses som TOML; här följer den inte reglerna.",
            why: "Det som står efter ett skrivfel kan läsas fel, så det går inte att lita på filen.",
            example: "name = \"Hälsocentralen Strandvik",
            mend: "Rätta på den plats som pilen visar: oftast saknas ett citattecken, en hakparentes eller ett likhetstecken.",
        },
    },
};

/// A place where the file is not TOML. `reason` is the TOML reader's own words, which exist in English only.
pub fn fault(span: Span, reason: &str) -> Diagnostic {
    let reason = reason.trim().replace('\n', "; ");
    Diagnostic::new(
        &CODE,
        span,
        say!("this is not valid TOML: {reason}", "detta är inte giltig TOML: {reason}"),
    )
    .with_help(say!(
        "look for a missing quote, bracket or equals sign here or on the line above",
        "leta efter ett saknat citattecken, en saknad parentes eller ett likhetstecken här eller på raden ovanför",
    ))
}
