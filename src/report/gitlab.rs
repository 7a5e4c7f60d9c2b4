//! Findings as a GitLab Code Quality report: a JSON list that merge requests show.

use serde_json::{Value, json};

use crate::diagnostic::Language;
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Finding, Findings};
use crate::report::fingerprint::fingerprints;
use crate::text::Sources;

/// The findings of a run, ending with a newline.
pub fn render(findings: &Findings, sources: &Sources, language: Language) -> String {
    let issues: Vec<Value> = findings
        .list
        .iter()
        .zip(fingerprints(&findings.list, sources))
        .map(|(finding, name)| issue(finding, &name, sources, language))
        .collect();
    format!("{:#}\n", Value::Array(issues))
}

fn issue(finding: &Finding, name: &str, sources: &Sources, language: Language) -> Value {
    let diagnostic = &finding.diagnostic;
    let (start, end) = sources.position(diagnostic.primary.span);
    json!({
        "description": diagnostic.message.get(language),
        "check_name": diagnostic.code.name,
        "fingerprint": name,
        "severity": match finding.level {
            Level::Deny => "major",
            Level::Warn => "minor",
            Level::Note | Level::Allow => "info",
        },
        "location": {
            "path": sources.path_in_repository(diagnostic.primary.span.file),
            "lines": { "begin": start.line, "end": end.line },
        },
    })
}
