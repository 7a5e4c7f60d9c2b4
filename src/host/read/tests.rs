//! Reading again what changed gives what reading everything gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::host::read::{again, site};
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
