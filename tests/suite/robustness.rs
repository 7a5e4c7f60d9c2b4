//! Bad input: each kind gets one clear finding with its place and the next act, the rest of the site is
//! still checked, and nothing panics. What a file of TOML can hold is in `tests/sites/every-fault/`; here
//! is what lies in bytes, links and sizes, and what chance makes of good files.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use basutbud::compile::{Compilation, Settings};
use basutbud::diagnostic::Language;
use basutbud::host::read;
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use proptest::prelude::*;

use crate::harness::{
    Expected, TODAY, add, compiled, day, found, inputs, invariants, printed, repository,
};
use crate::pages::{page_faults, rendered};

const REGION: &str = r#"
name = "R"
municipalities = ["Orten"]
[[administrations]]
id = "varden"
name = "Vården"
[[types]]
id = "mottagning"
name = "Mottagning"
kind = "mottagning"
"#;

const UNIT: &str = r#"name = "Enhet"
hsa_id = "SE0000000000-E001"
type = "mottagning"
administration = "varden"
municipality = "Orten"
reviewed = 2026-11-02
"#;

/// A small site with one unit's file as given, and a neighbour with one fault that must always be found.
fn with_unit(text: &str) -> Inputs {
    let mut site = inputs("", TODAY);
    add(&mut site.content, "content/r/region.toml", REGION);
    add(&mut site.content, "content/r/units/enhet.toml", text);
    let neighbour = UNIT.replace("E001", "E002").replace("Orten", "Annorstädes");
    add(&mut site.content, "content/r/units/granne.toml", &neighbour);
    site
}

/// Every finding about one file as `line:column: code: message`, after the neighbour's has been seen.
fn found_in(site: &Inputs, path: &str) -> Vec<String> {
    let compilation = compiled(site);
    holds(site, &compilation);
    let findings = compilation.findings();
    let neighbours = found(&findings, &compilation.sources);
    let neighbour = Expected {
        path: "content/r/units/granne.toml".to_owned(),
        line: 5,
        severity: "error".to_owned(),
        code: "unknown-reference".to_owned(),
    };
    assert!(neighbours.contains(&neighbour), "{neighbours:#?}");
    findings
        .list
        .iter()
        .filter(|finding| {
            let file = finding.diagnostic.primary.span.file;
            compilation.sources.path(file).as_str() == path
        })
        .map(|finding| {
            let diagnostic = &finding.diagnostic;
            let start = compilation.sources.position(diagnostic.primary.span).0;
            let (code, message) = (diagnostic.code.name, &diagnostic.message.en);
            format!("{}:{}: {code}: {message}", start.line, start.column)
        })
        .collect()
}

fn holds(site: &Inputs, compilation: &Compilation) {
    let faults = invariants(site, &Settings::default(), compilation);
    assert!(faults.is_empty(), "{faults:#?}");
}

const PATH: &str = "content/r/units/enhet.toml";

#[test]
fn a_byte_order_mark_is_no_fault_and_takes_no_column() {
    let good = format!("\u{feff}{UNIT}");
    assert_eq!(found_in(&with_unit(&good), PATH), Vec::<String>::new());
    let bad = format!("\u{feff}nmae = \"Enhet\"\n{UNIT}");
    assert_eq!(
        found_in(&with_unit(&bad), PATH),
        ["1:1: unknown-key: unknown key `nmae`"]
    );
}

#[test]
fn windows_line_ends_are_no_fault_and_columns_are_right() {
    let good = UNIT.replace('\n', "\r\n");
    assert_eq!(found_in(&with_unit(&good), PATH), Vec::<String>::new());
    let bad = format!("{UNIT}ort = \"x\"\n[contact]\ntelegraph = \"1\"\n").replace('\n', "\r\n");
    assert_eq!(
        found_in(&with_unit(&bad), PATH),
        [
            "7:1: unknown-key: unknown key `ort`",
            "9:1: unknown-key: unknown key `telegraph` in `contact`"
        ]
    );
    let broken = UNIT.replace("\"Orten\"", "\"Orten").replace('\n', "\r\n");
    let found = found_in(&with_unit(&broken), PATH);
    assert_eq!(
        found,
        ["5:22: syntax: the quote at the end of the text is missing"]
    );
}

#[test]
fn a_lone_carriage_return_is_one_finding() {
    let found = found_in(&with_unit(&UNIT.replace('\n', "\r")), PATH);
    assert!((1..=5).contains(&found.len()), "{found:#?}");
    assert!(
        found.iter().all(|finding| finding.contains(": syntax: ")),
        "{found:#?}"
    );
}

#[test]
fn a_name_of_ten_thousand_characters_is_one_finding_and_is_not_printed_whole() {
    let long = UNIT.replace("\"Enhet\"", &format!("\"{}\"", "Å".repeat(10_000)));
    let site = with_unit(&long);
    let found = found_in(&site, PATH);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("1:73: name-too-long:"), "{found:#?}");
    for language in [Language::English, Language::Swedish] {
        let text = printed(&compiled(&site), language);
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest < Some(400), "a line of {longest:?} characters");
    }
}

#[test]
fn nesting_without_end_is_a_finding_and_no_crash() {
    for depth in [10, 70, 200, 5_000, 100_000] {
        let text = format!(
            "{UNIT}former_names = {}{}\n",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        let found = found_in(&with_unit(&text), PATH);
        assert!(!found.is_empty(), "{depth}");
        let tables = format!(
            "{UNIT}hours = {}1{}\n",
            "{a=".repeat(depth),
            "}".repeat(depth)
        );
        assert!(!found_in(&with_unit(&tables), PATH).is_empty(), "{depth}");
    }
}

#[test]
fn conditions_nested_as_deep_as_toml_allows_are_evaluated() {
    for depth in [1, 20, 35, 60, 500] {
        let condition = format!("{}true{}", "{ not = ".repeat(depth), " }".repeat(depth));
        let rules = format!(
            "title = \"R\"\n[[services]]\nid = \"s\"\nkind = \"e-service\"\nname = \"S\"\nmust_when = {condition}\n"
        );
        let mut site = with_unit(UNIT);
        add(&mut site.content, "content/r/rules/2020-01-01.toml", &rules);
        let compilation = compiled(&site);
        holds(&site, &compilation);
        let full = compilation.units(&site).load(0).expect("in memory");
        if let Some(verdict) = full.assessment.verdicts.first() {
            assert_eq!(verdict.obligation.is_some(), depth % 2 == 0, "{depth}");
        } else {
            assert!(compilation.findings().denied(), "{depth}");
        }
    }
}

#[test]
fn a_site_of_nothing_and_files_of_nothing() {
    let empty = Inputs {
        today: day(TODAY),
        ..Inputs::default()
    };
    holds(&empty, &compiled(&empty));
    for path in [
        "content/site.toml",
        "content/r/region.toml",
        "content/r/rules/2020-01-01.toml",
        "content/r/units/enhet.toml",
    ] {
        for text in ["", "\n\n", "# bara en kommentar\n", "\u{feff}", " \t "] {
            let mut site = with_unit(UNIT);
            add(&mut site.content, path, text);
            let compilation = compiled(&site);
            holds(&site, &compilation);
            let findings = compilation.findings();
            let about: Vec<&str> = findings
                .list
                .iter()
                .filter(|finding| {
                    let file = finding.diagnostic.primary.span.file;
                    compilation.sources.path(file).as_str() == path
                })
                .map(|finding| &*finding.diagnostic.message.en)
                .collect();
            assert_eq!(about, ["the file is empty"], "{path} {text:?}");
        }
    }
}

/// The example site of `init`, in a folder of its own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &[u8]| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write("content/site.toml", crate::harness::SITE.as_bytes());
    write("content/r/region.toml", REGION.as_bytes());
    write("content/r/units/enhet.toml", UNIT.as_bytes());
    let neighbour = UNIT.replace("E001", "E002").replace("Orten", "Annorstädes");
    write("content/r/units/granne.toml", neighbour.as_bytes());
    folder
}

fn found_on_disk(root: &Path, path: &str) -> Vec<String> {
    found_in(&read::site(root, day(TODAY)), path)
}

#[test]
fn a_file_of_more_than_a_mebibyte_is_not_read() {
    let folder = folder();
    let path = folder.path().join(PATH);
    let mut text = UNIT.to_owned();
    text.push_str(&"#".repeat(1024 * 1024 - text.len()));
    fs::write(&path, &text).expect("written");
    assert_eq!(found_on_disk(folder.path(), PATH), Vec::<String>::new());
    text.push('#');
    fs::write(&path, &text).expect("written");
    assert_eq!(
        found_on_disk(folder.path(), PATH),
        ["1:1: unreadable-file: the file is 1048577 bytes, more than the 1048576 that are read"]
    );
}

#[test]
fn bytes_that_are_not_utf8_are_named_by_offset_and_place() {
    let folder = folder();
    let mut bytes = UNIT.replace("\"Enhet\"", "\"Åsens enhet\"").into_bytes();
    let at = bytes
        .windows(5)
        .position(|window| window == b"enhet")
        .expect("there");
    bytes.insert(at, 0xe5);
    fs::write(folder.path().join(PATH), &bytes).expect("written");
    assert_eq!(
        found_on_disk(folder.path(), PATH),
        [format!(
            "1:15: unreadable-file: the file is saved with the wrong encoding: not UTF-8 but what seems to be Windows-1252 (byte {at})"
        )]
    );
    // A document is not text and may hold any bytes; it just has no place among units.
    fs::write(folder.path().join("content/r/units/bild.pdf"), [0xff, 0xd8]).expect("written");
    let found = found_on_disk(folder.path(), "content/r/units/bild.pdf");
    assert_eq!(found, ["1:1: misplaced-file: this file has no use here"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_site_and_no_further() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (folder(), tempfile::tempdir().expect("a temporary folder"));
    let units = folder.path().join("content/r/units");
    fs::write(elsewhere.path().join("hemlig.toml"), UNIT).expect("written");
    fs::create_dir(elsewhere.path().join("mapp")).expect("made");
    symlink(elsewhere.path().join("hemlig.toml"), units.join("ut.toml")).expect("linked");
    symlink(elsewhere.path().join("mapp"), units.join("mapp")).expect("linked");
    symlink("granne.toml", units.join("inne.toml")).expect("linked");
    symlink("ingenting.toml", units.join("ingenting.toml")).expect("linked");
    symlink(".", units.join("rundgang")).expect("linked");
    let dot_env = folder.path().join(".env");
    fs::write(&dot_env, "HEMLIGT=1").expect("written");
    symlink(&dot_env, units.join("miljo.toml")).expect("linked");
    fs::create_dir(folder.path().join("content/.git")).expect("made");
    fs::write(folder.path().join("content/.git/config"), "[remote]").expect("written");
    symlink("../../.git/config", units.join("git.toml")).expect("linked");
    fs::write(folder.path().join("NOTES.toml"), UNIT).expect("written");
    symlink("../../../NOTES.toml", units.join("roten.toml")).expect("linked");
    fs::write(elsewhere.path().join("bild.png"), "x").expect("written");
    symlink(elsewhere.path().join("bild.png"), units.join("bild.png")).expect("linked");
    let site = read::site(folder.path(), day(TODAY));
    let content = |path: &str| {
        let path = SitePath::new(path).expect("sound");
        site.content.get(&path).cloned()
    };
    let is_link = |path: &str| matches!(content(path), Some(Content::LinkNotFollowed { .. }));
    assert!(matches!(
        content("content/r/units/inne.toml"),
        Some(Content::Text(_))
    ));
    for path in [
        "ut.toml",
        "mapp",
        "ingenting.toml",
        "rundgang",
        "miljo.toml",
        "git.toml",
        "roten.toml",
        "bild.png",
    ] {
        let path = format!("content/r/units/{path}");
        assert!(is_link(&path), "{path}: {:?}", content(&path));
        let found = found_in(&site, &path);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(
            found[0].starts_with("1:1: unreadable-file: the link to"),
            "{found:#?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_of_a_theme_lead_to_the_theme() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let assets = folder.path().join("themes/default/assets");
    fs::create_dir_all(&assets).expect("made");
    fs::write(folder.path().join(".env"), "HEMLIGT=1").expect("written");
    fs::write(assets.join("a.txt"), "a").expect("written");
    symlink("../../../.env", assets.join("e.txt")).expect("linked");
    symlink("../../../content/site.toml", assets.join("s.txt")).expect("linked");
    symlink("a.txt", assets.join("b.txt")).expect("linked");
    let site = read::site(folder.path(), day(TODAY));
    let is_text = |name: &str| {
        let path = SitePath::new(&format!("assets/{name}")).expect("sound");
        matches!(site.theme.get(&path), Some(Content::Text(_)))
    };
    let read = ["a.txt", "b.txt", "e.txt", "s.txt"].map(is_text);
    assert_eq!(read, [true, true, false, false]);

    // A theme that is a link leads to another theme, or nowhere.
    let themes = folder.path().join("themes");
    fs::rename(themes.join("default"), themes.join("egen")).expect("moved");
    symlink("egen", themes.join("default")).expect("linked");
    let site = read::site(folder.path(), day(TODAY));
    assert!(site.theme.len() > 1, "{:?}", site.theme);
    fs::remove_file(themes.join("default")).expect("removed");
    symlink("..", themes.join("default")).expect("linked");
    let site = read::site(folder.path(), day(TODAY));
    let only: Vec<&str> = site.theme.keys().map(SitePath::as_str).collect();
    assert_eq!(only, ["theme.toml"]);
    assert!(matches!(
        site.theme.values().next(),
        Some(Content::LinkNotFollowed { .. })
    ));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_a_finding_beside_the_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let socket = folder.path().join("content/r/units/uttag.toml");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    assert_eq!(
        found_on_disk(folder.path(), "content/r/units/uttag.toml"),
        ["1:1: unreadable-file: the file cannot be read: it is no ordinary file"]
    );
    let path = folder.path().join(PATH);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("set");
    // The super-user may read everything.
    if fs::read(&path).is_err() {
        let found = found_on_disk(folder.path(), PATH);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(
            found[0].starts_with("1:1: unreadable-file: the file cannot be read"),
            "{found:#?}"
        );
    }
}

// --- What chance makes of good files --------------------------------------------------------------

/// A few files of the example site that use much of the formats.
static SAMPLE: LazyLock<Inputs> = LazyLock::new(|| {
    let whole = read::site(repository(), day(TODAY));
    let wanted = |path: &SitePath| {
        let path = path.as_str();
        let unit = path.contains("/units/");
        path.starts_with("content/kalmar/") && (!unit || path.contains("/strandvik."))
            || path == "content/site.toml"
    };
    Inputs {
        content: whole
            .content
            .into_iter()
            .filter(|(path, _)| wanted(path))
            .collect(),
        ..Inputs {
            today: day(TODAY),
            ..Inputs::default()
        }
    }
});

/// What is done to a file: where (in thousandths), how many bytes go, and what comes instead.
fn change() -> impl Strategy<Value = (usize, usize, String)> {
    let text = prop_oneof![
        Just(String::new()),
        "[\\[\\]{}=\"'#,.\n-]{1,4}",
        "[0-9:#-]{1,12}",
        "[a-zåäö]{1,6}",
        Just("\"\"\"".to_owned()),
        Just("2026-02-30".to_owned()),
        Just("\u{0}\u{feff}\u{2028}".to_owned()),
        Just("true".to_owned()),
        Just("{}".to_owned()),
        Just("[[services]]\n".to_owned()),
        // A backtick in what an editor wrote would look like one of ours.
        any::<String>().prop_map(|text| text.replace('`', "'")),
    ];
    (0..1000usize, prop_oneof![0..4usize, 0..60usize], text)
}

proptest! {
    // Pages take a hundred times as long as findings, so there are fewer of these.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_change_of_a_good_file_gives_whole_pages(
        file in 0..100usize,
        changes in proptest::collection::vec(change(), 1..4),
    ) {
        let mut site = changed_sample(file, changes);
        site.default_theme = basutbud::host::embedded::default_theme();
        let mut compilation = compiled(&site);
        let files = rendered(&site, &mut compilation);
        // A language that the theme does not have is the change's own fault.
        let faults: Vec<_> = compilation.diagnostics
            .iter()
            .filter(|found| found.code.name == "template-fault")
            .map(|found| found.message.en)
            .collect();
        prop_assert!(faults.is_empty(), "the theme is whole: {faults:#?}");
        // An editor's text may link to what a change has taken away; the theme's own links hold.
        let mut faults = page_faults(&files, "", &[]);
        faults.retain(|fault| !fault.contains("leads nowhere"));
        prop_assert!(faults.is_empty(), "{faults:#?}");
    }
}

/// The sample with one file changed.
fn changed_sample(file: usize, changes: Vec<(usize, usize, String)>) -> Inputs {
    let mut site = SAMPLE.clone();
    let count = site.content.len();
    if let Some(Content::Text(text)) = site.content.values_mut().nth(file % count) {
        let mut changed = text.to_string();
        for (place, gone, come) in changes {
            let start = changed.floor_char_boundary(changed.len() * place / 1000);
            let end = changed
                .floor_char_boundary((start + gone).min(changed.len()))
                .max(start);
            changed.replace_range(start..end, &come);
        }
        *text = Arc::from(changed);
    }
    site
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_change_of_a_good_file_gives_findings_and_no_panic(
        file in 0..100usize,
        changes in proptest::collection::vec(change(), 1..4),
    ) {
        let site = changed_sample(file, changes);
        let compilation = compiled(&site);
        let mut faults = invariants(&site, &Settings::default(), &compilation);
        // Its suggestion may be listed already; the fixed file then names the service twice.
        faults.retain(|fault| {
            let known = ["unknown-service", "unknown-activity"];
            !known.iter().any(|code| fault.starts_with(&format!("{code}: the fix breaks the file")))
        });
        prop_assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn time_grows_with_the_number_of_repeated_tables_and_not_with_its_square() {
    for line in ["[a]\n", "a = 1\n"] {
        let text = format!("name = \"Enhet\"\n{}", line.repeat(600_000 / line.len()));
        let began = std::time::Instant::now();
        let compilation = compiled(&with_unit(&text));
        assert!(compilation.findings().denied(), "{line}");
        // The square of it would take minutes.
        assert!(began.elapsed().as_secs() < 30, "{line}");
    }
}
