//! The staging folder: bytes that are written but not live.
//!
//! A file whose folder does not stand yet is staged at its own path under the
//! letter of its stage, so that the whole folder can go live in one rename.
//! Every other file gets a number, and every 64 of them a folder of their own:
//! some file systems look for room for a new file among those deleted lately
//! beside it, which is slow in a folder that sees thousands come and go.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::state::work;
use super::tree::Tree;
use crate::cache::stat::FsClock;
use crate::host::stat::clock_of;
use crate::publish::parent;
use crate::render::address::Stage;

const PER_FOLDER: u32 = 64;

/// How many made folders are remembered. A site has about as many as it has pages, and those of a folder
/// are staged shortly one after the other.
const REMEMBERED: usize = 1024;

/// What has been staged so far.
#[derive(Debug, Default)]
pub(super) struct Staging {
    next: AtomicU32,
    /// Folders made lately. One that has been forgotten is made again, which does no harm.
    made: Mutex<BTreeSet<String>>,
}

/// Where a staged file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Staged {
    /// At its own path.
    Mirrored,
    /// Under a number.
    Numbered(u32),
}

impl Staging {
    /// Clears away what a killed build left.
    pub(super) fn new(tree: &Tree) -> Result<Self, PublishError> {
        tree.remove_tree(&work("staging"))?;
        Ok(Self::default())
    }

    /// Stages a file at its own path, or under a number if the site already has
    /// something else there; planning then tells which two files clash.
    /// `write` makes the file at a place.
    pub(super) fn mirror<T>(
        &self,
        tree: &Tree,
        stage: Stage,
        path: &str,
        write: impl Fn(&str, Staged) -> Result<T, PublishError>,
    ) -> Result<(Staged, T), PublishError> {
        let place = mirrored(stage, path);
        let written = self
            .make(tree, parent(&place))
            .and_then(|()| write(&place, Staged::Mirrored));
        match written {
            Ok(made) => Ok((Staged::Mirrored, made)),
            Err(PublishError::Io { source, .. }) if is_clash(source.kind()) => {
                self.number(tree, write)
            }
            Err(error) => Err(error),
        }
    }

    /// Stages a file under a number.
    pub(super) fn number<T>(
        &self,
        tree: &Tree,
        write: impl Fn(&str, Staged) -> Result<T, PublishError>,
    ) -> Result<(Staged, T), PublishError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (staged, place) = (Staged::Numbered(number), numbered(number));
        self.make(tree, parent(&place))?;
        Ok((staged, write(&place, staged)?))
    }

    /// The clock of the file system that the published folder is on, if its files' times are kept.
    pub(super) fn clock(&self, tree: &Tree) -> Option<FsClock> {
        let made = self.number(tree, |place, _| Ok(clock_of(&tree.begin(place)?)));
        made.ok()?.1
    }

    /// Replaces one of our working files in one step, and waits until that is on the disk: what it says
    /// must be known after a power failure.
    pub(super) fn replace<T>(
        &self,
        tree: &Tree,
        name: &str,
        write: impl Fn(&mut dyn Write) -> io::Result<T>,
    ) -> Result<T, PublishError> {
        let (_, written) = self.number(tree, |place, _| {
            let written = tree.write_durably(place, &write)?;
            tree.rename(place, &work(name))?;
            tree.flush_dir(crate::publish::WORK);
            Ok(written)
        })?;
        Ok(written)
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
        let mut made = self.made();
        if made.len() == REMEMBERED {
            made.clear();
        }
        made.insert(dir.to_owned());
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

fn numbered(number: u32) -> String {
    work(&format!("staging/n/{}/{number}", number / PER_FOLDER))
}

fn is_clash(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory
    )
}
