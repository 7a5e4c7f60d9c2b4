//! Long files: offered in pieces, so that they are never in memory as a whole. Chunks of a published one
//! that were rendered from the same are taken from it.

use std::fs::File;

use blake3::{Hash, Hasher};

use super::compare::{Compared, Wanted};
use super::error::PublishError;
use super::staging::Staged;
use super::standing::stands;
use super::{Bytes, Offered, Publisher, hold};
use crate::cache::outputs::{Chunk, Chunks, Output};
use crate::publish::manifest::ManifestEntry;
use crate::publish::safe;
use crate::render::address::Stage;
use crate::text::path_map::PathMap;

/// A file of the new site that is being offered. Without [`ChunkedFile::end`] it is not, and what was staged
/// of it is taken away.
#[must_use]
pub struct ChunkedFile<'p> {
    publisher: &'p Publisher,
    stage: Stage,
    path: String,
    staged: Staged,
    file: File,
    hasher: Hasher,
    size: u64,
    chunks: Vec<Chunk>,
    /// Whether the staged file is part of the new site.
    is_staged: bool,
}

impl Publisher {
    /// Begins to take a long file of the new site, whose bytes come in pieces.
    ///
    /// # Errors
    /// As [`Publisher::offer`].
    pub fn begin_chunked(&self, stage: Stage, path: &str) -> Result<ChunkedFile<'_>, PublishError> {
        let begun = self.stage_chunked(stage, path);
        self.noting_failure(begun)
    }

    fn stage_chunked(&self, stage: Stage, path: &str) -> Result<ChunkedFile<'_>, PublishError> {
        if !safe(path) {
            return Err(PublishError::Unsafe {
                path: path.to_owned(),
            });
        }
        let (staged, file) = self.stage(stage, path, |place, staged| match staged {
            Staged::Mirrored => self.tree.begin(place),
            Staged::Numbered(_) => self.tree.begin_replacement(place),
        })?;
        Ok(ChunkedFile {
            publisher: self,
            stage,
            path: path.to_owned(),
            staged,
            file,
            hasher: Hasher::new(),
            size: 0,
            chunks: Vec::new(),
            is_staged: false,
        })
    }
}

/// The chunks of a published file that stands as it was written.
#[derive(Clone, Copy)]
pub struct PublishedChunks<'p> {
    publisher: &'p Publisher,
    path: &'p str,
    chunks: &'p [Chunk],
}

impl Publisher {
    /// The chunks of a published long file; none where it does not stand as it was written.
    ///
    /// # Errors
    /// When the system refuses. What was published is then as it was.
    pub fn published_chunks(
        &self,
        path: &str,
    ) -> Result<Option<PublishedChunks<'_>>, PublishError> {
        let (files, known) = (&self.state.owned.files, &self.state.chunks);
        let (Some((path, chunks)), Some(place)) = (known.get_key_value(path), files.place(path))
        else {
            return Ok(None);
        };
        let output = self.state.output(place);
        let stands = stands(&self.tree, &self.dirs, path, files.at(place), &output)?;
        Ok(stands.map(|_| PublishedChunks {
            publisher: self,
            path,
            chunks,
        }))
    }

    /// What is known of the chunks of these files: what was offered, and what was published with the same
    /// bytes.
    pub(super) fn chunks_of(&self, files: &PathMap<ManifestEntry>) -> Chunks {
        let mut chunks = std::mem::take(&mut *hold(&self.chunks));
        let owned = &self.state.owned.files;
        for (path, published) in &self.state.chunks {
            let hash = |files: &PathMap<ManifestEntry>| files.get(path).map(|entry| entry.hash);
            if hash(files).is_some_and(|new| hash(owned) == Some(new)) {
                let known = || published.clone();
                chunks.entry(path.clone()).or_insert_with(known);
            }
        }
        chunks
    }
}

impl PublishedChunks<'_> {
    /// The bytes of the chunk that was rendered from this, if there is one and it can be read.
    pub fn chunk(&self, input_hash: &Hash) -> Option<Vec<u8>> {
        let mut chunks = self.chunks.iter();
        let chunk = chunks.find(|chunk| chunk.input_hash == *input_hash)?;
        let bytes = self.publisher.tree.read_chunk(self.path, chunk);
        bytes.ok()
    }
}

impl ChunkedFile<'_> {
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

    /// Takes the next bytes, which are a chunk of their own, so that the next build can take them from
    /// [what was published](Publisher::published_chunks).
    ///
    /// # Errors
    /// As [`ChunkedFile::add`].
    pub fn add_chunk(&mut self, bytes: &[u8], input_hash: Hash) -> Result<(), PublishError> {
        self.chunks.push(Chunk {
            input_hash,
            start: self.size,
            length: bytes.len() as u64,
        });
        self.add(bytes)
    }

    /// All bytes are there. `input_hash` says what of, where that is known.
    ///
    /// # Errors
    /// As [`Publisher::offer`].
    pub fn end(self, input_hash: Option<Hash>) -> Result<(), PublishError> {
        let publisher = self.publisher;
        publisher.noting_failure(self.offer(input_hash))
    }

    fn offer(mut self, input_hash: Option<Hash>) -> Result<(), PublishError> {
        let publisher = self.publisher;
        let (hash, size) = (self.hasher.finalize(), self.size);
        let path = self.path.as_str();
        let (bytes, stat) = match publisher.compare(&Wanted { path, size, hash })? {
            Compared::Same(standing) => standing.into(),
            Compared::Adopted(stat) => (Bytes::Adopted, stat),
            Compared::New => {
                let stat = publisher.tree.ended(&self.place(), &self.file)?;
                self.is_staged = true;
                (Bytes::Staged(self.staged), stat)
            }
            Compared::Foreign(at) => {
                hold(&publisher.foreign).insert(at);
                return Ok(());
            }
        };
        let stage = self.stage;
        let offered = Offered {
            entry: ManifestEntry { stage, hash, size },
            output: Output { stat, input_hash },
            bytes,
        };
        if !self.chunks.is_empty() {
            let chunks = std::mem::take(&mut self.chunks);
            hold(&publisher.chunks).insert(self.path.clone(), chunks);
        }
        publisher.note(&self.path, offered);
        Ok(())
    }
}

impl Drop for ChunkedFile<'_> {
    /// A folder goes live with all that is staged in it, so nothing may stay that is not offered. Best
    /// effort: what cannot be deleted cannot be published either.
    fn drop(&mut self) {
        if !self.is_staged && !self.publisher.tree.is_cut() {
            let _ = self.publisher.tree.remove_file(&self.place());
        }
    }
}
