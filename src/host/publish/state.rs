//! What earlier builds left in the working folder of the published one:
//!
//! | File | Says | Written |
//! | --- | --- | --- |
//! | `manifest` | what the last whole build published | by renaming the journal, when all is live |
//! | `journal` | what a build is about to publish | before its first file goes live |
//!
//! Their texts are not held in memory, only what they say and the hash of the manifest's. What else is known of
//! the files is in the cache of the site, and may be missing.
//!
//! A journal that is still there means that a build was killed while its files
//! went live. Those of its files that stand in place with the bytes it promised
//! are ours as much as the manifest's; a file with other bytes at a path that
//! only the journal names was put there by somebody else.

use std::collections::BTreeSet;
use std::path::PathBuf;

use blake3::Hash;
use rayon::prelude::*;

use super::dirs::DirCache;
use super::error::PublishError;
use super::standing::stands;
use super::tree::Tree;
use crate::cache::outputs::{Chunks, Output, Outputs};
use crate::publish::WORK;
use crate::publish::manifest::Manifest;
use crate::text::path_map::PathMapBuilder;

/// Where a working file stands, relative to the published folder.
pub(super) fn work(name: &str) -> String {
    format!("{WORK}/{name}")
}

/// Working files of programs that had their cache in the published folder.
pub(super) const FORMER: [&str; 4] = ["stamps", "made", "sources", "units"];

/// What is published, as far as it is ours.
pub(super) struct PublishState {
    /// All that is ours.
    pub(super) owned: Manifest,
    /// The hash of the manifest's text; `None` if there is none.
    pub(super) manifest: Option<Hash>,
    /// Whether an earlier build was killed while its files went live.
    pub(super) unfinished: bool,
    /// A manifest or journal that cannot be relied on: it counts as missing, so that files are ours only
    /// where they have the bytes that are wanted.
    pub(super) damaged: Option<PathBuf>,
    /// The files that are ours by the journal only.
    live: BTreeSet<String>,
    /// What the cache knows of the files, in their order; nothing where it knows none.
    outputs: Vec<Output>,
    /// What the cache knows of long files.
    pub(super) chunks: Chunks,
}

impl PublishState {
    /// Reads all of it; nothing is changed. After a power failure, files whose bytes did not reach the disk
    /// are ours where the journal names them.
    pub(super) fn read(tree: &Tree, is_another_boot: bool) -> Result<Self, PublishError> {
        let manifest = Text::read(tree, "manifest")?;
        let journal = Text::read(tree, "journal")?;
        let damaged = [(&manifest, "manifest"), (&journal, "journal")];
        let damaged = damaged
            .into_iter()
            .find(|(text, _)| matches!(text, Text::Damaged));
        let damaged = damaged.map(|(_, name)| tree.shown(&work(name)));
        let unfinished = !matches!(journal, Text::Missing);
        let (owned, manifest) = match manifest {
            Text::Whole(owned, hash) => (owned, Some(hash)),
            Text::Missing | Text::Damaged => (Manifest::default(), None),
        };
        let (owned, live) = match journal {
            Text::Whole(promised, _) => with_live(tree, owned, &promised, is_another_boot)?,
            Text::Missing | Text::Damaged => (owned, BTreeSet::new()),
        };
        Ok(Self {
            owned,
            manifest,
            unfinished,
            damaged,
            live,
            outputs: Vec::new(),
            chunks: Chunks::new(),
        })
    }

    /// Takes up what the cache knows, if it knows it of this manifest.
    pub(super) fn take(&mut self, outputs: Outputs) {
        let count = self.owned.files.len() - self.live.len();
        if self.manifest != Some(outputs.manifest) || outputs.files.len() != count {
            return;
        }
        let mut known = outputs.files.into_iter();
        let mut output = |path: &str| match self.live.contains(path) {
            true => Output::default(),
            false => known.next().unwrap_or_default(),
        };
        self.outputs = self.owned.files.paths().map(&mut output).collect();
        self.chunks = outputs.chunks;
    }

    /// What the cache knows of a file of ours, by its place.
    pub(super) fn output(&self, place: usize) -> Output {
        self.outputs.get(place).copied().unwrap_or_default()
    }
}

/// The text of a manifest.
enum Text {
    Missing,
    Damaged,
    /// With its hash.
    Whole(Manifest, Hash),
}

impl Text {
    fn read(tree: &Tree, name: &str) -> Result<Self, PublishError> {
        let Some(text) = tree.read_text(&work(name))? else {
            return Ok(Self::Missing);
        };
        match Manifest::parse(&text) {
            Ok((manifest, hash)) => Ok(Self::Whole(manifest, hash)),
            Err(_) if Manifest::is_newer(&text) => Err(PublishError::Newer {
                path: tree.shown(&work(name)),
            }),
            Err(_) => Ok(Self::Damaged),
        }
    }
}

const ONCE: &str = "bug: what was not known is there twice";

/// What is ours with the files of an interrupted build that are live, and its folders; and those files.
fn with_live(
    tree: &Tree,
    owned: Manifest,
    promised: &Manifest,
    is_another_boot: bool,
) -> Result<(Manifest, BTreeSet<String>), PublishError> {
    let dirs = DirCache::default();
    let fresh: Vec<_> = promised.files.without(&owned.files).collect();
    let judged = fresh.into_par_iter().map(|(path, entry)| {
        let standing = stands(tree, &dirs, path, entry, &Output::default())?;
        let is_live = standing.is_some() || is_another_boot && tree.is_torn(path, entry.size);
        Ok(is_live.then_some((path, *entry)))
    });
    let judged = judged.filter_map(Result::transpose);
    let live: Vec<_> = judged.collect::<Result<_, PublishError>>()?;
    let names = live.iter().map(|(path, _)| (*path).to_owned()).collect();
    let known = owned.files.iter().map(|(path, entry)| (path, *entry));
    let files = known.chain(live).collect::<PathMapBuilder<_>>().into_map();
    let dirs = promised.dirs.without(&owned.dirs).map(|(dir, ())| dir);
    let dirs = owned.dirs.paths().chain(dirs).map(|dir| (dir, ()));
    let dirs = dirs.collect::<PathMapBuilder<_>>().into_map();
    let manifest = Manifest {
        kind: match owned.files.is_empty() {
            true => promised.kind,
            false => owned.kind,
        },
        site: owned.site.or_else(|| promised.site.clone()),
        files: files.expect(ONCE),
        dirs: dirs.expect(ONCE),
    };
    Ok((manifest, names))
}
