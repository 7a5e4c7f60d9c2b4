//! Files compared with what is published, by their stat where that proves enough, and else by reading.

use super::dirs::{DirCache, DirState};
use super::error::PublishError;
use super::standing::{Standing, unchanged};
use super::state::PublishState;
use super::tree::Tree;
use crate::cache::stat::FileStat;
use crate::host::stat::file_stat;
use crate::publish::parent;

/// How a file of the new site compares with what is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// Ours and equal.
    Same(Standing),
    /// Not ours and equal: it becomes ours.
    Adopted(Option<FileStat>),
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
pub(super) fn compare(
    tree: &Tree,
    dirs: &DirCache,
    state: &PublishState,
    wanted: &Wanted<'_>,
) -> Result<Compared, PublishError> {
    let (path, owned) = (wanted.path, &state.owned);
    match dirs.state(tree, parent(path))? {
        DirState::Open | DirState::ReadOnly => {}
        DirState::Missing => return Ok(Compared::New),
        DirState::Link(at) => {
            return Err(PublishError::Link {
                path: tree.shown(&at),
            });
        }
        DirState::Blocked(at) if owned.files.contains(&at) => return Ok(Compared::New),
        DirState::Blocked(at) => return Ok(Compared::Foreign(at.into())),
    }
    let Some(metadata) = tree.look(path)? else {
        return Ok(Compared::New);
    };
    let ours = owned.files.place(path);
    if metadata.is_dir() {
        return Ok(if owned.dirs.contains(path) {
            Compared::New
        } else {
            Compared::Foreign(path.to_owned())
        });
    }
    if metadata.is_file() && metadata.len() == wanted.size {
        let stat = file_stat(&metadata);
        if let Some(place) = ours
            && let Some(unchanged) = unchanged(&state.output(place), stat)
        {
            let same = owned.files.at(place).hash == wanted.hash;
            return Ok(if same {
                Compared::Same(Standing::Unchanged(unchanged))
            } else {
                Compared::New
            });
        }
        // A file of ours that cannot be read counts as changed.
        match (tree.hash(path), ours) {
            (Ok(hash), Some(_)) if hash == wanted.hash => {
                return Ok(Compared::Same(Standing::Read(stat)));
            }
            (Ok(hash), None) if hash == wanted.hash => return Ok(Compared::Adopted(stat)),
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
