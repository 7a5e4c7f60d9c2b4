//! Hears of changes to a site's files: from the system, or by polling.
//!
//! Events are hints. What really changed is found by reading, so an event too many costs a look, and
//! an event about a folder means everything in it. Events are debounced: gathered until nothing has happened for a
//! moment, a longer one when many files change, so that a checkout of a thousand files is one change.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use blake3::Hash;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use crate::cache::stat::{FileStat, FsClock, Writer};
use crate::host::stat::file_stat;
use crate::host::store::Store;

/// How long nothing must happen before a change of a few files is told: editors that save by writing
/// beside the file and renaming are done in less.
const DEBOUNCE: Duration = Duration::from_millis(30);
/// How long nothing must happen before a change of many files is told.
const LONG_DEBOUNCE: Duration = Duration::from_millis(100);
/// More paths than these are many.
const FEW: usize = 10;
/// How long a change is held back at most.
const MAX_BATCH: Duration = Duration::from_millis(500);
/// How often files are looked at when the system tells of nothing.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// The folders of a site that are watched.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// How changes are heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the system.
    Events,
    /// By looking at every file now and then: network folders and containers tell of nothing.
    Polling,
}

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// These paths may have changed.
    Changed(BTreeSet<PathBuf>),
    /// The system cannot tell of changes, for this reason: from now on files are looked at.
    Polling(String),
}

/// Tells of changed paths from now on, until `tell` answers false.
pub fn start(root: &Path, wanted: Way, mut tell: impl FnMut(News) -> bool + Send + 'static) {
    let root = root.to_owned();
    let mut reason = None;
    if wanted == Way::Events {
        let (sender, receiver) = channel();
        match Watching::start(&root, sender) {
            Ok(watching) => {
                thread::spawn(move || gather(watching, &receiver, tell));
                return;
            }
            Err(error) => reason = Some(error.to_string()),
        }
    }
    let poller = Poller::new(&root);
    thread::spawn(move || {
        if reason.is_none_or(|reason| tell(News::Polling(reason))) {
            poll(poller, tell);
        }
    });
}

/// The system's watcher and what it has been asked to watch.
struct Watching {
    root: PathBuf,
    watcher: RecommendedWatcher,
}

impl Watching {
    fn start(root: &Path, sender: Sender<notify::Result<Event>>) -> notify::Result<Self> {
        let mut watcher = notify::recommended_watcher(sender)?;
        // The root tells when a folder comes or goes; only the folders are watched in depth.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        let mut watching = Self {
            root: root.to_owned(),
            watcher,
        };
        for folder in FOLDERS {
            watching.watch_folder(folder)?;
        }
        Ok(watching)
    }

    /// Watches a folder of the site, if it is there.
    fn watch_folder(&mut self, folder: &str) -> notify::Result<()> {
        let folder = self.root.join(folder);
        if !folder.is_dir() {
            return Ok(());
        }
        self.watcher.watch(&folder, RecursiveMode::Recursive)
    }

    /// Watches anew what has come back after it was gone.
    fn renew(&mut self, changed: &BTreeSet<PathBuf>) -> notify::Result<()> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            if changed.contains(&path) || changed.contains(&self.root) {
                // It fails for a folder that is not watched, which is what is wanted.
                let _ = self.watcher.unwatch(&path);
                self.watch_folder(folder)?;
            }
        }
        Ok(())
    }
}

/// Gathers events into changes, and looks at the files instead when the system tells no more.
fn gather(
    mut watching: Watching,
    events: &Receiver<notify::Result<Event>>,
    mut tell: impl FnMut(News) -> bool,
) {
    while let Ok(first) = events.recv() {
        let begun = Instant::now();
        let mut limit = limit_of(&first);
        let mut changed = paths(&watching.root, first);
        while begun.elapsed() < MAX_BATCH && !changed.is_empty() && limit.is_none() {
            let quiet = if changed.len() > FEW {
                LONG_DEBOUNCE
            } else {
                DEBOUNCE
            };
            match events.recv_timeout(quiet) {
                Ok(event) => {
                    limit = limit_of(&event);
                    changed.extend(paths(&watching.root, event));
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if changed.is_empty() {
            continue;
        }
        if let Err(error) = watching.renew(&changed) {
            limit = limit.or_else(|| limit_of(&Err(error)));
        }
        if let Some(reason) = limit {
            let root = watching.root.clone();
            drop(watching);
            let poller = Poller::new(&root);
            // What was not told of is found by reading everything.
            let everything = News::Changed(BTreeSet::from([root]));
            if tell(News::Polling(reason)) && tell(everything) {
                poll(poller, tell);
            }
            return;
        }
        if !tell(News::Changed(changed)) {
            return;
        }
    }
}

/// Why the system can watch no more folders, when an event says so.
fn limit_of(event: &notify::Result<Event>) -> Option<String> {
    let error = event.as_ref().err()?;
    let is_limit = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::StorageFull,
        _ => false,
    };
    is_limit.then(|| error.to_string())
}

/// The paths of a site that an event speaks of; the root when the system has lost count.
fn paths(root: &Path, event: notify::Result<Event>) -> BTreeSet<PathBuf> {
    let Ok(event) = event else {
        return BTreeSet::from([root.to_owned()]);
    };
    if event.need_rescan() {
        return BTreeSet::from([root.to_owned()]);
    }
    // To open and read a file is an event too, which a reader must not answer with reading.
    let written = AccessKind::Close(AccessMode::Write);
    let speaks = !matches!(event.kind, EventKind::Access(kind) if kind != written);
    let ours = |path: &PathBuf| {
        FOLDERS
            .iter()
            .any(|folder| path.starts_with(root.join(folder)))
    };
    let found = event.paths.into_iter().filter(|path| speaks && ours(path));
    found.collect()
}

/// Looks at every file now and then.
fn poll(mut poller: Poller, mut tell: impl FnMut(News) -> bool) {
    loop {
        thread::sleep(POLL_INTERVAL);
        let mut changed = poller.changed();
        if changed.is_empty() {
            continue;
        }
        // A burst is waited out.
        let begun = Instant::now();
        while begun.elapsed() < MAX_BATCH {
            thread::sleep(LONG_DEBOUNCE);
            let more = poller.changed();
            if more.is_empty() {
                break;
            }
            changed.extend(more);
        }
        if !tell(News::Changed(changed)) {
            return;
        }
    }
}

/// What tells one state of a file from another.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Polled {
    Folder,
    /// It cannot be looked at: a link that leads nowhere.
    Nothing,
    File {
        modified: Option<SystemTime>,
        size: u64,
        /// Where the system tells it.
        stat: Option<FileStat>,
    },
}

/// Files are read only where their stat does not prove that they are unchanged ([`crate::cache::stat`]):
/// on network folders and in containers, where polling is needed, that is often so. Only so many are read
/// at a time, one after the other, so that a change that shows in the stat is found at once.
struct Poller {
    root: PathBuf,
    files: BTreeMap<PathBuf, Polled>,
    /// The hashes of files that were read.
    hashes: BTreeMap<PathBuf, Option<Hash>>,
    /// The file that is read next.
    next: PathBuf,
    /// The clock of the file system at an earlier look: what it proves holds ever after.
    clock: Option<FsClock>,
    looks: u32,
}

/// How many files are read at a look.
const READ_AT_A_LOOK: usize = 64;

/// How many looks the clock is used for.
const LOOKS_A_CLOCK: u32 = 60;

impl Poller {
    fn new(root: &Path) -> Self {
        let mut poller = Self {
            root: root.to_owned(),
            files: BTreeMap::new(),
            hashes: BTreeMap::new(),
            next: PathBuf::new(),
            clock: None,
            looks: 0,
        };
        poller.changed();
        poller
    }

    /// The paths that have changed since the last look.
    fn changed(&mut self) -> BTreeSet<PathBuf> {
        if self.looks.is_multiple_of(LOOKS_A_CLOCK) {
            self.clock = Store::new(&self.root, &self.root).clock();
        }
        self.looks += 1;
        let now = look(&self.root);
        let paths: BTreeSet<&PathBuf> = self.files.keys().chain(now.keys()).collect();
        let differs = |path: &&PathBuf| self.files.get(*path) != now.get(*path);
        let mut changed: BTreeSet<PathBuf> = paths.into_iter().filter(differs).cloned().collect();
        self.files = now;
        for path in &changed {
            self.hashes.remove(path);
        }
        changed.extend(self.read_some());
        changed
    }

    /// Reads the next files whose stat proves nothing, and gives those that have changed.
    fn read_some(&mut self) -> Vec<PathBuf> {
        let after = self.files.range::<PathBuf, _>(&self.next..);
        let before = self.files.range::<PathBuf, _>(..&self.next);
        let unproved = after.chain(before).filter(|(_, it)| !self.is_proved(it));
        let mut unproved = unproved.map(|(path, _)| path.clone());
        let some: Vec<PathBuf> = unproved.by_ref().take(READ_AT_A_LOOK).collect();
        let next = unproved.next().unwrap_or_default();
        drop(unproved);
        self.next = next;
        let mut changed = Vec::new();
        for path in some {
            // A file that cannot be read has no hash, and is another once it can be.
            let hash = std::fs::read(&path).ok().map(|bytes| blake3::hash(&bytes));
            let before = self.hashes.insert(path.clone(), hash);
            if before.is_some_and(|before| before != hash) {
                changed.push(path);
            }
        }
        changed
    }

    fn is_proved(&self, polled: &Polled) -> bool {
        let Polled::File { stat, .. } = polled else {
            return true;
        };
        let clock = self.clock.as_ref();
        stat.is_some_and(|stat| clock.is_some_and(|it| it.proves(&stat, Writer::Anyone)))
    }
}

fn look(root: &Path) -> BTreeMap<PathBuf, Polled> {
    let files = FOLDERS
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)));
    let polled = |entry: walkdir::DirEntry| {
        // Through links: what counts is the file that is read.
        let polled = match std::fs::metadata(entry.path()) {
            _ if entry.file_type().is_dir() => Polled::Folder,
            Ok(metadata) if metadata.is_file() => Polled::File {
                modified: metadata.modified().ok(),
                size: metadata.len(),
                stat: file_stat(&metadata),
            },
            Ok(_) => Polled::Folder,
            Err(_) => Polled::Nothing,
        };
        (entry.into_path(), polled)
    };
    files.filter_map(Result::ok).map(polled).collect()
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::*;

    #[test]
    fn a_change_that_no_stat_shows_is_found_by_reading() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        fs::create_dir(root.join("content")).expect("made");
        let file = |nth: usize| root.join(format!("content/{nth}.toml"));
        for nth in 0..READ_AT_A_LOOK * 3 {
            fs::write(file(nth), "a").expect("written");
        }
        let mut poller = Poller::new(root);
        for _ in 0..3 {
            assert_eq!(poller.changed(), BTreeSet::new());
        }
        // A file system that shows nothing of a change: all is as it was but the bytes.
        let changed = file(READ_AT_A_LOOK * 3 - 1);
        let before = fs::metadata(&changed).expect("there");
        fs::write(&changed, "b").expect("written");
        let open = File::options().write(true).open(&changed).expect("open");
        open.set_modified(before.modified().expect("a time"))
            .expect("set");
        drop(open);
        poller.files = look(root);
        poller.clock = None;
        let found: BTreeSet<PathBuf> = (0..3).flat_map(|_| poller.changed()).collect();
        assert_eq!(found, BTreeSet::from([changed]));
    }

    #[test]
    fn a_change_that_the_stat_shows_is_found_at_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        let file = root.join("content/a.toml");
        fs::create_dir(root.join("content")).expect("made");
        fs::write(&file, "a").expect("written");
        let mut poller = Poller::new(root);
        fs::write(&file, "ab").expect("written");
        assert_eq!(poller.changed(), BTreeSet::from([file.clone()]));
        fs::remove_file(&file).expect("removed");
        assert_eq!(poller.changed(), BTreeSet::from([file]));
    }
}
