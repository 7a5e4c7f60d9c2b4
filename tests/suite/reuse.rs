//! A build reuses what an earlier one published from the same, and publishes the same bytes as one that
//! makes everything.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use basutbud::compile::{Settings, compile};
use basutbud::preview::NAME;
use basutbud::preview::by_page::page_findings;
use basutbud::render::fingerprints::Fingerprints;
use basutbud::render::{self, Renderer};
use basutbud::text::digest::Digests;
use basutbud::text::inputs::Inputs;
use proptest::prelude::*;

use crate::preview::{Edit, apply, small_site};
use crate::program::{Program, Ran};

/// Every file of a site and every part of a long one: what it is made from, and its bytes; nothing where it
/// cannot be made.
type Files = BTreeMap<String, (String, Option<Vec<u8>>)>;

/// All files of a site, as a build or a preview makes them.
fn files(inputs: &Inputs, preview: bool) -> Files {
    let mut compilation = compile(inputs, &Settings::default());
    let settings = render::Settings {
        today: inputs.today,
        base_url: None,
        preview: preview.then(|| NAME.to_owned()),
        ..render::Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    let (catalog, sources) = (&compilation.catalog, &compilation.sources);
    let (mut renderer, _) = Renderer::new(compilation.units(inputs), theme, settings);
    if preview {
        let findings = compilation.findings();
        renderer.set_findings(page_findings(&renderer, catalog, &findings.list, sources));
    }
    let digests = Digests::of(inputs);
    let fingerprints = Fingerprints::new(&renderer, &digests, sources, &blake3::hash(b"program"));
    let pages = renderer.pages().iter().map(|page| {
        let key = fingerprints
            .input_hash(&renderer, page)
            .to_hex()
            .to_string();
        (page.path.to_string(), (key, renderer.render(page).ok()))
    });
    // Each unit's part of each long file beside them, as if it were a file.
    let parts = renderer.pages().iter().flat_map(|page| {
        let (renderer, fingerprints) = (&renderer, &fingerprints);
        let long = renderer.chunked(page).into_iter();
        long.flat_map(move |long| {
            (0..catalog.units.len()).map(move |at| {
                let some = long.within(&(at..at + 1));
                let key = fingerprints
                    .chunk_input_hash(page, some)
                    .to_hex()
                    .to_string();
                let name = format!("{} {}", page.path, catalog.units[at].id);
                (name, (key, long.of_units(some).ok()))
            })
        })
    });
    pages.chain(parts).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_made_from_the_same_have_the_same_bytes(
        edits in proptest::collection::vec((0u8..15, 0usize..4, 0usize..80), 1..6),
        preview in any::<bool>(),
    ) {
        let original = small_site();
        let mut inputs = original.clone();
        let mut seen: BTreeMap<(String, String), Vec<u8>> = BTreeMap::new();
        for edit in std::iter::once(None).chain(edits.into_iter().map(Some)) {
            if let Some(edit) = edit {
                let edit: Edit = edit;
                apply(&mut inputs, &original, edit);
            }
            for (path, (key, bytes)) in files(&inputs, preview) {
                let Some(bytes) = bytes else { continue };
                let before = seen.entry((path.clone(), key)).or_insert_with(|| bytes.clone());
                prop_assert!(*before == bytes, "{} after {:?}", path, edit);
            }
        }
    }
}

/// The paths that are made from something else in the second site than in the first.
fn remade(before: &Files, after: &Files) -> Vec<String> {
    let differs = |(path, (key, _)): &(&String, &(String, Option<Vec<u8>>))| {
        before.get(*path).map(|(key, _)| key) != Some(key)
    };
    let remade = after.iter().filter(differs);
    remade.map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_changed_unit_remakes_its_pages_and_what_holds_all_of_it() {
    let original = small_site();
    let mut inputs = original.clone();
    let before = files(&inputs, false);
    assert_eq!(
        remade(&before, &files(&inputs, false)),
        Vec::<String>::new()
    );
    // The first unit of the three gets another phone number.
    apply(&mut inputs, &original, (0, 0, 3));
    let remade = remade(&before, &files(&inputs, false));
    let of = |unit: &str| remade.iter().filter(|path| path.contains(unit)).count();
    assert!(of("mottagningen-kobben") >= 2, "{remade:?}");
    assert_eq!(of("mottagningen-storgrund"), 0, "{remade:?}");
    assert!(
        remade.contains(&"units.json region-norrhavet/mottagningen-kobben".to_owned()),
        "{remade:?}"
    );
    // Exports and lists hold the number, start pages and lists of lists do not.
    let region = "region-norrhavet";
    for holder in [
        "fhir-r4.json",
        "a-o/index.html",
        "kommun/havsvik/index.html",
    ] {
        assert!(remade.contains(&format!("{region}/{holder}")), "{remade:?}");
    }
    for other in ["index.html", "kommun/index.html", "tjanst/index.html"] {
        assert!(!remade.contains(&format!("{region}/{other}")), "{remade:?}");
    }
    assert!(!remade.contains(&"index.html".to_owned()), "{remade:?}");
}

#[test]
fn a_renamed_unit_remakes_the_lists_that_show_it() {
    let original = small_site();
    let mut inputs = original.clone();
    let before = files(&inputs, false);
    // The first unit of the three gets another name.
    apply(&mut inputs, &original, (0, 0, 0));
    let remade = remade(&before, &files(&inputs, false));
    for list in ["a-o/index.html", "sok/ord.json"] {
        let list = format!("region-norrhavet/{list}");
        assert!(remade.contains(&list), "{remade:?}");
    }
    // How many units there are is the same.
    assert!(!remade.contains(&"index.html".to_owned()), "{remade:?}");
}

/// All published files but our own working ones, and the one that keeps the folder in git.
pub fn published(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(folder).expect("below");
        let ours = path.starts_with(".basutbud") || path == Path::new(".gitkeep");
        if entry.file_type().is_file() && !ours {
            let bytes = fs::read(entry.path()).expect("a file");
            found.insert(path.to_string_lossy().into_owned(), bytes);
        }
    }
    found
}

const UNIT: &str = "content/region-norrhavet/units/mottagningen-storgrund.toml";

/// Builds with what earlier builds left, and checks that a clean build gives the same bytes. Gives how
/// many files the build wrote.
fn build(program: &Program, what: &str) -> usize {
    let ran = program.run(&["build", "--publish-anyway"]);
    let written = ran
        .last_line()
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok());
    let clean = program.path("clean");
    let _ = fs::remove_dir_all(&clean);
    program.run(&[
        "build",
        "--publish-anyway",
        "--no-cache",
        "--output",
        "clean",
    ]);
    assert!(
        published(&program.path("output")) == published(&clean),
        "{what}"
    );
    written.unwrap_or_else(|| panic!("{what}: {}", ran.out))
}

#[test]
fn a_build_over_an_earlier_one_gives_what_a_clean_one_gives() {
    let program = Program::copy_of("tests/sites/third-region");
    let whole = build(&program, "first");
    assert!(whole > 20);
    assert_eq!(build(&program, "nothing changed"), 0);
    program.replace(UNIT, "[contact]", "# a comment\n[contact]");
    assert_eq!(build(&program, "a comment"), 0);
    program.replace(UNIT, "phone", "phone = \"0980-31 92 77\" #");
    assert!((1..whole / 2).contains(&build(&program, "a phone number")));
    program.replace("content/site.toml", "= \"", "= \"Nya ");
    assert!(build(&program, "the title of the site") > 20);
    program.write("themes/default/locales/sv.ftl", "nav_services = Alla\n");
    build(&program, "a word of the theme");
    program.write("themes/default/assets/site.css", "body { color: black }\n");
    build(&program, "the style sheet");
    fs::remove_file(program.path(UNIT)).expect("removed");
    build(&program, "a unit less");
}

/// Enough units that files about all of them are made in several parts.
#[test]
fn parts_of_long_files_are_put_together_as_in_a_clean_build() {
    let program = Program::copy_of("tests/sites/third-region");
    let text = program.read(UNIT);
    let unit = |number: usize| UNIT.replace("storgrund", &format!("b{number:03}"));
    for number in 0..150 {
        program.write(
            &unit(number),
            &text.replace("N004", &format!("B{number:03}")),
        );
    }
    let whole = build(&program, "first");
    program.replace(&unit(70), "phone", "phone = \"0980-31 92 77\" #");
    assert!((1..whole / 2).contains(&build(&program, "a phone number")));
    program.replace(&unit(140), "\nname", "\nname = \"Ångbåten\" #");
    build(&program, "a name");
    fs::remove_file(program.path(&unit(3))).expect("removed");
    build(&program, "a unit less");
}

/// The one cache of a site with one output folder that is built with a cache.
fn cache_file(program: &Program) -> PathBuf {
    let folder = program.path(".cache/basutbud");
    let names = fs::read_dir(&folder).expect("a folder");
    let names = names.map(|entry| entry.expect("an entry").file_name());
    let names: Vec<_> = names.filter(|name| name != ".gitignore").collect();
    assert_eq!(names.len(), 1, "{names:?}");
    folder.join(&names[0])
}

#[test]
fn the_cache_may_be_lost_cut_damaged_or_anything_else() {
    let program = Program::copy_of("tests/sites/third-region");
    build(&program, "first");
    let file = cache_file(&program);
    let damages: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.clear(),
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes[60] ^= 1,
        |bytes| bytes[20] ^= 1,
        |bytes| *bytes = b"basutbud cache 9\n".to_vec(),
    ];
    for damage in damages {
        let mut bytes = fs::read(&file).expect("a file");
        damage(&mut bytes);
        fs::write(&file, bytes).expect("written");
        program.replace(UNIT, "[contact]", "# a comment\n[contact]");
        assert_eq!(build(&program, "damaged"), 0);
        assert!(
            fs::read(&file).expect("a file").len() > 80,
            "it is written anew"
        );
    }
    fs::remove_dir_all(program.path(".cache")).expect("removed");
    assert_eq!(build(&program, "lost"), 0);
    fs::remove_file(&file).expect("removed");
    fs::create_dir(&file).expect("made");
    assert_eq!(build(&program, "a folder"), 0);
    fs::remove_dir_all(program.path(".cache")).expect("removed");
    fs::write(program.path(".cache"), "a file").expect("written");
    assert_eq!(build(&program, "no folder for it"), 0);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_link_in_place_of_the_cache_is_no_harm() {
    let program = Program::copy_of("tests/sites/third-region");
    build(&program, "first");
    let file = cache_file(&program);
    let elsewhere = program.path("elsewhere");
    fs::rename(&file, &elsewhere).expect("moved");
    std::os::unix::fs::symlink(&elsewhere, &file).expect("linked");
    assert_eq!(build(&program, "a link"), 0);
    fs::remove_file(&file).expect("removed");
    let made = Command::new("mkfifo").arg(&file).status();
    assert!(made.is_ok_and(|status| status.success()));
    assert_eq!(build(&program, "a pipe"), 0);
}

#[test]
fn nothing_but_what_publishing_needs_stays_in_the_published_folder() {
    let program = Program::copy_of("tests/sites/third-region");
    build(&program, "first");
    let names = || {
        let names = fs::read_dir(program.path("output/.basutbud")).expect("a folder");
        let names = names.map(|entry| entry.expect("an entry").file_name());
        names.collect::<BTreeSet<_>>()
    };
    let wanted = BTreeSet::from(["lock", "manifest"].map(OsString::from));
    assert_eq!(names(), wanted);
    // A program that had its cache there is taken over.
    for name in ["stamps", "made", "sources", "units"] {
        program.write(&format!("output/.basutbud/{name}"), "basutbud made 4\n");
    }
    fs::remove_dir_all(program.path(".cache")).expect("removed");
    assert_eq!(build(&program, "an earlier program's"), 0);
    assert_eq!(names(), wanted);
}

#[test]
fn without_a_cache_none_is_read_or_written() {
    let program = Program::init();
    program.run(&["build", "--no-cache"]).exits(0);
    assert!(!program.path(".cache").exists());
    program.run(&["build"]).exits(0);
    let bytes = fs::read(cache_file(&program)).expect("a file");
    program.run(&["build", "--no-cache"]).exits(0);
    assert_eq!(fs::read(cache_file(&program)).expect("a file"), bytes);
}

/// What a build says is said again by one that has nothing to do, and with the same status.
#[test]
fn findings_are_said_again_when_nothing_changed() {
    for (site, status) in [
        ("tests/sites/third-region", 0),
        ("tests/sites/every-fault", 1),
    ] {
        let program = Program::copy_of(site);
        let arguments: &[&str] = match status {
            0 => &["build", "-v", "--publish-anyway"],
            _ => &["build", "-v"],
        };
        let first = program.run(arguments);
        let again = program.run(arguments);
        let without_last = |ran: &Ran| {
            let lines: Vec<&str> = ran.out.lines().collect();
            lines[..lines.len() - 1].join("\n")
        };
        assert!(!has_checked(&again), "{}", again.err);
        assert_eq!(without_last(&again), without_last(&first));
        let counts = |ran: &Ran| ran.last_line().split("; ").nth(1).map(str::to_owned);
        assert_eq!(counts(&again), counts(&first));
        assert!(counts(&again).is_some());
        assert_eq!(again.status, first.status);
    }
}

#[test]
fn a_published_page_that_somebody_changed_is_put_right() {
    let program = Program::copy_of("tests/sites/third-region");
    build(&program, "first");
    let page = "output/region-norrhavet/mottagningen-storgrund/index.html";
    let text = program.read(page);
    program.write(page, &text.replace("<h1", "<h2"));
    assert_eq!(build(&program, "changed by hand"), 1);
    fs::remove_file(program.path(page)).expect("removed");
    assert_eq!(build(&program, "removed by hand"), 1);
}

#[test]
fn the_day_is_part_of_what_a_page_is_made_from() {
    let program = Program::init();
    program.run(&["build"]).exits(0);
    let again = program.run(&["build"]).exits(0);
    assert!(
        again.last_line().starts_with("0 files written"),
        "{}",
        again.out
    );
    program.run(&["build", "--date", "2027-06-01"]);
    program.run(&[
        "build",
        "--no-cache",
        "--date",
        "2027-06-01",
        "--output",
        "clean",
    ]);
    assert!(published(&program.path("output")) == published(&program.path("clean")));
}

/// Whether a build has checked the site; it says so when it is asked to tell more.
fn has_checked(ran: &Ran) -> bool {
    ran.err.contains("checked ")
}

#[test]
fn a_site_that_did_not_change_is_not_even_checked() {
    let program = Program::init();
    let build = || program.run(&["build", "-v"]).exits(0);
    assert!(has_checked(&build()));
    let again = build();
    assert!(!has_checked(&again), "{}", again.err);
    assert!(
        again.last_line().starts_with("0 files written"),
        "{}",
        again.out
    );
    // A page that somebody has changed is put right all the same.
    let page = "output/index.html";
    let text = program.read(page);
    program.write(page, "");
    assert!(has_checked(&build()));
    assert_eq!(program.read(page), text);
    // One changed unit is built, and what is published is right.
    let unit = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
    program.replace(unit, "Vi hjälper dig", "Här får du hjälp");
    assert!(has_checked(&build()));
    let clean = ["build", "--no-cache", "--output", "clean"];
    program.run(&clean).exits(0);
    assert!(published(&program.path("output")) == published(&program.path("clean")));
}

/// A file with the size and the time of writing that it had before is another one all the same.
#[test]
fn a_change_that_hides_behind_size_and_time_is_published() {
    let program = Program::init();
    let unit = program.path("content/exempelregionen/units/halsocentralen-exempelvik.toml");
    let text = fs::read_to_string(&unit).expect("a unit");
    let written = fs::metadata(&unit)
        .and_then(|it| it.modified())
        .expect("a time");
    assert!(text.contains("Vi hjälper"));
    for nth in 0..20 {
        let words = ["Vi hjälper", "Vi hjälpte"][nth % 2];
        fs::write(&unit, text.replace("Vi hjälper", words)).expect("written");
        let file = fs::File::options().write(true).open(&unit).expect("open");
        file.set_modified(written).expect("set");
        drop(file);
        program.run(&["build"]).exits(0);
        let page = program.read("output/exempelregionen/halsocentralen-exempelvik/index.html");
        assert!(page.contains(words), "{nth}");
    }
}
