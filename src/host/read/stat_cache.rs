//! Files of units that are known by their stat, so that they need not be read.

use std::collections::BTreeMap;

use blake3::Hash;
use walkdir::DirEntry;

use crate::cache::sources::{KnownSources, SourceStats};
use crate::cache::stat::{FileStat, FsClock, Writer};
use crate::host::stat::file_stat;
use crate::load::is_of_units;
use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// What is known of source files without reading them.
pub struct StatCache {
    /// The files that an earlier build has read.
    pub known: KnownSources,
    /// The clock of the file system that the site is on; nothing where stats prove nothing.
    pub clock: Option<FsClock>,
    /// Everything that the build depends on beside its sources.
    pub key: Hash,
}

/// What a file's stat tells.
#[derive(Default)]
pub(super) struct Known {
    /// The stat, if it proves what the file holds once it was read.
    pub stat: Option<FileStat>,
    /// The digest of what it holds, if that is known.
    pub digest: Option<Hash>,
}

impl StatCache {
    /// Looks at a file of a unit. Others are read: there are few, and much depends on them.
    pub(super) fn look(&self, path: &SitePath, entry: &DirEntry) -> Known {
        if !is_of_units(path) || !entry.file_type().is_file() {
            return Known::default();
        }
        let Some(stat) = entry.metadata().ok().as_ref().and_then(file_stat) else {
            return Known::default();
        };
        let digest = self.known.digest(path, &stat);
        let clock = self.clock.as_ref();
        let is_proved =
            digest.is_some() || clock.is_some_and(|it| it.proves(&stat, Writer::Anyone));
        Known {
            stat: is_proved.then_some(stat),
            digest,
        }
    }
}

/// The stats of files whose texts were read, or are known.
pub(super) fn stats_of(
    content: &BTreeMap<SitePath, Content>,
    stats: BTreeMap<SitePath, FileStat>,
) -> SourceStats {
    let mut found = SourceStats::default();
    let mut stats = stats.into_iter().peekable();
    for (at, (path, content)) in content.iter().enumerate() {
        while stats.next_if(|(other, _)| other < path).is_some() {}
        let stat = stats.next_if(|(other, _)| other == path);
        if let (Some((_, stat)), Content::Text(_) | Content::Unloaded { .. }) = (stat, content) {
            found.add(at, path, &stat);
        }
    }
    found
}
