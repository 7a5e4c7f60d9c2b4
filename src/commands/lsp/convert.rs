//! The protocol's form of findings, proposals, fixes and places.

use lsp_types::{
    CodeAction, CodeActionKind, CompletionItem, CompletionItemKind, CompletionTextEdit, Diagnostic,
    DiagnosticRelatedInformation, DiagnosticSeverity, Documentation, Location, MarkupContent,
    MarkupKind, NumberOrString, Position, Range, TextEdit, Uri, WorkspaceEdit,
};

use crate::commands::lsp::site::OpenSite;
use crate::commands::lsp::uri::uri_of;
use crate::diagnostic::Language;
use crate::diagnostic::code::Severity;
use crate::diagnostic::settle::Finding;
use crate::language::action::Action;
use crate::language::completion::{Proposal, Sort};
use crate::language::position::{Encoding, Lines, Point};
use crate::text::{FileId, Span};

/// How answers are given: of which site, in which units of columns, in which language.
#[derive(Clone, Copy)]
pub struct AnswerForm<'a> {
    /// The site.
    pub site: &'a OpenSite,
    /// What columns count.
    pub encoding: Encoding,
    /// The language of words.
    pub language: Language,
}

/// A place in the protocol's form.
pub fn point(position: Position) -> Point {
    Point {
        line: position.line,
        column: position.character,
    }
}

fn position(point: Point) -> Position {
    Position::new(point.line, point.column)
}

impl AnswerForm<'_> {
    fn lines(&self, file: FileId) -> Lines<'_> {
        let text = &self.site.compilation.sources.get(file).text;
        Lines::new(text, self.encoding)
    }

    fn uri(&self, file: FileId) -> Option<Uri> {
        let path = self.site.compilation.sources.path(file);
        uri_of(&self.site.root.join(path.as_str()))
    }

    /// The byte at a place of a file.
    pub fn offset(&self, file: FileId, at: Position) -> usize {
        self.lines(file).offset(point(at))
    }

    /// A range of bytes of a file.
    pub fn range(&self, file: FileId, range: std::ops::Range<usize>) -> Range {
        let (start, end) = self.lines(file).points(range);
        Range::new(position(start), position(end))
    }

    fn span(&self, span: Span) -> Range {
        let range = self.site.compilation.sources.clamp(span);
        self.range(span.file, range)
    }

    /// A place in some file.
    pub fn location(&self, span: Span) -> Option<Location> {
        Some(Location::new(self.uri(span.file)?, self.span(span)))
    }

    /// A finding.
    pub fn finding(&self, finding: &Finding) -> Diagnostic {
        let diagnostic = &finding.diagnostic;
        let words = |text: &crate::diagnostic::Text| text.get(self.language).to_owned();
        let mut message = words(&diagnostic.message);
        let label = words(&diagnostic.primary.text);
        if !label.is_empty() {
            message = format!("{message} ({label})");
        }
        if let Some(help) = &diagnostic.help {
            message = format!("{message}\n{}", words(help));
        }
        let related = diagnostic.related.iter().filter_map(|label| {
            Some(DiagnosticRelatedInformation {
                location: self.location(label.span)?,
                message: words(&label.text),
            })
        });
        let related: Vec<_> = related.collect();
        Diagnostic {
            range: self.span(diagnostic.primary.span),
            severity: Some(match finding.severity() {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Note => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(diagnostic.code.name.to_owned())),
            code_description: None,
            source: Some("basutbud".to_owned()),
            message,
            related_information: (!related.is_empty()).then_some(related),
            tags: None,
            data: None,
        }
    }

    /// A proposal.
    pub fn proposal(&self, file: FileId, proposal: Proposal) -> CompletionItem {
        let edit = TextEdit::new(
            self.range(file, proposal.range.clone()),
            proposal.text.clone(),
        );
        let rank = if proposal.wanted { 0 } else { 1 };
        CompletionItem {
            sort_text: Some(format!("{rank}{}", proposal.label)),
            label: proposal.label,
            kind: Some(match proposal.sort {
                Sort::Key => CompletionItemKind::PROPERTY,
                Sort::Table => CompletionItemKind::MODULE,
                Sort::Reference => CompletionItemKind::REFERENCE,
                Sort::Word => CompletionItemKind::ENUM_MEMBER,
            }),
            detail: proposal.detail,
            documentation: proposal
                .documentation
                .map(|words| Documentation::MarkupContent(markdown(words))),
            filter_text: Some(proposal.text),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            ..CompletionItem::default()
        }
    }

    /// A fix; nothing when one of its files has no address.
    pub fn action(&self, action: Action) -> Option<CodeAction> {
        let mut changes: Vec<(Uri, Vec<TextEdit>)> = Vec::new();
        for edit in action.edits {
            let uri = self.uri(edit.span.file)?;
            let edit = TextEdit::new(self.span(edit.span), edit.text);
            match changes.iter_mut().find(|(known, _)| *known == uri) {
                Some((_, edits)) => edits.push(edit),
                None => changes.push((uri, vec![edit])),
            }
        }
        let finding = action.finding.as_ref();
        Some(CodeAction {
            title: action.title,
            kind: Some(match finding {
                Some(_) => CodeActionKind::QUICKFIX,
                None => CodeActionKind::SOURCE_FIX_ALL,
            }),
            is_preferred: finding.map(|_| true),
            diagnostics: finding.map(|finding| vec![self.finding(finding)]),
            edit: Some(WorkspaceEdit {
                changes: Some(changes.into_iter().collect()),
                ..WorkspaceEdit::default()
            }),
            ..CodeAction::default()
        })
    }
}

/// Words in Markdown.
pub fn markdown(words: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value: words,
    }
}
