//! Quick fixes: the certain edits that findings carry, one by one and all at once.

use std::ops::Range;

use crate::compile::Compilation;
use crate::diagnostic::Language;
use crate::diagnostic::fix::Fix;
use crate::diagnostic::settle::Finding;
use crate::fix::chosen;
use crate::language::findings_of;
use crate::text::lines::with_line_ending;
use crate::text::{FileId, Span};

/// An edit of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub span: Span,
    /// The new text, with the line endings of its file.
    pub text: String,
}

/// Something an editor can do for the person.
#[derive(Clone, Debug)]
pub struct Action {
    /// What it does, as an act.
    pub title: String,
    /// The edits, in order of place.
    pub edits: Vec<TextEdit>,
    /// The finding it fixes; none for the one that fixes all.
    pub finding: Option<Finding>,
}

/// The fixes of the findings that touch a range.
pub fn quick_fixes(
    compilation: &Compilation,
    file: FileId,
    range: Range<usize>,
    language: Language,
) -> Vec<Action> {
    let touches = |span: Span| {
        let place = compilation.sources.clamp(span);
        place.start <= range.end && range.start <= place.end
    };
    let findings = findings_of(compilation, file).into_iter();
    let here = findings.filter(|finding| touches(finding.diagnostic.primary.span));
    here.filter_map(|finding| {
        let fix = finding.diagnostic.fix.as_ref()?;
        Some(Action {
            title: fix.title.get(language).to_owned(),
            edits: edits(compilation, [fix]),
            finding: Some(finding),
        })
    })
    .collect()
}

/// All fixes of a file at once; those that overlap an earlier one wait for the next time. Nothing where
/// the file has none.
pub fn fix_all(compilation: &Compilation, file: FileId, language: Language) -> Option<Action> {
    let findings = findings_of(compilation, file);
    let fixes = chosen(&findings, &compilation.sources).remove(&file)?;
    let title = match language {
        Language::English => "fix everything that can be fixed for certain in this file",
        Language::Swedish => "rätta allt som säkert kan rättas i filen",
    };
    Some(Action {
        title: title.to_owned(),
        edits: edits(compilation, fixes),
        finding: None,
    })
}

fn edits<'f>(compilation: &Compilation, fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<TextEdit> {
    let edits = fixes.into_iter().flat_map(|fix| &fix.edits);
    let mut edits: Vec<TextEdit> = edits
        .map(|edit| TextEdit {
            span: edit.span,
            text: with_line_ending(
                &edit.replacement,
                &compilation.sources.get(edit.span.file).text,
            ),
        })
        .collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}
