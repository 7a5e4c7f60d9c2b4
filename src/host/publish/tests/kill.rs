//! Builds that are cut short: before every single change to the disk in turn,
//! and for real at moments that nobody chose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::*;

/// Holds a file of every stage in every situation: changed, unchanged, new in an
/// old folder, new in a new folder, gone, a file that becomes a folder and the
/// other way round. A page names its assets as `{path}`.
const OLD: &str = "a s/1.css: one\na robots.txt: same\np u/index.html: old {s/1.css}\np gone/index.html: old {s/1.css}\n\
    p same.html: same {robots.txt}\np a: old {s/1.css}\np b/x: old {s/1.css}\np b/y/z: old {s/1.css}\nl index.html: old list\nl old.xml: old";
const NEW: &str = "a s/2.css: two\na robots.txt: same\np u/index.html: new {s/2.css}\np u/more.html: new {s/2.css}\n\
    p same.html: same {robots.txt}\np a/index.html: new {s/2.css}\np b: new {s/2.css}\n\
    a fresh/i.png: image\np fresh/deep/index.html: new {fresh/i.png}\nl fresh/index.html: new {s/2.css}\nl index.html: new list";
const THIRD: &str = "a s/3.css: three\np u/index.html: third {s/3.css}\np c/index.html: third {s/3.css}\n\
    p a: third {s/3.css}\nl index.html: third list\np same.html: third {s/3.css}";

/// Files of somebody else, beside ours.
fn put_foreign(output: &Path) {
    fs::write(output.join("theirs.txt"), "theirs").expect("written");
    fs::write(output.join("s/theirs.txt"), "theirs").expect("written");
}

fn take_foreign(found: &mut BTreeMap<String, Vec<u8>>) {
    assert_eq!(found.remove("theirs.txt").as_deref(), Some(&b"theirs"[..]));
    assert_eq!(
        found.remove("s/theirs.txt").as_deref(),
        Some(&b"theirs"[..])
    );
}

/// The promise: every file is whole, of one of the sites; an address that all of
/// them have is there; every asset that a page names is there.
fn assert_promise(output: &Path, sites: &[&TestSite], when: &str) {
    let mut found = served(output);
    take_foreign(&mut found);
    for (path, bytes) in found.iter().filter(|(path, _)| !path.ends_with('/')) {
        let whole = sites
            .iter()
            .filter_map(|site| site.get(path))
            .any(|(_, wanted)| wanted == bytes);
        assert!(
            whole,
            "{when}: `{path}` is {:?}",
            String::from_utf8_lossy(bytes)
        );
        let text = String::from_utf8_lossy(bytes);
        for named in text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
        {
            assert!(
                found.contains_key(named),
                "{when}: `{path}` names `{named}`, which is gone"
            );
        }
    }
    for path in sites[0]
        .keys()
        .filter(|path| sites.iter().all(|site| site.contains_key(*path)))
    {
        assert!(found.contains_key(path), "{when}: `{path}` is gone");
    }
}

fn assert_complete(output: &Path, wanted: &TestSite, when: &str) {
    publish_with(output, wanted, Fuse::default()).expect("the next build completes");
    let mut found = served(output);
    take_foreign(&mut found);
    assert_eq!(found, exactly(wanted), "{when}");
    assert!(
        !output.join(".basutbud/journal").exists() && !output.join(".basutbud/staging").exists(),
        "{when}"
    );
}

/// Publishes `wanted` and is cut before the given change; says whether there
/// was anything to cut.
fn cut(output: &Path, wanted: &TestSite, step: isize) -> bool {
    let fuse = Fuse::after(step);
    let _ = publish_with(output, wanted, fuse.clone());
    fuse.is_burnt()
}

fn start() -> (TempDir, PathBuf) {
    let (base, output) = folder();
    publish_with(&output, &site(OLD), Fuse::default()).expect("published");
    put_foreign(&output);
    (base, output)
}

#[test]
fn a_build_cut_at_any_step_keeps_the_promise_and_the_next_completes_it() {
    let (old, new) = (site(OLD), site(NEW));
    for step in 0.. {
        let (_base, output) = start();
        let was_cut = cut(&output, &new, step);
        assert_promise(&output, &[&old, &new], &format!("cut at {step}"));
        assert_complete(&output, &new, &format!("after a cut at {step}"));
        if !was_cut {
            assert!(step > 40, "only {step} steps");
            return;
        }
    }
}

#[test]
fn going_back_after_a_cut_leaves_nothing_of_the_cut_build() {
    let (old, new) = (site(OLD), site(NEW));
    for step in 0.. {
        let (_base, output) = start();
        let was_cut = cut(&output, &new, step);
        assert_complete(&output, &old, &format!("back after a cut at {step}"));
        if !was_cut {
            return;
        }
    }
}

#[test]
fn a_build_cut_while_completing_a_cut_build_keeps_the_promise() {
    let (old, new, third) = (site(OLD), site(NEW), site(THIRD));
    for first in (0..).step_by(7) {
        for second in (0..).step_by(5) {
            let when = format!("cut at {first}, then at {second}");
            let (_base, output) = start();
            let was_cut = cut(&output, &new, first);
            let was_cut_again = cut(&output, &third, second);
            assert_promise(&output, &[&old, &new, &third], &when);
            assert_complete(&output, &new, &when);
            match (was_cut, was_cut_again) {
                (_, true) => {}
                (true, false) => break,
                (false, false) => return,
            }
        }
    }
}

#[test]
fn a_first_build_cut_at_any_step_leaves_nothing_unknown() {
    let new = site(NEW);
    for step in 0.. {
        let (_base, output) = folder();
        let was_cut = cut(&output, &new, step);
        publish_with(&output, &site(THIRD), Fuse::default()).expect("published");
        assert_eq!(served(&output), exactly(&site(THIRD)), "cut at {step}");
        if !was_cut {
            return;
        }
    }
}

#[test]
fn what_somebody_puts_where_a_cut_build_meant_to_write_is_not_ours() {
    let (_base, output) = start();
    let journal = output.join(".basutbud/journal");
    let step = (0..).find(|step| {
        cut(&output, &site(NEW), *step);
        journal.exists()
    });
    assert!(
        !output.join("fresh").exists(),
        "nothing live yet at step {step:?}"
    );
    fs::create_dir(output.join("fresh")).expect("made");
    fs::write(output.join("fresh/index.html"), "theirs too").expect("written");
    assert!(matches!(
        publish_with(&output, &site(NEW), Fuse::default()),
        Err(PublishError::Foreign { .. })
    ));
    publish_with(&output, &site(OLD), Fuse::default()).expect("published");
    assert_eq!(
        fs::read(output.join("fresh/index.html")).expect("kept"),
        b"theirs too"
    );
}

/// What a power failure leaves of a file whose bytes had not reached the disk.
fn tear(path: &Path, way: usize) {
    let length = fs::metadata(path).expect("there").len();
    let length = usize::try_from(length).expect("small");
    let torn = match way % 2 {
        0 => Vec::new(),
        _ => vec![0; length],
    };
    fs::write(path, torn).expect("written");
}

/// After a power failure the journal is on the disk, which is waited for, and files that went live may
/// be torn; the system has been started anew, as the lock then does not name it.
#[test]
fn after_a_power_failure_the_next_build_puts_right_what_differs() {
    let (old, new) = (site(OLD), site(NEW));
    for step in 0.. {
        let (_base, output) = start();
        let was_cut = cut(&output, &new, step);
        for (nth, path) in old.keys().chain(new.keys()).enumerate() {
            let file = output.join(path);
            let is_live = new
                .get(path)
                .is_some_and(|(_, wanted)| fs::read(&file).is_ok_and(|found| found == *wanted));
            if is_live {
                tear(&file, nth + usize::try_from(step).expect("small"));
            }
        }
        fs::write(output.join(".basutbud/lock"), "1 another boot").expect("written");
        assert_complete(&output, &new, &format!("power cut at {step}"));
        if !was_cut {
            return;
        }
    }
}

/// A process that was killed tears nothing, so then an empty file is somebody's.
#[test]
fn an_empty_file_where_a_killed_build_meant_to_write_is_not_ours() {
    let (_base, output) = start();
    let journal = output.join(".basutbud/journal");
    (0..).find(|step| {
        cut(&output, &site(NEW), *step);
        journal.exists()
    });
    let boot = crate::host::stat::boot().0.to_hex();
    let lock = fs::read_to_string(output.join(".basutbud/lock")).expect("a lock");
    assert!(lock.contains(boot.as_str()), "{lock}");
    fs::create_dir(output.join("fresh")).expect("made");
    fs::write(output.join("fresh/index.html"), "").expect("written");
    assert!(matches!(
        publish_with(&output, &site(NEW), Fuse::default()),
        Err(PublishError::Foreign { .. })
    ));
}

const OUTPUT: &str = "BASUTBUD_TEST_OUTPUT";
const VERSION: &str = "BASUTBUD_TEST_VERSION";
const PAGES: usize = 60;

/// This test program, told to run one test in the given folder.
pub(in super::super) fn this_test(name: &str, output: &Path) -> Command {
    let module = module_path!()
        .split_once("::")
        .map_or("", |(_, module)| module);
    let module = if name.starts_with("child_of_kill") {
        module
    } else {
        module.trim_end_matches("::kill")
    };
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args([&format!("{module}::{name}"), "--exact", "--test-threads=1"])
        .env(OUTPUT, output);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The folder given by [`this_test`]; none in an ordinary run.
pub(in super::super) fn given_output() -> Option<PathBuf> {
    std::env::var_os(OUTPUT).map(PathBuf::from)
}

/// A page tells its version, so that anybody can say whether it is whole.
fn page(n: usize, version: usize) -> String {
    format!("{version}:").to_owned() + &format!("page {n} of version {version}\n").repeat(100)
}

fn version_site(version: usize) -> TestSite {
    let mut site = TestSite::new();
    site.insert(
        format!("s/{version}.css"),
        (Stage::Asset, format!("style {version}").into_bytes()),
    );
    for n in 0..PAGES {
        // Every tenth page moves with each version, so that folders come and go.
        let path = if n.is_multiple_of(10) {
            format!("v{version}/p{n}/index.html")
        } else {
            format!("p{n}/index.html")
        };
        site.insert(path, (Stage::Page, page(n, version).into_bytes()));
    }
    site
}

/// The version of a whole page.
fn whole(n: usize, text: &str) -> usize {
    let version = text
        .split(':')
        .next()
        .and_then(|version| version.parse().ok());
    let version = version.unwrap_or_else(|| panic!("page {n} is torn: {text:?}"));
    assert!(text == page(n, version), "page {n} is torn");
    version
}

/// Reads a page as a visitor would, then the style that it names. A style may
/// only be gone if the page has been replaced in the meantime.
fn visit(output: &Path, n: usize) {
    let read = || {
        whole(
            n,
            &fs::read_to_string(output.join(format!("p{n}/index.html"))).expect("always served"),
        )
    };
    let mut version = read();
    while !output.join(format!("s/{version}.css")).exists() {
        let now = read();
        assert_ne!(now, version, "page {n} names a style that is gone");
        version = now;
    }
}

#[test]
fn child_of_kill_publishes_until_it_is_killed() {
    let Some(output) = given_output() else { return };
    let first = std::env::var(VERSION)
        .ok()
        .and_then(|text| text.parse::<usize>().ok())
        .expect("a number");
    for version in first..first + 100_000 {
        publish_with(&output, &version_site(version), Fuse::default()).expect("published");
    }
}

#[test]
fn a_build_killed_for_real_keeps_the_promise_and_the_next_completes_it() {
    const ROUNDS: usize = 25;
    let (_base, output) = folder();
    publish_with(&output, &version_site(0), Fuse::default()).expect("published");
    let mut chance: u64 = 0x9E37_79B9_7F4A_7C15;
    for round in 1..=ROUNDS {
        let mut child = this_test("child_of_kill_publishes_until_it_is_killed", &output);
        let mut child = child
            .env(VERSION, (round * 1_000_000).to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        // Nothing was killed before the child has begun.
        while whole(
            1,
            &fs::read_to_string(output.join("p1/index.html")).expect("served"),
        ) < round * 1_000_000
        {
            assert!(
                child.try_wait().expect("waited").is_none(),
                "the child ended by itself"
            );
        }
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        for visits in 0..(chance >> 33) % 3_000 {
            let n = usize::try_from(visits).expect("small") % PAGES;
            if !n.is_multiple_of(10) {
                visit(&output, n);
            }
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        (0..PAGES)
            .filter(|n| !n.is_multiple_of(10))
            .for_each(|n| visit(&output, n));
    }
    let last = version_site(1);
    publish_with(&output, &last, Fuse::default()).expect("the next build completes");
    assert_eq!(served(&output), exactly(&last));
}
