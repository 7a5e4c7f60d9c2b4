//! The record of what is ours, as earlier builds left it in the working folder:
//!
//! | File | Says | Written |
//! | --- | --- | --- |
//! | `manifest` | what the last whole build published | by renaming the journal, when all is live |
//! | `journal` | what a build is about to publish | before its first file goes live |
//! | `stamps` | times of the published files | last; only a shortcut |
//! | `made` | what they were made from | last; only a shortcut |
//! | others | what a run has [set aside](super::SetAside) for the next | last; only shortcuts |
//!
//! Their texts are not kept in mind, only what they say and the hash of the manifest's.
//!
//! A journal that is still there means that a build was killed while its files
//! went live. Those of its files that stand in place with the bytes it promised
//! are ours as much as the manifest's; a file with other bytes at a path that
//! only the journal names was put there by somebody else.

use blake3::Hash;
use rayon::prelude::*;

use super::error::PublishError;
use super::look::{Look, stands};
use super::tree::{Tree, stamp};
use crate::publish::made::Run;
use crate::publish::table::Pile;
use crate::publish::{Manifest, WORK};

/// Where a working file stands, relative to the published folder.
pub(super) fn work(name: &str) -> String {
    format!("{WORK}/{name}")
}

/// What earlier builds left.
pub(super) struct Record {
    /// All that is ours.
    pub(super) owned: Manifest,
    /// The hash of the manifest's text; `None` if there is none.
    pub(super) manifest: Option<Hash>,
    /// Whether the stamps of that manifest stand there.
    pub(super) has_stamps: bool,
    /// When the stamps were written; only older stamps are trusted.
    pub(super) trusted: Option<i64>,
    /// Whether it stands there what the files of that manifest were made from.
    pub(super) has_made: bool,
    /// The last run, if it published all it made.
    pub(super) run: Option<Run>,
    /// Whether an earlier build was killed while its files went live.
    pub(super) unfinished: bool,
}

impl Record {
    /// Reads all of it; nothing is changed.
    pub(super) fn read(tree: &Tree) -> Result<Self, PublishError> {
        let (mut owned, manifest) = read(tree, "manifest")?;
        let (mut has_stamps, mut made) = (false, None);
        if let Some(manifest) = &manifest {
            let stamps = tree.read_text(&work("stamps"))?;
            has_stamps = stamps.is_some_and(|stamps| owned.take_stamps(&stamps, manifest));
            let bytes = tree.read_if_any(&work("made"));
            made = bytes.and_then(|made| owned.take_made(&made, manifest));
        }
        let (promised, journal) = read(tree, "journal")?;
        let owned = match journal {
            Some(_) => with_live(tree, owned, &promised)?,
            None => owned,
        };
        let written = tree
            .look(&work("stamps"))?
            .and_then(|metadata| stamp(&metadata));
        Ok(Self {
            owned,
            manifest,
            has_stamps,
            has_made: made.is_some(),
            run: made.flatten(),
            trusted: written.map(|stamp| stamp.modified),
            unfinished: journal.is_some(),
        })
    }
}

/// A manifest and the hash of its text, if there is one.
fn read(tree: &Tree, name: &str) -> Result<(Manifest, Option<Hash>), PublishError> {
    let Some(text) = tree.read_text(&work(name))? else {
        return Ok((Manifest::default(), None));
    };
    let damaged = |damage: crate::publish::Damage| PublishError::Damaged {
        path: tree.shown(&work(name)),
        line: damage.line,
    };
    let (manifest, hash) = Manifest::parse(&text).map_err(damaged)?;
    Ok((manifest, Some(hash)))
}

const ONCE: &str = "bug: what was not known is there twice";

/// What is ours with the files of an interrupted build that are live, and its folders.
fn with_live(tree: &Tree, owned: Manifest, promised: &Manifest) -> Result<Manifest, PublishError> {
    let look = Look::default();
    let fresh: Vec<_> = promised.files.without(&owned.files).collect();
    let judged = fresh.into_par_iter().map(|(path, entry)| {
        let is_live = stands(tree, &look, None, path, entry)?;
        Ok(is_live.map(|_| (path, entry.clone())))
    });
    let judged = judged.filter_map(Result::transpose);
    let live: Vec<_> = judged.collect::<Result<_, PublishError>>()?;
    let known = owned
        .files
        .iter()
        .map(|(path, entry)| (path, entry.clone()));
    let files = known.chain(live).collect::<Pile<_>>().into_table();
    let dirs = promised.dirs.without(&owned.dirs).map(|(dir, ())| dir);
    let dirs = owned.dirs.paths().chain(dirs).map(|dir| (dir, ()));
    Ok(Manifest {
        kind: match owned.files.is_empty() {
            true => promised.kind,
            false => owned.kind,
        },
        files: files.expect(ONCE),
        dirs: dirs.collect::<Pile<_>>().into_table().expect(ONCE),
        parts: owned.parts,
    })
}
