//! Long files: offered in pieces, so that they are never in memory as a whole.

use std::fs::File;

use blake3::{Hash, Hasher};

use super::error::PublishError;
use super::look::{Compared, Wanted};
use super::staging::Staged;
use super::{Bytes, Offered, Publisher, hold};
use crate::publish::{Entry, safe};
use crate::render::address::Stage;

/// A file of the new site that is being offered. Without [`LongFile::end`] it is not, and what was staged
/// of it is taken away.
#[must_use]
pub struct LongFile<'p> {
    publisher: &'p Publisher,
    stage: Stage,
    path: String,
    staged: Staged,
    file: File,
    hasher: Hasher,
    size: u64,
    /// Whether the staged file is part of the new site.
    is_staged: bool,
}

impl Publisher {
    /// Begins to take a long file of the new site, whose bytes come in pieces.
    ///
    /// # Errors
    /// As [`Publisher::offer`].
    pub fn begin_long(&self, stage: Stage, path: &str) -> Result<LongFile<'_>, PublishError> {
        let begun = self.stage_long(stage, path);
        self.noting_failure(begun)
    }

    fn stage_long(&self, stage: Stage, path: &str) -> Result<LongFile<'_>, PublishError> {
        if !safe(path) {
            return Err(PublishError::Unsafe {
                path: path.to_owned(),
            });
        }
        let (staged, file) = self.stage(stage, path, |place, staged| match staged {
            Staged::Mirrored => self.tree.begin(place),
            Staged::Numbered(_) => self.tree.begin_replacement(place),
        })?;
        Ok(LongFile {
            publisher: self,
            stage,
            path: path.to_owned(),
            staged,
            file,
            hasher: Hasher::new(),
            size: 0,
            is_staged: false,
        })
    }
}

impl LongFile<'_> {
    /// Where it is staged.
    fn place(&self) -> String {
        self.staged.place(self.stage, &self.path)
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), PublishError> {
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
        let (tree, place) = (&self.publisher.tree, self.place());
        let added = tree.append(&place, &mut self.file, bytes);
        self.publisher.noting_failure(added)
    }

    /// All bytes are there. `made_from` says what of, where that is known.
    ///
    /// # Errors
    /// As [`Publisher::offer`].
    pub fn end(self, made_from: Option<Hash>) -> Result<(), PublishError> {
        let publisher = self.publisher;
        publisher.noting_failure(self.offer(made_from))
    }

    fn offer(mut self, made_from: Option<Hash>) -> Result<(), PublishError> {
        let publisher = self.publisher;
        let (hash, size) = (self.hasher.finalize(), self.size);
        let path = self.path.as_str();
        let (bytes, stamp) = match publisher.compare(&Wanted { path, size, hash })? {
            Compared::Same(stamp) => (Bytes::Published, stamp),
            Compared::Adopted(stamp) => (Bytes::Adopted, stamp),
            Compared::New => {
                let stamp = publisher.tree.ended(&self.place(), &self.file)?;
                self.is_staged = true;
                (Bytes::Staged(self.staged), stamp)
            }
            Compared::Foreign(at) => {
                hold(&publisher.foreign).insert(at);
                return Ok(());
            }
        };
        let entry = Entry {
            stage: self.stage,
            hash,
            size,
            stamp,
            made_from,
        };
        publisher.note(&self.path, Offered { entry, bytes });
        Ok(())
    }
}

impl Drop for LongFile<'_> {
    /// A folder goes live with all that is staged in it, so nothing may stay that is not offered. Best
    /// effort: what cannot be deleted cannot be published either.
    fn drop(&mut self) {
        if !self.is_staged && !self.publisher.tree.is_cut() {
            let _ = self.publisher.tree.remove_file(&self.place());
        }
    }
}
