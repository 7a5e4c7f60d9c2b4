//! A long file on its way to the publisher: its bytes come in pieces, and it may be given up.

use blake3::Hash;

use super::{Making, Outcome};
use crate::diagnostic::Diagnostic;
use crate::host::publish::long::LongFile;
use crate::render::address::PageAddress;

/// A long file that is being made.
pub(super) struct Offering<'m> {
    path: String,
    made_from: Option<Hash>,
    /// Where it goes; nothing when it is made to find faults only.
    file: Option<LongFile<'m>>,
    /// Why there will be none.
    given_up: Option<Outcome>,
}

impl<'m> Making<'m, '_> {
    /// Begins to offer a long file.
    pub(super) fn begin_offering(
        &self,
        address: &PageAddress,
        made_from: Option<Hash>,
    ) -> Result<Offering<'m>, Outcome> {
        let path = address.path.as_str();
        let begun = self
            .publisher
            .map(|publisher| publisher.begin_long(address.stage, path));
        Ok(Offering {
            path: path.to_owned(),
            made_from,
            file: begun.transpose().map_err(Outcome::Failure)?,
            given_up: None,
        })
    }
}

impl Offering<'_> {
    /// Takes the next bytes, unless it was given up.
    pub fn add(&mut self, bytes: &[u8]) {
        if let (None, Some(file)) = (&self.given_up, &mut self.file) {
            self.given_up = file.add(bytes).err().map(Outcome::Failure);
        }
    }

    /// Gives the file up, as a part of it cannot be made. The first reason counts.
    pub fn give_up(&mut self, fault: Box<Diagnostic>) {
        let unmade = || Outcome::Unmade(self.path.clone(), fault);
        self.given_up.get_or_insert_with(unmade);
    }

    /// All bytes are there: the file is offered if it could be made.
    pub fn end(self) -> Result<(), Outcome> {
        match (self.given_up, self.file) {
            (Some(outcome), _) => Err(outcome),
            (None, Some(file)) => file.end(self.made_from).map_err(Outcome::Failure),
            (None, None) => Ok(()),
        }
    }
}
