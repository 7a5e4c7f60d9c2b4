//! Publishing into real folders: what is written, what is refused, and what a
//! kill leaves. `kill` holds the tests that cut a build short.

mod kill;
mod reuse;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use tempfile::TempDir;

use super::tree::Fuse;
use super::*;
use crate::diagnostic::Text;
use crate::host::stat::file_stat;
use crate::publish::ancestors;
use crate::publish::plan::Clash;

/// A site: stage and bytes by path.
pub(super) type TestSite = BTreeMap<String, (Stage, Vec<u8>)>;

/// Lines such as `p u/index.html: bytes`.
pub(super) fn site(lines: &str) -> TestSite {
    let parsed = lines.lines().filter_map(|line| {
        let (letter, rest) = line.trim().split_once(' ')?;
        let (path, bytes) = rest.split_once(": ")?;
        let stage = Stage::ALL
            .into_iter()
            .find(|stage| stage.letter() == letter)?;
        Some((path.to_owned(), (stage, bytes.as_bytes().to_vec())))
    });
    parsed.collect()
}

pub(super) fn publish_with(
    output: &Path,
    site: &TestSite,
    fuse: Fuse,
) -> Result<Published, PublishError> {
    let publisher = Publisher::open_with(output, &[], fuse)?;
    for (path, (stage, bytes)) in site {
        // Lists are offered in pieces, so that every test is one of long files too.
        match stage {
            Stage::List => {
                let mut file = publisher.begin_chunked(*stage, path)?;
                bytes.chunks(3).try_for_each(|piece| file.add(piece))?;
                file.end(None)?;
            }
            _ => publisher.offer(*stage, path, bytes)?,
        }
    }
    publisher.commit()
}

pub(super) fn publish(output: &Path, lines: &str) -> Result<Published, PublishError> {
    publish_with(output, &site(lines), Fuse::default())
}

/// Everything in a folder but our working files; folders end in `/`.
pub(super) fn served(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![String::new()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(output.join(&dir)).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = format!("{dir}{}", entry.file_name().to_string_lossy());
            if path == crate::publish::WORK {
                continue;
            }
            if entry.file_type().expect("a type").is_dir() {
                found.insert(format!("{path}/"), Vec::new());
                open.push(format!("{path}/"));
            } else {
                found.insert(path, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    found
}

/// What [`served`] finds when exactly this site is published.
pub(super) fn exactly(site: &TestSite) -> BTreeMap<String, Vec<u8>> {
    let mut wanted: BTreeMap<_, _> = site
        .iter()
        .map(|(path, (_, bytes))| (path.clone(), bytes.clone()))
        .collect();
    for dir in site.keys().flat_map(|path| ancestors(path)) {
        wanted.insert(format!("{dir}/"), Vec::new());
    }
    wanted
}

fn folder() -> (TempDir, PathBuf) {
    let base = tempfile::tempdir().expect("a temporary folder");
    let output = base.path().join("output");
    (base, output)
}

fn skip(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

const OLD: &str =
    "a s/1.css: one\np u/index.html: old\np gone/index.html: gone\nl index.html: old list";
const NEW: &str =
    "a s/2.css: two\np u/index.html: new\np v/w/index.html: new\nl index.html: new list";

#[test]
fn an_offered_file_takes_little_memory() {
    assert!(size_of::<Offered>() <= 152 && size_of::<ManifestEntry>() <= 48);
}

#[test]
fn a_long_file_that_is_given_up_does_not_go_live_with_its_folder() {
    let (_base, output) = folder();
    let publisher = Publisher::open(&output, &[]).expect("open");
    let mut given_up = publisher
        .begin_chunked(Stage::List, "u/long.json")
        .expect("begun");
    given_up.add(b"[1, 2").expect("added");
    drop(given_up);
    publisher
        .offer(Stage::List, "u/index.html", b"list")
        .expect("taken");
    publisher.commit().expect("published");
    assert_eq!(served(&output), exactly(&site("l u/index.html: list")));
}

#[test]
fn a_site_is_published_and_brought_up_to_date() {
    let (_base, output) = folder();
    assert_eq!(publish(&output, OLD).expect("published").written, 4);
    assert_eq!(served(&output), exactly(&site(OLD)));
    let expected = Published {
        written: 4,
        removed: 2,
        ..Published::default()
    };
    assert_eq!(publish(&output, NEW).expect("published"), expected);
    assert_eq!(served(&output), exactly(&site(NEW)));
    assert_eq!(working_files(&output), ["lock", "manifest"]);
}

/// The names in the working folder, in order.
fn working_files(output: &Path) -> Vec<String> {
    let names = fs::read_dir(output.join(crate::publish::WORK)).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("UTF-8")
    };
    let mut names: Vec<String> = names.map(name).collect();
    names.sort();
    names
}

#[test]
fn a_folder_of_a_program_that_had_its_cache_there_is_taken_over() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    for name in ["stamps", "made", "sources", "units"] {
        fs::write(output.join(".basutbud").join(name), "basutbud stamps 1 x\n").expect("written");
    }
    let published = publish(&output, NEW).expect("published");
    assert_eq!((published.written, published.removed), (4, 2));
    assert_eq!(served(&output), exactly(&site(NEW)));
    assert_eq!(working_files(&output), ["lock", "manifest"]);
}

/// Name, time of writing and, on Unix, time of change of everything.
fn times(dir: &Path) -> Vec<(PathBuf, SystemTime, i64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        let metadata = fs::symlink_metadata(&path).expect("metadata");
        if metadata.is_dir() {
            found.extend(times(&path));
        }
        let changed = file_stat(&metadata).map_or(0, |stat| stat.changed);
        if path.file_name().is_some_and(|name| name != "lock") && !path.ends_with(".basutbud") {
            found.push((path, metadata.modified().expect("a time"), changed));
        }
    }
    found.sort();
    found
}

#[test]
fn unchanged_bytes_keep_their_times() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    let before = times(&output);
    for round in 0..3 {
        let unchanged = Published {
            unchanged: 4,
            ..Published::default()
        };
        assert_eq!(
            publish(&output, OLD).expect("published"),
            unchanged,
            "round {round}"
        );
        assert_eq!(times(&output), before, "round {round}");
    }
}

#[test]
fn a_file_of_ours_that_was_edited_or_deleted_is_put_right() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    let page = output.join("u/index.html");
    let modified = fs::metadata(&page)
        .expect("metadata")
        .modified()
        .expect("a time");
    fs::write(&page, "odd").expect("edited, same length");
    fs::File::options()
        .write(true)
        .open(&page)
        .expect("open")
        .set_modified(modified)
        .expect("time set back");
    fs::remove_file(output.join("s/1.css")).expect("removed");
    assert_eq!(publish(&output, OLD).expect("published").written, 2);
    assert_eq!(served(&output), exactly(&site(OLD)));
}

#[test]
fn foreign_files_are_kept_and_their_folders_too() {
    let (_base, output) = folder();
    fs::create_dir_all(output.join("theirs")).expect("made");
    publish(&output, &format!("{OLD}\np theirs/x: ours")).expect("published");
    fs::write(output.join("gone/note.txt"), "mine").expect("written");
    let published = publish(&output, NEW).expect("published");
    assert_eq!(
        (published.removed, published.kept),
        (3, vec!["gone".to_owned()])
    );
    assert_eq!(
        fs::read(output.join("gone/note.txt")).expect("kept"),
        b"mine"
    );
    assert!(
        output.join("theirs").is_dir(),
        "a folder that stood there before stays"
    );
}

#[test]
fn foreign_files_in_the_way_stop_the_build_and_are_named() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    let many: String = (0..7).map(|n| format!("\np f{n}: wanted")).collect();
    for n in 0..7 {
        fs::write(output.join(format!("f{n}")), "theirs").expect("written");
    }
    let before = served(&output);
    let error = publish(&output, &format!("{NEW}{many}")).expect_err("refused");
    assert!(
        matches!(&error, PublishError::Foreign { paths, count: 7, .. } if paths.len() == 5),
        "{error}"
    );
    assert!(error.to_string().contains("`f4` and 2 more"), "{error}");
    assert_eq!(served(&output), before);
    for n in 0..7 {
        fs::write(output.join(format!("f{n}")), "wanted").expect("written");
    }
    assert_eq!(
        publish(&output, &format!("{NEW}{many}"))
            .expect("adopted")
            .adopted,
        7
    );
    publish(&output, NEW).expect("published");
    assert_eq!(
        served(&output),
        exactly(&site(NEW)),
        "what was adopted is ours"
    );
}

#[test]
fn files_and_folders_of_ours_change_places_but_foreign_ones_do_not() {
    let (_base, output) = folder();
    publish(&output, "p a: file\np b/c/d: deep\na b/e: asset").expect("published");
    let swapped = "p a/index.html: page\np b: file";
    fs::write(output.join("b/c/note"), "mine").expect("written");
    let before = served(&output);
    let error = publish(&output, swapped).expect_err("refused");
    assert!(error.to_string().contains("`b/c/note`"), "{error}");
    assert_eq!(served(&output), before);
    fs::remove_file(output.join("b/c/note")).expect("removed");
    publish(&output, swapped).expect("published");
    assert_eq!(served(&output), exactly(&site(swapped)));
    fs::remove_dir_all(output.join("a")).expect("removed");
    fs::write(output.join("a"), "theirs").expect("written");
    assert!(
        matches!(publish(&output, swapped), Err(PublishError::Foreign { .. })),
        "a file where our folder was"
    );
}

#[test]
fn a_site_that_contradicts_itself_is_refused() {
    let (_base, output) = folder();
    assert!(matches!(
        publish(&output, "p x/a: 1\np x/a/b: 2"),
        Err(PublishError::Clash(_))
    ));
    assert!(matches!(
        publish(&output, "p ../x: 1"),
        Err(PublishError::Unsafe { .. })
    ));
    assert!(matches!(
        publish(&output, "p .basutbud/lock: 1"),
        Err(PublishError::Unsafe { .. })
    ));
    let publisher = Publisher::open(&output, &[]).expect("open");
    publisher.offer(Stage::Page, "x/a", b"1").expect("taken");
    publisher.offer(Stage::Page, "x/a", b"2").expect("taken");
    assert!(matches!(
        publisher.commit(),
        Err(PublishError::Twice { .. })
    ));
    assert!(
        !output.exists(),
        "nothing is left of a build that published nothing"
    );
}

#[test]
fn a_build_that_is_given_up_leaves_everything_as_it_was() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    let before = (served(&output), times(&output));
    let publisher = Publisher::open(&output, &[]).expect("open");
    for (path, (stage, bytes)) in site(NEW) {
        publisher.offer(stage, &path, &bytes).expect("taken");
    }
    drop(publisher);
    assert_eq!((served(&output), times(&output)), before);
}

#[test]
fn a_second_build_is_kept_out_until_the_first_is_through() {
    let (_base, output) = folder();
    let first = Publisher::open(&output, &[]).expect("open");
    let error = Publisher::open(&output, &[]).err().expect("kept out");
    let pid = std::process::id();
    assert!(
        matches!(error, PublishError::Locked { pid: Some(found), .. } if found == pid),
        "{error}"
    );
    drop(first);
    publish(&output, NEW).expect("free again");
}

/// A manifest that is damaged counts as missing: what has the wanted bytes becomes ours again.
#[test]
fn a_damaged_manifest_stops_only_a_build_that_would_overwrite() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    let manifest = output.join(".basutbud/manifest");
    let whole = fs::read(&manifest).expect("bytes");
    let text = String::from_utf8(whole.clone()).expect("text");
    let damages = [
        Vec::new(),
        text.as_bytes()[..text.len() / 2].to_vec(),
        text.replace("u/index", "v/index").into_bytes(),
        vec![0xff, 0xfe],
        vec![0; 4096],
    ];
    for damaged in damages {
        let before = served(&output);
        fs::write(&manifest, &damaged).expect("written");
        let error = publish(&output, NEW).expect_err("it would overwrite");
        assert!(
            matches!(
                &error,
                PublishError::Foreign {
                    count: 2,
                    damaged: Some(_),
                    ..
                }
            ),
            "{error}"
        );
        assert!(error.to_string().contains("`index.html`"), "{error}");
        assert_eq!(served(&output), before);
        let published = publish(&output, OLD).expect("all has the wanted bytes");
        assert_eq!((published.adopted, published.was_damaged), (4, true));
        assert_eq!(served(&output), before);
        let published = publish(&output, OLD).expect("as ever");
        assert!(!published.was_damaged && published.adopted == 0);
    }
    publish(&output, NEW).expect("the manifest is whole again");
    assert!(!output.join("gone/index.html").exists());
}

#[test]
fn a_manifest_of_a_later_version_stops_the_build() {
    let (_base, output) = folder();
    publish(&output, OLD).expect("published");
    let manifest = output.join(".basutbud/manifest");
    fs::write(&manifest, "basutbud manifest 2\nwho knows\n").expect("written");
    assert!(matches!(
        publish(&output, OLD),
        Err(PublishError::Newer { .. })
    ));
    assert_eq!(served(&output), exactly(&site(OLD)));
}

#[test]
fn another_site_is_not_overwritten() {
    let (_base, output) = folder();
    let publish_at = |address: &str, lines: &str| {
        let mut publisher = Publisher::open(&output, &[])?;
        publisher.at_address(address);
        for (path, (stage, bytes)) in site(lines) {
            publisher.offer(stage, &path, &bytes)?;
        }
        publisher.commit()
    };
    publish_at("https://a.example.se", OLD).expect("published");
    let other = "p x/index.html: x\np y/index.html: y\nl index.html: list";
    let error = publish_at("https://b.example.se", other).expect_err("another site");
    assert!(
        error.to_string().contains("https://a.example.se"),
        "{error}"
    );
    assert_eq!(served(&output), exactly(&site(OLD)));
    // The same site at another address, and another content at the same.
    publish_at("https://b.example.se", NEW).expect("published");
    publish_at("https://b.example.se", other).expect("published");
    assert_eq!(served(&output), exactly(&site(other)));
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_another_file_too_is_not_written() {
    let (base, output) = folder();
    publish(&output, OLD).expect("published");
    let (theirs, lock) = (base.path().join("theirs"), output.join(".basutbud/lock"));
    fs::write(&theirs, "theirs").expect("written");
    fs::remove_file(&lock).expect("removed");
    fs::hard_link(&theirs, &lock).expect("linked");
    let first = Publisher::open(&output, &[]).expect("open");
    assert!(matches!(
        Publisher::open(&output, &[]).err(),
        Some(PublishError::Locked { pid: None, .. })
    ));
    drop(first);
    publish(&output, NEW).expect("published");
    assert_eq!(fs::read(&theirs).expect("read"), b"theirs");
}

#[test]
fn sources_are_protected() {
    let base = tempfile::tempdir().expect("a temporary folder");
    let content = base.path().join("content");
    fs::create_dir(&content).expect("made");
    let outputs = [
        "content",
        "content/out",
        "content/../content/x",
        ".",
        "missing/../content/y",
    ];
    for output in outputs {
        let refused = Publisher::open(&base.path().join(output), &[&content]).err();
        assert!(
            matches!(refused, Some(PublishError::Protected { .. })),
            "{output}: {refused:?}"
        );
    }
    assert_eq!(fs::read_dir(&content).expect("a folder").count(), 0);
    let beside = Publisher::open(&base.path().join("content-out"), &[&content]);
    drop(beside.expect("beside it is fine"));
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let base = tempfile::tempdir().expect("a temporary folder");
    let file = base.path().join("file");
    fs::write(&file, "mine").expect("written");
    for output in [file.clone(), file.join("output"), file.join("a/b")] {
        let refused = Publisher::open(&output, &[]).err();
        assert!(
            matches!(refused, Some(PublishError::NotAFolder { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(fs::read(&file).expect("read"), b"mine");
}

#[cfg(unix)]
#[test]
fn no_link_leads_outside() {
    use std::os::unix::fs::symlink;
    let (base, output) = folder();
    let outside = base.path().join("outside");
    fs::create_dir(&outside).expect("made");
    fs::write(outside.join("index.html"), "theirs").expect("written");
    publish(&output, OLD).expect("published");

    fs::remove_dir_all(output.join("gone")).expect("removed");
    symlink(&outside, output.join("gone")).expect("linked");
    symlink(&outside, output.join("v")).expect("linked");
    assert!(matches!(
        publish(&output, NEW),
        Err(PublishError::Link { .. })
    ));
    fs::remove_file(output.join("v")).expect("removed");
    fs::remove_file(output.join("u/index.html")).expect("removed");
    symlink(outside.join("index.html"), output.join("u/index.html")).expect("linked");
    publish(&output, NEW).expect("a deletion does not follow, a replaced file is no link any more");
    assert_eq!(
        served(&outside),
        BTreeMap::from([("index.html".to_owned(), b"theirs".to_vec())])
    );
    assert_eq!(fs::read(output.join("u/index.html")).expect("read"), b"new");

    let other = base.path().join("other");
    fs::create_dir(&other).expect("made");
    symlink(&outside, other.join(".basutbud")).expect("linked");
    assert!(matches!(
        Publisher::open(&other, &[]).err(),
        Some(PublishError::Link { .. })
    ));
    let linked = base.path().join("linked");
    symlink(&outside, &linked).expect("linked");
    let refused = Publisher::open(&linked, &[&outside]).err();
    assert!(
        matches!(refused, Some(PublishError::Protected { .. })),
        "seen through a link: {refused:?}"
    );
}

#[test]
fn many_threads_offer_at_once() {
    let (_base, output) = folder();
    for version in 0..2 {
        let publisher = Publisher::open(&output, &[]).expect("open");
        let offered = (0..2_000_usize).into_par_iter().try_for_each(|n| {
            let bytes = format!("{version} {n}").repeat(20);
            publisher.offer(
                Stage::ALL[n % 3],
                &format!("d{}/e{}/{n}", n % 7, n % 50),
                bytes.as_bytes(),
            )
        });
        offered.expect("taken");
        assert_eq!(publisher.commit().expect("published").written, 2_000);
    }
    assert_eq!(
        served(&output)
            .values()
            .filter(|bytes| bytes.starts_with(b"1 "))
            .count(),
        2_000
    );
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let base = tempfile::tempdir().expect("a temporary folder");
    let run = |program: &str, arguments: &[&str]| {
        let status = std::process::Command::new(program)
            .args(arguments)
            .arg(base.path())
            .status();
        status.is_ok_and(|status| status.success())
    };
    if !run("mount", &["-t", "tmpfs", "-o", "size=256k", "tmpfs"]) {
        return skip("a small disk cannot be mounted here");
    }
    let output = base.path().join("output");
    publish(&output, OLD).expect("published");
    let full = publish(&output, &format!("{NEW}\np big: {}", "x".repeat(1 << 20)));
    let found = served(&output);
    let works_again = publish(&output, NEW);
    assert!(run("umount", &[]), "unmounted");
    let error = full.expect_err("full");
    assert!(
        matches!(
            error,
            PublishError::Full {
                phase: Phase::Before,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(found, exactly(&site(OLD)));
    assert_eq!(works_again.expect("published").written, 4);
}

/// Root may write anywhere, so for root this runs in a child with other rights.
#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_leaves_everything_as_it_was() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65_534;
    let (base, output) = folder();
    publish(&output, OLD).expect("published");
    let set = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set")
    };
    set(base.path(), 0o755);
    set(&output, 0o555);
    if fs::metadata(&output).expect("metadata").uid() == 0 {
        for path in [".", ".basutbud", ".basutbud/lock", "u", "gone", "s"] {
            chown(output.join(path), Some(NOBODY), Some(NOBODY)).expect("given away");
        }
        let mut child = kill::this_test("child_without_rights", &output);
        match child.uid(NOBODY).gid(NOBODY).output() {
            Ok(done) => {
                let said = String::from_utf8_lossy(&done.stdout);
                assert!(done.status.success() && said.contains("1 passed"), "{said}");
            }
            Err(error) => skip(&format!("no child with other rights: {error}")),
        }
    } else {
        expect_denied(&output);
    }
    set(&output, 0o755);
    assert_eq!(served(&output), exactly(&site(OLD)));
}

#[cfg(unix)]
fn expect_denied(output: &Path) {
    let error = publish(output, NEW).expect_err("denied");
    assert!(
        matches!(
            error,
            PublishError::Denied {
                phase: Phase::Before,
                ..
            }
        ),
        "{error:?}"
    );
    let missing = publish(&output.join("below"), NEW).expect_err("denied");
    assert!(
        matches!(missing, PublishError::Denied { act: Act::Make, .. }),
        "{missing:?}"
    );
}

#[cfg(unix)]
#[test]
fn child_without_rights() {
    if let Some(output) = kill::given_output() {
        expect_denied(&output);
    }
}

#[test]
fn every_error_says_what_where_and_what_to_do_in_both_languages() {
    let path = PathBuf::from("out/x");
    let io = || std::io::Error::other("odd");
    let errors = [
        PublishError::NotAFolder { path: path.clone() },
        PublishError::Protected {
            output: path.clone(),
            protected: "content".into(),
        },
        PublishError::Locked {
            output: path.clone(),
            pid: Some(7),
        },
        PublishError::Denied {
            act: Act::Move,
            path: path.clone(),
            phase: Phase::GoingLive,
        },
        PublishError::Full {
            path: path.clone(),
            phase: Phase::Before,
        },
        PublishError::Io {
            act: Act::Read,
            path: path.clone(),
            phase: Phase::Before,
            source: io(),
        },
        PublishError::Link { path: path.clone() },
        PublishError::Foreign {
            output: "out".into(),
            paths: vec!["x".into()],
            count: 3,
            damaged: None,
        },
        PublishError::Foreign {
            output: "out".into(),
            paths: vec!["x".into()],
            count: 1,
            damaged: Some(path.clone()),
        },
        PublishError::Newer { path: path.clone() },
        PublishError::OtherSite {
            output: path,
            holds: "https://a.example.se".into(),
        },
        PublishError::Unsafe { path: "x".into() },
        PublishError::Twice { path: "x".into() },
        PublishError::Clash(Clash {
            file: "x".into(),
            inside: "x/y".into(),
        }),
    ];
    for error in errors {
        let Text {
            en: english,
            sv: swedish,
        } = error.words();
        assert_eq!(english, error.to_string());
        assert_ne!(english, swedish);
        for sentence in [english, swedish] {
            assert!(
                sentence.contains('x') && sentence.contains(": ") && sentence.ends_with('.'),
                "{sentence}"
            );
        }
    }
}

#[test]
fn what_is_kept_stays_with_its_assets() {
    let output = TempDir::new().expect("a temporary folder");
    let old = "a site.1.css: old\np u/index.html: site.1.css\np v/index.html: site.1.css";
    publish(output.path(), old).expect("the old site");
    let publisher = Publisher::open(output.path(), &[]).expect("the lock");
    for (stage, path, bytes) in [
        (Stage::Asset, "site.2.css", "new"),
        (Stage::Page, "v/index.html", "site.2.css"),
    ] {
        publisher
            .offer(stage, path, bytes.as_bytes())
            .expect("a file");
    }
    let kept = publisher.keep(["u/index.html", "v/index.html", "never/index.html"].into_iter());
    publisher.commit().expect("the new site");
    assert_eq!(kept, 1);
    let now = served(output.path());
    assert_eq!(
        now.get("u/index.html").map(Vec::as_slice),
        Some(b"site.1.css".as_slice())
    );
    assert_eq!(
        now.get("v/index.html").map(Vec::as_slice),
        Some(b"site.2.css".as_slice())
    );
    assert!(now.contains_key("site.1.css") && now.contains_key("site.2.css"));
}
