//! Findings as SARIF 2.1.0, the form code-scanning services read. Columns count Unicode code points.
//! Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::Language;
use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::fix::{Edit, Fix};
use crate::diagnostic::settle::{Finding, Findings};
use crate::render::address::encode;
use crate::report::fingerprint::fingerprints;
use crate::text::{FileId, Sources, Span};

/// The findings of a run, with every code as a rule, ending with a newline.
pub fn render(
    findings: &Findings,
    codes: &[&'static Code],
    sources: &Sources,
    language: Language,
) -> String {
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, language)).collect();
    let results: Vec<Value> = findings
        .list
        .iter()
        .zip(fingerprints(&findings.list, sources))
        .map(|(found, name)| result(found, &name, codes, sources, language))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &Code, language: Language) -> Value {
    let explained = code.explanation.get(language);
    let example = format!("```{}\n{}\n```", explained.syntax, explained.example);
    json!({
        "id": code.name,
        "shortDescription": { "text": explained.what },
        "fullDescription": { "text": explained.why },
        "help": {
            "text": format!("{}\n\n{}", explained.why, explained.fix),
            "markdown": format!("{}\n\n{example}\n\n{}", explained.why, explained.fix),
        },
        "defaultConfiguration": { "level": severity(code.level) },
    })
}

fn result(
    finding: &Finding,
    name: &str,
    codes: &[&'static Code],
    sources: &Sources,
    language: Language,
) -> Value {
    let diagnostic = &finding.diagnostic;
    let message = match &diagnostic.help {
        Some(help) => format!(
            "{}. {}",
            diagnostic.message.get(language),
            help.get(language)
        ),
        None => diagnostic.message.get(language).to_owned(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": codes.iter().position(|code| code.name == diagnostic.code.name),
        "level": severity(finding.level),
        "message": { "text": message },
        "locations": [location(diagnostic.primary.span, sources)],
        "partialFingerprints": { "basutbud/v1": name },
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(|(id, label)| {
            let mut place = location(label.span, sources);
            place["id"] = json!(id);
            place["message"] = json!({ "text": label.text.get(language) });
            place
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([form_of_fix(fix, sources, language)]);
    }
    result
}

fn form_of_fix(fix: &Fix, sources: &Sources, language: Language) -> Value {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let replacement = |edit: &&Edit| {
        json!({
            "deletedRegion": region(edit.span, sources),
            "insertedContent": { "text": edit.replacement },
        })
    };
    let changes: Vec<Value> = by_file
        .into_iter()
        .map(|(file, edits)| {
            json!({
                "artifactLocation": { "uri": uri(Span::whole(file), sources) },
                "replacements": edits.iter().map(replacement).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "description": { "text": fix.title.get(language) }, "artifactChanges": changes })
}

fn location(span: Span, sources: &Sources) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(span, sources) },
        "region": region(span, sources),
    }})
}

fn region(span: Span, sources: &Sources) -> Value {
    let (start, end) = sources.position(span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative URI reference: what a URI may not hold is percent-encoded.
fn uri(span: Span, sources: &Sources) -> String {
    encode(&sources.path_in_repository(span.file))
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Allow => "none",
        Level::Note => "note",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}
