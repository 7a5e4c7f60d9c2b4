//! A build reuses what an earlier one published from the same, and publishes the same bytes as one that
//! makes everything.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use basutbud::compile::{Settings, compile};
use basutbud::preview::NAME;
use basutbud::preview::by_page::page_findings;
use basutbud::render::made_from::MadeFrom;
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
    let made_from = MadeFrom::new(&renderer, &digests, sources, &blake3::hash(b"program"));
    let pages = renderer.pages().iter().map(|page| {
        let key = made_from.of(&renderer, page).to_hex().to_string();
        (page.path.to_string(), (key, renderer.render(page).ok()))
    });
    // Each unit's part of each long file beside them, as if it were a file.
    let parts = renderer.pages().iter().flat_map(|page| {
        let (renderer, made_from) = (&renderer, &made_from);
        let long = renderer.long(page).into_iter();
        long.flat_map(move |long| {
            (0..catalog.units.len()).map(move |at| {
                let some = long.within(&(at..at + 1));
                let key = made_from.of_part(page, some).to_hex().to_string();
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
        edits in proptest::collection::vec((0u8..14, 0usize..4, 0usize..80), 1..6),
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
    // Exports hold the number, lists do not.
    for export in ["units.json", "region-norrhavet/fhir-r4.json"] {
        assert!(remade.contains(&export.to_owned()), "{remade:?}");
    }
    for list in ["index.html", "region-norrhavet/a-o/index.html"] {
        assert!(!remade.contains(&list.to_owned()), "{remade:?}");
    }
    let below = |path: &&String| {
        ["/kommun/", "/tjanst/", "/sok/"]
            .iter()
            .any(|at| path.contains(at))
    };
    assert_eq!(remade.iter().find(below), None, "{remade:?}");
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
    assert!(build(&program, "first") > 20);
    assert_eq!(build(&program, "nothing changed"), 0);
    program.replace(UNIT, "[contact]", "# a comment\n[contact]");
    assert_eq!(build(&program, "a comment"), 0);
    program.replace(UNIT, "phone", "phone = \"0980-31 92 77\" #");
    assert!((1..20).contains(&build(&program, "a phone number")));
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
    build(&program, "first");
    program.replace(&unit(70), "phone", "phone = \"0980-31 92 77\" #");
    assert!((1..20).contains(&build(&program, "a phone number")));
    program.replace(&unit(140), "\nname", "\nname = \"Ångbåten\" #");
    build(&program, "a name");
    fs::remove_file(program.path(&unit(3))).expect("removed");
    build(&program, "a unit less");
}

#[test]
fn what_is_remembered_may_be_lost_cut_or_damaged() {
    let program = Program::copy_of("tests/sites/third-region");
    build(&program, "first");
    let files = ["made", "units", "sources"].map(|name| format!("output/.basutbud/{name}"));
    let read = |file: &str| fs::read(program.path(file)).expect("a file");
    let damages: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.clear(),
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes[40] ^= 1,
        |bytes| *bytes = b"basutbud made 9\n".to_vec(),
    ];
    for damage in damages {
        for file in &files {
            let mut bytes = read(file);
            damage(&mut bytes);
            fs::write(program.path(file), bytes).expect("written");
        }
        program.replace(UNIT, "[contact]", "# a comment\n[contact]");
        assert_eq!(build(&program, "damaged"), 0);
        for file in &files {
            assert!(read(file).len() > 80, "{file} is written anew");
        }
    }
    for file in &files {
        fs::remove_file(program.path(file)).expect("removed");
        assert_eq!(build(&program, "lost"), 0);
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

/// Whether a run has opened the files of the site; it says so when it is asked to tell more.
fn has_read(ran: &Ran) -> bool {
    ran.err.contains(" known by their looks")
}

#[cfg(unix)]
#[test]
fn sources_that_were_left_alone_are_not_even_read() {
    let program = Program::init();
    let build = || program.run(&["build", "-v"]).exits(0);
    assert!(has_read(&build()));
    // Files that were just written are read until they have been left alone for some seconds.
    let read = (0..10_000).map(|_| build()).position(|ran| {
        assert!(
            ran.last_line().starts_with("0 files written"),
            "{}",
            ran.out
        );
        !has_read(&ran)
    });
    assert!(read.is_some_and(|times| times > 0), "{read:?}");
    // One changed unit is read alone, and what is published is right.
    let unit = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
    program.replace(unit, "Vi hjälper dig", "Här får du hjälp");
    let ran = build();
    assert!(ran.err.contains("1 known by their looks"), "{}", ran.err);
    let clean = ["build", "--no-cache", "--output", "clean"];
    program.run(&clean).exits(0);
    assert!(published(&program.path("output")) == published(&program.path("clean")));
    // A page that somebody has changed is put right all the same.
    let page = "output/index.html";
    let text = program.read(page);
    program.write(page, "");
    assert!(has_read(&build()));
    assert_eq!(program.read(page), text);
    // So is what was published of a file that changes with the size and time of before.
    let site = program.path("content/site.toml");
    let time = fs::metadata(&site)
        .and_then(|it| it.modified())
        .expect("a time");
    let (old, new) = ("publisher", "Publisher");
    program.replace("content/site.toml", old, new);
    let file = fs::File::options().write(true).open(&site).expect("open");
    file.set_modified(time).expect("set");
    drop(file);
    assert!(has_read(&program.run(&["build", "-v"])));
}
