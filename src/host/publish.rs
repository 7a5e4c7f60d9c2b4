//! Brings the published folder from what it was to what it must be.
//!
//! Every file of the new site is [offered](Publisher::offer) once, in any order
//! and from any thread. What differs from the published bytes is written to a
//! staging folder on the same file system; [`Publisher::commit`] then renames
//! file after file into place in the order of [`crate::publish::plan`]. A
//! rename replaces a file in one step, so every address serves whole old or
//! whole new bytes throughout.
//!
//! What holds however a build ends:
//!
//! - Before the first file goes live, a journal says which files that will be.
//!   The next build reads it (see `state`), so files of a killed build are
//!   known as ours. Whatever state a kill leaves, the next build completes.
//! - Only what the manifest or the journal names is overwritten or deleted. A
//!   file of ours that somebody has edited by hand is still ours and is put
//!   right. A file of somebody else's where the site needs the place stops
//!   the build before anything goes live, unless its bytes are the wanted ones;
//!   then it becomes ours.
//! - No symbolic link inside the published folder is followed.
//! - Files are not flushed to the disk one by one, only the journal. A killed
//!   process loses nothing by that; after a power failure, a build reads what is
//!   published, since no stat in the cache is older than the machine's start,
//!   and puts right what differs.
//! - A manifest that is damaged counts as missing: then only files that have the
//!   wanted bytes are ours.
//!
//! Not here: which files a site has, hashed names of assets, deciding whether a
//! finding forbids publishing. What is cached of published files is handed in
//! ([`Publisher::use_cache`]) and out ([`Publisher::commit_for_cache`]).

pub mod chunked;
mod commit;
mod compare;
mod dirs;
mod error;
mod lock;
mod staging;
mod standing;
mod state;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use blake3::Hash;
use compare::{Compared, Wanted, compare};
use dirs::{DirCache, DirState, lead_all_the_way};
pub use error::{Act, Phase, PublishError};
use lock::OutputLock;
use staging::{Staged, Staging};
use standing::{Standing, stands, stands_there};
use state::PublishState;
use tree::{Fuse, Tree};

use crate::cache::outputs::{Chunks, Output, Outputs};
use crate::cache::stat::{FileStat, FsClock, Writer};
use crate::publish::manifest::{ManifestEntry, OutputKind};
use crate::publish::{folders, parent, safe};
use crate::render::address::Stage;
use crate::text::path_map::PathMapBuilder;

/// A build on its way into the published folder. It holds the folder's lock;
/// dropping it without [`Publisher::commit`] leaves what was published as it is.
pub struct Publisher {
    tree: Tree,
    state: PublishState,
    dirs: DirCache,
    offered: Mutex<PathMapBuilder<Offered>>,
    /// The chunks of offered long files.
    chunks: Mutex<Chunks>,
    foreign: Mutex<BTreeSet<String>>,
    failed: AtomicBool,
    staging: Staging,
    /// Folders made while going live.
    made: Mutex<BTreeSet<String>>,
    removed: AtomicUsize,
    kind: OutputKind,
    /// The address of the site.
    site: Option<String>,
    caching: Caching,
    /// Last, so that it is dropped last and the lock held to the end.
    lock: OutputLock,
}

/// Whether stats of published files are wanted for a cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caching {
    Off,
    /// The clock of the file system before any file was looked at; nothing where stats prove nothing.
    On(Option<FsClock>),
}

/// What a build did to the published folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files whose bytes were new.
    pub written: usize,
    /// Files whose bytes were published already.
    pub unchanged: usize,
    /// Those among the unchanged that became ours with this build.
    pub adopted: usize,
    /// Files that are no longer part of the site.
    pub removed: usize,
    /// Whether the manifest was damaged, so that files which earlier builds made may stay.
    pub was_damaged: bool,
    /// Folders that were ours and are no longer part of the site, but hold
    /// something that is not ours and therefore stay.
    pub kept: Vec<String>,
}

/// A site that stands as it was published.
pub struct Unchanged {
    /// How many files it has.
    pub files: usize,
    /// What is known of them, if that is more than the cache knows.
    pub outputs: Option<Outputs>,
}

/// A file of the new site.
struct Offered {
    entry: ManifestEntry,
    output: Output,
    bytes: Bytes,
}

/// Where the bytes of an offered file are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bytes {
    /// Published, as a stat in the cache proves.
    Unchanged,
    /// Published, as was found by reading them.
    Read,
    /// The same, in a file that was not ours.
    Adopted,
    /// In the staging folder.
    Staged(Staged),
}

impl From<Standing> for (Bytes, Option<FileStat>) {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Unchanged(stat) => (Bytes::Unchanged, Some(stat)),
            Standing::Read(stat) => (Bytes::Read, stat),
        }
    }
}

impl Publisher {
    /// Takes the lock, reads what earlier builds left, and clears away what a
    /// killed one left in the staging folder. A folder that is missing is made,
    /// and taken away again if nothing is committed.
    ///
    /// `protected` are the folders that hold sources.
    ///
    /// # Errors
    /// When `output` is a file, overlaps with one of `protected`, cannot be
    /// written to, is locked by another build, or has a damaged record.
    pub fn open(output: &Path, protected: &[&Path]) -> Result<Self, PublishError> {
        Self::open_with(output, protected, Fuse::default())
    }

    fn open_with(output: &Path, protected: &[&Path], fuse: Fuse) -> Result<Self, PublishError> {
        let lock = OutputLock::take(output, protected)?;
        let tree = Tree::new(lock.root.clone(), output, fuse);
        let state = PublishState::read(&tree, lock.is_another_boot)?;
        let staging = Staging::new(&tree)?;
        Ok(Self {
            tree,
            state,
            dirs: DirCache::default(),
            offered: Mutex::default(),
            chunks: Mutex::default(),
            foreign: Mutex::default(),
            failed: AtomicBool::new(false),
            staging,
            made: Mutex::default(),
            removed: AtomicUsize::new(0),
            kind: OutputKind::default(),
            site: None,
            caching: Caching::Off,
            lock,
        })
    }

    /// The real path of the published folder.
    pub fn root(&self) -> &Path {
        &self.lock.root
    }

    /// Takes up what the cache knows of the published files, and will tell what is known after the build.
    pub fn use_cache(&mut self, outputs: Option<Outputs>) {
        let clock = match self.state.manifest {
            Some(_) => self.staging.clock(&self.tree),
            None => None,
        };
        self.caching = Caching::On(clock);
        if let Some(outputs) = outputs {
            self.state.take(outputs);
        }
    }

    /// The hash of the manifest of what is published; nothing if there is none, or a build was killed
    /// while its files went live.
    pub fn manifest(&self) -> Option<Hash> {
        self.state.manifest.filter(|_| !self.state.unfinished)
    }

    /// Says what will be published, and refuses to put a preview in the place of the site, or the
    /// site in the place of a preview: whoever serves the folder means one of them.
    ///
    /// # Errors
    /// When the folder holds the other kind.
    pub fn of_kind(mut self, kind: OutputKind) -> Result<Self, PublishError> {
        let owned = &self.state.owned;
        if !owned.files.is_empty() && owned.kind != kind {
            return Err(PublishError::OtherKind {
                output: self.tree.shown(""),
                holds: owned.kind,
            });
        }
        self.kind = kind;
        Ok(self)
    }

    /// Says at which address the site will be, so that it is not put in the place of another.
    pub fn at_address(&mut self, address: &str) {
        // It takes one line of the manifest.
        let is_line = !address.is_empty() && !address.chars().any(char::is_control);
        self.site = is_line.then(|| address.to_owned());
    }

    /// Says how many files will be offered, with how many bytes of paths: they then take no more memory than
    /// they must.
    pub fn expect(&self, files: usize, bytes: usize) {
        hold(&self.offered).reserve(files, bytes);
    }

    /// Takes one file of the new site. Bytes that are published already are only
    /// noted; others are written to the staging folder, so nothing of them needs
    /// to stay in memory.
    ///
    /// `path` is relative and `/`-separated.
    ///
    /// # Errors
    /// When the path cannot be published or lies behind a
    /// symbolic link, or when the system refuses. What was published is then as
    /// it was, and the build must be given up. Foreign files in the way, and paths that
    /// were offered twice, are told by [`Publisher::commit`].
    pub fn offer(&self, stage: Stage, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.offer_with(stage, path, bytes, None)
    }

    /// The same for a file whose inputs have a known hash, so that the next build can
    /// [reuse](Publisher::reuse) it.
    ///
    /// # Errors
    /// As [`Publisher::offer`].
    pub fn offer_with(
        &self,
        stage: Stage,
        path: &str,
        bytes: &[u8],
        input_hash: Option<Hash>,
    ) -> Result<(), PublishError> {
        self.noting_failure(self.take(stage, path, bytes, input_hash))
    }

    /// Notes that an offer failed, so that the build cannot be committed.
    fn noting_failure<T>(&self, outcome: Result<T, PublishError>) -> Result<T, PublishError> {
        if outcome.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        outcome
    }

    /// Takes the published file at a path in place of an offer, if it is known to be rendered from the
    /// same and still stands as it was written. Otherwise it must be rendered and offered.
    ///
    /// # Errors
    /// When the system refuses. What was published is then as it was.
    pub fn reuse(&self, stage: Stage, path: &str, input_hash: &Hash) -> Result<bool, PublishError> {
        let files = &self.state.owned.files;
        let Some(place) = files.place(path) else {
            return Ok(false);
        };
        let (entry, output) = (*files.at(place), self.state.output(place));
        if entry.stage != stage || output.input_hash != Some(*input_hash) {
            return Ok(false);
        }
        let Some(standing) = stands(&self.tree, &self.dirs, path, &entry, &output)? else {
            return Ok(false);
        };
        let (bytes, stat) = standing.into();
        let output = Output { stat, ..output };
        let offered = Offered {
            entry,
            output,
            bytes,
        };
        self.note(path, offered);
        Ok(true)
    }

    /// Whether everything that was published stands as it was written.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn unchanged(&self) -> Result<Option<Unchanged>, PublishError> {
        let Some(manifest) = self.manifest() else {
            return Ok(None);
        };
        let files = &self.state.owned.files;
        let folders: Vec<&str> = folders(files.paths()).collect();
        if !lead_all_the_way(&self.tree, &folders)? {
            return Ok(None);
        }
        let places = files.par_iter().enumerate();
        let outputs = places.map(|(place, (path, entry))| {
            let known = self.state.output(place);
            let standing = stands_there(&self.tree, path, entry, &known)?;
            let output = standing.map(|standing| {
                let (bytes, stat) = standing.into();
                let stat = self.proved(bytes, stat, None);
                Output { stat, ..known }
            });
            Ok((output, known))
        });
        let outputs: Vec<(Option<Output>, Output)> =
            outputs.collect::<Result<_, PublishError>>()?;
        let is_news = |(now, known): &(Option<Output>, Output)| now.as_ref() != Some(known);
        let has_news = outputs.iter().any(is_news);
        let outputs: Option<Vec<Output>> = outputs.into_iter().map(|(now, _)| now).collect();
        let Some(outputs) = outputs else {
            return Ok(None);
        };
        Ok(Some(Unchanged {
            files: files.len(),
            outputs: has_news.then(|| Outputs {
                manifest,
                files: outputs,
                chunks: self.state.chunks.clone(),
            }),
        }))
    }

    /// The stat of a file if it proves that it has these bytes. `end` is the clock after this build's own
    /// files were made.
    fn proved(
        &self,
        bytes: Bytes,
        stat: Option<FileStat>,
        end: Option<FsClock>,
    ) -> Option<FileStat> {
        let begun = match self.caching {
            Caching::On(clock) => clock,
            Caching::Off => None,
        };
        let (clock, writer) = match bytes {
            Bytes::Unchanged => return stat,
            Bytes::Read | Bytes::Adopted => (begun, Writer::Anyone),
            Bytes::Staged(_) => (end, Writer::ThisBuild),
        };
        stat.filter(|stat| clock.is_some_and(|clock| clock.proves(stat, writer)))
    }

    fn take(
        &self,
        stage: Stage,
        path: &str,
        bytes: &[u8],
        input_hash: Option<Hash>,
    ) -> Result<(), PublishError> {
        if !safe(path) {
            return Err(PublishError::Unsafe {
                path: path.to_owned(),
            });
        }
        let (hash, size) = (blake3::hash(bytes), bytes.len() as u64);
        let (bytes, stat) = match self.compare(&Wanted { path, size, hash })? {
            Compared::Same(standing) => standing.into(),
            Compared::Adopted(stat) => (Bytes::Adopted, stat),
            Compared::New => {
                let (staged, stat) = self.stage(stage, path, |place, staged| match staged {
                    Staged::Mirrored => self.tree.write_new(place, bytes),
                    Staged::Numbered(_) => self.tree.write_replacement(place, bytes),
                })?;
                (Bytes::Staged(staged), stat)
            }
            Compared::Foreign(at) => {
                hold(&self.foreign).insert(at);
                return Ok(());
            }
        };
        let offered = Offered {
            entry: ManifestEntry { stage, hash, size },
            output: Output { stat, input_hash },
            bytes,
        };
        self.note(path, offered);
        Ok(())
    }

    fn compare(&self, wanted: &Wanted<'_>) -> Result<Compared, PublishError> {
        compare(&self.tree, &self.dirs, &self.state, wanted)
    }

    /// Notes a file of the new site.
    fn note(&self, path: &str, offered: Offered) {
        hold(&self.offered).add(path, offered);
    }

    /// Keeps published files that the new site cannot make, such as the page of a unit whose source
    /// is broken, and every published asset, since a kept page may name it. Paths that are not ours,
    /// or were offered, are passed over. Gives how many files were kept for their own sake.
    pub fn keep<'p>(&self, paths: impl Iterator<Item = &'p str>) -> usize {
        let mut offered = hold(&self.offered);
        let owned = &self.state.owned.files;
        let mut is_free = |path: &str| owned.contains(path) && !offered.contains(path);
        let mut held: BTreeSet<&str> = paths.filter(|path| is_free(path)).collect();
        let kept = held.len();
        if kept > 0 {
            let assets = owned.iter().filter(|(_, it)| it.stage == Stage::Asset);
            held.extend(assets.map(|(path, _)| path).filter(|path| is_free(path)));
        }
        for path in held {
            if let Some(place) = owned.place(path) {
                // It is not looked at: the stat in the cache, if there is one, proves its bytes as before.
                let kept = Offered {
                    entry: *owned.at(place),
                    output: Output {
                        stat: self.state.output(place).stat,
                        input_hash: None,
                    },
                    bytes: Bytes::Unchanged,
                };
                offered.add(path, kept);
            }
        }
        kept
    }

    /// Stages a file: at its own path when its folder does not stand yet, so that the folder goes live as
    /// a whole, and else under a number. `write` makes the file at a place.
    fn stage<T>(
        &self,
        stage: Stage,
        path: &str,
        write: impl Fn(&str, Staged) -> Result<T, PublishError>,
    ) -> Result<(Staged, T), PublishError> {
        match self.dirs.state(&self.tree, parent(path))? {
            DirState::Missing => self.staging.mirror(&self.tree, stage, path, write),
            _ => self.staging.number(&self.tree, write),
        }
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        if !self.tree.is_cut() {
            self.staging.clear(&self.tree);
        }
        if self.tree.is_cut() || self.tree.phase() == Phase::GoingLive {
            self.lock.keep();
        }
    }
}

/// A panic in another thread leaves the collections whole, so it is no reason
/// to panic here as well.
fn hold<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
