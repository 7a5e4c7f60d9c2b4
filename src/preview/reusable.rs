//! What of the last state a change leaves valid, and the files whose findings are settled again.

use std::collections::BTreeSet;

use crate::compile::change::{Change, Extent};
use crate::preview::finding_store::Which;
use crate::render::shared_data::SharedData;
use crate::text::FileId;
use crate::text::path::SitePath;

/// What still holds of the last state, and the files whose findings do not.
pub enum Reusable {
    /// The theme and the lists.
    All(SharedData, BTreeSet<FileId>),
    /// The lists, but not the theme.
    Lists(SharedData, BTreeSet<FileId>),
    /// Neither, but most findings.
    Findings(BTreeSet<FileId>),
    /// Nothing, or there was no last state.
    Nothing,
}

/// What holds of the last state after a change of these files that did so much to the compilation.
pub fn reusable(parts: SharedData, change: Change, changed: &[SitePath]) -> Reusable {
    let Change { extent, files } = change;
    let is_theme_same = changed.iter().all(|path| path.below("content").is_some());
    match extent {
        Extent::Nothing | Extent::Units if is_theme_same => Reusable::All(parts, files),
        Extent::Nothing | Extent::Units => Reusable::Lists(parts, files),
        Extent::Lists => Reusable::Findings(files),
        Extent::Whole => Reusable::Nothing,
    }
}

/// The files whose findings are to be settled again.
pub(super) fn stale(reusable: &Reusable) -> Vec<Which> {
    match reusable {
        Reusable::All(_, files) => vec![Which::Some(files.clone())],
        Reusable::Lists(_, files) | Reusable::Findings(files) => {
            vec![Which::Some(files.clone()), Which::Theme]
        }
        Reusable::Nothing => vec![Which::All],
    }
}
