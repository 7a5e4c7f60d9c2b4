//! What published files were made from, as hashes ([`crate::render::made_from`] works them out), and
//! what the run that published them had to say.
//!
//! It saves the next run work: a file whose hash is the same need not be made again, nor need a part of a
//! long file, and a run over the very same sources need not even check them. It stands in a text of its own
//! beside the manifest, bound to that by a checksum; a text that is lost, cut or damaged costs time, never
//! correctness.

use std::collections::BTreeMap;
use std::io::{self, Write};

use blake3::Hash;

use crate::publish::Manifest;
use crate::publish::lines::Lines;

const HEAD: &str = "basutbud made 4";

/// A run that published all it made and had no finding to show. Findings are nobody's business who can
/// read the published folder, so a run that shows some is not remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Everything it was made from, and how it was asked to speak.
    pub made_from: Hash,
    /// What its sources looked like, where that is enough to know them again.
    pub seen: Option<Seen>,
    /// What it said of findings in the last line.
    pub counts: String,
}

/// Sources that can be known again without being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which files there are, with their sizes and times.
    pub glance: Hash,
    /// What stands in them.
    pub sources: Hash,
}

/// A part of a long file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        let mut lines = Lines::new(out);
        lines.add(&[HEAD, " ", manifest.to_hex().as_str()])?;
        for entry in self.files.values() {
            match entry.made_from {
                Some(hash) => lines.add(&[hash.to_hex().as_str()])?,
                None => lines.add(&["-"])?,
            }
        }
        for (path, parts) in &self.parts {
            lines.put(format_args!("parts {} {path}", parts.len()))?;
            for part in parts {
                let (hash, start, length) = (part.made_from.to_hex(), part.start, part.length);
                lines.put(format_args!("{hash} {start} {length}"))?;
            }
        }
        if let Some(run) = run {
            if let Some(Seen { glance, sources }) = run.seen {
                let (glance, sources) = (glance.to_hex(), sources.to_hex());
                lines.put(format_args!("seen {glance} {sources}"))?;
            }
            let hash = run.made_from.to_hex();
            lines.put(format_args!("run {hash} {}", run.counts))?;
        }
        lines.end().map(|_| ())
    }

    /// Takes up what [`Manifest::write_made`] wrote for this very manifest, and gives the run, if there
    /// was one. Anything else is ignored, and nothing given: the files are then made again.
    pub fn take_made(&mut self, text: &str, manifest: &Hash) -> Option<Option<Run>> {
        let (end, _) = text.strip_suffix('\n')?.rmatch_indices('\n').next()?;
        let (text, end) = text.split_at(end + 1);
        let checksum = end.strip_prefix("end ")?.strip_suffix('\n')?;
        if blake3::hash(text.as_bytes()).to_hex().as_str() != checksum {
            return None;
        }
        let (head, mut rest) = text.split_once('\n')?;
        let of = head.strip_prefix(HEAD)?.strip_prefix(' ')?;
        if of != manifest.to_hex().as_str() {
            return None;
        }
        for entry in self.files.values_mut() {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            entry.made_from = Hash::from_hex(line).ok();
        }
        while let Some(parts) = rest.strip_prefix("parts ") {
            let (head, mut after) = parts.split_once('\n')?;
            let (count, path) = head.split_once(' ')?;
            let mut parts = Vec::new();
            for _ in 0..count.parse().ok()? {
                let (line, others) = after.split_once('\n')?;
                parts.push(Part::parse(line)?);
                after = others;
            }
            self.parts.insert(path.to_owned(), parts);
            rest = after;
        }
        Some(Run::parse(rest))
    }
}

impl Part {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        Some(Self {
            made_from: Hash::from_hex(words.next()?).ok()?,
            start: words.next()?.parse().ok()?,
            length: words.next()?.parse().ok()?,
        })
    }
}

impl Run {
    fn parse(text: &str) -> Option<Self> {
        let (seen, text) = match text.strip_prefix("seen ") {
            Some(text) => {
                let (line, text) = text.split_once('\n')?;
                let (glance, sources) = line.split_once(' ')?;
                let seen = Seen {
                    glance: Hash::from_hex(glance).ok()?,
                    sources: Hash::from_hex(sources).ok()?,
                };
                (Some(seen), text)
            }
            None => (None, text),
        };
        let line = text.strip_prefix("run ")?.strip_suffix('\n')?;
        let (made_from, counts) = line.split_once(' ')?;
        Some(Self {
            made_from: Hash::from_hex(made_from).ok()?,
            seen,
            counts: counts.to_owned(),
        })
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

    fn text(run: Option<&Run>, manifest_hash: &Hash) -> String {
        let mut text = Vec::new();
        let written = manifest().write_made(run, manifest_hash, &mut text);
        written.expect("memory takes all");
        String::from_utf8(text).expect("text")
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

    /// What is taken up from a text, by a manifest that knows nothing yet.
    fn taken(text: &str) -> (Manifest, Option<Option<Run>>) {
        let (mut read, hash) = blank();
        let run = read.take_made(text, &hash);
        (read, run)
    }

    #[test]
    fn what_is_written_reads_back() {
        let unseen = Run {
            seen: None,
            ..run()
        };
        for run in [None, Some(unseen), Some(run())] {
            let text = text(run.as_ref(), &blank().1);
            assert_eq!(taken(&text), (manifest(), Some(run)));
        }
    }

    #[test]
    fn it_is_believed_for_its_own_manifest_only() {
        let text = text(Some(&run()), &blake3::hash(b"another"));
        assert_eq!(taken(&text), (blank().0, None));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let (blank, hash) = blank();
        let text = text(Some(&run()), &hash);
        for at in 0..text.len() {
            if let Some(start) = text.get(..at) {
                assert_eq!(taken(start), (blank.clone(), None), "cut at {at}");
            }
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
            if let Ok(changed) = String::from_utf8(bytes) {
                assert_eq!(taken(&changed), (blank.clone(), None), "byte {at}");
            }
        }
    }

    #[test]
    fn what_an_older_program_wrote_is_passed_over() {
        let (blank, hash) = blank();
        let older = format!("basutbud made 3 {hash}\n-\n-\n-\n");
        let older = format!("{older}end {}\n", blake3::hash(older.as_bytes()));
        assert_eq!(taken(&older), (blank, None));
    }
}
