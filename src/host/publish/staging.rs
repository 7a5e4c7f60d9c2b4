//! The staging folder: bytes that are written but not live.
//!
//! A file whose folder does not stand yet is staged at its own path under the
//! letter of its stage, so that the whole folder can go live in one rename.
//! Every other file gets a number, and every 64 of them a folder of their own:
//! some file systems look for room for a new file among those deleted lately
//! beside it, which is slow in a folder that sees thousands come and go.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::ErrorKind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::record::work;
use super::tree::Tree;
use crate::publish::{Stamp, parent};
use crate::render::address::Stage;

const PER_FOLDER: u64 = 64;

/// What has been staged so far.
#[derive(Debug, Default)]
pub(super) struct Staging {
    next: AtomicU64,
    made: Mutex<BTreeSet<String>>,
}

/// Where a staged file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Staged {
    /// At its own path.
    Mirrored,
    /// Under a number.
    Numbered(u64),
}

impl Staging {
    /// Clears away what a killed build left.
    pub(super) fn new(tree: &Tree) -> Result<Self, PublishError> {
        tree.remove_tree(&work("staging"))?;
        Ok(Self::default())
    }

    /// Stages a file at its own path, or under a number if the site already has
    /// something else there; planning then tells which two files clash.
    pub(super) fn mirror(
        &self,
        tree: &Tree,
        stage: Stage,
        path: &str,
        bytes: &[u8],
    ) -> Result<(Staged, Option<Stamp>), PublishError> {
        let place = mirrored(stage, path);
        let written = self
            .make(tree, parent(&place))
            .and_then(|()| tree.write_new(&place, bytes));
        match written {
            Ok(stamp) => Ok((Staged::Mirrored, stamp)),
            Err(PublishError::Io { source, .. }) if is_clash(source.kind()) => {
                self.number(tree, bytes)
            }
            Err(error) => Err(error),
        }
    }

    /// Stages a file under a number.
    pub(super) fn number(
        &self,
        tree: &Tree,
        bytes: &[u8],
    ) -> Result<(Staged, Option<Stamp>), PublishError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let place = numbered(number);
        self.make(tree, parent(&place))?;
        Ok((
            Staged::Numbered(number),
            tree.write_replacement(&place, bytes)?,
        ))
    }

    /// Begins a file whose bytes come in pieces, at its own path or under a number as the others.
    pub(super) fn begin(
        &self,
        tree: &Tree,
        stage: Stage,
        path: &str,
        mirror: bool,
    ) -> Result<(Staged, String, File), PublishError> {
        if mirror {
            let place = mirrored(stage, path);
            let begun = self
                .make(tree, parent(&place))
                .and_then(|()| tree.begin(&place));
            match begun {
                Ok(file) => return Ok((Staged::Mirrored, place, file)),
                Err(PublishError::Io { source, .. }) if is_clash(source.kind()) => {}
                Err(error) => return Err(error),
            }
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let place = numbered(number);
        self.make(tree, parent(&place))?;
        let file = tree.begin(&place)?;
        Ok((Staged::Numbered(number), place, file))
    }

    /// Replaces one of our working files in one step.
    pub(super) fn replace(&self, tree: &Tree, name: &str, text: &str) -> Result<(), PublishError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let place = numbered(number);
        self.make(tree, parent(&place))?;
        tree.write_new(&place, text.as_bytes())?;
        tree.rename(&place, &work(name))
    }

    /// Deletes the staging folder if anything was staged. Best effort: the next
    /// build clears what is left here.
    pub(super) fn clear(&self, tree: &Tree) {
        if !self.made().is_empty() {
            let _ = tree.remove_tree(&work("staging"));
        }
    }

    /// Folders are made when they are first needed, so that a build that changes
    /// nothing writes nothing.
    fn make(&self, tree: &Tree, dir: &str) -> Result<(), PublishError> {
        if dir == crate::publish::WORK || self.made().contains(dir) {
            return Ok(());
        }
        self.make(tree, parent(dir))?;
        tree.make_dir(dir)?;
        self.made().insert(dir.to_owned());
        Ok(())
    }

    fn made(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Staged {
    /// Where the file is, relative to the published folder.
    pub(super) fn place(self, stage: Stage, path: &str) -> String {
        match self {
            Self::Mirrored => mirrored(stage, path),
            Self::Numbered(number) => numbered(number),
        }
    }
}

/// Where a file, or a folder, of this stage is staged at its own path.
pub(super) fn mirrored(stage: Stage, path: &str) -> String {
    work(&format!("staging/{}/{path}", stage.letter()))
}

fn numbered(number: u64) -> String {
    work(&format!("staging/n/{}/{number}", number / PER_FOLDER))
}

fn is_clash(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory
    )
}
