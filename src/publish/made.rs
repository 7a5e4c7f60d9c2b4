//! What published files were made from, as hashes ([`crate::render::made_from`] works them out), and
//! what the run that published them had to say.
//!
//! It saves the next run work: a file whose hash is the same need not be made again, nor need a part of a
//! long file, and a run over the very same sources need not even check them. It stands in a file of its own
//! beside the manifest and names that; one that is lost, cut or damaged costs time, never correctness.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::publish::Manifest;
use crate::text::sealed::{Sealing, take_hash, unseal};

const HEAD: &str = "basutbud made 4";

/// A run that published all it made and had no finding to show. Findings are nobody's business who can
/// read the published folder, so a run that shows some is not remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Everything it was made from, and how it was asked to speak.
    pub made_from: Hash,
    /// What its sources looked like, where that is enough to know them again.
    pub seen: Option<Seen>,
    /// What it said of findings in the last line.
    pub counts: String,
}

/// Sources that can be known again without being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which files there are, with their sizes and times.
    pub glance: Hash,
    /// What stands in them.
    pub sources: Hash,
}

/// A part of a long file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it was made from.
    pub made_from: Hash,
    /// Its first byte in the file.
    pub start: u64,
    /// Its length in bytes.
    pub length: u64,
}

/// The parts of long files by path, each file's in order.
pub type Parts = BTreeMap<String, Vec<Part>>;

impl Manifest {
    /// Writes what all files and their parts were made from, in the order of the manifest whose text has
    /// this hash, and the run.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write_made(
        &self,
        run: Option<&Run>,
        manifest: &Hash,
        out: impl Write,
    ) -> io::Result<()> {
        let mut sealing = Sealing::begin(BufWriter::new(out), HEAD)?;
        sealing.put(manifest.as_bytes())?;
        for entry in self.files.values() {
            match &entry.made_from {
                Some(hash) => {
                    sealing.put(&[1])?;
                    sealing.put(hash.as_bytes())?;
                }
                None => sealing.put(&[0])?,
            }
        }
        let rest = postcard::to_allocvec(&(&self.parts, run));
        sealing.put(&rest.map_err(io::Error::other)?)?;
        sealing.end()
    }

    /// Takes up what [`Manifest::write_made`] wrote for this very manifest, and gives the run, if there
    /// was one. Anything else is ignored, and nothing given: the files are then made again.
    pub fn take_made(&mut self, bytes: &[u8], manifest: &Hash) -> Option<Option<Run>> {
        let mut rest = unseal(bytes, HEAD)?;
        if take_hash(&mut rest)? != *manifest {
            return None;
        }
        for entry in self.files.values_mut() {
            let (is_known, after) = rest.split_first()?;
            rest = after;
            entry.made_from = match is_known {
                1 => Some(take_hash(&mut rest)?),
                _ => None,
            };
        }
        let (parts, run) = postcard::from_bytes(rest).ok()?;
        self.parts = parts;
        Some(run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::Entry;
    use crate::render::address::Stage;

    fn manifest() -> Manifest {
        let mut manifest = Manifest::default();
        for (path, made_from) in [
            ("a/index.html", Some("1")),
            ("b", None),
            ("å.css", Some("2")),
        ] {
            let entry = Entry {
                stage: Stage::Page,
                hash: blake3::hash(path.as_bytes()),
                size: 3,
                stamp: None,
                made_from: made_from.map(|from| blake3::hash(from.as_bytes())),
            };
            assert!(manifest.files.push(path, entry));
        }
        let part = |nth: u8| Part {
            made_from: blake3::hash(&[nth]),
            start: u64::from(nth) * 100,
            length: 99,
        };
        manifest.parts = BTreeMap::from([
            ("a/index.html".to_owned(), vec![part(1), part(2)]),
            ("b c.json".to_owned(), Vec::new()),
        ]);
        manifest
    }

    /// The manifest as it is read, and the hash of its text.
    fn blank() -> (Manifest, Hash) {
        let mut text = Vec::new();
        manifest().write(&mut text).expect("memory takes all");
        Manifest::parse(str::from_utf8(&text).expect("text")).expect("a sound manifest")
    }

    fn bytes(run: Option<&Run>, manifest_hash: &Hash) -> Vec<u8> {
        let mut bytes = Vec::new();
        let written = manifest().write_made(run, manifest_hash, &mut bytes);
        written.expect("memory takes all");
        bytes
    }

    fn run() -> Run {
        Run {
            made_from: blake3::hash(b"all"),
            seen: Some(Seen {
                glance: blake3::hash(b"glance"),
                sources: blake3::hash(b"sources"),
            }),
            counts: "1 varning".to_owned(),
        }
    }

    /// What is taken up from bytes, by a manifest that knows nothing yet.
    fn taken(bytes: &[u8]) -> (Manifest, Option<Option<Run>>) {
        let (mut read, hash) = blank();
        let run = read.take_made(bytes, &hash);
        (read, run)
    }

    #[test]
    fn what_is_written_reads_back() {
        let unseen = Run {
            seen: None,
            ..run()
        };
        for run in [None, Some(unseen), Some(run())] {
            let bytes = bytes(run.as_ref(), &blank().1);
            assert_eq!(taken(&bytes), (manifest(), Some(run)));
        }
    }

    #[test]
    fn it_is_believed_for_its_own_manifest_only() {
        let bytes = bytes(Some(&run()), &blake3::hash(b"another"));
        assert_eq!(taken(&bytes), (blank().0, None));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let (blank, hash) = blank();
        let whole = bytes(Some(&run()), &hash);
        for at in 0..whole.len() {
            assert_eq!(taken(&whole[..at]), (blank.clone(), None), "cut at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_eq!(taken(&changed), (blank.clone(), None), "byte {at}");
        }
    }

    #[test]
    fn what_an_older_program_wrote_is_passed_over() {
        let (blank, hash) = blank();
        let older = format!("basutbud made 3 {hash}\n-\n-\n-\n");
        let older = format!("{older}end {}\n", blake3::hash(older.as_bytes()));
        assert_eq!(taken(older.as_bytes()), (blank, None));
    }
}
