//! `wrong-type`: a value of another type than its key holds.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use toml::de::DeValue;

use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::nearest;
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "wrong-type",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "Each key holds one type of value: text, a date, true or false, a list …",
            why: "A value of another type cannot be used, so the fact would be missing.",
            example: "patient_contact = \"ja\"",
            mend: "Write a value of the type that the finding names.",
        },
        sv: Sections {
            what: "Varje nyckel har en viss sorts värde: text, datum, true eller false, en lista …",
            why: "Ett värde av annan sort går inte att använda, så uppgiften skulle saknas.",
            example: "patient_contact = \"ja\"",
            mend: "Skriv ett värde av den sort som anmärkningen nämner.",
        },
    },
};

/// A value that is not what its key `path` holds.
pub fn fault(span: Span, path: &str, expected: &Text, found: &DeValue<'_>) -> Diagnostic {
    let is = kind_of(found);
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        Text {
            en: format!("`{path}` is {}, expected {}", is.en, expected.en).into(),
            sv: format!("`{path}` är {}, men ska vara {}", is.sv, expected.sv).into(),
        },
    );
    diagnostic.with_fix(certain_repair(span, expected, found))
}

/// A text with nothing in it.
pub fn empty(span: Span, path: &str) -> Diagnostic {
    let message = say!("`{path}` is empty", "`{path}` är tom");
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "fill it in, or remove the line",
        "fyll i den, eller ta bort raden"
    ))
}

/// A word that is none of those allowed.
pub fn choice(span: Span, path: &str, word: &str, words: &'static [&'static str]) -> Diagnostic {
    let list = words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let message = say!(
        "`{path}` is `{word}`, expected one of {list}",
        "`{path}` är `{word}`, men ska vara något av {list}"
    );
    let diagnostic = Diagnostic::new(&CODE, span, message);
    match nearest(word, words.iter().copied()) {
        Some(meant) => diagnostic
            .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
            .with_fix(Some(Fix::replace(
                say!("write `{meant}`", "skriv `{meant}`"),
                span,
                format!("\"{meant}\""),
            ))),
        None => diagnostic,
    }
}

/// What a value is, in words.
fn kind_of(value: &DeValue<'_>) -> Text {
    match value {
        DeValue::String(_) => Text::fixed("text", "text"),
        DeValue::Integer(_) => Text::fixed("a whole number", "ett heltal"),
        DeValue::Float(_) => Text::fixed("a number", "ett tal"),
        DeValue::Boolean(_) => Text::fixed("true or false", "true eller false"),
        DeValue::Datetime(_) => Text::fixed("a date or time", "ett datum eller klockslag"),
        DeValue::Array(_) => Text::fixed("a list", "en lista"),
        DeValue::Table(_) => Text::fixed("a table", "en tabell"),
    }
}

/// A date in quotes, or true and false in quotes: the value meant is certain.
fn certain_repair(span: Span, expected: &Text, found: &DeValue<'_>) -> Option<Fix> {
    let DeValue::String(text) = found else {
        return None;
    };
    let date = expected.en.starts_with("a date") && text.parse::<chrono::NaiveDate>().is_ok();
    let flag = expected.en.starts_with("`true`") && matches!(&**text, "true" | "false");
    (date || flag).then(|| {
        let title = say!("remove the quotes", "ta bort citattecknen");
        Fix::replace(title, span, text.to_string())
    })
}
