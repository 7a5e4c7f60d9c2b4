//! `units.json` against its published schema, and `units.csv` as a spreadsheet takes it.

use std::collections::{BTreeMap, BTreeSet};

use basutbud::text::cell::defused;
use serde_json::Value;

use super::{EXAMPLE, WORST, json, json_file};
use crate::forms::faults;

/// The schema, in which no key may be that it does not name.
fn strict(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.values_mut().for_each(close);
                let closed = fields.get("properties").is_some_and(Value::is_object)
                    && fields.get("type") == Some(&"object".into());
                if closed {
                    fields.insert("additionalProperties".to_owned(), false.into());
                }
            }
            Value::Array(values) => values.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

#[test]
fn units_json_is_valid_by_its_schema_and_the_schema_names_all_of_it() {
    let published = json("units.schema.json", EXAMPLE.text("units.schema.json"));
    assert_eq!(published, json_file("docs/units.schema.json"));
    let schema = strict(published);
    for site in [&*EXAMPLE, &*WORST] {
        let data = json("units.json", site.text("units.json"));
        assert_eq!(faults(&schema, &data), Vec::<String>::new());
        assert!(
            data["$schema"]
                .as_str()
                .is_some_and(|url| url.ends_with("/units.schema.json"))
        );
    }
}

#[test]
fn the_schema_finds_what_is_wrong() {
    let schema = json_file("docs/units.schema.json");
    let sound = json("units.json", EXAMPLE.text("units.json"));
    for (place, wrong) in [
        ("/version", Value::from(2)),
        ("/units/0/id", "utan-region".into()),
        ("/units/0/kind", "sjukhus".into()),
        ("/units/0/latitude", "56".into()),
        ("/units/0/reviewed", "igår".into()),
        (
            "/units/0/hours",
            serde_json::json!({"opening": {"mån": []}}),
        ),
        (
            "/units/0/hours",
            serde_json::json!({"opening": {"mon": ["8-17"]}}),
        ),
        ("/units/0/services", serde_json::json!([{"id": "x"}])),
    ] {
        let mut data = sound.clone();
        *data.pointer_mut(place).expect("the place is there") = wrong;
        assert!(!faults(&schema, &data).is_empty(), "{place}");
    }
}

/// What `units.csv` says of a field of `units.json`, with the name of its column.
fn cell(field: &str, value: &Value) -> (String, String) {
    let list = |values: &Value, get: &dyn Fn(&Value) -> Option<String>| {
        let values = values.as_array().into_iter().flatten();
        values.filter_map(get).collect::<Vec<_>>().join(";")
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let (column, cell) = match (field, value) {
        ("hours", hours) => ("opening", week(&hours["opening"])),
        ("services", services) => {
            let digital = |it: &Value| text(&it["id"]).filter(|_| it.get("only_by").is_none());
            (field, list(services, &digital))
        }
        (_, Value::Null) => (field, String::new()),
        (_, Value::Bool(is)) => (field, if *is { "yes" } else { "no" }.to_owned()),
        (_, Value::Array(_)) => (field, list(value, &text)),
        (_, Value::String(text)) => (field, text.clone()),
        (_, other) => (field, other.to_string()),
    };
    (column.to_owned(), defused(cell))
}

/// The hours of a week in one cell.
fn week(hours: &Value) -> String {
    let keys = [
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "holiday-eve",
        "holiday",
    ];
    let days = keys.iter().filter_map(|day| {
        let stretches = hours.get(day)?.as_array()?;
        let stretches = stretches.iter().filter_map(Value::as_str);
        let stretches: Vec<&str> = stretches.collect();
        Some(match stretches.is_empty() {
            true => format!("{day} closed"),
            false => format!("{day} {}", stretches.join(" ")),
        })
    });
    days.collect::<Vec<_>>().join("; ")
}

#[test]
fn each_cell_of_units_csv_is_what_units_json_says_under_its_column() {
    for site in [&*EXAMPLE, &*WORST] {
        let data = json("units.json", site.text("units.json"));
        let text = site.text("units.csv").trim_start_matches('\u{feff}');
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let rows = rows.deserialize::<BTreeMap<String, String>>();
        let rows: Vec<_> = rows.collect::<Result<_, _>>().expect("rows");
        let units = data["units"].as_array().expect("units");
        assert_eq!(rows.len(), units.len());
        let mut filled = BTreeSet::new();
        for (row, unit) in rows.iter().zip(units) {
            let mut row = row.clone();
            let fields = unit.as_object().expect("a unit").iter();
            // A cell has no room for them.
            let fields = fields.filter(|(field, _)| *field != "hours_details");
            let expected = fields.map(|(field, value)| cell(field, value));
            let mut expected: BTreeMap<String, String> = expected.collect();
            filled.extend(
                row.iter()
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(column, _)| column.clone()),
            );
            let details = unit["hours_details"].as_array().into_iter().flatten();
            let is_more = |it: &Value| it.get("weeks").or(it.get("by_appointment")).is_some();
            if details.filter(|it| it["kind"] == "opening").any(is_more) {
                // The cell says what the plain week cannot say.
                row.remove("opening");
                expected.remove("opening");
            }
            assert_eq!(row, expected);
        }
        // Two empty columns could change places unseen.
        let columns: BTreeSet<String> = rows[0].keys().cloned().collect();
        assert!(
            filled == columns || !std::ptr::eq(site, &*EXAMPLE),
            "{filled:?}"
        );
    }
}

#[test]
fn a_spreadsheet_reads_units_csv_as_text_and_calculates_nothing() {
    for site in [&*EXAMPLE, &*WORST] {
        let text = site.text("units.csv");
        let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
        let data = json("units.json", site.text("units.json"));
        let units = data["units"].as_array().expect("units");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().expect("columns").clone();
        let rows: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), units.len());
        for (row, unit) in rows.iter().zip(units) {
            assert_eq!(row.get(0), unit["id"].as_str());
            for (column, cell) in columns.iter().zip(row) {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(
                    is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{column}: {cell}"
                );
            }
        }
        let names: BTreeSet<&str> = columns.iter().collect();
        assert!(names.contains("hsa_id") && names.len() == columns.len());
    }
    let text = WORST.text("units.csv");
    assert!(text.contains("\"'=cmd|'/c calc'!A1; \"\"A\"\""), "{text}");
}
