//! Whether a published file still has the bytes that it was written with: by its stat where that proves
//! enough, and else by reading.

use super::dirs::{DirCache, DirState};
use super::error::PublishError;
use super::tree::Tree;
use crate::cache::outputs::Output;
use crate::cache::stat::FileStat;
use crate::host::stat::file_stat;
use crate::publish::manifest::ManifestEntry;
use crate::publish::parent;

/// How a published file is known to have certain bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It has the stat that the cache has of it, which proves it.
    Unchanged(FileStat),
    /// It was read. Its stat was taken before that.
    Read(Option<FileStat>),
}

/// The stat of a file that is the one which the cache has.
pub(super) fn unchanged(output: &Output, stat: Option<FileStat>) -> Option<FileStat> {
    output.stat.filter(|known| stat == Some(*known))
}

/// Whether a file of ours stands as it was written, and how that is known.
pub(super) fn stands(
    tree: &Tree,
    dirs: &DirCache,
    path: &str,
    entry: &ManifestEntry,
    output: &Output,
) -> Result<Option<Standing>, PublishError> {
    match dirs.state(tree, parent(path))? {
        DirState::Open | DirState::ReadOnly => stands_there(tree, path, entry, output),
        _ => Ok(None),
    }
}

/// The same for a file to which folders lead all the way.
pub(super) fn stands_there(
    tree: &Tree,
    path: &str,
    entry: &ManifestEntry,
    output: &Output,
) -> Result<Option<Standing>, PublishError> {
    let Some(metadata) = tree.look(path)? else {
        return Ok(None);
    };
    if !metadata.is_file() || metadata.len() != entry.size {
        return Ok(None);
    }
    let stat = file_stat(&metadata);
    if let Some(stat) = unchanged(output, stat) {
        return Ok(Some(Standing::Unchanged(stat)));
    }
    let same = tree.hash(path).is_ok_and(|hash| hash == entry.hash);
    Ok(same.then_some(Standing::Read(stat)))
}
