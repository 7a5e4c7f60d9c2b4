//! Going live: what was offered becomes what is published.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use blake3::Hash;
use rayon::prelude::*;

use super::dirs::{DirState, foreign_in};
use super::error::{NAMED, PublishError};
use super::staging::mirrored;
use super::state::{FORMER, work};
use super::{Bytes, Caching, Offered, Published, Publisher, hold};
use crate::cache::outputs::{Output, Outputs};
use crate::cache::stat::{FileStat, FsClock};
use crate::host::stat::{clock_of, file_stat};
use crate::publish::manifest::Manifest;
use crate::publish::plan::{Batch, plan};
use crate::publish::{ancestors, folders, parent};
use crate::render::address::Stage;
use crate::text::path_map::PathMapBuilder;

/// The longest tick of a file system's clock that is waited for.
const TICK: Duration = Duration::from_millis(10);

/// How long is waited before the clock is looked at again.
const PART_OF_TICK: Duration = Duration::from_millis(1);

impl Publisher {
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
        self.commit_for_cache().map(|(published, _)| published)
    }

    /// The same, and tells what is known of the published files, for the next build to
    /// [use](Publisher::use_cache).
    ///
    /// # Errors
    /// As [`Publisher::commit`].
    ///
    /// # Panics
    /// As [`Publisher::commit`].
    pub fn commit_for_cache(mut self) -> Result<(Published, Outputs), PublishError> {
        assert!(
            !self.failed.load(Ordering::Relaxed),
            "bug: an offer failed, and yet the build is committed"
        );
        self.refuse_foreign()?;
        let offered = std::mem::take(&mut *hold(&self.offered));
        let New {
            manifest: new,
            mut outputs,
            bytes,
        } = self.new_site(offered)?;
        if new.is_another_site_than(&self.state.owned) {
            return Err(PublishError::OtherSite {
                output: self.tree.shown(""),
                holds: self.state.owned.site.clone().unwrap_or_default(),
            });
        }
        let batches = self.batches(&new, &bytes)?;
        let (mut stats, mut kept) = (Vec::new(), Vec::new());
        let manifest = match self.manifest() {
            Some(manifest) if batches.is_empty() && new.says_the_same(&self.state.owned) => {
                manifest
            }
            _ => {
                let manifest = self.begin(&new)?;
                for batch in &batches {
                    match batch {
                        Batch::MoveDirs(stage, dirs) => self.move_dirs(*stage, dirs)?,
                        Batch::Move(paths) => stats.extend(self.move_all(paths, &new, &bytes)?),
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
        for former in FORMER {
            // Best effort: they are read by nobody any more.
            let _ = self.tree.remove_file(&work(former));
        }
        for (place, stat) in stats {
            outputs[place].stat = stat;
        }
        let end = self.wait_out_racy_tick(&outputs, &bytes);
        for (output, bytes) in outputs.iter_mut().zip(&bytes) {
            output.stat = self.proved(*bytes, output.stat, end);
        }
        let outputs = Outputs {
            manifest,
            files: outputs,
            chunks: self.chunks_of(&new.files),
        };
        let published = Published {
            removed: *self.removed.get_mut(),
            was_damaged: self.state.damaged.is_some(),
            kept,
            ..counts(&bytes)
        };
        Ok((published, outputs))
    }

    fn refuse_foreign(&self) -> Result<(), PublishError> {
        let foreign = hold(&self.foreign);
        match foreign.len() {
            0 => Ok(()),
            count => Err(PublishError::Foreign {
                output: self.tree.shown(""),
                paths: foreign.iter().take(NAMED).cloned().collect(),
                count,
                damaged: self.state.damaged.clone(),
            }),
        }
    }

    /// What will be ours: the offered files, and the folders that were ours or
    /// that going live will make.
    fn new_site(&self, offered: PathMapBuilder<Offered>) -> Result<New, PublishError> {
        let offered = offered.into_map();
        let offered = offered.map_err(|path| PublishError::Twice { path })?;
        let bytes = offered.values().map(|offered| offered.bytes).collect();
        let outputs = offered.values().map(|offered| offered.output).collect();
        let files = offered.map(|offered| offered.entry);
        let mut dirs = PathMapBuilder::default();
        for dir in folders(files.paths()) {
            let stands = self.is_folder(dir)?;
            if !stands || self.state.owned.dirs.contains(dir) {
                dirs.add(dir, ());
            }
        }
        let dirs = dirs.into_map();
        let manifest = Manifest {
            kind: self.kind,
            site: self.site.clone(),
            files,
            dirs: dirs.expect("bug: a folder was told twice"),
        };
        Ok(New {
            manifest,
            outputs,
            bytes,
        })
    }

    /// The plan, once it is sure that nothing foreign is in its way and that
    /// folders marked as read-only can be written to.
    fn batches<'a>(
        &'a self,
        new: &'a Manifest,
        bytes: &[Bytes],
    ) -> Result<Vec<Batch<'a>>, PublishError> {
        let is_put = |place: usize| matches!(bytes[place], Bytes::Staged(_));
        let is_fresh = |dir| Ok(self.dirs.state(&self.tree, dir)? == DirState::Missing);
        let fresh = new.dirs.paths().map(is_fresh);
        let fresh: Vec<bool> = fresh.collect::<Result<_, PublishError>>()?;
        let owned = &self.state.owned;
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
                match self.dirs.state(&self.tree, dir)? {
                    DirState::Missing | DirState::Blocked(_) | DirState::Link(_) => continue,
                    DirState::Open => {}
                    DirState::ReadOnly => {
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
        if self.state.unfinished {
            replace("manifest", &self.state.owned)?;
        }
        let hash = replace("journal", new)?;
        self.tree.go_live();
        Ok(hash)
    }

    /// Renaming a folder does not change the files in it, so the stats that staging noted hold.
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
    ) -> Result<Vec<(usize, Option<FileStat>)>, PublishError> {
        let moved = paths.par_iter().map(|path| {
            let staged = new.files.place(path).map(|place| (place, bytes[place]));
            let Some((place, Bytes::Staged(staged))) = staged else {
                unreachable!("bug: `{path}` is to go live but was not staged")
            };
            self.make_dirs(parent(path))?;
            let stage = new.files.at(place).stage;
            self.tree.rename(&staged.place(stage, path), path)?;
            Ok((place, self.tree.look(path)?.as_ref().and_then(file_stat)))
        });
        moved.collect()
    }

    /// Makes a folder and those it lies in, unless they are known to stand.
    fn make_dirs(&self, dir: &str) -> Result<(), PublishError> {
        if self.is_folder(dir)? || hold(&self.made).contains(dir) {
            return Ok(());
        }
        self.make_dirs(parent(dir))?;
        self.tree.make_dir(dir)?;
        hold(&self.made).insert(dir.to_owned());
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<(), PublishError> {
        // A link that somebody put in place of a folder of ours must not lead a deletion elsewhere.
        if self.is_folder(parent(path))?
            && self.tree.look(path)?.is_some_and(|there| !there.is_dir())
        {
            self.removed
                .fetch_add(usize::from(self.tree.remove_file(path)?), Ordering::Relaxed);
        }
        Ok(())
    }

    fn remove_dirs(&self, dirs: &[&str], kept: &mut Vec<String>) -> Result<(), PublishError> {
        for dir in dirs {
            if self.is_folder(parent(dir))? && !self.tree.remove_empty_dir(dir)? {
                kept.push((*dir).to_owned());
            }
        }
        kept.sort_unstable();
        Ok(())
    }

    /// Whether folders lead all the way to this one.
    fn is_folder(&self, dir: &str) -> Result<bool, PublishError> {
        let state = self.dirs.state(&self.tree, dir)?;
        Ok(matches!(state, DirState::Open | DirState::ReadOnly))
    }

    /// Waits until the clock of the file system has passed the files that went live this very moment,
    /// so that the next build need not read them, and gives it: it is told by a file that is written on
    /// and on. Where it ticks more slowly, they will be read.
    fn wait_out_racy_tick(&self, outputs: &[Output], bytes: &[Bytes]) -> Option<FsClock> {
        if self.caching == Caching::Off {
            return None;
        }
        let is_new = |(_, bytes): &(&Output, &Bytes)| matches!(bytes, Bytes::Staged(_));
        let new = outputs.iter().zip(bytes).filter(is_new);
        let newest = new
            .filter_map(|(output, _)| output.stat)
            .map(|stat| stat.latest());
        let newest = newest.max()?;
        let wait = |place: &str, _| {
            let mut file = self.tree.begin(place)?;
            let begun = Instant::now();
            loop {
                let clock = clock_of(&file);
                let has_passed = clock.is_none_or(|clock| clock.now > newest);
                if has_passed || begun.elapsed() >= TICK {
                    return Ok(clock);
                }
                std::thread::sleep(PART_OF_TICK);
                self.tree.append(place, &mut file, b".")?;
            }
        };
        let (_, clock) = self.staging.number(&self.tree, wait).ok()?;
        clock
    }
}

/// The new site, its files in the same order everywhere.
struct New {
    manifest: Manifest,
    outputs: Vec<Output>,
    bytes: Vec<Bytes>,
}

/// How many files were written, and how many were published already.
fn counts(bytes: &[Bytes]) -> Published {
    let is_written = |bytes: &&Bytes| matches!(bytes, Bytes::Staged(_));
    let written = bytes.iter().filter(is_written).count();
    let is_adopted = |bytes: &&Bytes| matches!(bytes, Bytes::Adopted);
    Published {
        written,
        unchanged: bytes.len() - written,
        adopted: bytes.iter().filter(is_adopted).count(),
        ..Published::default()
    }
}
