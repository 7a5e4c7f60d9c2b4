//! What stands in the published folder before anything goes live. Every folder
//! is looked at once, from the outside in, and no link is ever followed.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::sync::{Mutex, PoisonError};

use super::error::PublishError;
use super::tree::{Tree, stamp};
use crate::publish::{Entry, Manifest, Stamp, parent};

/// What the way down to a folder looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
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
pub(super) struct Look {
    ways: Mutex<BTreeMap<Box<str>, Way>>,
}

impl Look {
    /// The way down to the folder `dir`, as it was when first asked for.
    pub(super) fn way(&self, tree: &Tree, dir: &str) -> Result<Way, PublishError> {
        if let Some(way) = self.known(dir) {
            return Ok(way);
        }
        let above = if dir.is_empty() {
            Way::Open
        } else {
            self.way(tree, parent(dir))?
        };
        let way = match above {
            Way::Open | Way::ReadOnly => step(tree.look(dir)?.as_ref(), dir),
            closed => return Ok(closed),
        };
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        ways.insert(dir.into(), way.clone());
        Ok(way)
    }

    fn known(&self, dir: &str) -> Option<Way> {
        self.ways
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(dir)
            .cloned()
    }
}

fn step(there: Option<&Metadata>, dir: &str) -> Way {
    match there {
        None => Way::Missing,
        Some(metadata) if metadata.is_symlink() => Way::Link(dir.into()),
        Some(metadata) if !metadata.is_dir() => Way::Blocked(dir.into()),
        Some(metadata) if metadata.permissions().readonly() => Way::ReadOnly,
        Some(_) => Way::Open,
    }
}

/// How a file of the new site compares with what is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// Ours and equal.
    Same(Option<Stamp>),
    /// Not ours and equal: it becomes ours.
    Adopted(Option<Stamp>),
    /// Not there, or ours and different.
    New,
    /// This stands in the way and is not ours.
    Foreign(String),
}

/// A file of the new site, as far as comparing needs it.
pub(super) struct Wanted<'a> {
    pub(super) path: &'a str,
    pub(super) size: u64,
    pub(super) hash: blake3::Hash,
}

/// Compares one file with what stands at its place.
///
/// A recorded stamp saves reading the file when size and both times are as they
/// were right after it went live. That is safe because the time of change moves
/// with every change and no program can set it back. The one gap is a change
/// within the same tick of the file system's clock; it is closed by trusting
/// only stamps older than `trusted`, the moment the stamps were written, since
/// any later change then shows a later tick.
pub(super) fn compare(
    tree: &Tree,
    look: &Look,
    owned: &Manifest,
    trusted: Option<i64>,
    wanted: &Wanted<'_>,
) -> Result<Compared, PublishError> {
    let path = wanted.path;
    match look.way(tree, parent(path))? {
        Way::Open | Way::ReadOnly => {}
        Way::Missing => return Ok(Compared::New),
        Way::Link(at) => {
            return Err(PublishError::Link {
                path: tree.shown(&at),
            });
        }
        Way::Blocked(at) if owned.files.contains(&at) => return Ok(Compared::New),
        Way::Blocked(at) => return Ok(Compared::Foreign(at.into())),
    }
    let Some(metadata) = tree.look(path)? else {
        return Ok(Compared::New);
    };
    let ours = owned.files.get(path);
    if metadata.is_dir() {
        return Ok(if owned.dirs.contains(path) {
            Compared::New
        } else {
            Compared::Foreign(path.to_owned())
        });
    }
    if metadata.is_file() && metadata.len() == wanted.size {
        let found = stamp(&metadata);
        if let Some(entry) = ours.filter(|entry| is_untouched(entry.stamp, found, trusted)) {
            let same = entry.hash == wanted.hash;
            return Ok(if same {
                Compared::Same(found)
            } else {
                Compared::New
            });
        }
        // A file of ours that cannot be read counts as changed.
        match (tree.hash(path), ours) {
            (Ok(hash), Some(_)) if hash == wanted.hash => return Ok(Compared::Same(found)),
            (Ok(hash), None) if hash == wanted.hash => return Ok(Compared::Adopted(found)),
            (Err(error), None) => return Err(error),
            _ => {}
        }
    }
    Ok(if ours.is_some() {
        Compared::New
    } else {
        Compared::Foreign(path.to_owned())
    })
}

fn is_untouched(known: Option<Stamp>, found: Option<Stamp>, trusted: Option<i64>) -> bool {
    let is_old = |stamp: Stamp| trusted.is_some_and(|limit| stamp.latest() < limit);
    known.is_some_and(is_old) && known == found
}

/// Whether a file of ours stands as it was written, with its stamp if the system tells one.
pub(super) fn stands(
    tree: &Tree,
    look: &Look,
    trusted: Option<i64>,
    path: &str,
    entry: &Entry,
) -> Result<Option<Option<Stamp>>, PublishError> {
    match look.way(tree, parent(path))? {
        Way::Open | Way::ReadOnly => stands_there(tree, trusted, path, entry),
        _ => Ok(None),
    }
}

/// The same for a file to which folders lead all the way.
pub(super) fn stands_there(
    tree: &Tree,
    trusted: Option<i64>,
    path: &str,
    entry: &Entry,
) -> Result<Option<Option<Stamp>>, PublishError> {
    let Some(metadata) = tree.look(path)? else {
        return Ok(None);
    };
    if !metadata.is_file() || metadata.len() != entry.size {
        return Ok(None);
    }
    let found = stamp(&metadata);
    let same = is_untouched(entry.stamp, found, trusted)
        || tree.hash(path).is_ok_and(|hash| hash == entry.hash);
    Ok(same.then_some(found))
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
