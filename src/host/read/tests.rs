//! Reading again what changed gives what reading everything gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::host::read::familiar::{Familiar, Looks, Sources};
use crate::host::read::glance::glance;
use crate::host::read::{SITE_FILE, again, site};
use crate::text::digest::Digests;
use crate::text::inputs::Inputs;

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

/// The paths that are not read, as an earlier run wrote what they look like. All files of the site are there.
fn familiar_paths(root: &Path, run: &str, bytes: &[u8]) -> Vec<String> {
    let sources = seen(root, Duration::ZERO);
    let familiar = Familiar::new(&sources, &blake3::hash(run.as_bytes()), bytes);
    let Some(familiar) = familiar else {
        return Vec::new();
    };
    let known = familiar.read(root);
    let whole = site(root, day());
    assert!(known.keys().eq(whole.content.keys()));
    let mut unread = Vec::new();
    for (path, content) in known {
        let text = &whole.content[&path];
        assert!(content == *text || content == text.unloaded(), "{path}");
        unread.extend((content != *text).then(|| path.to_string()));
    }
    unread
}

/// What a site looks like so long after this moment.
fn seen(root: &Path, after: Duration) -> Sources {
    let glance = glance(root).expect("seen");
    Sources::of(root, &glance, SystemTime::now() + after).expect("paths of a site")
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day of the calendar")
}

/// What a run with this name writes, that began so long after its files were touched.
fn looks_written(root: &Path, run: &str, after: Duration) -> Vec<u8> {
    let inputs = site(root, day());
    let digests = Digests::of(&inputs);
    let sources = seen(root, after);
    let looks = Looks::of(&sources, blake3::hash(run.as_bytes()), &digests);
    let mut bytes = Vec::new();
    looks.write(&digests, &mut bytes).expect("memory takes all");
    bytes
}

#[cfg(unix)]
#[test]
fn files_of_units_that_look_the_same_are_familiar() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    put(&root.join(SITE_FILE), "title = 1");
    for file in FILES {
        put(&root.join(file), "text");
    }
    let units = [FILES[0], FILES[1], FILES[2]];
    let long_after = Duration::from_secs(60);
    let bytes = looks_written(root, "run", long_after);
    let mut sorted = units;
    sorted.sort_unstable();
    assert_eq!(familiar_paths(root, "run", &bytes), sorted);
    assert_eq!(familiar_paths(root, "another run", &bytes), [""; 0]);
    assert_eq!(familiar_paths(root, "run", &bytes[1..]), [""; 0]);
    assert_eq!(familiar_paths(root, "run", b""), [""; 0]);
    // What had just been touched may change without looking different.
    let at_once = looks_written(root, "run", Duration::ZERO);
    assert_eq!(familiar_paths(root, "run", &at_once), [""; 0]);
    put(&root.join(units[0]), "annan text");
    fs::remove_file(root.join(units[1])).expect("removed");
    assert_eq!(familiar_paths(root, "run", &bytes), [units[2]]);
}
