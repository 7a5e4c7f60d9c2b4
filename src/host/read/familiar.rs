//! Files of units that look as they did in an earlier run: what they hold is known without reading them.
//!
//! A look is believed for the reason given in [`super::glance`], and only when the file had been left alone
//! for a while before it was read.

use std::io::{self, BufWriter, Write};
use std::time::SystemTime;

use blake3::Hash;

use super::glance::Glance;
use crate::load::is_of_units;
use crate::text::FileId;
use crate::text::digest::Digests;
use crate::text::path::SitePath;
use crate::text::sealed::{Sealing, take_hash, unseal};

const HEAD: &str = "basutbud sources 1";

/// Files of units that need not be read, with their digests, in order of path.
#[derive(Default)]
pub struct Familiar(Vec<(SitePath, Hash)>);

impl Familiar {
    /// Takes up what [`Looks::write`] wrote in an earlier run, for files that look the same in a glance.
    /// `run` is everything else that both runs depend on: where that differs, most of a site is made
    /// again, and had better be read at once. What is damaged is passed over.
    pub fn new(glance: &Glance, run: &Hash, bytes: &[u8]) -> Self {
        let known = unseal(bytes, HEAD).and_then(|inside| known(inside, run));
        let known = known.unwrap_or_default();
        let digest_of = |look: &Hash| {
            let found = known.binary_search_by(|(known, _)| known.as_bytes().cmp(look.as_bytes()));
            found.ok().map(|at| known[at].1)
        };
        let of_units = glance.files.iter().filter(|file| is_of_units(&file.path));
        let familiar =
            of_units.filter_map(|file| Some((file.path.clone(), digest_of(&file.look)?)));
        let mut familiar: Vec<(SitePath, Hash)> = familiar.collect();
        familiar.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Self(familiar)
    }

    /// The digest of a file that need not be read.
    pub(super) fn digest(&self, path: &SitePath) -> Option<Hash> {
        let found = self.0.binary_search_by(|(known, _)| known.cmp(path));
        found.ok().map(|at| self.0[at].1)
    }
}

/// Looks and digests, in order of look, if they are of the same run.
fn known(inside: &[u8], run: &Hash) -> Option<Vec<(Hash, Hash)>> {
    let mut rest = inside;
    if take_hash(&mut rest)? != *run {
        return None;
    }
    let mut known = Vec::new();
    while !rest.is_empty() {
        known.push((take_hash(&mut rest)?, take_hash(&mut rest)?));
    }
    Some(known)
}

/// What files of units looked like before they were read.
pub struct Looks {
    run: Hash,
    files: Vec<(Hash, FileId)>,
}

impl Looks {
    /// The looks that can be believed of a run that began at a moment, with a glance.
    pub fn of(glance: &Glance, begun: SystemTime, run: Hash, digests: &Digests<'_>) -> Self {
        let mut seen: Vec<_> = glance.files.iter().collect();
        seen.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let mut seen = seen.into_iter().peekable();
        let paths = digests.files().map(|(path, _)| path).zip(0..);
        let look = |(path, at): (&SitePath, u32)| {
            while seen.next_if(|file| file.path < *path).is_some() {}
            let file = seen.next_if(|file| file.path == *path)?;
            let is_wanted = is_of_units(path) && file.is_settled(begun);
            is_wanted.then_some((file.look, FileId(at)))
        };
        let mut files: Vec<(Hash, FileId)> = paths.filter_map(look).collect();
        files.sort_unstable_by(|(one, _), (other, _)| one.as_bytes().cmp(other.as_bytes()));
        Self { run, files }
    }

    /// Writes them with the digests of the files, for [`Familiar::new`] in the next run.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(&self, digests: &Digests<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut sealing = Sealing::begin(BufWriter::new(out), HEAD)?;
        sealing.put(self.run.as_bytes())?;
        for (look, file) in &self.files {
            let Some(digest) = digests.content.get(file.0 as usize) else {
                continue;
            };
            sealing.put(look.as_bytes())?;
            sealing.put(digest.as_bytes())?;
        }
        sealing.end()
    }
}
