//! Files of units that look as they did in an earlier run: what they hold is known without reading them.
//!
//! A look is believed for the reason given in [`super::glance`], and only when the file had been left alone
//! for a while before it was read.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::SystemTime;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::file;
use super::glance::{Glance, SeenFile};
use crate::load::is_of_units;
use crate::text::FileId;
use crate::text::digest::Digests;
use crate::text::inputs::Content;
use crate::text::path::SitePath;
use crate::text::sealed::{Sealing, take_hash, unseal};

const HEAD: &str = "basutbud sources 1";

/// The sources of a site as a glance has seen them.
pub struct Sources {
    files: Vec<Source>,
    /// The looks of all files that are not of units.
    pub others: Hash,
}

/// A file that was seen.
struct Source {
    path: SitePath,
    look: Hash,
    /// Whether it had been left alone for a while.
    is_settled: bool,
}

impl Sources {
    /// The sources of the site at `root` that was glanced at in a moment; nothing where a path is not one
    /// of a site.
    pub fn of(root: &Path, glance: &Glance, moment: SystemTime) -> Option<Self> {
        let source = |file: &SeenFile| {
            let path = file.path.strip_prefix(root).ok()?.to_str()?;
            Some(Source {
                path: SitePath::new(path)?,
                look: file.look(),
                is_settled: file.is_settled(moment),
            })
        };
        let files: Option<Vec<Source>> = glance.files.par_iter().map(source).collect();
        let files = files?;
        let mut others = Hasher::new();
        for file in files.iter().filter(|file| !is_of_units(&file.path)) {
            others.update(file.look.as_bytes());
        }
        Some(Self {
            files,
            others: others.finalize(),
        })
    }
}

/// The files below `content/`, some of them known by their looks.
pub struct Familiar(Vec<(SitePath, Option<Hash>)>);

impl Familiar {
    /// Takes up what [`Looks::write`] wrote in an earlier run, for files of units that look the same now.
    /// `run` is everything else that both runs depend on: where that differs, most of a site is
    /// made again, and had better be read as a whole. Nothing then, or where nothing whole was written.
    pub fn new(sources: &Sources, run: &Hash, bytes: &[u8]) -> Option<Self> {
        let known = known(unseal(bytes, HEAD)?, run)?;
        let digest_of = |look: &Hash| {
            let found = known.binary_search_by(|(known, _)| known.as_bytes().cmp(look.as_bytes()));
            found.ok().map(|at| known[at].1)
        };
        let content = sources.files.par_iter();
        let content = content.filter(|file| file.path.below("content").is_some());
        let familiar = content.map(|file| {
            let is_of_units = is_of_units(&file.path);
            let digest = is_of_units.then(|| digest_of(&file.look)).flatten();
            (file.path.clone(), digest)
        });
        Some(Self(familiar.collect()))
    }

    /// How many files are known.
    pub fn known(&self) -> usize {
        let known = self.0.iter().filter(|(_, digest)| digest.is_some());
        known.count()
    }

    /// The files, of which only those are read that are not known.
    pub(super) fn read(&self, root: &Path) -> BTreeMap<SitePath, Content> {
        let read = self.0.par_iter().filter_map(|(path, digest)| {
            let content = match digest {
                Some(digest) => Content::Unloaded { hash: *digest },
                // What has gone meanwhile is as if it had never been there.
                None => file(root, path)?,
            };
            Some((path.clone(), content))
        });
        let read: Vec<(SitePath, Content)> = read.collect();
        read.into_iter().collect()
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
    /// The looks that can be believed, of sources with these digests.
    pub fn of(sources: &Sources, run: Hash, digests: &Digests<'_>) -> Self {
        let mut seen: Vec<_> = sources.files.iter().collect();
        seen.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let mut seen = seen.into_iter().peekable();
        let paths = digests.paths().zip(0..);
        let look = |(path, at): (&SitePath, u32)| {
            while seen.next_if(|file| file.path < *path).is_some() {}
            let file = seen.next_if(|file| file.path == *path)?;
            let is_wanted = is_of_units(path) && file.is_settled;
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
            let Some(digest) = digests.of_file(file.0 as usize) else {
                continue;
            };
            sealing.put(look.as_bytes())?;
            sealing.put(digest.as_bytes())?;
        }
        sealing.end()
    }
}
