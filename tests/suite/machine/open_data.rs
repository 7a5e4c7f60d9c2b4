//! `units.json` against its published schema, and `units.csv` as a spreadsheet takes it.

use std::collections::BTreeSet;

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
