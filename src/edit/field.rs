//! A field of a form: what a value of a file is as text in a field, and what somebody wrote as a value.
//!
//! Whatever a field cannot show is shown as it stands in the file, so that nothing is lost and everything
//! can be changed.

use serde::Serialize;

use crate::edit::week::date;
use crate::load::shape::Kind;
use crate::text::toml_text::quoted;
use crate::toml_edits::document::{Found, parsed};

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// A line of text.
    Text,
    /// Several lines of text.
    Long,
    /// A date.
    Date,
    /// A number.
    Number,
    /// Several numbers in a row.
    Numbers,
    /// Yes, no, or not answered.
    Answer,
    /// One of several.
    Choice,
    /// Several texts, each on a line.
    Lines,
    /// The hours of one day.
    Day,
    /// As it is written in the file.
    Raw,
}

/// The control that suits a kind of value; nothing for tables and lists of them.
pub fn control_of(kind: &Kind, name: &str) -> Option<Control> {
    const LONG: [&str; 12] = [
        "summary",
        "directions",
        "floor_directions",
        "accessibility",
        "visiting_rules",
        "description",
        "text",
        "referral",
        "public_transport",
        "parking",
        "fees",
        "choose",
    ];
    // A text in another language of the site is as long as the text itself.
    let name = LONG.iter().find(|long| {
        name.strip_prefix(**long)
            .is_some_and(|rest| rest.is_empty() || (rest.len() == 3 && rest.starts_with('_')))
    });
    Some(match kind {
        Kind::Text | Kind::Prose if name.is_some() => Control::Long,
        Kind::Text | Kind::Prose | Kind::Address(_) | Kind::Colour | Kind::Language => {
            Control::Text
        }
        Kind::Flag => Control::Answer,
        Kind::Integer { .. } | Kind::Number => Control::Number,
        Kind::Date => Control::Date,
        Kind::Choice(_) => Control::Choice,
        Kind::Tuple(_, Kind::Integer { .. } | Kind::Number) => Control::Numbers,
        Kind::List(
            Kind::Text | Kind::Prose | Kind::Language | Kind::Choice(_) | Kind::Address(_),
        ) => Control::Lines,
        Kind::Either(kinds) => match kinds {
            [Kind::Text, Kind::List(Kind::Text), Kind::Table(_)] => Control::Day,
            [Kind::Text, ..] => Control::Text,
            _ => Control::Raw,
        },
        Kind::True | Kind::List(_) | Kind::Tuple(..) => Control::Raw,
        Kind::Table(_) | Kind::Map(_) => return None,
    })
}

/// A value in a field: the control that can show it, and its text.
pub fn shown(
    control: Control,
    found: Option<Found<'_, '_>>,
    text: &str,
) -> Option<(Control, String)> {
    let node = match found {
        None => return Some((control, String::new())),
        Some(Found::Node(node)) => node,
        Some(Found::Table(_) | Found::List(_)) => return None,
    };
    let raw = &text[node.range.clone()];
    let shown = parsed(raw).and_then(|value| plain(control, &value));
    // What the field would write otherwise than it stands is shown as it stands.
    let is_faithful =
        |shown: &String| written(control, shown).is_some_and(|it| parsed(&it) == parsed(raw));
    Some(match shown.filter(is_faithful) {
        Some(shown) => (control, shown),
        None => (Control::Raw, raw.to_owned()),
    })
}

fn plain(control: Control, value: &toml::Value) -> Option<String> {
    let text = |value: &toml::Value| value.as_str().map(str::to_owned);
    match control {
        Control::Text | Control::Choice => text(value).filter(|text| !text.contains('\n')),
        Control::Long => text(value),
        Control::Date => value.as_datetime().map(ToString::to_string),
        Control::Number => number(value),
        Control::Numbers => joined(value, ", ", number),
        Control::Answer => value.as_bool().map(|answer| answer.to_string()),
        Control::Lines => joined(value, "\n", |item| {
            text(item).filter(|it| !it.contains('\n'))
        }),
        Control::Day | Control::Raw => None,
    }
}

fn number(value: &toml::Value) -> Option<String> {
    let is_number = value.is_integer() || value.is_float();
    is_number.then(|| value.to_string())
}

fn joined(
    value: &toml::Value,
    between: &str,
    one: impl Fn(&toml::Value) -> Option<String>,
) -> Option<String> {
    let all: Option<Vec<String>> = value.as_array()?.iter().map(one).collect();
    all.map(|all| all.join(between))
}

/// What somebody wrote in a field, as a value of the file; nothing where the field is empty. What is none of
/// the right kind is text, and its finding says so.
pub fn written(control: Control, text: &str) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    Some(match control {
        Control::Text | Control::Choice | Control::Day => quoted(trimmed),
        Control::Long => quoted(text.trim_end()),
        Control::Date if date(trimmed).is_some() => trimmed.to_owned(),
        Control::Answer if ["true", "false"].contains(&trimmed) => trimmed.to_owned(),
        Control::Number => as_number(trimmed).unwrap_or_else(|| quoted(trimmed)),
        Control::Numbers => numbers(trimmed).unwrap_or_else(|| quoted(trimmed)),
        Control::Lines => {
            let lines = trimmed
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty());
            let lines: Vec<String> = lines.map(quoted).collect();
            format!("[{}]", lines.join(", "))
        }
        Control::Raw if parsed(trimmed).is_some() => trimmed.to_owned(),
        Control::Date | Control::Answer | Control::Raw => quoted(trimmed),
    })
}

fn as_number(text: &str) -> Option<String> {
    let text = text.replace(',', ".").replace('\u{2212}', "-");
    let is_number = text
        .chars()
        .all(|c| c.is_ascii_digit() || "+-._eE".contains(c));
    let value = parsed(&text).filter(|value| value.is_integer() || value.is_float());
    value.filter(|_| is_number).map(|_| text)
}

/// Several numbers: "56.6702, 16.3415", and with decimal commas "56,6702 16,3415".
fn numbers(text: &str) -> Option<String> {
    let has_points = text.contains('.');
    let is_between = |c: char| c.is_whitespace() || c == ';' || (c == ',' && has_points);
    let by_comma_and_blank = text.contains(", ");
    let parts: Vec<&str> = if by_comma_and_blank {
        text.split(", ").collect()
    } else {
        text.split(is_between).collect()
    };
    let parts = parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let all: Option<Vec<String>> = parts.map(as_number).collect();
    all.map(|all| format!("[{}]", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_becomes_a_value() {
        let is = |control, text: &str| written(control, text).unwrap_or_default();
        assert_eq!(is(Control::Date, " 2026-12-24 "), "2026-12-24");
        assert_eq!(is(Control::Date, "24 dec"), "\"24 dec\"");
        assert_eq!(is(Control::Numbers, "56,67 16,34"), "[56.67, 16.34]");
        assert_eq!(is(Control::Numbers, "56,67, 16,34"), "[56.67, 16.34]");
        assert_eq!(is(Control::Numbers, "56.67,16.34"), "[56.67, 16.34]");
        assert_eq!(is(Control::Numbers, "0, 99"), "[0, 99]");
        assert_eq!(is(Control::Number, "6"), "6");
        assert_eq!(is(Control::Number, "sex"), "\"sex\"");
        assert_eq!(is(Control::Lines, "sv\r\n\n en \n"), "[\"sv\", \"en\"]");
        assert_eq!(is(Control::Text, "säg \"hej\""), "'säg \"hej\"'");
        assert_eq!(written(Control::Text, "  "), None);
        assert_eq!(is(Control::Raw, "{ a = 1 }"), "{ a = 1 }");
        assert_eq!(is(Control::Raw, "1\nb = 2"), "\"\"\"\n1\nb = 2\"\"\"");
    }
}
