//! A glance at a site's sources: which files there are, and when each was last touched, without opening
//! one. Two equal glances, the first of them settled, are two looks at the same bytes.
//!
//! That is safe because a file's time of change moves with every change, and no program can set it back.
//! The one gap is a change within the same tick of the file system's clock as the glance; it is closed by
//! believing only a glance at files that had been left alone for a while.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use blake3::{Hash, Hasher};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{SOURCE_FOLDERS, is_missing, is_wanted};
use crate::text::digest::put;

/// How long files must have been left alone: longer than a tick of any file system's clock.
const SETTLED: Duration = Duration::from_secs(3);

/// What a glance has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// All paths with their sizes and times.
    pub hash: Hash,
    /// All files.
    pub(super) files: Vec<SeenFile>,
}

impl Glance {
    /// Whether no file had been touched shortly before a moment.
    pub fn is_settled(&self, moment: SystemTime) -> bool {
        self.files.iter().all(|file| file.is_settled(moment))
    }
}

/// A file that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeenFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its device, its number there, and its size in bytes.
    numbers: [u64; 3],
    /// When its bytes changed last, and when anything about it did, in nanoseconds since 1970.
    times: [i128; 2],
}

impl SeenFile {
    /// Its path, size and times as one hash.
    pub fn look(&self) -> Hash {
        let mut hasher = Hasher::new();
        self.put(&mut hasher);
        hasher.finalize()
    }

    fn put(&self, hasher: &mut Hasher) {
        put(hasher, self.path.as_os_str().as_encoded_bytes());
        for number in self.numbers {
            hasher.update(&number.to_le_bytes());
        }
        for time in self.times {
            hasher.update(&time.to_le_bytes());
        }
    }

    /// When it was touched last.
    fn touched(&self) -> i128 {
        self.times[0].max(self.times[1])
    }

    /// Whether it had not been touched shortly before a moment.
    pub fn is_settled(&self, moment: SystemTime) -> bool {
        let since = moment
            .checked_sub(SETTLED)
            .and_then(|limit| limit.duration_since(UNIX_EPOCH).ok());
        since.is_some_and(|limit| {
            i128::try_from(limit.as_nanos()).is_ok_and(|limit| self.touched() < limit)
        })
    }
}

/// Glances at the sources of the site at `root`. Nothing where that does not tell enough: when something
/// among them is a link or no ordinary file, cannot be looked at, or the system does not tell its times.
pub fn glance(root: &Path) -> Option<Glance> {
    let entries = SOURCE_FOLDERS.into_iter().flat_map(|folder| {
        let walk = WalkDir::new(root.join(folder)).follow_root_links(false);
        walk.sort_by_file_name().into_iter().filter_entry(is_wanted)
    });
    let mut found = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => found.push(entry),
            // A site may be without a theme of its own.
            Err(error) if is_missing(&error) => {}
            Ok(_) | Err(_) => return None,
        }
    }
    // Only now, so that no thread waits for the walk: each look takes no longer than a step of it.
    let files: Option<Vec<SeenFile>> = found.into_par_iter().map(look_at).collect();
    let files = files?;
    let mut hasher = Hasher::new();
    for file in &files {
        file.put(&mut hasher);
    }
    (!files.is_empty()).then(|| Glance {
        hash: hasher.finalize(),
        files,
    })
}

#[cfg(unix)]
fn look_at(entry: DirEntry) -> Option<SeenFile> {
    use std::os::unix::fs::MetadataExt as _;

    let metadata = entry.metadata().ok()?;
    let moment = |seconds: i64, nanoseconds: i64| {
        i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds)
    };
    Some(SeenFile {
        path: entry.into_path(),
        numbers: [metadata.dev(), metadata.ino(), metadata.len()],
        times: [
            moment(metadata.mtime(), metadata.mtime_nsec()),
            moment(metadata.ctime(), metadata.ctime_nsec()),
        ],
    })
}

/// Elsewhere the time of change is not told, and the other times can be set by anybody.
#[cfg(not(unix))]
fn look_at(_: DirEntry) -> Option<SeenFile> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};

    use super::*;

    fn site() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(root.path().join("content/kalmar/units")).expect("made");
        for (path, text) in [
            ("content/site.toml", "title = 1"),
            ("content/kalmar/units/strandvik.toml", "name = 1"),
        ] {
            fs::write(root.path().join(path), text).expect("written");
        }
        root
    }

    #[test]
    fn what_is_left_alone_looks_the_same() {
        let root = site();
        let first = glance(root.path()).expect("seen");
        fs::write(root.path().join("content/kalmar/.swap"), "x").expect("written");
        fs::write(
            root.path().join("content/kalmar/units/strandvik.toml~"),
            "x",
        )
        .expect("written");
        assert_eq!(glance(root.path()), Some(first));
    }

    const UNIT: &str = "content/kalmar/units/strandvik.toml";

    /// Whether a glance tells a site from the same after a change.
    fn is_seen(change: impl Fn(&Path)) -> bool {
        let root = site();
        let before = glance(root.path()).expect("seen");
        change(root.path());
        glance(root.path()).expect("seen").hash != before.hash
    }

    #[test]
    fn every_change_is_seen() {
        let write = |path: &str, text: &str, root: &Path| {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, text).expect("written");
        };
        assert!(is_seen(|root| write(UNIT, "name = 12", root)));
        assert!(is_seen(|root| write(
            "content/kalmar/units/ny.toml",
            "",
            root
        )));
        assert!(is_seen(|root| write("themes/default/theme.toml", "", root)));
        assert!(is_seen(
            |root| fs::remove_file(root.join(UNIT)).expect("removed")
        ));
        assert!(is_seen(|root| {
            fs::rename(root.join(UNIT), root.join("content/kalmar/units/ny.toml")).expect("moved");
        }));
    }

    #[test]
    fn a_change_that_hides_behind_size_and_time_is_seen() {
        let root = site();
        let file = root.path().join(UNIT);
        let time = fs::metadata(&file).and_then(|it| it.modified());
        let time = time.expect("a time");
        let before = glance(root.path());
        // Until the clock of the file system has ticked.
        while glance(root.path()) == before {
            fs::write(&file, "name = 2").expect("written");
            let file = File::options().write(true).open(&file).expect("open");
            file.set_modified(time).expect("set");
        }
        let metadata = fs::metadata(&file).expect("there");
        assert_eq!((metadata.len(), metadata.modified().ok()), (8, Some(time)));
    }

    #[test]
    fn a_link_is_no_file_to_be_known_at_a_glance() {
        let root = site();
        let link = root.path().join("content/kalmar/units/ny.toml");
        std::os::unix::fs::symlink("strandvik.toml", link).expect("linked");
        assert_eq!(glance(root.path()), None);
    }

    #[test]
    fn only_files_that_were_left_alone_are_believed() {
        let root = site();
        let glance = glance(root.path()).expect("seen");
        let touched = glance.files.iter().map(SeenFile::touched).max();
        let touched = u64::try_from(touched.expect("a file")).expect("after 1970");
        let touched = UNIX_EPOCH + Duration::from_nanos(touched);
        assert!(!glance.is_settled(touched));
        assert!(!glance.is_settled(touched + Duration::from_secs(2)));
        assert!(glance.is_settled(touched + Duration::from_secs(4)));
        // A time in the future is believed never, or once it has passed.
        assert!(!glance.is_settled(touched - Duration::from_secs(3600)));
    }
}
