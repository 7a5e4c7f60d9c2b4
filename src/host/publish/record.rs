//! The record of what is ours, as earlier builds left it in the working folder:
//!
//! | File | Says | Written |
//! | --- | --- | --- |
//! | `manifest` | what the last whole build published | by renaming the journal, when all is live |
//! | `journal` | what a build is about to publish | before its first file goes live |
//! | `stamps` | times of the published files | last; only a shortcut |
//! | `made` | what they were made from | last; only a shortcut |
//!
//! A journal that is still there means that a build was killed while its files
//! went live. Those of its files that stand in place with the bytes it promised
//! are ours as much as the manifest's; a file with other bytes at a path that
//! only the journal names was put there by somebody else.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::error::PublishError;
use super::look::{Look, stands};
use super::tree::{Tree, stamp};
use crate::publish::made::Run;
use crate::publish::{Entry, Manifest, WORK};

/// Where a working file stands, relative to the published folder.
pub(super) fn work(name: &str) -> String {
    format!("{WORK}/{name}")
}

/// What earlier builds left.
pub(super) struct Record {
    /// All that is ours.
    pub(super) owned: Manifest,
    /// The manifest's text; `None` if there is none.
    pub(super) text: Option<String>,
    /// The stamps' text; `None` if there is none.
    pub(super) stamps: Option<String>,
    /// When the stamps were written; only older stamps are trusted.
    pub(super) trusted: Option<i64>,
    /// What the files were made from, as a text; `None` if there is none.
    pub(super) made: Option<String>,
    /// The last run, if it published all it made.
    pub(super) run: Option<Run>,
    /// Whether an earlier build was killed while its files went live.
    pub(super) unfinished: bool,
}

impl Record {
    /// Reads all of it; nothing is changed.
    pub(super) fn read(tree: &Tree) -> Result<Self, PublishError> {
        let text = tree.read_text(&work("manifest"))?;
        let stamps = tree.read_text(&work("stamps"))?;
        let journal = tree.read_text(&work("journal"))?;
        let mut owned = parse(tree, "manifest", text.as_deref())?;
        if let (Some(text), Some(stamps)) = (&text, &stamps) {
            owned.take_stamps(stamps, text);
        }
        let made = tree.read_text(&work("made"))?;
        let run = match (&text, &made) {
            (Some(text), Some(made)) => owned.take_made(made, text),
            _ => None,
        };
        let unfinished = journal.is_some();
        let promised = parse(tree, "journal", journal.as_deref())?;
        if owned.files.is_empty() {
            owned.kind = promised.kind;
        }
        let live = live(tree, &owned, promised.files)?;
        owned.files.extend(live);
        owned.dirs.extend(promised.dirs);
        let written = tree
            .look(&work("stamps"))?
            .and_then(|metadata| stamp(&metadata));
        Ok(Self {
            owned,
            text,
            stamps,
            made,
            run,
            trusted: written.map(|stamp| stamp.modified),
            unfinished,
        })
    }
}

fn parse(tree: &Tree, name: &str, text: Option<&str>) -> Result<Manifest, PublishError> {
    let damaged = |damage: crate::publish::Damage| PublishError::Damaged {
        path: tree.shown(&work(name)),
        line: damage.line,
    };
    text.map_or(Ok(Manifest::default()), |text| {
        Manifest::parse(text).map_err(damaged)
    })
}

/// The files of an interrupted build that are live and were not ours before.
fn live(
    tree: &Tree,
    owned: &Manifest,
    promised: BTreeMap<String, Entry>,
) -> Result<Vec<(String, Entry)>, PublishError> {
    let look = Look::default();
    let fresh: Vec<(String, Entry)> = promised
        .into_iter()
        .filter(|(path, _)| !owned.files.contains_key(path))
        .collect();
    let judged = fresh.into_par_iter().map(|(path, entry)| {
        let is_live = stands(tree, &look, None, &path, &entry)?;
        Ok(is_live.map(|_| (path, entry)))
    });
    judged.filter_map(Result::transpose).collect()
}
