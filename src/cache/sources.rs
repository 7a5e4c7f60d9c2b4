//! Source files of units whose stat proves that they hold what they held: their digest is known without
//! reading them.

use std::io::{self, Write};

use blake3::{Hash, Hasher};

use crate::cache::stat::{Boot, FileStat};
use crate::cache::take_hash;
use crate::text::hashing::put;
use crate::text::path::SitePath;

/// A path and a stat as one hash: half a hash is enough to tell the files of a site apart.
type StatKey = [u8; 16];

fn key(path: &SitePath, stat: &FileStat) -> StatKey {
    let mut hasher = Hasher::new();
    put(&mut hasher, path.as_str().as_bytes());
    hasher.update(&stat.to_bytes());
    let mut key = StatKey::default();
    hasher.finalize_xof().fill(&mut key);
    key
}

/// The files that an earlier build has read.
#[derive(Debug, Default)]
pub struct KnownSources {
    /// Everything else that the earlier build depended on.
    rest: Option<Hash>,
    /// In order of key.
    files: Vec<(StatKey, Hash)>,
}

impl KnownSources {
    /// What [`SourceStats::write`] wrote; nothing if the machine was started since.
    pub fn parse(bytes: &[u8], boot: &Boot) -> Option<Self> {
        let rest = &mut &*bytes;
        if Boot(take_hash(rest)?) != *boot {
            return None;
        }
        let others = take_hash(rest)?;
        let mut files = Vec::with_capacity(rest.len() / 48);
        while !rest.is_empty() {
            let (key, after) = rest.split_first_chunk()?;
            *rest = after;
            files.push((*key, take_hash(rest)?));
        }
        Some(Self {
            rest: Some(others),
            files,
        })
    }

    /// The digest of a file with this stat, if it is known.
    pub fn digest(&self, path: &SitePath, stat: &FileStat) -> Option<Hash> {
        if self.files.is_empty() {
            return None;
        }
        let key = key(path, stat);
        let found = self.files.binary_search_by(|(known, _)| known.cmp(&key));
        found.ok().map(|at| self.files[at].1)
    }

    /// Whether all that the earlier build depended on is the same, but for the files of units.
    pub fn is_rest(&self, rest: &Hash) -> bool {
        self.rest.as_ref() == Some(rest)
    }

    /// How many files are known.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// The stats of source files of units that were read, as far as they prove something.
#[derive(Debug, Default)]
pub struct SourceStats {
    /// Each with the file's place among all, in order of path.
    files: Vec<(StatKey, usize)>,
}

impl SourceStats {
    /// Notes a stat that proves a file to hold what was read. `at` is its place among all files, in order
    /// of path.
    pub fn add(&mut self, at: usize, path: &SitePath, stat: &FileStat) {
        self.files.push((key(path, stat), at));
    }

    /// How many files can be known again.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file can be known again.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Writes them for [`KnownSources::parse`] in the next build. `rest` is everything else that this
    /// build depends on, and `digest` gives that of a file by its place among all.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(
        &self,
        boot: &Boot,
        rest: &Hash,
        digest: impl Fn(usize) -> Option<Hash>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let file = |(key, at): &(StatKey, usize)| Some((*key, digest(*at)?));
        let mut files: Vec<(StatKey, Hash)> = self.files.iter().filter_map(file).collect();
        files.sort_unstable_by_key(|(key, _)| *key);
        out.write_all(boot.0.as_bytes())?;
        out.write_all(rest.as_bytes())?;
        for (key, digest) in files {
            out.write_all(&key)?;
            out.write_all(digest.as_bytes())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: FileStat = FileStat {
        device: 1,
        inode: 2,
        size: 3,
        modified: 4,
        changed: 5,
    };

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("a path")
    }

    #[test]
    fn a_file_with_the_same_stat_is_known() {
        let mut stats = SourceStats::default();
        let names = ["a", "b", "c", "gone"];
        for (at, name) in names.iter().enumerate() {
            stats.add(at, &path(name), &STAT);
        }
        let digest = |at: usize| (at < 3).then(|| blake3::hash(names[at].as_bytes()));
        let (rest, mut bytes) = (blake3::hash(b"rest"), Vec::new());
        let boot = Boot(blake3::hash(b"boot"));
        stats
            .write(&boot, &rest, digest, &mut bytes)
            .expect("memory takes all");
        let known = KnownSources::parse(&bytes, &boot).expect("as it was written");
        assert!(known.is_rest(&rest) && !known.is_rest(&blake3::hash(b"other")));
        for name in ["a", "b", "c"] {
            let hash = Some(blake3::hash(name.as_bytes()));
            assert_eq!(known.digest(&path(name), &STAT), hash);
        }
        assert_eq!(known.digest(&path("gone"), &STAT), None);
        assert_eq!(known.digest(&path("d"), &STAT), None);
        for other in [
            FileStat { device: 9, ..STAT },
            FileStat { inode: 9, ..STAT },
            FileStat { size: 9, ..STAT },
            FileStat {
                modified: 9,
                ..STAT
            },
            FileStat { changed: 9, ..STAT },
        ] {
            assert_eq!(known.digest(&path("a"), &other), None);
        }
        assert!(KnownSources::parse(&bytes[..bytes.len() - 1], &boot).is_none());
        let another = Boot(blake3::hash(b"another"));
        assert!(KnownSources::parse(&bytes, &another).is_none());
    }
}
