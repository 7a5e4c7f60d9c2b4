//! Tables as JSON: an array of objects, or an object that holds one. Keys below keys become `a.b`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Text, say};
use crate::import::grid::{Cell, Grid, MAX_CELLS, Refusal, Row, too_large};
use crate::import::target;
use crate::toml_edits::value_text;

/// The objects of a text, each a row below a row of headings.
///
/// # Errors
/// When it is no JSON, or holds no array of objects.
pub(super) fn read(text: &str) -> Result<Grid, Refusal> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Refusal {
            what: say!(
                "the file is no JSON: it breaks at line {line}, column {column}",
                "filen är inte JSON: den går sönder på rad {line}, kolumn {column}"
            ),
            act: Text::fixed(
                "write it out from its system again",
                "skriv ut den ur sitt system igen",
            ),
        }
    })?;
    let items = items(&value).ok_or_else(|| Refusal {
        what: Text::fixed(
            "the file holds no list of objects",
            "filen innehåller ingen lista med objekt",
        ),
        act: Text::fixed(
            "write an object for each unit: `[{ \"name\": \"…\" }]`",
            "skriv ett objekt för varje enhet: `[{ \"name\": \"…\" }]`",
        ),
    })?;
    let mut columns: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (number, item) in (1..).zip(items) {
        let mut cells = Vec::new();
        let object = item.as_object().into_iter();
        for (heading, cell) in object.flat_map(|object| flattened("", object)) {
            let next = columns.len();
            let column = *columns.entry(heading).or_insert(next);
            cells.resize(cells.len().max(column + 1), Cell::Empty);
            cells[column] = cell;
        }
        rows.push(Row { number, cells });
        if columns.len() * rows.len() > MAX_CELLS {
            return Err(too_large());
        }
    }
    let mut headings: Vec<(usize, String)> = columns.into_iter().map(|(a, b)| (b, a)).collect();
    headings.sort_unstable();
    let headings = headings.into_iter().map(|(_, heading)| Cell::Text(heading));
    let headings = headings.collect();
    rows.insert(
        0,
        Row {
            number: 0,
            cells: headings,
        },
    );
    Ok(Grid {
        rows,
        ..Grid::default()
    })
}

fn items(value: &Value) -> Option<&Vec<Value>> {
    let is_of_objects = |list: &&Vec<Value>| !list.is_empty() && list.iter().all(Value::is_object);
    let list = match value {
        Value::Array(list) => Some(list),
        Value::Object(object) => object
            .values()
            .find_map(|value| value.as_array().filter(is_of_objects)),
        _ => None,
    };
    list.filter(is_of_objects)
}

fn flattened(above: &str, object: &Map<String, Value>) -> Vec<(String, Cell)> {
    let mut cells = Vec::new();
    for (key, value) in object {
        let heading = format!("{above}{key}");
        match value {
            Value::Object(object) if target::is_week(&heading) => {
                cells.push((heading, Cell::text(&week(object))));
            }
            Value::Object(object) => cells.extend(flattened(&format!("{heading}."), object)),
            value => cells.push((heading, cell(value))),
        }
    }
    cells
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(flag) => Cell::Flag(*flag),
        Value::Number(number) => {
            Cell::Number(number.as_f64().unwrap_or_default(), number.to_string())
        }
        Value::String(text) => Cell::text(text),
        Value::Array(items) => Cell::List(items.iter().map(item).collect()),
        Value::Object(_) => Cell::text(&value.to_string()),
    }
}

/// One of a list: a text, or an object by its id and address.
fn item(value: &Value) -> String {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    match (value, text("id").or_else(|| text("name")), text("url")) {
        (Value::String(text), ..) => text.clone(),
        (_, Some(id), Some(url)) => format!("{id} {url}"),
        (_, Some(id), None) => id.to_owned(),
        _ => value.to_string(),
    }
}

/// Hours by day in one text: `mon 08:00-12:00 13:00-16:00; tue closed`.
fn week(days: &Map<String, Value>) -> String {
    let hours = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(stretches) if stretches.is_empty() => Some("closed".to_owned()),
        Value::Array(stretches) => {
            let stretches: Option<Vec<&str>> = stretches.iter().map(Value::as_str).collect();
            Some(stretches?.join(" "))
        }
        _ => None,
    };
    let plain: Option<Vec<String>> = days
        .iter()
        .map(|(day, value)| Some(format!("{day} {}", hours(value)?)))
        .collect();
    match plain {
        Some(days) => days.join("; "),
        None => toml::Value::try_from(days)
            .map(|days| value_text(&days))
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_below_keys_are_columns_and_weeks_are_not() {
        let text = r#"{"version": 1, "units": [
            {"id": "x/a", "visit": {"street": "Gatan 1"}, "hours": {"opening": {"mon": ["08:00-09:00", "10:00-11:00"], "tue": []}}},
            {"id": "x/b", "n": null, "services": [{"id": "s", "url": "https://e.example"}, {"id": "t"}]}]}"#;
        let grid = read(text).expect("it is a table");
        let shown = |row: &Row| {
            row.cells
                .iter()
                .map(|cell| cell.shown().into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shown(&grid.rows[0]),
            ["id", "visit.street", "hours.opening", "n", "services"]
        );
        assert_eq!(
            shown(&grid.rows[1]),
            ["x/a", "Gatan 1", "mon 08:00-09:00 10:00-11:00; tue closed"]
        );
        assert_eq!(
            shown(&grid.rows[2]),
            ["x/b", "", "", "", "s https://e.example; t"]
        );
        for bad in ["{}", "[1]", "[", "{\"a\": []}"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
