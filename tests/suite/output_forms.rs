//! The forms of `check`, `report` and `diff`: the lists are the program's own types, so that none can be
//! left out of the documents, of these tests, or of what the name of a file tells.

use basutbud::cli::{DiffForm, FindingsForm, ReportForm};
use clap::ValueEnum;
use serde_json::Value;

use crate::harness::repository;
use crate::program::Program;

/// The names of all forms.
pub fn names<T: ValueEnum>() -> Vec<String> {
    T::value_variants().iter().map(name).collect()
}

fn name<T: ValueEnum>(form: &T) -> String {
    let value = form.to_possible_value();
    value.expect("no form is hidden").get_name().to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn document(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).expect("the document is there")
}

/// The line of a document that begins so.
fn line<'a>(text: &'a str, begin: &str) -> &'a str {
    let line = text.lines().find(|line| line.starts_with(begin));
    line.unwrap_or_else(|| panic!("no line begins with {begin}"))
}

#[test]
fn the_documents_name_every_form() {
    let reference = document("docs/reference.md");
    let readme = document("README.md");
    for form in names::<FindingsForm>() {
        assert!(line(&reference, "| `check` |").contains(&form), "{form}");
        // The table in the README is about programs.
        if form != name(&FindingsForm::Text) {
            line(&readme, &format!("| `{form}` |"));
        }
    }
    for form in names::<ReportForm>() {
        assert!(
            line(&reference, "| `report` | tells").contains(&form),
            "{form}"
        );
    }
    for form in names::<DiffForm>() {
        line(&reference, &format!("| `--format {form}` |"));
    }
}

#[test]
fn the_help_explains_every_form() {
    let program = Program::empty();
    let lists = [
        ("check", names::<FindingsForm>()),
        ("report", names::<ReportForm>()),
        ("diff", names::<DiffForm>()),
    ];
    for (command, forms) in lists {
        let help = program.run(&[command, "--help"]).exits(0).out;
        for form in forms {
            let begin = format!("- {form}:");
            let mut lines = help.lines().map(str::trim);
            let line = lines.find(|line| line.starts_with(&begin));
            let words = line.unwrap_or_default().trim_start_matches(&begin);
            assert!(words.len() > 5, "{command} --format {form}");
        }
    }
}

#[test]
fn findings_have_every_form() {
    let site = Program::copy_of("tests/sites/third-region");
    for form in FindingsForm::value_variants() {
        let text = site.run(&["check", "--format", &name(form)]).exits(1).out;
        match form {
            FindingsForm::Text => assert!(text.contains("unmet-obligation")),
            FindingsForm::Json => assert!(json(&text)["findings"].is_array()),
            FindingsForm::Sarif => assert_eq!(json(&text)["version"], "2.1.0"),
            FindingsForm::Gitlab => assert!(json(&text).is_array()),
            FindingsForm::Junit => assert!(text.starts_with("<?xml")),
            FindingsForm::Github => {
                let known = ["::error ", "::warning ", "::notice "];
                for line in text.lines() {
                    assert!(known.iter().any(|word| line.starts_with(word)), "{line}");
                }
            }
        }
    }
}

#[test]
fn the_report_has_every_form_and_the_name_of_its_file_tells_it() {
    let site = Program::copy_of("tests/sites/third-region");
    for form in ReportForm::value_variants() {
        let path = format!("rapport.{}", name(form));
        site.run(&["report", "--out", &path]).exits(1);
        let bytes = std::fs::read(site.path(&path)).expect("it is written");
        let text = String::from_utf8_lossy(&bytes);
        match form {
            ReportForm::Html => assert!(text.starts_with("<!DOCTYPE html>")),
            ReportForm::Csv => assert!(text.starts_with("\u{feff}region,")),
            ReportForm::Json => assert!(json(&text)["units"].is_array()),
            ReportForm::Xlsx => assert!(bytes.starts_with(b"PK")),
        }
    }
}

#[test]
fn a_difference_has_every_form() {
    let base = repository().join("tests/differences/residents/base");
    let head = repository().join("tests/differences/residents/head");
    let [base, head] = [base, head].map(|path| path.display().to_string());
    let program = Program::empty();
    for form in DiffForm::value_variants() {
        let text = program
            .run(&["diff", &base, &head, "--format", &name(form)])
            .exits(1)
            .out;
        match form {
            DiffForm::Text => assert!(text.contains("compared with")),
            DiffForm::Markdown => assert!(text.starts_with("## ")),
            DiffForm::Json => assert!(json(&text)["units"].is_array()),
            DiffForm::Html => assert!(text.starts_with("<!doctype html>")),
        }
    }
}
