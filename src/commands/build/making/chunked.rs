//! A long file on its way to the publisher: its bytes come in pieces, and it may be given up. A piece that
//! was published and is made from the same as then is not made again.

use blake3::Hash;

use super::{Making, Outcome};
use crate::diagnostic::Diagnostic;
use crate::host::publish::chunked::{ChunkedFile, PublishedChunks};
use crate::render::address::PageAddress;

/// A long file that is being made.
pub(super) struct Offering<'m> {
    path: String,
    input_hash: Option<Hash>,
    /// Where it goes; nothing when it is made to find faults only.
    file: Option<ChunkedFile<'m>>,
    /// Why there will be none.
    given_up: Option<Outcome>,
}

impl<'m> Making<'m, '_> {
    /// Begins to offer a long file.
    pub(super) fn begin_offering(
        &self,
        address: &PageAddress,
        input_hash: Option<Hash>,
    ) -> Result<Offering<'m>, Outcome> {
        let path = address.path.as_str();
        let begun = self
            .publisher
            .map(|publisher| publisher.begin_chunked(address.stage, path));
        Ok(Offering {
            path: path.to_owned(),
            input_hash,
            file: begun.transpose().map_err(Outcome::Failure)?,
            given_up: None,
        })
    }
}

/// A chunk of a long file.
pub(super) struct Chunk {
    pub bytes: Vec<u8>,
    /// What it is made from, where that is known.
    pub input_hash: Option<Hash>,
}

/// The chunks of a long file that stand in the published one.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'m>(Option<PublishedChunks<'m>>);

impl Earlier<'_> {
    /// The chunk that was rendered from this, if it stands there.
    pub fn chunk(&self, input_hash: Option<Hash>) -> Option<Chunk> {
        let bytes = self.0?.chunk(&input_hash?)?;
        Some(Chunk { bytes, input_hash })
    }
}

impl<'m> Making<'m, '_> {
    /// What of a long file need not be made.
    pub(super) fn earlier(&self, address: &'m PageAddress) -> Result<Earlier<'m>, Outcome> {
        let path = address.path.as_str();
        let published = self
            .publisher
            .map(|publisher| publisher.published_chunks(path));
        let published = published.transpose().map_err(Outcome::Failure)?;
        Ok(Earlier(published.flatten()))
    }
}

impl Offering<'_> {
    /// Takes the next bytes, unless it was given up.
    pub fn add(&mut self, bytes: &[u8]) {
        if let (None, Some(file)) = (&self.given_up, &mut self.file) {
            self.given_up = file.add(bytes).err().map(Outcome::Failure);
        }
    }

    /// The same for bytes that are a chunk of their own.
    pub fn add_chunk(&mut self, chunk: &Chunk) {
        let Some(input_hash) = chunk.input_hash else {
            return self.add(&chunk.bytes);
        };
        if let (None, Some(file)) = (&self.given_up, &mut self.file) {
            let added = file.add_chunk(&chunk.bytes, input_hash);
            self.given_up = added.err().map(Outcome::Failure);
        }
    }

    /// Gives the file up, as a chunk of it cannot be made. The first reason counts.
    pub fn give_up(&mut self, fault: Box<Diagnostic>) {
        let unmade = || Outcome::Unmade(self.path.clone(), fault);
        self.given_up.get_or_insert_with(unmade);
    }

    /// All bytes are there: the file is offered if it could be made.
    pub fn end(self) -> Result<(), Outcome> {
        match (self.given_up, self.file) {
            (Some(outcome), _) => Err(outcome),
            (None, Some(file)) => file.end(self.input_hash).map_err(Outcome::Failure),
            (None, None) => Ok(()),
        }
    }
}
