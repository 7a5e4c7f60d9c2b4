//! Findings for the browser: words, the line that each points at and the lines beside it, and where to go
//! from there.

use serde::Serialize;

use crate::diagnostic::Language;
use crate::diagnostic::settle::Finding;
use crate::preview::Snapshot;
use crate::preview::context::PreviewContext;
use crate::render::address::encode;
use crate::text::Span;
use crate::text::lines::line_start;

/// How many characters of a line are shown on either side of what is pointed at.
const MAX_AROUND: usize = 60;
/// How many characters of what is pointed at are shown.
const MAX_MARKED: usize = 160;

/// A finding for the browser.
#[derive(Serialize)]
pub(super) struct FindingRow<'a> {
    severity: &'static str,
    word: &'static str,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    /// The name of its unit.
    unit: Option<&'a str>,
    /// The page of its unit.
    page: Option<String>,
    /// The form of its unit.
    form: Option<String>,
    #[serde(flatten)]
    place: Place<'a>,
    /// Other lines that it is about, such as that of the rule.
    related: Vec<Related<'a>>,
}

/// A place in a file.
#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    /// What stands there: before, what is pointed at, and after.
    excerpt: Option<[String; 3]>,
    /// The address that lets the server open the place in the person's editor.
    open: Option<String>,
}

/// Another line that a finding is about.
#[derive(Serialize)]
struct Related<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

/// Findings as rows, the most severe first.
pub(super) fn rows<'s>(
    snapshot: &'s Snapshot<'_>,
    context: &PreviewContext,
    mut findings: Vec<&'s Finding>,
) -> Vec<FindingRow<'s>> {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    let rows = findings.into_iter();
    rows.map(|finding| row(snapshot, context, finding))
        .collect()
}

fn row<'s>(
    snapshot: &'s Snapshot<'_>,
    context: &PreviewContext,
    finding: &'s Finding,
) -> FindingRow<'s> {
    let diagnostic = &finding.diagnostic;
    let unit = diagnostic.unit.as_deref();
    let page = unit.and_then(|unit| snapshot.page_of(unit));
    let help = diagnostic.help.as_ref();
    let related = diagnostic.related.iter().map(|label| Related {
        label: label.text.get(context.language),
        place: place(snapshot, context, label.span),
    });
    FindingRow {
        severity: finding.severity().name(),
        word: finding.severity().word(context.language),
        code: diagnostic.code.name,
        message: diagnostic.message.get(context.language),
        help: help.map(|help| help.get(context.language)),
        unit: unit.map(|unit| snapshot.name_of(unit)),
        page: page.map(|url| format!("{}/{}", snapshot.base_path(), encode(url))),
        form: unit.and_then(|unit| context.form_of(unit)),
        place: place(snapshot, context, diagnostic.primary.span),
        related: related.collect(),
    }
}

fn place<'s>(snapshot: &'s Snapshot<'_>, context: &PreviewContext, span: Span) -> Place<'s> {
    let sources = snapshot.sources();
    let path = sources.path(span.file).as_str();
    let start = sources.position(span).0;
    Place {
        path,
        line: start.line,
        column: start.column,
        excerpt: excerpt(&sources.get(span.file).text, sources.clamp(span)),
        open: context.open_link(path, start.line, start.column),
    }
}

/// The site's own file is lacking, so there is nothing to find anything in.
pub(super) fn lacking_site(context: &PreviewContext) -> FindingRow<'static> {
    let (word, message) = match context.language {
        Language::English => ("error", "there is no content/site.toml"),
        Language::Swedish => ("fel", "det finns ingen content/site.toml"),
    };
    FindingRow {
        severity: "error",
        word,
        code: "site",
        message,
        help: None,
        unit: None,
        page: None,
        form: None,
        place: Place {
            path: "content/site.toml",
            line: 1,
            column: 1,
            excerpt: None,
            open: None,
        },
        related: Vec::new(),
    }
}

/// The line at a range of a text: what stands before it, in it, and after it. Nothing for a file as a whole.
fn excerpt(text: &str, range: std::ops::Range<usize>) -> Option<[String; 3]> {
    if range.is_empty() {
        return None;
    }
    let start = line_start(text, range.start);
    let rest = &text[range.start..];
    let end = range.start + rest.find('\n').unwrap_or(rest.len());
    let marked = &text[range.start..range.end.min(end)];
    let before = text[start..range.start].trim_start();
    let skipped = before.chars().count().saturating_sub(MAX_AROUND);
    let before: String = before.chars().skip(skipped).collect();
    let after = text[range.start + marked.len()..end].trim_end();
    Some([
        if skipped > 0 {
            format!("…{before}")
        } else {
            before
        },
        shortened(marked, MAX_MARKED),
        shortened(after, MAX_AROUND),
    ])
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most).collect();
    format!("{short}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, marked: &str) -> Option<[String; 3]> {
        let at = text.find(marked).expect("in the text");
        excerpt(text, at..at + marked.len())
    }

    #[test]
    fn an_excerpt_is_one_line_around_what_is_pointed_at() {
        let text = "a = 1\n  phone = \"åäö\" # c\nb = 2\n";
        let found = of(text, "\"åäö\"").expect("a line");
        assert_eq!(found, ["phone = ", "\"åäö\"", " # c"]);
        let several = of(text, "\"åäö\" # c\nb").expect("a line");
        assert_eq!(several, ["phone = ", "\"åäö\" # c", ""]);
        assert_eq!(excerpt(text, 3..3), None);
        let long = "ö".repeat(500);
        let found = of(&format!("{long}X{long}"), "X").expect("a line");
        assert!(found[0].starts_with('…') && found[2].ends_with('…'));
        assert_eq!(found[0].chars().count(), MAX_AROUND + 1);
    }
}
