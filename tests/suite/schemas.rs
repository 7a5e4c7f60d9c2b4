//! The JSON Schemas of source files: every file of the sound sites is valid, faults of form are not.

use std::collections::BTreeSet;
use std::path::Path;

use basutbud::compile::codes;
use basutbud::host::read;
use basutbud::report::schema::{self, SourceKind};
use basutbud::text::inputs::Content;
use basutbud::text::path::SitePath;
use serde_json::Value;

use crate::forms::{faults_by, validator};
use crate::harness::{TODAY, compiled, day, repository};
use crate::program::Program;

/// What kind of source a path is.
fn kind_of(path: &SitePath) -> Option<SourceKind> {
    let parts: Vec<&str> = path.parts().collect();
    if path.extension() != Some("toml") {
        return None;
    }
    match parts.as_slice() {
        ["content", "site.toml"] => Some(SourceKind::Site),
        ["content", _, "region.toml"] => Some(SourceKind::Region),
        ["content", _, "rules", _] => Some(SourceKind::Rules),
        ["content", _, "units", ..] => Some(SourceKind::Unit),
        _ => None,
    }
}

/// TOML as an editor's schema check sees it: dates are texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::from(flag),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, json(v))).collect(),
    }
}

/// The faults of each source file of a site by its own schemas, of those files that parse.
fn faults_of(site: &Path) -> Vec<(SitePath, Vec<String>)> {
    let inputs = read::site(site, day(TODAY));
    let compilation = compiled(&inputs);
    let names: Vec<&str> = codes().iter().map(|code| code.name).collect();
    let schemas = SourceKind::ALL.map(|kind| {
        let text = schema::render(kind, Some(&compilation.catalog), &names);
        let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
        (kind, validator(&schema))
    });
    let mut all = Vec::new();
    for (path, content) in &inputs.content {
        let (Some(kind), Content::Text(text)) = (kind_of(path), content) else {
            continue;
        };
        let Ok(value) = text.trim_start_matches('\u{feff}').parse::<toml::Table>() else {
            continue;
        };
        let (_, schema) = schemas
            .iter()
            .find(|(known, _)| *known == kind)
            .expect("every kind has a schema");
        all.push((
            path.clone(),
            faults_by(schema, &json(toml::Value::Table(value))),
        ));
    }
    all
}

#[test]
fn every_file_of_the_sound_sites_is_valid() {
    let sites = [
        ".",
        "tests/sites/third-region",
        "tests/sites/empty-rule-set",
    ];
    for site in sites {
        let all = faults_of(&repository().join(site));
        assert!(all.len() >= 4, "{site} has few files");
        let wrong: Vec<_> = all
            .iter()
            .filter(|(_, faults)| !faults.is_empty())
            .collect();
        assert!(wrong.is_empty(), "{site}: {wrong:#?}");
    }
}

/// The same is asked of Taplo, with the reasons for what a schema cannot see, in `tests/browser/taplo.mjs`.
#[test]
fn files_with_faults_of_form_are_not_valid() {
    let site = repository().join("tests/sites/every-fault");
    let compilation = compiled(&read::site(&site, day(TODAY)));
    let structural = ["missing-field", "unknown-key", "wrong-type"];
    let faulty: BTreeSet<&SitePath> = compilation
        .diagnostics
        .iter()
        .filter(|diagnostic| structural.contains(&diagnostic.code.name))
        .map(|diagnostic| compilation.sources.path(diagnostic.primary.span.file))
        .collect();
    let all = faults_of(&site);
    let accepted = all
        .iter()
        .filter(|(path, faults)| faulty.contains(path) && faults.is_empty())
        .map(|(path, _)| path.as_str())
        .collect::<Vec<_>>();
    assert!(faulty.len() >= 9 && accepted.is_empty(), "{accepted:?}");
}

#[test]
fn a_text_that_nobody_sees_is_not_valid() {
    let schema = schema::render(SourceKind::Import, None, &[]);
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let schema = validator(&schema);
    let faults = |folder: &str| {
        let map = serde_json::json!({
            "region": "kalmar", "key": "hsa_id", "folder": folder, "columns": {},
        });
        faults_by(&schema, &map)
    };
    for seen in ["a", " å\u{200b}", "{administration}"] {
        assert_eq!(faults(seen), Vec::<String>::new(), "{seen:?}");
    }
    for unseen in [
        "",
        " \t",
        "\u{200b}\u{2060}",
        "\u{feff}",
        "\u{0}",
        "\u{202e} \u{ad}",
    ] {
        assert!(!faults(unseen).is_empty(), "{unseen:?}");
    }
}

/// A map that says all that maps can say is valid, one with faults is not; both as `import` sees them.
#[test]
fn maps_for_imports_are_valid_when_the_import_finds_nothing_wrong_with_them() {
    let schema = schema::render(SourceKind::Import, None, &[]);
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let schema = validator(&schema);
    let faults = |text: &str| {
        let table: toml::Table = text.parse().expect("TOML");
        faults_by(&schema, &json(toml::Value::Table(table)))
    };
    let sound = r#"
region = "kalmar"
key    = "hsa_id"
owned  = ["contact.phone", "hours"]
folder = "{administration}"
[columns]
"Namn"    = { to = "name", form = "name-place" }
"X"       = { to = "visit.coordinates", form = "rt90", part = "north" }
"Telefon" = "contact.phone"
"Annat"   = false
[values.type]
"VC" = "halsocentral"
[values.activities.utfardar-intyg]
"Delvis" = true
"#;
    assert_eq!(faults(sound), Vec::<String>::new());
    let site = Program::copy_of("");
    site.write("enheter.csv", "Namn;X;Telefon\nA;;\n");
    for (old, new) in [
        ("form = \"name-place\"", "form = \"namn\""),
        ("part = \"north\"", "part = \"norr\""),
        (
            "owned  = [\"contact.phone\", \"hours\"]",
            "owned = \"hours\"",
        ),
        ("folder =", "mapp ="),
        ("{ to = \"name\", form", "{ form"),
        ("\"VC\" = \"halsocentral\"", "\"VC\" = 1"),
    ] {
        assert!(sound.contains(old), "{old}");
        let wrong = sound.replace(old, new);
        assert!(!faults(&wrong).is_empty(), "{new}");
        site.write("import.toml", &wrong);
        let ran = site.run(&["import", "enheter.csv", "--map", "import.toml"]);
        let ran = ran.exits(1);
        let structural = ["missing-field", "unknown-key", "wrong-type"];
        assert!(
            structural.iter().any(|code| ran.out.contains(code)),
            "{new}: {}",
            ran.out
        );
    }
}

#[test]
fn every_key_is_described_in_both_languages() {
    for kind in SourceKind::ALL {
        let schema: Value = serde_json::from_str(&schema::render(kind, None, &[])).expect("JSON");
        let mut described = 0;
        described_keys(&schema, &mut described);
        assert!(described >= 9, "{kind:?}");
    }
}

fn described_keys(schema: &Value, described: &mut usize) {
    match schema {
        Value::Object(object) => {
            for (name, key) in object
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                let words = key["description"].as_str().unwrap_or_default();
                let both = words.split_once(" / ");
                assert!(
                    both.is_some_and(|(sv, en)| sv.len() > 2 && en.len() > 2 && sv != en),
                    "{name}: {words:?}"
                );
                *described += 1;
            }
            object
                .values()
                .for_each(|inner| described_keys(inner, described));
        }
        Value::Array(list) => list
            .iter()
            .for_each(|inner| described_keys(inner, described)),
        _ => {}
    }
}

#[test]
fn init_connects_the_schemas_and_the_command_renews_them() {
    let program = Program::init();
    let settings = program.read(".taplo.toml");
    for kind in SourceKind::ALL {
        let path = format!("schemas/{}.json", kind.name());
        assert!(
            settings.contains(&format!("path = \"{path}\"")),
            "{settings}"
        );
        let printed = program.run(&["schema", kind.name()]).exits(0);
        assert_eq!(program.read(&path), printed.out);
    }
    for path in [".vscode/settings.json", ".vscode/extensions.json"] {
        serde_json::from_str::<Value>(&program.read(path)).expect("it is JSON");
    }
    let region = "content/exempelregionen/region.toml";
    program.replace(region, "\"Exempelby\"", "\"Exempelby\", \"Nyköping\"");
    assert!(!program.read("schemas/unit.json").contains("Nyköping"));
    program.run(&["schema", "--write", "schemas"]).exits(0);
    assert!(program.read("schemas/unit.json").contains("Nyköping"));
    program.run(&["schema"]).exits(2);
    program
        .run(&["schema", "unit", "--write", "schemas"])
        .exits(2);
}
