//! The folders of the published folder before anything goes live. Each is looked at once, from the
//! outside in, and no link is ever followed.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::tree::Tree;
use crate::publish::manifest::Manifest;
use crate::publish::parent;

/// What a folder, and those it lies in, are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DirState {
    /// Folders all the way.
    Open,
    /// Folders all the way, the last without the right to write for anybody.
    ReadOnly,
    /// From some folder on, nothing is there.
    Missing,
    /// A symbolic link stands in it, at this path.
    Link(Box<str>),
    /// Something that is no folder stands in it, at this path.
    Blocked(Box<str>),
}

/// The folders looked at so far, but for those below one that is no open folder: they are as it is.
#[derive(Debug, Default)]
pub(super) struct DirCache {
    states: Mutex<BTreeMap<Box<str>, DirState>>,
}

impl DirCache {
    /// The state of the folder `dir`, as it was when first asked for.
    pub(super) fn state(&self, tree: &Tree, dir: &str) -> Result<DirState, PublishError> {
        if let Some(state) = self.known(dir) {
            return Ok(state);
        }
        let above = if dir.is_empty() {
            DirState::Open
        } else {
            self.state(tree, parent(dir))?
        };
        let state = match above {
            DirState::Open | DirState::ReadOnly => step(tree.look(dir)?.as_ref(), dir),
            closed => return Ok(closed),
        };
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.insert(dir.into(), state.clone());
        Ok(state)
    }

    fn known(&self, dir: &str) -> Option<DirState> {
        self.states
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(dir)
            .cloned()
    }
}

fn step(there: Option<&Metadata>, dir: &str) -> DirState {
    match there {
        None => DirState::Missing,
        Some(metadata) if metadata.is_symlink() => DirState::Link(dir.into()),
        Some(metadata) if !metadata.is_dir() => DirState::Blocked(dir.into()),
        Some(metadata) if metadata.permissions().readonly() => DirState::ReadOnly,
        Some(_) => DirState::Open,
    }
}

/// Where a folder has more folders of ours than this, it is listed rather than each of them looked at.
const LISTED: usize = 16;

/// Whether it is certain that folders lead all the way to each of these folders, outer ones among them.
pub(super) fn lead_all_the_way(tree: &Tree, dirs: &[&str]) -> Result<bool, PublishError> {
    let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for dir in dirs {
        below.entry(parent(dir)).or_default().push(dir);
    }
    // An outer folder comes before those in it: no folder is listed that a link leads to.
    for (outer, dirs) in below {
        let all = match dirs.len() {
            0..=LISTED => dirs.iter().try_fold(true, |all, dir| {
                let there = tree.look(dir)?;
                Ok(all && there.is_some_and(|metadata| metadata.is_dir()))
            })?,
            _ => {
                let folders = tree.folders(outer).unwrap_or_default();
                dirs.iter().all(|dir| folders.contains(name(dir)))
            }
        };
        if !all {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What in the folder `dir` is not ours, at whatever depth; nothing if all of it is.
pub(super) fn foreign_in(
    tree: &Tree,
    owned: &Manifest,
    dir: &str,
) -> Result<Vec<String>, PublishError> {
    let mut foreign = Vec::new();
    for name in tree.names(dir)? {
        let path = format!("{dir}/{name}");
        let is_dir = tree.look(&path)?.is_some_and(|metadata| metadata.is_dir());
        if is_dir && owned.dirs.contains(&path) {
            foreign.extend(foreign_in(tree, owned, &path)?);
        } else if is_dir || !owned.files.contains(&path) {
            foreign.push(path);
        }
    }
    Ok(foreign)
}
