//! Hears of changes to a site's files: from the system, or by looking again and again.
//!
//! Events are hints. What really changed is found by reading, so an event too many costs a look, and
//! an event about a folder means everything in it. Events are gathered until it has been quiet for a
//! moment, so that a checkout of a thousand files is one change.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

/// How long it must be quiet before a change is told.
const QUIET: Duration = Duration::from_millis(100);
/// How long a change is held back at most.
const PATIENCE: Duration = Duration::from_millis(1000);
/// How often files are looked at when the system tells of nothing.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
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

/// Tells of changed paths from now on, until `tell` answers false. Gives the way that is used, with the
/// reason when it is not the one asked for.
pub fn start(
    root: &Path,
    wanted: Way,
    tell: impl FnMut(BTreeSet<PathBuf>) -> bool + Send + 'static,
) -> (Way, Option<String>) {
    let root = root.to_owned();
    if wanted == Way::Events {
        let (sender, receiver) = channel();
        let watcher = Watching::start(&root, sender);
        match watcher {
            Ok(watching) => {
                thread::spawn(move || gather(watching, &receiver, tell));
                return (Way::Events, None);
            }
            Err(error) => {
                let before = look(&root);
                thread::spawn(move || poll(&root, before, tell));
                return (Way::Polling, Some(error.to_string()));
            }
        }
    }
    let before = look(&root);
    thread::spawn(move || poll(&root, before, tell));
    (Way::Polling, None)
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
    fn renew(&mut self, changed: &BTreeSet<PathBuf>) {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            if changed.contains(&path) || changed.contains(&self.root) {
                // It fails for a folder that is not watched, which is what is wanted.
                let _ = self.watcher.unwatch(&path);
                let _ = self.watch_folder(folder);
            }
        }
    }
}

/// Gathers events into changes.
fn gather(
    mut watching: Watching,
    events: &Receiver<notify::Result<Event>>,
    mut tell: impl FnMut(BTreeSet<PathBuf>) -> bool,
) {
    while let Ok(first) = events.recv() {
        let begun = Instant::now();
        let mut changed = paths(&watching.root, first);
        while begun.elapsed() < PATIENCE && !changed.is_empty() {
            match events.recv_timeout(QUIET) {
                Ok(event) => changed.extend(paths(&watching.root, event)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if changed.is_empty() {
            continue;
        }
        watching.renew(&changed);
        if !tell(changed) {
            return;
        }
    }
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

/// What tells one state of a file from another.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Looks at every file now and then.
fn poll(root: &Path, mut before: Look, mut tell: impl FnMut(BTreeSet<PathBuf>) -> bool) {
    loop {
        thread::sleep(LOOK_AGAIN);
        let mut now = look(root);
        let mut changed = differing(&before, &now);
        if changed.is_empty() {
            continue;
        }
        // A burst is waited out.
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            thread::sleep(QUIET);
            let later = look(root);
            let more = differing(&now, &later);
            now = later;
            if more.is_empty() {
                break;
            }
            changed.extend(more);
        }
        before = now;
        if !tell(changed) {
            return;
        }
    }
}

fn look(root: &Path) -> Look {
    let files = FOLDERS
        .iter()
        .flat_map(|folder| WalkDir::new(root.join(folder)));
    let state = |entry: walkdir::DirEntry| {
        // Through links: what counts is the file that is read.
        let data = std::fs::metadata(entry.path()).ok();
        let time = data.as_ref().and_then(|data| data.modified().ok());
        let is_folder = entry.file_type().is_dir();
        let state = match data {
            _ if is_folder => (None, 0),
            Some(data) => (time, data.len()),
            None => (None, 1),
        };
        (entry.into_path(), state)
    };
    files.filter_map(Result::ok).map(state).collect()
}

fn differing(before: &Look, now: &Look) -> BTreeSet<PathBuf> {
    let paths: BTreeSet<&PathBuf> = before.keys().chain(now.keys()).collect();
    let differs = paths
        .into_iter()
        .filter(|path| before.get(*path) != now.get(*path));
    differs.cloned().collect()
}
