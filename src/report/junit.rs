//! Findings as JUnit XML: a suite for each unit, a case for each denied finding, one passed case for
//! a unit without any.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use crate::diagnostic::Language;
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Finding, Findings};
use crate::model::Catalog;
use crate::report::human::{self, Style};
use crate::text::Sources;

/// Name of the suite for findings that concern no unit.
const SITE: &str = "site";

/// The findings of a run over all units of the catalog.
pub fn render(
    findings: &Findings,
    catalog: &Catalog,
    sources: &Sources,
    language: Language,
) -> String {
    let mut suites: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    suites.insert(SITE, Vec::new());
    suites.extend(
        catalog
            .units
            .iter()
            .map(|unit| (unit.id.as_str(), Vec::new())),
    );
    for finding in &findings.list {
        let unit = finding.diagnostic.unit.as_deref().unwrap_or(SITE);
        suites.entry(unit).or_default().push(finding);
    }
    let mut report = Report::new(env!("CARGO_PKG_NAME"));
    for (name, found) in suites {
        let mut suite = TestSuite::new(name);
        let denied: Vec<&&Finding> = found.iter().filter(|f| f.level == Level::Deny).collect();
        suite.add_test_cases(
            denied
                .iter()
                .map(|finding| case(finding, sources, language)),
        );
        if denied.is_empty() {
            let mut passed = TestCase::new("basutbud", TestCaseStatus::success());
            passed.set_classname(name);
            suite.add_test_case(passed);
        }
        report.add_test_suite(suite);
    }
    // Written to memory, which does not fail.
    let text = report.to_string().unwrap_or_default();
    // No XML has these, and the library leaves them in.
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A text without the two characters that XML cannot hold and the writer lets through.
fn legal(text: &str) -> String {
    text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}

fn case(finding: &Finding, sources: &Sources, language: Language) -> TestCase {
    let diagnostic = &finding.diagnostic;
    let (start, _) = sources.position(diagnostic.primary.span);
    let path = sources.path(diagnostic.primary.span.file);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(diagnostic.code.name);
    status.set_message(legal(diagnostic.message.get(language)));
    let description = human::finding(finding, sources, language, Style::Plain);
    status.set_description(legal(&description));
    let name = format!(
        "{} {path}:{}:{}",
        diagnostic.code.name, start.line, start.column
    );
    let mut case = TestCase::new(legal(&name), status);
    case.set_classname(diagnostic.unit.as_deref().unwrap_or(SITE));
    case
}
