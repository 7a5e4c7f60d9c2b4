//! Findings as JSON, version 1. These structs are the contract; internal types may change freely.

use chrono::NaiveDate;
use serde::Serialize;

use crate::compile::UnitCounts;
use crate::diagnostic::Language;
use crate::diagnostic::settle::{Finding, Findings};
use crate::report::fingerprint::fingerprints;
use crate::text::{Position, Sources, Span};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    date: String,
    counts: CountsForm,
    units: UnitsForm,
    findings: Vec<FindingForm<'a>>,
}

#[derive(Serialize)]
struct CountsForm {
    error: usize,
    warning: usize,
    note: usize,
    allowed: usize,
    baselined: usize,
    earlier: usize,
}

#[derive(Serialize)]
struct UnitsForm {
    all: usize,
    /// Those that could not be assessed, because something cannot be read.
    unassessed: usize,
}

#[derive(Serialize)]
struct FindingForm<'a> {
    code: &'static str,
    fingerprint: String,
    level: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    unit: Option<&'a str>,
    service: Option<&'a str>,
    #[serde(flatten)]
    place: PlaceForm<'a>,
    related: Vec<Related<'a>>,
    fix: Option<FixForm<'a>>,
}

#[derive(Serialize)]
struct PlaceForm<'a> {
    path: &'a str,
    start: PositionForm,
    end: PositionForm,
}

#[derive(Serialize)]
struct PositionForm {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: PlaceForm<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixForm<'a> {
    title: &'a str,
    certainty: &'static str,
    edits: Vec<EditForm<'a>>,
}

#[derive(Serialize)]
struct EditForm<'a> {
    #[serde(flatten)]
    place: PlaceForm<'a>,
    replacement: &'a str,
}

/// The findings of a run as one JSON document, ending with a newline.
pub fn render(
    findings: &Findings,
    sources: &Sources,
    date: NaiveDate,
    units: UnitCounts,
    language: Language,
) -> String {
    let report = Report {
        version: 1,
        date: date.to_string(),
        counts: CountsForm {
            error: findings.counts.errors,
            warning: findings.counts.warnings,
            note: findings.counts.notes,
            allowed: findings.counts.allowed,
            baselined: findings.counts.baselined,
            earlier: findings.counts.earlier,
        },
        units: UnitsForm {
            all: units.all,
            unassessed: units.unassessed,
        },
        findings: findings
            .list
            .iter()
            .zip(fingerprints(&findings.list, sources))
            .map(|(found, name)| form(found, name, sources, language))
            .collect(),
    };
    // Plain strings and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn form<'a>(
    finding: &'a Finding,
    fingerprint: String,
    sources: &'a Sources,
    language: Language,
) -> FindingForm<'a> {
    let diagnostic = &finding.diagnostic;
    FindingForm {
        code: diagnostic.code.name,
        fingerprint,
        level: finding.level.name(),
        severity: finding.severity().name(),
        message: diagnostic.message.get(language),
        help: diagnostic.help.as_ref().map(|help| help.get(language)),
        unit: diagnostic.unit.as_deref(),
        service: diagnostic.service.as_deref(),
        place: place(diagnostic.primary.span, sources),
        related: diagnostic
            .related
            .iter()
            .map(|label| Related {
                place: place(label.span, sources),
                message: label.text.get(language),
            })
            .collect(),
        fix: diagnostic.fix.as_ref().map(|fix| FixForm {
            title: fix.title.get(language),
            certainty: fix.certainty.name(),
            edits: fix
                .edits
                .iter()
                .map(|edit| EditForm {
                    place: place(edit.span, sources),
                    replacement: &edit.replacement,
                })
                .collect(),
        }),
    }
}

fn place(span: Span, sources: &Sources) -> PlaceForm<'_> {
    let (start, end) = sources.position(span);
    let form = |position: Position| PositionForm {
        line: position.line,
        column: position.column,
    };
    PlaceForm {
        path: sources.path(span.file).as_str(),
        start: form(start),
        end: form(end),
    }
}
