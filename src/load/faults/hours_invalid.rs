//! `hours-invalid`: hours or a day key that cannot be read.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "hours-invalid",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("hours_invalid"),
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
            "write `\"08:00-17:00\"`, `\"22:00-06:00\"` past midnight, `\"closed\"`, `\"around the clock\"` or `\"by appointment\"`",
            "skriv `\"08:00-17:00\"`, `\"22:00-06:00\"` över midnatt, `\"closed\"` (stängt), `\"around the clock\"` (dygnet runt) eller `\"by appointment\"` (efter överenskommelse)"
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
        "write each day only once",
        "skriv varje dag bara en gång"
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
            "days are `mon` to `sun`, ranges such as `mon-thu`, `holiday`, or `holiday-eve` for the day before one",
            "dagar är `mon` till `sun`, intervall som `mon-thu`, `holiday` (helgdag) eller `holiday-eve` (dag före helgdag)"
        )),
    }
}

/// A word such as `closed` among intervals.
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
