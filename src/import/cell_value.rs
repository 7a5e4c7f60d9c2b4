//! Values of a unit's file as cells: what `export` writes, and what `import` takes for unchanged.

use chrono::NaiveDate;
use toml::Value;

use crate::import::grid::Cell;
use crate::import::hours;
use crate::import::target::{Holds, Target};
use crate::import::words::{self, one_line};
use crate::load::shape::Kind;
use crate::toml_edits::value_text;

/// A value as a cell holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A text, in the form that is read back.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
}

/// The cell that says a value of a key.
pub fn cell_value(target: &Target, value: &Value) -> CellValue {
    CellValue::Text(match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Boolean(flag) => Cell::Flag(*flag).shown().into_owned(),
        Value::Integer(number) => return CellValue::Number(*number),
        Value::Float(number) => number.to_string(),
        Value::Datetime(day) => match day.to_string().parse() {
            Ok(day) => return CellValue::Date(day),
            Err(_) => day.to_string(),
        },
        Value::Array(items) => list_text(target, items, value).unwrap_or_else(|| value_text(value)),
        Value::Table(_) => week_text(target, value).unwrap_or_else(|| value_text(value)),
    })
}

/// Whether a cell says what the file says already, in the form in which it is exported.
pub fn is_unchanged(cell: &Cell, target: &Target, current: &Value) -> bool {
    let exported = Cell::text(&cell_value(target, current).text());
    one_line(&exported.shown()) == one_line(&cell.shown())
}

impl CellValue {
    /// Whether the cell looks empty.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if Cell::text(text).is_empty())
    }

    /// The value as text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// A list that is read back from a plain text: coordinates, ages, texts of the directory, words.
fn list_text(target: &Target, items: &[Value], value: &Value) -> Option<String> {
    let Holds::Value(kind) = target.holds else {
        return None;
    };
    match (kind, items) {
        (Kind::Tuple(2, Kind::Number), [first, second]) => Some(format!("{first}, {second}")),
        (
            Kind::Tuple(2, Kind::Integer { .. }),
            [Value::Integer(youngest), Value::Integer(oldest)],
        ) if youngest <= oldest => {
            // Spreadsheets take `6-12` for a day.
            Some(format!("{youngest}–{oldest} år"))
        }
        _ => {
            let texts = items.iter().map(Value::as_str);
            let texts: Vec<&str> = texts.collect::<Option<_>>()?;
            let text = texts.join("; ");
            let is_read_back = if items.is_empty() {
                false
            } else if target.is_week() {
                hours::value(&text).is_ok_and(|read| hours::are_same(&read, value))
            } else {
                let begins_a_value = text.starts_with(['[', '{']);
                !begins_a_value && words::list(&Cell::text(&text)) == texts
            };
            is_read_back.then_some(text)
        }
    }
}

/// Hours as `mon-thu 07:30-17:00; fri closed`, where that says all that the file says.
fn week_text(target: &Target, value: &Value) -> Option<String> {
    if !target.is_week() {
        return None;
    }
    let text = hours::days_text(&hours::read(value)?.week);
    let read = hours::value(&text).ok()?;
    hours::are_same(&read, value).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::target;

    fn shown(key: &str, value: &str) -> String {
        let mut table: toml::Table = format!("x = {value}").parse().expect("a value");
        let value = table.remove("x").expect("a value");
        cell_value(&target::of(key).expect(key), &value).text()
    }

    #[test]
    fn values_are_written_as_people_write_them_where_they_are_read_back() {
        for (key, value, expected) in [
            ("name", "\"Hälsocentralen\"", "Hälsocentralen"),
            ("publish", "false", "nej"),
            ("reviewed", "2026-11-02", "2026-11-02"),
            ("booking.weeks_ahead", "6", "6"),
            ("visit.coordinates", "[56.66, 16.36]", "56.66, 16.36"),
            ("care.ages", "[0, 99]", "0–99 år"),
            ("care.languages", "[\"sv\", \"ar\"]", "sv; ar"),
            ("agreements", "[]", "[]"),
            ("former_names", "[\"a, b\"]", "[\"a, b\"]"),
            (
                "hours.opening",
                "{ mon-thu = \"07:30-17:00\", fri = [\"08:00-12:00\", \"13:00-16:00\"], sat = \"by appointment\", holiday = \"closed\" }",
                "mon-thu 07:30-17:00; fri 08:00-12:00 13:00-16:00; sat by appointment; holiday closed",
            ),
            (
                "hours.opening",
                "{ mon-sun = \"around the clock\" }",
                "mon-sun around the clock",
            ),
            (
                "hours.opening",
                "{ sun = { hours = \"10:00-12:00\", note = \"Bara akuta besök\" } }",
                "{ sun = { hours = \"10:00-12:00\", note = \"Bara akuta besök\" } }",
            ),
            (
                "hours.phone",
                "[\"1-5#08:00#15:00##20270614#20270815\"]",
                "1-5#08:00#15:00##20270614#20270815",
            ),
            ("services.x", "true", "ja"),
            (
                "services.x",
                "{ only_by = [\"phone\"] }",
                "{ only_by = [\"phone\"] }",
            ),
        ] {
            assert_eq!(shown(key, value), expected, "{key} = {value}");
        }
    }
}
