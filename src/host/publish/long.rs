//! Long files: offered in pieces, so that they are never in memory as a whole. Parts of a published one
//! that are made from the same as then are taken from it.

use std::fs::File;

use blake3::{Hash, Hasher};

use super::error::PublishError;
use super::look::{Compared, Wanted, stands};
use super::staging::Staged;
use super::{Bytes, Offered, Publisher, hold};
use crate::publish::made::{Part, Parts};
use crate::publish::table::Table;
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
    parts: Vec<Part>,
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
            parts: Vec::new(),
            is_staged: false,
        })
    }
}

/// The parts of a published file that stands as it was written.
#[derive(Clone, Copy)]
pub struct PartsPublished<'p> {
    publisher: &'p Publisher,
    path: &'p str,
    parts: &'p [Part],
}

impl Publisher {
    /// The parts of a published long file; none where it does not stand as it was written.
    ///
    /// # Errors
    /// When the system refuses. What was published is then as it was.
    pub fn parts_published(&self, path: &str) -> Result<Option<PartsPublished<'_>>, PublishError> {
        let owned = &self.record.owned;
        let (Some((path, parts)), Some(entry)) =
            (owned.parts.get_key_value(path), owned.files.get(path))
        else {
            return Ok(None);
        };
        let stands = stands(&self.tree, &self.look, self.record.trusted, path, entry)?;
        Ok(stands.map(|_| PartsPublished {
            publisher: self,
            path,
            parts,
        }))
    }

    /// What is known of the parts of these files: what was offered, and what was published with the same
    /// bytes.
    pub(super) fn parts_of(&self, files: &Table<Entry>) -> Parts {
        let mut parts = std::mem::take(&mut *hold(&self.parts));
        let owned = &self.record.owned;
        for (path, published) in &owned.parts {
            let hash = |files: &Table<Entry>| files.get(path).map(|entry| entry.hash);
            if hash(files).is_some_and(|new| hash(&owned.files) == Some(new)) {
                let known = || published.clone();
                parts.entry(path.clone()).or_insert_with(known);
            }
        }
        parts
    }
}

impl PartsPublished<'_> {
    /// The bytes of the part that is made from this, if there is one and it can be read.
    pub fn part(&self, made_from: &Hash) -> Option<Vec<u8>> {
        let mut parts = self.parts.iter();
        let part = parts.find(|part| part.made_from == *made_from)?;
        let bytes = self.publisher.tree.read_part(self.path, part);
        bytes.ok()
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

    /// Takes the next bytes, which are a part of their own, so that the next build can take them from
    /// [what was published](Publisher::parts_published).
    ///
    /// # Errors
    /// As [`LongFile::add`].
    pub fn add_part(&mut self, bytes: &[u8], made_from: Hash) -> Result<(), PublishError> {
        self.parts.push(Part {
            made_from,
            start: self.size,
            length: bytes.len() as u64,
        });
        self.add(bytes)
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
        if !self.parts.is_empty() {
            let parts = std::mem::take(&mut self.parts);
            hold(&publisher.parts).insert(self.path.clone(), parts);
        }
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
