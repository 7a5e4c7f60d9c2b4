//! `hours-invalid`: hours or a day key that cannot be read.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "hours-invalid",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Hours are written `\"08:00-12:00\"`, `\"closed\"` or `\"around the clock\"`, under `mon` … `sun`, ranges such as `mon-thu`, or `holiday`; the HSA form `1-5#08:00#17:00` is read too.",
            why: "Hours that cannot be read would be missing from the page, and a resident would meet a closed door.",
            example: "opening = { mon-fri = \"8-17\" }",
            mend: "Write the hours as the finding shows.",
        },
        sv: Sections {
            what: "Tider skrivs `\"08:00-12:00\"`, `\"closed\"` (stängt) eller `\"around the clock\"` (dygnet runt), under `mon` … `sun`, intervall som `mon-thu`, eller `holiday` (helgdag). HSA-formen `1-5#08:00#17:00` går också bra.",
            why: "Tider som inte går att läsa skulle saknas på sidan, och en invånare möter en stängd dörr.",
            example: "opening = { mon-fri = \"8-17\" }",
            mend: "Skriv tiderna så som anmärkningen visar.",
        },
    },
};

/// Hours that cannot be read; `span` is the exact part, `whole` the value with its quotes.
pub fn fault(span: Span, whole: Span, reason: Text, suggestion: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&CODE, span, reason);
    match suggestion {
        Some(better) => diagnostic
            .with_help(say!("write `\"{better}\"`", "skriv `\"{better}\"`"))
            .with_fix(Some(Fix::replace(
                say!("write the hours as they are read", "skriv tiderna så att de går att läsa"),
                whole,
                format!("\"{better}\""),
            ))),
        None => diagnostic.with_help(say!(
            "write `\"08:00-17:00\"`, `\"closed\"` or `\"around the clock\"`",
            "skriv `\"08:00-17:00\"`, `\"closed\"` (stängt) eller `\"around the clock\"` (dygnet runt)"
        )),
    }
}

/// A day that is given hours twice.
pub fn day_twice(span: Span, day: &str) -> Diagnostic {
    let message = say!(
        "`{day}` is given hours twice",
        "`{day}` får tider två gånger"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "let each day stand in one key only",
        "låt varje dag stå i en enda nyckel"
    ))
}

/// A day key that cannot be read.
pub fn day_key(span: Span, whole: Span, reason: Text, suggestion: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&CODE, span, reason);
    match suggestion {
        Some(better) => diagnostic
            .with_help(say!("write `{better}`", "skriv `{better}`"))
            .with_fix(Some(Fix::replace(
                say!("write `{better}`", "skriv `{better}`"),
                whole,
                better,
            ))),
        None => diagnostic.with_help(say!(
            "days are `mon` to `sun`, ranges such as `mon-thu`, or `holiday`",
            "dagar är `mon` till `sun`, intervall som `mon-thu`, eller `holiday` (helgdag)"
        )),
    }
}

/// `closed` or `around the clock` among intervals.
pub fn word_in_list(span: Span, word: &str) -> Diagnostic {
    let message = say!(
        "`{word}` cannot stand in a list of intervals",
        "`{word}` kan inte stå i en lista av tider"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "let it stand alone, without the list",
        "låt det stå ensamt, utan lista"
    ))
}

/// Hours without days where a whole week is expected.
pub fn without_days(span: Span) -> Diagnostic {
    let message = say!(
        "these hours do not say which days",
        "tiderna säger inte vilka dagar"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "write `{{ mon-fri = \"08:00-17:00\" }}`, or the HSA form `1-5#08:00#17:00`",
        "skriv `{{ mon-fri = \"08:00-17:00\" }}`, eller HSA-formen `1-5#08:00#17:00`"
    ))
}
