//! Hears of changes to a site's files: from the system, or by looking again and again.
//!
//! Events are hints. What really changed is found by reading, so an event too many costs a look, and
//! an event about a folder means everything in it. Events are gathered until it has been quiet for a
//! moment, a longer one when many files change, so that a checkout of a thousand files is one change.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

/// How long it must be quiet before a change of a few files is told: editors that save by writing
/// beside the file and renaming are done in less.
const QUIET: Duration = Duration::from_millis(30);
/// How long it must be quiet before a change of many files is told.
const QUIET_AFTER_MANY: Duration = Duration::from_millis(100);
/// More paths than these are many.
const FEW: usize = 10;
/// How long a change is held back at most.
const PATIENCE: Duration = Duration::from_millis(500);
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
    let before = look(&root);
    thread::spawn(move || {
        if reason.is_none_or(|reason| tell(News::Polling(reason))) {
            poll(&root, before, tell);
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
        while begun.elapsed() < PATIENCE && !changed.is_empty() && limit.is_none() {
            let quiet = if changed.len() > FEW {
                QUIET_AFTER_MANY
            } else {
                QUIET
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
            let before = look(&root);
            // What was not told of is found by reading everything.
            let everything = News::Changed(BTreeSet::from([root.clone()]));
            if tell(News::Polling(reason)) && tell(everything) {
                poll(&root, before, tell);
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

/// What tells one state of a file from another.
type Look = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Looks at every file now and then.
fn poll(root: &Path, mut before: Look, mut tell: impl FnMut(News) -> bool) {
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
            thread::sleep(QUIET_AFTER_MANY);
            let later = look(root);
            let more = differing(&now, &later);
            now = later;
            if more.is_empty() {
                break;
            }
            changed.extend(more);
        }
        before = now;
        if !tell(News::Changed(changed)) {
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
