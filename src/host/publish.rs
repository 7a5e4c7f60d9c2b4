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
//!   The next build reads it (see `record`), so files of a killed build are
//!   known as ours. Whatever state a kill leaves, the next build completes.
//! - Only what the manifest or the journal names is overwritten or deleted. A
//!   file of ours that somebody has edited by hand is still ours and is put
//!   right. A file of somebody else's where the site needs the place stops
//!   the build before anything goes live, unless its bytes are the wanted ones;
//!   then it becomes ours.
//! - No symbolic link inside the published folder is followed.
//! - Files are not flushed to the disk one by one. A killed process loses
//!   nothing by that; after a power failure, a build puts right what differs.
//!
//! Not here: which files a site has, hashed names of assets, deciding whether a
//! finding forbids publishing.

mod error;
mod footing;
pub mod long;
mod look;
mod record;
mod staging;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use rayon::prelude::*;

use blake3::Hash;
pub use error::{Act, Phase, PublishError};
use footing::Footing;
use look::{
    Compared, Look, Wanted, Way, compare, foreign_in, lead_all_the_way, stands, stands_there,
};
use record::{Record, work};
use staging::{Staged, Staging, mirrored};
use tree::{Fuse, Tree, stamp};

use crate::publish::made::{Parts, Run, Seen};
use crate::publish::table::Pile;
use crate::publish::{Batch, Entry, Kind, Manifest, Stamp, ancestors, folders, parent, plan, safe};
use crate::render::address::Stage;

/// A build on its way into the published folder. It holds the folder's lock;
/// dropping it without [`Publisher::commit`] leaves what was published as it is.
pub struct Publisher {
    tree: Tree,
    record: Record,
    look: Look,
    offered: Mutex<Pile<Offered>>,
    /// What the parts of offered long files are made from.
    parts: Mutex<Parts>,
    foreign: Mutex<BTreeSet<String>>,
    failed: AtomicBool,
    staging: Staging,
    /// Folders made while going live.
    made: Mutex<BTreeSet<String>>,
    removed: AtomicUsize,
    kind: Kind,
    /// Last, so that it is dropped last and the lock held to the end.
    footing: Footing,
}

/// What a build did to the published folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files whose bytes were new.
    pub written: usize,
    /// Files that were left alone because their bytes are published already.
    pub unchanged: usize,
    /// Those among the unchanged that became ours with this build.
    pub adopted: usize,
    /// Files that are no longer part of the site.
    pub removed: usize,
    /// Folders that were ours and are no longer part of the site, but hold
    /// something that is not ours and therefore stay.
    pub kept: Vec<String>,
}

/// Something that a run sets aside for the next: its name, and who writes it. What is written is to hold
/// whatever comes of it: it may be lost, and it may be older than what is published.
pub type SetAside<'a> = (
    &'static str,
    &'a (dyn Fn(&mut dyn Write) -> io::Result<()> + Sync),
);

/// A file of the new site.
struct Offered {
    entry: Entry,
    bytes: Bytes,
}

/// Where the bytes of an offered file are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bytes {
    Published,
    Adopted,
    /// In the staging folder.
    Staged(Staged),
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
        let footing = Footing::take(output, protected)?;
        let tree = Tree::new(footing.root.clone(), output, fuse);
        let record = Record::read(&tree)?;
        let staging = Staging::new(&tree)?;
        Ok(Self {
            tree,
            record,
            look: Look::default(),
            offered: Mutex::default(),
            parts: Mutex::default(),
            foreign: Mutex::default(),
            failed: AtomicBool::new(false),
            staging,
            made: Mutex::default(),
            removed: AtomicUsize::new(0),
            kind: Kind::default(),
            footing,
        })
    }

    /// Says what will be published, and refuses to put a preview in the place of the site, or the
    /// site in the place of a preview: whoever serves the folder means one of them.
    ///
    /// # Errors
    /// When the folder holds the other kind.
    pub fn of_kind(mut self, kind: Kind) -> Result<Self, PublishError> {
        let owned = &mut self.record.owned;
        if !owned.files.is_empty() && owned.kind != kind {
            return Err(PublishError::OtherKind {
                output: self.tree.shown(""),
                holds: owned.kind,
            });
        }
        self.kind = kind;
        Ok(self)
    }

    /// Says how many files will be offered, with how many bytes of paths: what is remembered of them then
    /// takes no more room than it must.
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
        self.offer_made(stage, path, bytes, None)
    }

    /// The same for a file of which it is known what it was made from, so that the next build can
    /// [reuse](Publisher::reuse) it.
    ///
    /// # Errors
    /// As [`Publisher::offer`].
    pub fn offer_made(
        &self,
        stage: Stage,
        path: &str,
        bytes: &[u8],
        made_from: Option<Hash>,
    ) -> Result<(), PublishError> {
        self.noting_failure(self.take(stage, path, bytes, made_from))
    }

    /// Notes that an offer failed, so that the build cannot be committed.
    fn noting_failure<T>(&self, outcome: Result<T, PublishError>) -> Result<T, PublishError> {
        if outcome.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        outcome
    }

    /// Takes the published file at a path in place of an offer, if it is known to be made from the
    /// same and still stands as it was written. Otherwise it must be made and offered.
    ///
    /// # Errors
    /// When the system refuses. What was published is then as it was.
    pub fn reuse(&self, stage: Stage, path: &str, made_from: &Hash) -> Result<bool, PublishError> {
        let entry = self.record.owned.files.get(path);
        let same = |entry: &&Entry| entry.stage == stage && entry.made_from == Some(*made_from);
        let Some(entry) = entry.filter(same) else {
            return Ok(false);
        };
        let Some(stamp) = stands(&self.tree, &self.look, self.record.trusted, path, entry)? else {
            return Ok(false);
        };
        let mut entry = entry.clone();
        entry.stamp = stamp;
        let bytes = Bytes::Published;
        self.note(path, Offered { entry, bytes });
        Ok(true)
    }

    /// The last run, if it is remembered.
    pub fn last_run(&self) -> Option<&Run> {
        let run = self.record.run.as_ref();
        run.filter(|_| !self.record.unfinished)
    }

    /// What an earlier run has set aside under a name.
    pub fn set_aside(&self, name: &str) -> Option<Vec<u8>> {
        self.tree.read_if_any(&work(name))
    }

    /// Remembers what the sources of the last run look like, so that the next one knows them without
    /// reading. As with stamps, a failure costs the next build time and no more.
    pub fn remember(&self, seen: Seen, aside: SetAside<'_>) {
        if let (Some(run), Some(manifest)) = (self.last_run(), &self.record.manifest)
            && run.seen != Some(seen)
        {
            let run = Run {
                seen: Some(seen),
                ..run.clone()
            };
            self.note_made(Some(&run), &self.record.owned, manifest);
            self.put_aside(aside);
        }
    }

    /// Sets something aside for the next run. As with stamps, a failure costs that time and no more.
    fn put_aside(&self, (name, write): SetAside<'_>) {
        let _ = self.staging.replace(&self.tree, name, write);
    }

    /// What the last build said, if it published everything from the same, and all of that still stands
    /// as it was written: then there is nothing to do. With the number of files.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn nothing_new(&self, made_from: &Hash) -> Result<Option<(&Run, usize)>, PublishError> {
        let run = self.last_run();
        let Some(run) = run.filter(|run| run.made_from == *made_from) else {
            return Ok(None);
        };
        let files = &self.record.owned.files;
        let folders: Vec<&str> = folders(files.paths()).collect();
        if !lead_all_the_way(&self.tree, &folders)? {
            return Ok(None);
        }
        let standing = files.par_iter().map(|(path, entry): (&str, &Entry)| {
            let stamp = stands_there(&self.tree, self.record.trusted, path, entry)?;
            Ok(stamp.is_some())
        });
        let all = standing.try_reduce(|| true, |one, other| Ok(one && other))?;
        if let Some(manifest) = &self.record.manifest
            && all
            && self.has_fresh(&self.record.owned)
        {
            // Stamps of the last moment of a build were too fresh to be trusted; now they are old enough.
            self.note_stamps(&self.record.owned, manifest);
        }
        Ok(all.then_some((run, files.len())))
    }

    fn take(
        &self,
        stage: Stage,
        path: &str,
        bytes: &[u8],
        made_from: Option<Hash>,
    ) -> Result<(), PublishError> {
        if !safe(path) {
            return Err(PublishError::Unsafe {
                path: path.to_owned(),
            });
        }
        let (hash, size) = (blake3::hash(bytes), bytes.len() as u64);
        let (bytes, stamp) = match self.compare(&Wanted { path, size, hash })? {
            Compared::Same(stamp) => (Bytes::Published, stamp),
            Compared::Adopted(stamp) => (Bytes::Adopted, stamp),
            Compared::New => {
                let (staged, stamp) = self.stage(stage, path, |place, staged| match staged {
                    Staged::Mirrored => self.tree.write_new(place, bytes),
                    Staged::Numbered(_) => self.tree.write_replacement(place, bytes),
                })?;
                (Bytes::Staged(staged), stamp)
            }
            Compared::Foreign(at) => {
                hold(&self.foreign).insert(at);
                return Ok(());
            }
        };
        let entry = Entry {
            stage,
            hash,
            size,
            stamp,
            made_from,
        };
        self.note(path, Offered { entry, bytes });
        Ok(())
    }

    fn compare(&self, wanted: &Wanted<'_>) -> Result<Compared, PublishError> {
        let (owned, trusted) = (&self.record.owned, self.record.trusted);
        compare(&self.tree, &self.look, owned, trusted, wanted)
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
        let owned = &self.record.owned.files;
        let mut is_free = |path: &str| owned.contains(path) && !offered.contains(path);
        let mut held: BTreeSet<&str> = paths.filter(|path| is_free(path)).collect();
        let kept = held.len();
        if kept > 0 {
            let assets = owned.iter().filter(|(_, it)| it.stage == Stage::Asset);
            held.extend(assets.map(|(path, _)| path).filter(|path| is_free(path)));
        }
        for path in held {
            if let Some(entry) = owned.get(path) {
                let mut entry = entry.clone();
                entry.made_from = None;
                let bytes = Bytes::Published;
                offered.add(path, Offered { entry, bytes });
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
        match self.look.way(&self.tree, parent(path))? {
            Way::Missing => self.staging.mirror(&self.tree, stage, path, write),
            _ => self.staging.number(&self.tree, write),
        }
    }

    /// Everything has been offered and may be published: go live.
    ///
    /// # Errors
    /// When something foreign stands in the way, or the system refuses. The
    /// error says whether what was published is as it was, or whether some files
    /// are live and the next build does the rest; either way every file is whole.
    ///
    /// # Panics
    /// When an offer failed and the build was not given up: a file that is
    /// missing by mistake would be deleted.
    pub fn commit(self) -> Result<Published, PublishError> {
        self.commit_as(None, &[])
    }

    /// The same, and remembers a run that published all it made, and what it sets aside.
    ///
    /// # Errors
    /// As [`Publisher::commit`].
    ///
    /// # Panics
    /// As [`Publisher::commit`].
    pub fn commit_as(
        mut self,
        run: Option<Run>,
        aside: &[SetAside<'_>],
    ) -> Result<Published, PublishError> {
        assert!(
            !self.failed.load(Ordering::Relaxed),
            "bug: an offer failed, and yet the build is committed"
        );
        self.refuse_foreign()?;
        let offered = std::mem::take(&mut *hold(&self.offered));
        let (mut new, bytes) = self.manifest(offered)?;
        let batches = self.batches(&new, &bytes)?;
        let (mut stamps, mut kept) = (Vec::new(), Vec::new());
        let manifest = match self.record.manifest {
            Some(manifest)
                if batches.is_empty()
                    && !self.record.unfinished
                    && new.says_the_same(&self.record.owned) =>
            {
                manifest
            }
            _ => {
                let manifest = self.begin(&new)?;
                for batch in &batches {
                    match batch {
                        Batch::MoveDirs(stage, dirs) => self.move_dirs(*stage, dirs)?,
                        Batch::Move(paths) => stamps.extend(self.move_all(paths, &new, &bytes)?),
                        Batch::Remove(paths) => {
                            paths.par_iter().try_for_each(|path| self.remove(path))?;
                        }
                        Batch::RemoveDirs(dirs) => self.remove_dirs(dirs, &mut kept)?,
                    }
                }
                self.tree.rename(&work("journal"), &work("manifest"))?;
                manifest
            }
        };
        drop(batches);
        for (place, stamp) in stamps {
            new.files.at_mut(place).stamp = stamp;
        }
        rayon::join(
            || self.note_made(run.as_ref(), &new, &manifest),
            || aside.par_iter().for_each(|aside| self.put_aside(*aside)),
        );
        self.let_age(&new);
        self.note_stamps(&new, &manifest);
        Ok(published(&bytes, *self.removed.get_mut(), kept))
    }

    /// Leaves what was published as it is, as dropping does.
    pub fn abandon(self) {}

    fn refuse_foreign(&self) -> Result<(), PublishError> {
        let foreign = hold(&self.foreign);
        match foreign.len() {
            0 => Ok(()),
            count => Err(PublishError::Foreign {
                output: self.tree.shown(""),
                paths: foreign.iter().take(error::NAMED).cloned().collect(),
                count,
            }),
        }
    }

    /// What will be ours: the offered files, and the folders that were ours or
    /// that going live will make.
    fn manifest(&self, offered: Pile<Offered>) -> Result<(Manifest, Vec<Bytes>), PublishError> {
        let offered = offered.into_table();
        let offered = offered.map_err(|path| PublishError::Twice { path })?;
        let bytes = offered.values().map(|offered| offered.bytes).collect();
        let files = offered.map(|offered| offered.entry);
        let mut dirs = Pile::default();
        for dir in folders(files.paths()) {
            let stands = matches!(self.look.way(&self.tree, dir)?, Way::Open | Way::ReadOnly);
            if !stands || self.record.owned.dirs.contains(dir) {
                dirs.add(dir, ());
            }
        }
        let dirs = dirs.into_table();
        let manifest = Manifest {
            kind: self.kind,
            parts: self.parts_of(&files),
            files,
            dirs: dirs.expect("bug: a folder was told twice"),
        };
        Ok((manifest, bytes))
    }

    /// The plan, once it is sure that nothing foreign is in its way and that
    /// folders marked as read-only can be written to.
    fn batches<'a>(
        &'a self,
        new: &'a Manifest,
        bytes: &[Bytes],
    ) -> Result<Vec<Batch<'a>>, PublishError> {
        let is_put = |place: usize| matches!(bytes[place], Bytes::Staged(_));
        let is_fresh = |dir| Ok(self.look.way(&self.tree, dir)? == Way::Missing);
        let fresh = new.dirs.paths().map(is_fresh);
        let fresh: Vec<bool> = fresh.collect::<Result<_, PublishError>>()?;
        let owned = &self.record.owned;
        let batches = plan(owned, new, is_put, &fresh).map_err(PublishError::Clash)?;
        let put = new
            .files
            .paths()
            .enumerate()
            .filter(|(place, _)| is_put(*place));
        for (_, path) in put.filter(|(_, path)| owned.dirs.contains(path)) {
            if self
                .tree
                .look(path)?
                .is_some_and(|metadata| metadata.is_dir())
            {
                hold(&self.foreign).extend(foreign_in(&self.tree, owned, path)?);
            }
        }
        self.refuse_foreign()?;
        self.probe_read_only(&batches)?;
        Ok(batches)
    }

    /// Tries out folders whose rights look as if nobody may write there, so that
    /// the refusal comes before anything goes live rather than in the middle.
    fn probe_read_only(&self, batches: &[Batch<'_>]) -> Result<(), PublishError> {
        let mut dirs = BTreeSet::new();
        for path in batches.iter().flat_map(Batch::paths) {
            // The innermost folder that stands is the one that changes.
            for dir in ancestors(path).rev().chain([""]) {
                match self.look.way(&self.tree, dir)? {
                    Way::Missing | Way::Blocked(_) | Way::Link(_) => continue,
                    Way::Open => {}
                    Way::ReadOnly => {
                        dirs.insert(dir);
                    }
                }
                break;
            }
        }
        for dir in dirs {
            let probe = if dir.is_empty() {
                ".basutbud-probe".to_owned()
            } else {
                format!("{dir}/.basutbud-probe")
            };
            self.tree.make_dir(&probe)?;
            self.tree.remove_empty_dir(&probe)?;
        }
        Ok(())
    }

    /// Writes the journal. If there is one already, what it knows goes into the
    /// manifest first, so that no kill in between makes us forget it. Gives the
    /// hash of its text.
    fn begin(&self, new: &Manifest) -> Result<Hash, PublishError> {
        let replace = |name, manifest: &Manifest| {
            self.staging
                .replace(&self.tree, name, |out| manifest.write(out))
        };
        if self.record.unfinished {
            replace("manifest", &self.record.owned)?;
        }
        let hash = replace("journal", new)?;
        self.tree.go_live();
        Ok(hash)
    }

    /// Renaming a folder leaves the times of the files in it alone, so the
    /// stamps that staging noted hold.
    fn move_dirs(&self, stage: Stage, dirs: &[&str]) -> Result<(), PublishError> {
        dirs.par_iter().try_for_each(|dir| {
            self.make_dirs(parent(dir))?;
            self.tree.rename(&mirrored(stage, dir), dir)
        })
    }

    fn move_all(
        &self,
        paths: &[&str],
        new: &Manifest,
        bytes: &[Bytes],
    ) -> Result<Vec<(usize, Option<Stamp>)>, PublishError> {
        let moved = paths.par_iter().map(|path| {
            let staged = new.files.place(path).map(|place| (place, bytes[place]));
            let Some((place, Bytes::Staged(staged))) = staged else {
                unreachable!("bug: `{path}` is to go live but was not staged")
            };
            self.make_dirs(parent(path))?;
            let stage = new.files.at(place).stage;
            self.tree.rename(&staged.place(stage, path), path)?;
            Ok((place, self.tree.look(path)?.as_ref().and_then(stamp)))
        });
        moved.collect()
    }

    /// Makes a folder and those it lies in, unless they are known to stand.
    fn make_dirs(&self, dir: &str) -> Result<(), PublishError> {
        let stands = matches!(self.look.way(&self.tree, dir)?, Way::Open | Way::ReadOnly);
        if stands || hold(&self.made).contains(dir) {
            return Ok(());
        }
        self.make_dirs(parent(dir))?;
        self.tree.make_dir(dir)?;
        hold(&self.made).insert(dir.to_owned());
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<(), PublishError> {
        if self.may_remove_in(parent(path))?
            && self.tree.look(path)?.is_some_and(|there| !there.is_dir())
        {
            self.removed
                .fetch_add(usize::from(self.tree.remove_file(path)?), Ordering::Relaxed);
        }
        Ok(())
    }

    fn remove_dirs(&self, dirs: &[&str], kept: &mut Vec<String>) -> Result<(), PublishError> {
        for dir in dirs {
            if self.may_remove_in(parent(dir))? && !self.tree.remove_empty_dir(dir)? {
                kept.push((*dir).to_owned());
            }
        }
        kept.sort_unstable();
        Ok(())
    }

    /// A link that somebody put in place of a folder of ours must not lead a
    /// deletion elsewhere.
    fn may_remove_in(&self, dir: &str) -> Result<bool, PublishError> {
        Ok(matches!(
            self.look.way(&self.tree, dir)?,
            Way::Open | Way::ReadOnly
        ))
    }

    /// Writes the stamps if they changed, or if some were too fresh to be
    /// trusted. All is live by now and stamps are only a shortcut, so a failure
    /// here is none of the user's concern.
    fn note_stamps(&self, new: &Manifest, manifest: &Hash) {
        let known = self.record.has_stamps && self.record.manifest == Some(*manifest);
        if !known || self.has_fresh(new) || !self.agrees(new, |entry| entry.stamp) {
            let write = |out: &mut dyn Write| new.write_stamps(manifest, out);
            let _ = self.staging.replace(&self.tree, "stamps", write);
        }
    }

    /// Waits until files that went live this very moment are older than stamps that are written next, so
    /// that the next build need not read them to trust them. The clock is that of the file system, as a
    /// file tells that is written on and on. Where it ticks more slowly, the next build will read them.
    fn let_age(&self, manifest: &Manifest) {
        let stamps = manifest.files.values().filter_map(|entry| entry.stamp);
        let Some(newest) = stamps.map(Stamp::latest).max() else {
            return;
        };
        let moment = u64::try_from(newest).map(Duration::from_nanos);
        let age = moment
            .ok()
            .and_then(|moment| (UNIX_EPOCH + moment).elapsed().ok());
        if age.is_none_or(|age| age >= TICK) {
            return;
        }
        let wait = |place: &str, _| {
            let mut file = self.tree.begin(place)?;
            let begun = Instant::now();
            while begun.elapsed() < TICK {
                self.tree.append(place, &mut file, b".")?;
                let now = self.tree.ended(place, &file)?;
                if now.is_none_or(|now| now.modified > newest) {
                    break;
                }
                std::thread::sleep(PART_OF_TICK);
            }
            Ok(())
        };
        // Then stamps are not trusted, and that is all.
        let _ = self.staging.number(&self.tree, wait);
    }

    /// Whether something of all files is as it was before this build.
    fn agrees<T: PartialEq>(&self, new: &Manifest, of: fn(&Entry) -> T) -> bool {
        let known = self.record.owned.files.values().map(of);
        new.files.values().map(of).eq(known)
    }

    /// Whether some stamps were too fresh to be trusted when stamps were last written.
    fn has_fresh(&self, manifest: &Manifest) -> bool {
        let limit = self.record.trusted;
        let is_fresh = |stamp: Stamp| limit.is_none_or(|limit| stamp.latest() >= limit);
        let mut entries = manifest.files.values();
        entries.any(|entry| entry.stamp.is_some_and(is_fresh))
    }
}

impl Publisher {
    /// Writes what the files were made from, if that is not what stands there. As with stamps, a failure
    /// costs the next build time and no more.
    fn note_made(&self, run: Option<&Run>, new: &Manifest, manifest: &Hash) {
        let known = self.record.has_made && self.record.manifest == Some(*manifest);
        let same_run = self.record.run.as_ref() == run;
        if !known || !same_run || !self.agrees(new, |entry| entry.made_from) {
            let write = |out: &mut dyn Write| new.write_made(run, manifest, out);
            let _ = self.staging.replace(&self.tree, "made", write);
        }
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        if !self.tree.is_cut() {
            self.staging.clear(&self.tree);
        }
        if self.tree.is_cut() || self.tree.phase() == Phase::GoingLive {
            self.footing.keep();
        }
    }
}

/// The longest tick of a file system's clock that is waited for.
const TICK: Duration = Duration::from_millis(10);

/// How long is waited before the clock is looked at again.
const PART_OF_TICK: Duration = Duration::from_millis(1);

fn published(bytes: &[Bytes], removed: usize, kept: Vec<String>) -> Published {
    let is_written = |bytes: &&Bytes| matches!(bytes, Bytes::Staged(_));
    let written = bytes.iter().filter(is_written).count();
    let is_adopted = |bytes: &&Bytes| matches!(bytes, Bytes::Adopted);
    Published {
        written,
        unchanged: bytes.len() - written,
        adopted: bytes.iter().filter(is_adopted).count(),
        removed,
        kept,
    }
}

/// A panic in another thread leaves the collections whole, so it is no reason
/// to panic here as well.
fn hold<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
