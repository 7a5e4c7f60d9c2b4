//! The forms of findings, each held against the schema or the reader of those who consume it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use basutbud::compile::{Compilation, codes};
use basutbud::diagnostic::Language;
use basutbud::diagnostic::settle::Findings;
use basutbud::host::read;
use basutbud::report::{findings_json, github, gitlab, junit, sarif};
use jsonschema::Validator;
use serde_json::Value;

use crate::harness::{TODAY, compiled, day, repository};

/// The case with every code, several of them with fixes, in both languages.
fn every_fault() -> (Compilation, Findings) {
    let site = repository().join("tests/sites/every-fault");
    let compilation = compiled(&read::site(&site, day(TODAY)));
    let findings = compilation.findings();
    assert!(findings.list.len() > 100);
    (compilation, findings)
}

const LANGUAGES: [Language; 2] = [Language::English, Language::Swedish];

/// A JSON Schema of the repository.
pub fn schema(path: &str) -> Value {
    let text = fs::read_to_string(repository().join(path)).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

/// Every fault of a value by a schema.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    faults_by(&validator(schema), value)
}

/// A schema made ready; with one of ours, which is long, that takes a second in a debug build.
pub fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).expect("the schema is sound")
}

/// Every fault of a value by a schema that is ready.
pub fn faults_by(validator: &Validator, value: &Value) -> Vec<String> {
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

#[test]
fn sarif_is_valid_by_the_schema_of_the_standard() {
    let (compilation, findings) = every_fault();
    let schema = schema("tests/schemas/sarif-2.1.0-rtm.5.json");
    for language in LANGUAGES {
        let text = sarif::render(&findings, codes(), &compilation.sources, language);
        let log = json(&text);
        assert_eq!(faults(&schema, &log), Vec::<String>::new());
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("results");
        assert_eq!(results.len(), findings.list.len());
        assert!(results.iter().any(|result| result.get("fixes").is_some()));
        for result in results {
            let at =
                usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
            assert_eq!(run["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
            // A file is changed in one place of a fix, with all its replacements.
            for fix in result["fixes"].as_array().into_iter().flatten() {
                let changes = fix["artifactChanges"].as_array().expect("changes");
                let files: BTreeSet<&str> = changes
                    .iter()
                    .filter_map(|change| change["artifactLocation"]["uri"].as_str())
                    .collect();
                assert_eq!(files.len(), changes.len());
            }
        }
    }
}

#[test]
fn the_schema_of_findings_describes_them_wholly() {
    let (compilation, findings) = every_fault();
    let mut schema = schema("docs/findings.schema.json");
    close(&mut schema);
    for language in LANGUAGES {
        let sources = &compilation.sources;
        let text = findings_json::render(
            &findings,
            sources,
            day(TODAY),
            compilation.unit_counts(),
            language,
        );
        assert_eq!(faults(&schema, &json(&text)), Vec::<String>::new());
    }
    assert!(!faults(&schema, &json("{ \"version\": 1 }")).is_empty());
}

/// Forbids keys that a schema does not name, so that none is forgotten in it.
pub fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(close);
            if object.get("properties").is_some_and(Value::is_object)
                && object.get("type").is_some_and(|kind| kind == "object")
            {
                object.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

/// What GitLab documents of a Code Quality report: these keys, these severities, a relative path, and a
/// fingerprint that is different for each.
#[test]
fn gitlab_gets_what_it_documents() {
    let (compilation, findings) = every_fault();
    let text = gitlab::render(&findings, &compilation.sources, Language::Swedish);
    assert!(!text.starts_with('\u{feff}'));
    let report = json(&text);
    let issues = report.as_array().expect("a list");
    assert_eq!(issues.len(), findings.list.len());
    let mut fingerprints = BTreeSet::new();
    for issue in issues {
        for key in ["description", "check_name", "fingerprint"] {
            assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()));
        }
        assert!(
            fingerprints.insert(issue["fingerprint"].as_str()),
            "{issue}"
        );
        let severity = issue["severity"].as_str().expect("a severity");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        let path = issue["location"]["path"].as_str().expect("a path");
        assert!(!path.starts_with(['/', '.']), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
    }
}

/// One workflow command, read as GitHub's runner reads it.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let rest = line.strip_prefix("::").expect("it begins with ::");
    // The first `::` ends the head: what stands in properties has `:` as %3A.
    let (head, data) = rest.split_once("::").expect("it has data");
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter(|part| !part.is_empty());
    let properties = properties.map(|part| {
        let (key, value) = part.split_once('=').expect("key=value");
        (key.to_owned(), unescape(value, &PROPERTY))
    });
    (name.to_owned(), properties.collect(), unescape(data, &DATA))
}

/// Escapes of a command's data; `%25` is undone last.
const DATA: [(&str, &str); 3] = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];

/// Escapes of a command's properties.
const PROPERTY: [(&str, &str); 5] = [
    ("%0D", "\r"),
    ("%0A", "\n"),
    ("%3A", ":"),
    ("%2C", ","),
    ("%25", "%"),
];

fn unescape(text: &str, escapes: &[(&str, &str)]) -> String {
    let mut plain = text.to_owned();
    for (escape, character) in escapes {
        plain = plain.replace(escape, character);
    }
    plain
}

#[test]
fn github_reads_every_annotation() {
    let (compilation, findings) = every_fault();
    let sources = &compilation.sources;
    for language in LANGUAGES {
        let text = github::render(&findings, sources, language);
        assert_eq!(text.lines().count(), findings.list.len());
        for (line, finding) in text.lines().zip(&findings.list) {
            let (name, properties, data) = command(line);
            let diagnostic = &finding.diagnostic;
            assert!(["error", "warning", "notice"].contains(&name.as_str()));
            let path = sources.path(diagnostic.primary.span.file).as_str();
            assert_eq!(properties["file"], path);
            assert_eq!(properties["title"], diagnostic.code.name);
            assert!(data.starts_with(diagnostic.message.get(language)), "{data}");
            let number = |key: &str| properties.get(key).map(|n| n.parse::<usize>().expect(key));
            let (start, end) = sources.position(diagnostic.primary.span);
            assert_eq!(number("line"), Some(start.line));
            assert_eq!(number("endLine"), Some(end.line));
            // Columns are refused by GitHub where a finding spans lines.
            assert_eq!(number("col").is_some(), start.line == end.line);
        }
    }
}

#[test]
fn junit_is_read_by_a_parser_of_junit() {
    let (compilation, findings) = every_fault();
    let (catalog, sources) = (&compilation.catalog, &compilation.sources);
    for language in LANGUAGES {
        let text = junit::render(&findings, catalog, sources, language);
        let report = quick_junit::Report::deserialize_from_str(&text).expect("it is JUnit XML");
        assert_eq!(report.failures, findings.counts.errors);
        assert_eq!(report.errors, 0);
        let names: BTreeSet<&str> = report
            .test_suites
            .iter()
            .map(|suite| suite.name.as_str())
            .collect();
        assert_eq!(names.len(), report.test_suites.len(), "a suite per unit");
        for unit in &catalog.units {
            assert!(names.contains(unit.id.as_str()), "{} has no suite", unit.id);
        }
        for suite in &report.test_suites {
            assert_eq!(suite.tests, suite.test_cases.len());
            assert!(suite.tests >= 1, "{:?} has no case", suite.name);
            let failures = suite.test_cases.iter().filter(|case| {
                matches!(case.status, quick_junit::TestCaseStatus::NonSuccess { .. })
            });
            assert_eq!(suite.failures, failures.count());
            assert!(suite.test_cases.iter().all(|case| case.classname.is_some()));
        }
    }
}
