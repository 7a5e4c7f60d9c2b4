//! What published files were made from, as hashes ([`crate::render::made_from`] works them out), and
//! what the run that published them had to say.
//!
//! It saves the next run work: a file whose hash is the same need not be made again, and a run over the
//! very same sources need not even check them. It stands in a text of its own beside the manifest, bound
//! to that by a checksum; a text that is lost, cut or damaged costs time, never correctness.

use blake3::Hash;

use crate::publish::{Manifest, put};

const HEAD: &str = "basutbud made 2";

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

impl Manifest {
    /// What all files were made from, in the order of the manifest whose text is given, and the run.
    #[must_use]
    pub fn made_text(&self, run: Option<&Run>, manifest_text: &str) -> String {
        let manifest = blake3::hash(manifest_text.as_bytes()).to_hex();
        let mut text = String::with_capacity(256 + self.files.len() * 65);
        put(&mut text, format_args!("{HEAD} {manifest}\n"));
        for entry in self.files.values() {
            match entry.made_from {
                Some(hash) => put(&mut text, format_args!("{}\n", hash.to_hex())),
                None => text.push_str("-\n"),
            }
        }
        if let Some(run) = run {
            let hash = run.made_from.to_hex();
            if let Some(Seen { glance, sources }) = run.seen {
                let (glance, sources) = (glance.to_hex(), sources.to_hex());
                put(&mut text, format_args!("seen {glance} {sources}\n"));
            }
            put(&mut text, format_args!("run {hash} {}\n", run.counts));
        }
        let checksum = blake3::hash(text.as_bytes()).to_hex();
        format!("{checksum}\n{text}")
    }

    /// Takes up what [`Manifest::made_text`] wrote for this very manifest text, and gives the run.
    /// Anything else is ignored: the files are then made again.
    pub fn take_made(&mut self, text: &str, manifest_text: &str) -> Option<Run> {
        let (checksum, text) = text.split_once('\n')?;
        if blake3::hash(text.as_bytes()).to_hex().as_str() != checksum {
            return None;
        }
        let (head, mut rest) = text.split_once('\n')?;
        let of = blake3::hash(manifest_text.as_bytes()).to_hex();
        if head.strip_prefix(HEAD)?.trim_start() != of.as_str() {
            return None;
        }
        for entry in self.files.values_mut() {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            entry.made_from = Hash::from_hex(line).ok();
        }
        Run::parse(rest)
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
            manifest.files.insert(path.to_owned(), entry);
        }
        manifest
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
    fn taken(text: &str) -> (Manifest, Option<Run>) {
        let of = manifest().to_text();
        let mut read = Manifest::parse(&of).expect("a sound manifest");
        let run = read.take_made(text, &of);
        (read, run)
    }

    #[test]
    fn what_is_written_reads_back() {
        let unseen = Run {
            seen: None,
            ..run()
        };
        for run in [None, Some(unseen), Some(run())] {
            let text = manifest().made_text(run.as_ref(), &manifest().to_text());
            assert_eq!(taken(&text), (manifest(), run));
        }
    }

    #[test]
    fn it_is_believed_for_its_own_manifest_only() {
        let text = manifest().made_text(Some(&run()), "another");
        let blank = Manifest::parse(&manifest().to_text()).expect("sound");
        assert_eq!(taken(&text), (blank, None));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let text = manifest().made_text(Some(&run()), &manifest().to_text());
        let blank = Manifest::parse(&manifest().to_text()).expect("sound");
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
}
