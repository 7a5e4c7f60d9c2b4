//! Reading again what changed gives what reading everything gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::cache::sources::KnownSources;
use crate::cache::stat::FsClock;
use crate::host::read::{
    SITE_FILE, StatCache, again, failed_for_now, is_momentary, site, site_keeping,
};
use crate::host::stat;
use crate::text::digest::Digests;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

const FILES: [&str; 10] = [
    "content/x/units/a.toml",
    "content/x/units/a.md",
    "content/x/units/ny/b.toml",
    "content/x/units/.a.toml.swp",
    "content/x/units/a.toml~",
    "content/x/region.toml",
    "content/pages/om.md",
    "themes/egen/templates/unit.html",
    "themes/annan/assets/site.css",
    "content/x/units-2/c.toml",
];
const FOLDERS: [&str; 6] = [
    "content/x/units",
    "content/x/units/ny",
    "content/x",
    "content",
    "themes/egen",
    "themes",
];
const SITE_FILES: [&str; 3] = ["theme = \"egen\"\n", "theme = \"annan\"\n", "title = [\n"];

fn put(path: &Path, text: &str) {
    // A file may stand where the folder should be; then nothing changes.
    if let Some(folder) = path.parent() {
        let _ = fs::create_dir_all(folder);
    }
    let _ = fs::write(path, text);
}

/// Does one thing to the files of a site and gives the paths that a watcher would tell of.
fn change(root: &Path, what: u8, which: usize, how: usize) -> Vec<PathBuf> {
    let file = root.join(FILES[which % FILES.len()]);
    let folder = root.join(FOLDERS[which % FOLDERS.len()]);
    let aside = root.join(format!("borta-{}", which % FOLDERS.len()));
    match what {
        0..=3 => {
            // New folders are told of as well.
            let missing = file.ancestors().skip(1).find(|folder| folder.exists());
            let first = missing.and_then(|above| {
                let inside = file.strip_prefix(above).ok()?;
                Some(above.join(inside.components().next()?))
            });
            put(&file, ["text", "annan text", "å"][how % 3]);
            first.into_iter().chain([file]).collect()
        }
        4 => {
            let _ = fs::remove_file(&file);
            vec![file]
        }
        5 if folder.exists() && !aside.exists() => {
            fs::rename(&folder, &aside).expect("it can be moved");
            vec![folder]
        }
        5 if aside.exists() && !folder.exists() && folder.parent().is_some_and(Path::exists) => {
            fs::rename(&aside, &folder).expect("it can be moved");
            vec![folder]
        }
        6 => {
            let _ = fs::remove_dir_all(&folder);
            vec![folder]
        }
        7 => {
            let site = root.join("content/site.toml");
            put(&site, SITE_FILES[how % SITE_FILES.len()]);
            vec![root.join("content"), site]
        }
        8 => {
            put(&file, "");
            let _ = fs::write(&file, b"\xff\xfe");
            vec![root.to_owned()]
        }
        _ => vec![root.join("output/index.html"), file],
    }
}

fn same(one: &Inputs, other: &Inputs) -> bool {
    one.content == other.content && one.theme == other.theme
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_again_is_reading_everything(
        changes in proptest::collection::vec((0u8..10, 0usize..60, 0usize..6), 1..14),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        put(&root.join("content/site.toml"), SITE_FILES[0]);
        put(&root.join(FILES[0]), "text");
        put(&root.join(FILES[7]), "text");
        let today = "2026-11-21".parse().expect("a date");
        let mut inputs = site(root, today);
        for (what, which, how) in changes {
            let before = inputs.clone();
            let told: BTreeSet<PathBuf> = change(root, what, which, how).into_iter().collect();
            let differing = again(root, &mut inputs, &told);
            let whole = site(root, today);
            prop_assert!(same(&inputs, &whole), "after {:?}: {:?} {:?}", told, inputs.content.keys(), whole.content.keys());
            prop_assert_eq!(differing.is_empty(), same(&before, &whole), "after {:?}", told);
        }
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar")
}

/// The clock of the file system so long after this moment.
fn clock(root: &Path, after: Duration) -> Option<FsClock> {
    let clock = stat::clock(root)?;
    let after = i64::try_from(after.as_nanos()).expect("not so long");
    Some(FsClock {
        now: clock.now + after,
        ..clock
    })
}

fn cache(key: &str, bytes: &[u8], clock: Option<FsClock>) -> StatCache {
    StatCache {
        known: KnownSources::parse(bytes, &stat::boot()).unwrap_or_default(),
        clock,
        key: blake3::hash(key.as_bytes()),
    }
}

/// The paths that are not read, by what an earlier build has stored. All files of the site are there.
fn unread_paths(root: &Path, key: &str, bytes: &[u8]) -> Vec<String> {
    let site = site_keeping(root, day(), usize::MAX, Some(&cache(key, bytes, None)));
    let whole = super::site(root, day());
    assert!(site.inputs.content.keys().eq(whole.content.keys()));
    let mut unread = Vec::new();
    for (path, content) in site.inputs.content {
        let text = &whole.content[&path];
        assert!(content == *text || content == text.unloaded(), "{path}");
        unread.extend((content != *text).then(|| path.to_string()));
    }
    assert!(unread.len() == site.known || unread.is_empty());
    unread
}

/// What a build with this key stores, that begins so long after its files were written.
fn stored(root: &Path, key: &str, after: Duration) -> Vec<u8> {
    let cache = cache(key, &[], clock(root, after));
    let site = site_keeping(root, day(), usize::MAX, Some(&cache));
    let digests = Digests::of(&site.inputs);
    let mut bytes = Vec::new();
    let digest = |at| digests.of_file(at);
    let written = site
        .stats
        .write(&stat::boot(), &site.rest, digest, &mut bytes);
    written.expect("memory takes all");
    bytes
}

#[cfg(unix)]
#[test]
fn files_of_units_with_the_same_stat_are_not_read() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    if stat::clock(root).is_none() {
        return; // A file system that is not known.
    }
    put(&root.join(SITE_FILE), "title = 1");
    for file in FILES {
        put(&root.join(file), "text");
    }
    let units = [FILES[0], FILES[1], FILES[2]];
    let long_after = Duration::from_secs(3600);
    let bytes = stored(root, "key", long_after);
    let mut sorted = units;
    sorted.sort_unstable();
    assert_eq!(unread_paths(root, "key", &bytes), sorted);
    assert_eq!(unread_paths(root, "another key", &bytes), [""; 0]);
    assert_eq!(unread_paths(root, "key", &bytes[1..]), [""; 0]);
    assert_eq!(unread_paths(root, "key", b""), [""; 0]);
    // What had just been written may change without another stat.
    let at_once = stored(root, "key", Duration::ZERO);
    assert_eq!(unread_paths(root, "key", &at_once), [""; 0]);
    put(&root.join(units[0]), "annan text");
    fs::remove_file(root.join(units[1])).expect("removed");
    assert_eq!(unread_paths(root, "key", &bytes), [units[2]]);
    // A region, or anything else that many units depend on, is another: then all is read.
    put(&root.join(FILES[5]), "annan text");
    assert_eq!(unread_paths(root, "key", &bytes), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_link_or_what_cannot_be_read_as_text_is_read_each_time() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    put(&root.join(SITE_FILE), "title = 1");
    put(&root.join(FILES[0]), "text");
    fs::write(root.join(FILES[1]), b"\xff").expect("written");
    std::os::unix::fs::symlink("a.toml", root.join("content/x/units/l.toml")).expect("linked");
    let bytes = stored(root, "key", Duration::from_secs(3600));
    let unread = unread_paths(root, "key", &bytes);
    assert!(unread.iter().all(|path| path == FILES[0]), "{unread:?}");
}

#[cfg(unix)]
#[test]
fn two_names_that_are_not_utf_8_do_not_fall_together() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    put(&root.join(SITE_FILE), "title = 1");
    for name in [b"\xe4".as_slice(), b"\xe5", b"a\\b"] {
        let folder = root.join("content/x/units").join(OsStr::from_bytes(name));
        put(&folder.join("a.toml"), "text");
    }
    let mut inputs = site(root, day());
    let unusable = |inputs: &Inputs| -> Vec<String> {
        let files = inputs.content.iter();
        let unusable = files.filter(|(_, content)| **content == Content::UnusableName);
        unusable.map(|(path, _)| path.to_string()).collect()
    };
    let wanted = ["%E4", "%E5", "a%5Cb"].map(|name| format!("content/x/units/{name}/a.toml"));
    assert_eq!(unusable(&inputs), wanted);
    let changed = root
        .join("content/x/units")
        .join(OsStr::from_bytes(b"\xe4"));
    fs::remove_dir_all(&changed).expect("removed");
    again(root, &mut inputs, &BTreeSet::from([changed]));
    assert_eq!(unusable(&inputs), wanted[1..]);
}

#[test]
fn a_lack_that_passes_is_told_from_a_file_that_cannot_be_read() {
    let error = |code| std::io::Error::from_raw_os_error(code).to_string();
    for code in [11, 12, 23, 24] {
        assert!(is_momentary(&error(code)), "{code}");
    }
    for code in [2, 5, 13, 21] {
        assert!(!is_momentary(&error(code)), "{code}");
    }
    let path = SitePath::new("content/a.toml").expect("a sound path");
    let reason = error(24);
    let content = [(path.clone(), Content::Unreadable { reason })].into();
    let inputs = Inputs {
        content,
        ..Inputs::default()
    };
    assert!(failed_for_now(&inputs, std::slice::from_ref(&path)));
    assert!(!failed_for_now(&inputs, &[]));
}
