//! Applies certain fixes: chosen edits turn old texts into new ones, again and again until none is left.
//!
//! Edits are byte ranges on the original text, so comments, order, line endings and a byte-order mark
//! survive. A fix whose edits overlap one already chosen waits for the next round.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeTable;

use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::fix::{Certainty, Edit, Fix};
use crate::diagnostic::settle::Finding;
use crate::text::inputs::{Content, Inputs};
use crate::text::lines::with_line_ending;
use crate::text::path::SitePath;
use crate::text::{FileId, Sources};

/// Rounds after which we stop: fixes that undo each other would go on for ever.
const MAX_ROUNDS: usize = 10;

/// What fixing gives.
pub struct Fixed {
    /// The new texts of the files that change.
    pub files: BTreeMap<SitePath, Arc<str>>,
    /// How many fixes were applied.
    pub fixes: usize,
    /// Files not changed, because the edits would have broken them: a fault of a rule, not of the data.
    pub refused: Vec<SitePath>,
    /// The site as it is then.
    pub compilation: Compilation,
}

/// Applies every fix that the findings of a site carry.
pub fn fix(inputs: &Inputs, settings: &Settings) -> Fixed {
    let mut inputs = inputs.clone();
    let mut fixed = Fixed {
        files: BTreeMap::new(),
        fixes: 0,
        refused: Vec::new(),
        compilation: compile(&inputs, settings),
    };
    for _ in 0..MAX_ROUNDS {
        let compilation = &fixed.compilation;
        let findings = compilation.findings();
        let mut changed = false;
        for (file, fixes) in chosen(&findings.list, &compilation.sources) {
            let source = compilation.sources.get(file);
            if fixed.refused.contains(&source.path) {
                continue;
            }
            let sources = &compilation.sources;
            // Fixes that are right one by one may be wrong together, as when two misspelt keys mean
            // the same one; then one is taken, and the next round sees what is left.
            let together = std::iter::once(fixes.clone());
            let alone = fixes.iter().map(|fix| vec![*fix]);
            let sound = together.chain(alone).find_map(|fixes| {
                let text = with_fixes(&source.text, &fixes, sources);
                (faults(&text) <= faults(&source.text)).then_some((text, fixes.len()))
            });
            let Some((text, applied)) = sound else {
                fixed.refused.push(source.path.clone());
                continue;
            };
            let text: Arc<str> = Arc::from(text);
            fixed.fixes += applied;
            fixed.files.insert(source.path.clone(), text.clone());
            inputs
                .content
                .insert(source.path.clone(), Content::Text(text));
            changed = true;
        }
        if !changed {
            break;
        }
        fixed.compilation = compile(&inputs, settings);
    }
    fixed
}

/// The certain fixes of one round by file: in order of place, none overlapping an earlier one. Fixes
/// that reach into several files are left out.
pub fn chosen<'f>(findings: &'f [Finding], sources: &Sources) -> BTreeMap<FileId, Vec<&'f Fix>> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    for fix in findings
        .iter()
        .filter_map(|finding| finding.diagnostic.fix.as_ref())
        .filter(|fix| fix.certainty == Certainty::Certain)
    {
        let Some(file) = fix.edits.first().map(|edit| edit.span.file) else {
            continue;
        };
        if fix.edits.iter().any(|edit| edit.span.file != file) {
            continue;
        }
        let taken = by_file.entry(file).or_default();
        let free = taken.iter().all(|other| !overlap(fix, other, sources));
        if free {
            taken.push(fix);
        }
    }
    by_file
}

/// Whether two fixes touch the same bytes, or insert at the same place.
fn overlap(one: &Fix, other: &Fix, sources: &Sources) -> bool {
    one.edits.iter().any(|a| {
        let a = sources.clamp(a.span);
        other.edits.iter().any(|b| {
            let b = sources.clamp(b.span);
            a.start < b.end && b.start < a.end || a.start == b.start
        })
    })
}

/// The text with all edits of some fixes.
fn with_fixes(text: &str, fixes: &[&Fix], sources: &Sources) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    applied(text, &edits, sources)
}

/// The text with the edits, which are sorted and do not overlap.
fn applied(text: &str, edits: &[&Edit], sources: &Sources) -> String {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = sources.clamp(edit.span);
        new.push_str(&text[at..range.start]);
        new.push_str(&with_line_ending(&edit.replacement, text));
        at = range.end;
    }
    new.push_str(&text[at..]);
    new
}

fn faults(text: &str) -> usize {
    DeTable::parse_recoverable(text).1.len()
}

/// A unified diff from one text to another, with the path at both heads.
pub fn unified_diff(path: &SitePath, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn edits_keep_everything_around_them() {
        let text = "\u{feff}# kommentar\r\nnmae = \"Å\"  # här\r\n";
        let mut sources = Sources::default();
        let file = sources.add(SitePath::new("a.toml").expect("a plain path"), text.into());
        let at = text.find("nmae").expect("in the text");
        let edit = Edit {
            span: Span::new(file, at..at + 4),
            replacement: "name\n".to_owned(),
        };
        let new = applied(text, &[&edit], &sources);
        assert_eq!(new, "\u{feff}# kommentar\r\nname\r\n = \"Å\"  # här\r\n");
    }
}
