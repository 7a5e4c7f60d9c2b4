//! Findings for people: the source line with carets, the place in the rule set, and the next act.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as SnippetLevel, Origin, Renderer, Snippet};

use crate::diagnostic::code::Severity;
use crate::diagnostic::settle::{Finding, LevelSource};
use crate::diagnostic::{Label, Language};
use crate::text::{FileId, Sources};

/// Columns a finding is laid out for; longer source lines are cut around the place.
const WIDTH: usize = 140;

/// Whether the text carries colour codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without.
    Plain,
    /// With ANSI colours.
    Colour,
}

/// One finding as text, ending with a newline.
pub fn finding(finding: &Finding, sources: &Sources, language: Language, style: Style) -> String {
    let diagnostic = &finding.diagnostic;
    let severity = finding.severity();
    let title = level(severity)
        .with_name(severity.word(language))
        .primary_title(diagnostic.message.get(language))
        .id(diagnostic.code.name);
    let mut group = Group::with_title(title);
    for file in files(finding) {
        let source = sources.get(file);
        let labels = labels_in(finding, file);
        if source.text.trim_start().is_empty() {
            group = group.element(Origin::path(source.path.as_str()));
            continue;
        }
        // Only the lines that are shown: a file may have as many findings as lines.
        let spans = || labels.iter().map(|(_, label)| sources.clamp(label.span));
        let start = spans().map(|span| span.start).min().unwrap_or_default();
        let end = spans().map(|span| span.end).max().unwrap_or_default();
        let (lines, first) = source.whole_lines(start..end);
        let snippet = Snippet::source(&source.text[lines.clone()])
            .line_start(first)
            .path(source.path.as_str());
        let annotations = labels.iter().map(|(kind, label)| {
            let span = sources.clamp(label.span);
            kind.span(span.start - lines.start..span.end - lines.start)
                .label(label.text.get(language))
        });
        group = group.element(snippet.annotations(annotations));
    }
    if let Some(help) = &diagnostic.help {
        let word = match language {
            Language::English => "help",
            Language::Swedish => "hjälp",
        };
        group = group.element(
            SnippetLevel::HELP
                .with_name(word)
                .message(help.get(language)),
        );
    }
    if let Some(note) = level_note(finding, sources, language) {
        let word = Severity::Note.word(language);
        group = group.element(SnippetLevel::NOTE.with_name(word).message(note));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

/// The files a finding points at, the wrong one first.
fn files(finding: &Finding) -> Vec<FileId> {
    let mut files = vec![finding.diagnostic.primary.span.file];
    for label in &finding.diagnostic.related {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

fn labels_in(finding: &Finding, file: FileId) -> Vec<(AnnotationKind, &Label)> {
    let primary = std::iter::once((AnnotationKind::Primary, &finding.diagnostic.primary));
    let related = finding
        .diagnostic
        .related
        .iter()
        .map(|label| (AnnotationKind::Context, label));
    primary
        .chain(related)
        .filter(|(_, label)| label.span.file == file)
        .collect()
}

fn level(severity: Severity) -> SnippetLevel<'static> {
    match severity {
        Severity::Note => SnippetLevel::NOTE,
        Severity::Warning => SnippetLevel::WARNING,
        Severity::Error => SnippetLevel::ERROR,
    }
}

/// Says where a level was set, when it was not the code's own.
fn level_note(finding: &Finding, sources: &Sources, language: Language) -> Option<String> {
    let level = finding.level.name();
    match (&finding.source, language) {
        (LevelSource::Default, _) => None,
        (LevelSource::CommandLine, Language::English) => {
            Some(format!("`{level}` was set on the command line"))
        }
        (LevelSource::CommandLine, Language::Swedish) => {
            Some(format!("nivån `{level}` är satt på kommandoraden"))
        }
        (LevelSource::Site(span) | LevelSource::Region(span), _) => {
            let line = sources.position(*span).0.line;
            let path = sources.path(span.file);
            Some(match language {
                Language::English => format!("`{level}` is set in {path}:{line}"),
                Language::Swedish => format!("nivån `{level}` är satt i {path}:{line}"),
            })
        }
    }
}
