//! Published files: the stat that proves each unchanged, the hash of the inputs it was rendered from, and
//! the chunks of long ones.

use std::collections::BTreeMap;
use std::io::{self, Write};

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::cache::stat::{Boot, FileStat};
use crate::cache::take_hash;

/// What is known of a published file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// A stat that proves it unchanged.
    pub stat: Option<FileStat>,
    /// The hash of what it was rendered from; nothing if it must be rendered anew.
    pub input_hash: Option<Hash>,
}

/// A chunk of a long file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// The hash of what it was rendered from.
    pub input_hash: Hash,
    /// Its first byte in the file.
    pub start: u64,
    /// Its length in bytes.
    pub length: u64,
}

/// The chunks of long files by path, each file's in order.
pub type Chunks = BTreeMap<String, Vec<Chunk>>;

/// All files of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// The hash of the manifest's text.
    pub manifest: Hash,
    /// The files, in the manifest's order.
    pub files: Vec<Output>,
    /// The chunks of the long ones among them.
    pub chunks: Chunks,
}

const HAS_STAT: u8 = 1;
const HAS_INPUT_HASH: u8 = 2;

impl Outputs {
    /// Writes them for [`Outputs::parse`].
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(&self, boot: &Boot, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(boot.0.as_bytes())?;
        out.write_all(self.manifest.as_bytes())?;
        out.write_all(&(self.files.len() as u64).to_le_bytes())?;
        for Output { stat, input_hash } in &self.files {
            let has_stat = stat.map_or(0, |_| HAS_STAT);
            let has_input_hash = input_hash.map_or(0, |_| HAS_INPUT_HASH);
            out.write_all(&[has_stat | has_input_hash])?;
            if let Some(stat) = stat {
                out.write_all(&stat.to_bytes())?;
            }
            if let Some(hash) = input_hash {
                out.write_all(hash.as_bytes())?;
            }
        }
        let chunks = postcard::to_allocvec(&self.chunks).map_err(io::Error::other)?;
        out.write_all(&chunks)
    }

    /// What [`Outputs::write`] wrote; without stats if the machine was started since.
    pub fn parse(bytes: &[u8], boot: &Boot) -> Option<Self> {
        let rest = &mut &*bytes;
        let is_same_boot = Boot(take_hash(rest)?) == *boot;
        let manifest = take_hash(rest)?;
        let (count, after) = rest.split_first_chunk()?;
        let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        *rest = after;
        // Each file takes a byte at least, so that no count asks for more room than there are bytes.
        let mut files = Vec::with_capacity(count.min(rest.len()));
        for _ in 0..count {
            let (flags, after) = rest.split_first()?;
            *rest = after;
            let mut output = Output::default();
            if flags & HAS_STAT != 0 {
                let (stat, after) = rest.split_first_chunk()?;
                *rest = after;
                output.stat = is_same_boot.then(|| FileStat::from_bytes(stat));
            }
            if flags & HAS_INPUT_HASH != 0 {
                output.input_hash = Some(take_hash(rest)?);
            }
            files.push(output);
        }
        Some(Self {
            manifest,
            files,
            chunks: postcard::from_bytes(rest).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_read_back() {
        let stat = FileStat {
            device: 1,
            inode: 2,
            size: 3,
            modified: -4,
            changed: 5,
        };
        let chunk = |nth: u8| Chunk {
            input_hash: blake3::hash(&[nth]),
            start: u64::from(nth) * 100,
            length: 99,
        };
        let hash = blake3::hash(b"inputs");
        let output = |stat, input_hash| Output { stat, input_hash };
        let outputs = Outputs {
            manifest: blake3::hash(b"manifest"),
            files: vec![
                output(Some(stat), Some(hash)),
                output(None, Some(hash)),
                output(Some(stat), None),
                output(None, None),
            ],
            chunks: BTreeMap::from([
                ("å.json".to_owned(), vec![chunk(1), chunk(2)]),
                ("b".to_owned(), Vec::new()),
            ]),
        };
        let mut bytes = Vec::new();
        let boot = Boot(blake3::hash(b"boot"));
        outputs.write(&boot, &mut bytes).expect("memory takes all");
        assert_eq!(Outputs::parse(&bytes, &boot), Some(outputs.clone()));
        for at in 0..bytes.len() {
            assert_eq!(Outputs::parse(&bytes[..at], &boot), None, "cut at {at}");
        }
        let after = Outputs::parse(&bytes, &Boot(blake3::hash(b"another")));
        let files = outputs.files.iter();
        let files = files
            .map(|file| Output {
                stat: None,
                ..*file
            })
            .collect();
        assert_eq!(after, Some(Outputs { files, ..outputs }));
    }
}
