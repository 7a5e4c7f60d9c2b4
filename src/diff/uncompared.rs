//! What cannot be held against the other state, because something cannot be read in one of them.

use std::collections::BTreeSet;

use crate::compile::Compilation;
use crate::diagnostic::say;
use crate::diff::{FindingChange, FindingKind, Uncompared};
use crate::text::inputs::Inputs;
use crate::text::path::SitePath;

/// Whether a code says that nothing of a file can be trusted.
fn is_unreadable(code: &str) -> bool {
    matches!(code, "syntax" | "unreadable-file")
}

/// Whether a finding of one side only may be on the other side too, where something that it depends on cannot
/// be read: it is not fixed, and no unit is to blame for it. What a file that could not be read before says
/// now is new.
pub(super) fn is_incomparable(
    finding: &FindingChange,
    unread_in_head: &BTreeSet<String>,
    (old, new): (&Compilation, &Compilation),
) -> bool {
    if is_unreadable(finding.code) {
        return false;
    }
    let is_unsure = |site: &Compilation| {
        let id = finding.unit.as_ref();
        id.is_some_and(|id| site.catalog.is_unsure_of(id, site.today))
    };
    let is_broken = |site: &Compilation| {
        let id = finding.unit.as_ref();
        id.is_some_and(|id| site.catalog.is_broken(id))
    };
    match finding.kind {
        FindingKind::Fixed => is_unsure(new) || unread_in_head.contains(&finding.path),
        FindingKind::New => is_unsure(old) && !is_broken(old),
        _ => false,
    }
}

/// The files of a site of which nothing can be trusted.
pub(super) fn unreadable_paths(compilation: &Compilation) -> BTreeSet<String> {
    let diagnostics = compilation.diagnostics.iter();
    let faults = diagnostics.filter(|it| is_unreadable(it.code.name));
    let sources = &compilation.sources;
    let paths = faults.map(|it| sources.path(it.primary.span.file).to_string());
    paths.collect()
}

/// Files that could not be compared because they are broken on one side.
pub(super) fn uncompared(
    base: (&Inputs, &Compilation),
    head: (&Inputs, &Compilation),
) -> Vec<Uncompared> {
    let (old, new) = (unreadable_paths(base.1), unreadable_paths(head.1));
    let differs = |path: &&String| {
        let path = SitePath::new(path);
        path.is_none_or(|path| base.0.content.get(&path) != head.0.content.get(&path))
    };
    let paths: BTreeSet<&String> = old.union(&new).filter(differs).collect();
    paths
        .into_iter()
        .map(|path| Uncompared {
            path: path.clone(),
            reason: match (old.contains(path), new.contains(path)) {
                (true, true) => say!(
                    "it cannot be read in either",
                    "den går inte att läsa i någondera"
                ),
                (true, false) => say!(
                    "it cannot be read in the base, so all its findings count as new",
                    "den går inte att läsa i utgångsläget, så alla dess anmärkningar räknas som nya"
                ),
                _ => say!(
                    "it cannot be read in the head, so nothing of it counts as fixed",
                    "den går inte att läsa efter ändringen, så inget i den räknas som åtgärdat"
                ),
            },
        })
        .collect()
}
