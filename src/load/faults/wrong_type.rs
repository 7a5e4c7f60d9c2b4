//! `wrong-type`: a value of another type than its key holds.

use crate::diagnostic::code::{Code, Group, Level, explanation};
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
    explanation: explanation!("wrong_type"),
};

/// A value that is not what its key `path` holds.
pub fn fault(span: Span, path: &str, expected: &Text, found: &DeValue<'_>) -> Diagnostic {
    let is = told(found);
    let diagnostic = Diagnostic::new(
        &CODE,
        span,
        Text {
            en: format!("`{path}` is {}, expected {}", is.en, expected.en).into(),
            sv: format!("`{path}` är {}, men ska vara {}", is.sv, expected.sv).into(),
        },
    );
    match certain_repair(span, expected, found) {
        Some(fix) => diagnostic.with_help(fix.title.clone()).with_fix(Some(fix)),
        None => diagnostic.with_help(Text {
            en: format!("write {}", expected.en).into(),
            sv: format!("skriv {}", expected.sv).into(),
        }),
    }
}

/// A text with nothing in it.
pub fn empty(span: Span, path: &str) -> Diagnostic {
    let message = say!("`{path}` is empty", "`{path}` är tom");
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "fill it in, or remove the line",
        "fyll i den, eller ta bort raden"
    ))
}

/// A list with nothing in it.
pub fn empty_list(span: Span, path: &str) -> Diagnostic {
    let message = say!("`{path}` is an empty list", "`{path}` är en tom lista");
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "write at least one value in it, or remove the line",
        "skriv minst ett värde i den, eller ta bort raden"
    ))
}

/// A word that is no tag of a language.
pub fn no_language(span: Span, path: &str, word: &str) -> Diagnostic {
    let message = say!(
        "`{path}` cannot be `{word}`: it is no tag of a language",
        "`{path}` kan inte vara `{word}`: det är ingen språkkod"
    );
    Diagnostic::new(&CODE, span, message).with_help(say!(
        "write a tag such as `sv` or `en`",
        "skriv en språkkod som `sv` eller `en`"
    ))
}

/// A word that is none of those allowed.
pub fn choice(span: Span, path: &str, word: &str, words: &'static [&'static str]) -> Diagnostic {
    let message = say!(
        "`{path}` cannot be `{word}`",
        "`{path}` kan inte vara `{word}`"
    );
    let diagnostic = Diagnostic::new(&CODE, span, message);
    match nearest(word, words.iter().copied()) {
        Some(meant) => diagnostic
            .with_help(say!("did you mean `{meant}`?", "menade du `{meant}`?"))
            .with_fix(Some(Fix::guess(
                say!("write `{meant}`", "skriv `{meant}`"),
                span,
                format!("\"{meant}\""),
            ))),
        None => {
            let list = words
                .iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", ");
            diagnostic.with_help(say!("write one of {list}", "skriv något av {list}"))
        }
    }
}

/// What a value is, in words; numbers, days and flags as they are written.
fn told(value: &DeValue<'_>) -> Text {
    let written = |value: String| Text {
        en: value.clone().into(),
        sv: value.into(),
    };
    match value {
        DeValue::String(_) => Text::fixed("text", "text"),
        DeValue::Integer(number) => written(number.to_string()),
        DeValue::Float(number) => written(number.to_string()),
        DeValue::Boolean(flag) => written(format!("`{flag}`")),
        DeValue::Datetime(datetime) => written(datetime.to_string()),
        DeValue::Array(values) if values.len() == 1 => {
            Text::fixed("a list of 1 value", "en lista med 1 värde")
        }
        DeValue::Array(values) => {
            let length = values.len();
            say!("a list of {length} values", "en lista med {length} värden")
        }
        DeValue::Table(_) => Text::fixed("a table", "en tabell"),
    }
}

/// A text whose meaning is certain: a day, a flag or a yes in quotes, or the only value of a list.
fn certain_repair(span: Span, expected: &Text, found: &DeValue<'_>) -> Option<Fix> {
    let DeValue::String(text) = found else {
        return None;
    };
    let wants = |beginning: &str| expected.en.starts_with(beginning);
    let flag = match &*text.trim().to_lowercase() {
        "true" | "ja" | "yes" => Some("true"),
        "false" | "nej" | "no" => Some("false"),
        _ => None,
    };
    if wants("a date") && text.parse::<chrono::NaiveDate>().is_ok() {
        let title = say!("remove the quotes", "ta bort citattecknen");
        Some(Fix::replace(title, span, text.to_string()))
    } else if let Some(flag) = flag.filter(|_| wants("`true` or `false`")) {
        let title = say!(
            "write `{flag}`, without quotes",
            "skriv `{flag}`, utan citattecken"
        );
        Some(Fix::replace(title, span, flag.to_owned()))
    } else if wants("a list, each text") && !text.contains(',') && !text.contains(['"', '\\', '\n'])
    {
        let list = format!("[\"{text}\"]");
        let title = say!(
            "write it as a list: `{list}`",
            "skriv det som en lista: `{list}`"
        );
        Some(Fix::replace(title, span, list))
    } else {
        None
    }
}
