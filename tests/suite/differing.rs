//! Two states of a site: the forms of `diff` over pairs of folders, what always holds, and the real
//! program with real repositories.
//!
//! A case is a folder under `tests/differences/`: `base/` and `head/`, each a site, and `expect/` with the
//! difference in every form. `UPDATE_EXPECT=1` rewrites and makes those files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use basutbud::compile::{Compilation, Settings, compile};
use basutbud::diagnostic::{Language, Text};
use basutbud::diff::compare::{SiteState, compare};
use basutbud::diff::{ChangeKind, Difference, Fate, FindingKind, html, json, markdown, text};
use basutbud::host::read;
use basutbud::report::human::Style;
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use proptest::prelude::*;
use serde_json::Value;

use crate::forms::{close, faults, schema};
use crate::harness::{TODAY, day, files_below, repository, same_text, updating, write};
use crate::program::Program;

fn pairs() -> Vec<PathBuf> {
    let folder = repository().join("tests/differences");
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut folders: Vec<PathBuf> = entries.map(|it| it.expect("an entry").path()).collect();
    folders.sort();
    folders
}

/// The difference between two states, called by plain names.
fn difference(base: &Inputs, head: &Inputs) -> Difference {
    let settings = Settings::default();
    let (before, after) = (compile(base, &settings), compile(head, &settings));
    let name = |en, sv| Text::fixed(en, sv);
    compare(
        &site(name("the base", "utgångsläget"), base, &before),
        &site(name("the head", "förslaget"), head, &after),
        &settings,
    )
}

fn site<'a>(name: Text, inputs: &'a Inputs, compilation: &'a Compilation) -> SiteState<'a> {
    SiteState {
        name,
        inputs,
        compilation,
    }
}

fn read_pair(folder: &Path) -> (Inputs, Inputs) {
    let side = |name: &str| read::site(&folder.join(name), day(TODAY));
    (side("base"), side("head"))
}

fn options(language: Language, limit: usize) -> markdown::Options {
    markdown::Options {
        language,
        preview: Some("https://preview.example.se/12".to_owned()),
        full: Some("https://preview.example.se/12/diff.html".to_owned()),
        limit,
    }
}

/// Every form, by the name of its file.
fn forms(difference: &Difference) -> BTreeMap<&'static str, String> {
    let preview = Some("https://preview.example.se/12");
    let (sv, en) = (Language::Swedish, Language::English);
    BTreeMap::from([
        ("diff.txt", text::render(difference, en, Style::Plain)),
        ("diff.sv.txt", text::render(difference, sv, Style::Plain)),
        ("diff.json", json::render(difference, en)),
        (
            "diff.sv.md",
            markdown::render(difference, &options(sv, markdown::GITHUB)),
        ),
        ("diff.sv.html", html::render(difference, sv, preview)),
    ])
}

#[test]
fn every_pair_differs_as_expected_in_every_form() {
    let mut wrong = String::new();
    for folder in pairs() {
        let (base, head) = read_pair(&folder);
        let expect = folder.join("expect");
        let forms = forms(&difference(&base, &head));
        for (name, actual) in &forms {
            let path = expect.join(name);
            if updating() && !path.exists() {
                write(&path, "");
            }
            if let Err(differs) = same_text(&path, actual) {
                wrong += &format!("{}: {differs}\n", path.display());
            }
        }
        for path in files_below(&expect) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !forms.contains_key(name.as_ref()) {
                wrong += &format!("{}: nothing reads it\n", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_schema_describes_every_difference_wholly() {
    let mut schema = schema("docs/diff.schema.json");
    close(&mut schema);
    for folder in pairs() {
        let (base, head) = read_pair(&folder);
        for language in [Language::English, Language::Swedish] {
            let text = json::render(&difference(&base, &head), language);
            let value: Value = serde_json::from_str(&text).expect("it is JSON");
            assert_eq!(faults(&schema, &value), Vec::<String>::new());
        }
    }
    assert!(!faults(&schema, &Value::Null).is_empty());
}

/// What can happen to a site, each step on one file.
fn disturbed(inputs: &Inputs, steps: &[(usize, usize)]) -> Inputs {
    let mut inputs = inputs.clone();
    for (file, act) in steps {
        let paths: Vec<SitePath> = inputs.content.keys().cloned().collect();
        let path = &paths[file % paths.len()];
        let Some(Content::Text(text)) = inputs.content.get(path).cloned() else {
            continue;
        };
        let lines: Vec<&str> = text.lines().collect();
        let line = act / 4 % lines.len().max(1);
        let without = |at: usize| -> String {
            let kept = lines.iter().enumerate().filter(|(n, _)| *n != at);
            kept.map(|(_, line)| format!("{line}\n")).collect()
        };
        let changed = match act % 4 {
            0 => without(line),
            1 => text.replacen('1', "2", act % 7 + 1),
            2 => format!("# en rad\n{text}"),
            _ => {
                if path.as_str().contains("/units/") {
                    inputs.content.remove(path);
                }
                continue;
            }
        };
        let changed = Content::Text(changed.into());
        inputs.content.insert(path.clone(), changed);
    }
    inputs
}

/// What the difference says happened, so that the mirrored one can be held against it.
fn told(difference: &Difference, mirrored: bool) -> Vec<String> {
    let mut told = Vec::new();
    for unit in &difference.units {
        let id = match (mirrored, &unit.former_id) {
            (true, Some(former)) => former,
            _ => &unit.id,
        };
        let fate = match (unit.fate, mirrored) {
            (Fate::Added, true) => Fate::Gone,
            (Fate::Gone, true) => Fate::Added,
            (fate, _) => fate,
        };
        told.push(format!("{id} {fate:?}"));
        for change in &unit.changes {
            let kind = match (change.kind(), mirrored) {
                (ChangeKind::Gained, true) => ChangeKind::Lost,
                (ChangeKind::Lost, true) => ChangeKind::Gained,
                (kind, _) => kind,
            };
            let sides = match mirrored {
                false => (&change.before, &change.after),
                true => (&change.after, &change.before),
            };
            told.push(format!("{id} {:?} {kind:?} {sides:?}", change.topic));
        }
        for verdict in &unit.verdicts {
            let sides = match mirrored {
                false => (&verdict.before, &verdict.after),
                true => (&verdict.after, &verdict.before),
            };
            told.push(format!("{id} {} {sides:?}", verdict.service));
        }
    }
    let is_known = |path: &str| difference.uncompared.iter().all(|one| one.path != path);
    // Findings of a file that one side cannot be read in are told from that side only.
    let findings = difference.all_findings().filter(|it| is_known(&it.path));
    for finding in findings {
        let kind = match (finding.kind, mirrored) {
            (FindingKind::New, true) => FindingKind::Fixed,
            (FindingKind::Fixed, true) => FindingKind::New,
            (FindingKind::Heavier, true) => FindingKind::Lighter,
            (FindingKind::Lighter, true) => FindingKind::Heavier,
            (kind, _) => kind,
        };
        // A finding that weighs something else is told at the place where it is now.
        told.push(format!(
            "{kind:?} {} {:?}",
            finding.code, finding.message.en
        ));
    }
    told.sort();
    told
}

/// Holds the difference that some steps make against the one from the other side.
fn mirrors(steps: &[(usize, usize)]) -> Result<(), TestCaseError> {
    let (base, _) = read_pair(&repository().join("tests/differences/residents"));
    let head = disturbed(&base, steps);
    let itself = difference(&head, &head);
    prop_assert!(
        itself.is_empty() && itself.uncompared.is_empty(),
        "{itself:#?}"
    );
    let there = difference(&base, &head);
    let back = difference(&head, &base);
    prop_assert_eq!(told(&there, false), told(&back, true));
    for (name, form) in forms(&there) {
        prop_assert!(!form.is_empty() && form.ends_with('\n'), "{}", name);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_site_does_not_differ_from_itself_and_a_mirrored_difference_is_turned_round(
        steps in prop::collection::vec((0..64usize, 0..4096usize), 1..6)
    ) {
        mirrors(&steps)?;
    }
}

#[test]
fn a_unit_that_takes_the_place_of_one_that_is_gone_does_not_take_its_findings() {
    // One unit gets the HSA id of another, whose file goes.
    mirrors(&[(13, 189), (41, 703)]).expect("the same from both sides");
}

#[test]
fn a_comment_keeps_its_limit_and_says_what_is_cut_off() {
    let base = read::site(
        &repository().join("tests/differences/residents/base"),
        day(TODAY),
    );
    let mut head = base.clone();
    let path = SitePath::new("content/stromby/units/almen.toml").expect("a path");
    let Some(Content::Text(unit)) = base.content.get(&path).cloned() else {
        panic!("the unit is there");
    };
    for n in 0..400 {
        let unit = unit
            .replace("E001", &format!("N{n:03}"))
            .replace("Almens", "Nya");
        let path = format!("content/stromby/units/ny-{n:03}.toml");
        let path = SitePath::new(&path).expect("a path");
        head.content.insert(path, Content::Text(unit.into()));
    }
    let difference = difference(&base, &head);
    for limit in [4_000, markdown::GITHUB, markdown::GITLAB] {
        let text = markdown::render(&difference, &options(Language::English, limit));
        assert!(text.chars().count() <= limit, "{}", text.chars().count());
        let opened = text.matches("<details>").count();
        assert_eq!(opened, text.matches("</details>").count());
        let shown = text.matches("<details><summary><b>Nya").count();
        assert_eq!(text.contains("Cut off"), shown < 400);
        if shown < 400 {
            let rest = format!("{} (units)", 400 - shown);
            assert!(text.contains(&rest), "{rest}");
            assert!(text.contains("https://preview.example.se/12/diff.html"));
        }
    }
}

#[test]
fn a_page_of_html_needs_nothing_else() {
    for folder in pairs() {
        let (base, head) = read_pair(&folder);
        let page = &forms(&difference(&base, &head))["diff.sv.html"];
        for outside in ["<script", "src=", "@import", "url(", "<link"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(page.contains("<html lang=\"sv\">") && page.contains("<main>"));
        assert_eq!(
            page.matches("<table>").count(),
            page.matches("<caption>").count()
        );
    }
}

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";

/// The small site as the first commit of a repository.
fn committed() -> Program {
    let program = Program::init();
    program.git(&["init", "--quiet"]);
    program.git(&["add", "."]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    program
}

#[test]
fn a_revision_is_compared_with_the_work_tree_and_nothing_is_touched() {
    let program = committed();
    let same = program.run(&["diff", "HEAD"]).exits(0);
    assert!(same.out.contains("Nothing differs"), "{}", same.out);
    program.replace(UNIT, "fornya-recept = \"", "# fornya-recept = \"");
    let index = fs::read(program.path(".git/index")).expect("the index");
    let lost = program.run(&["diff", "main"]).exits(1);
    assert!(lost.out.contains("- Förnya recept"), "{}", lost.out);
    assert!(
        lost.out.contains("new error[unmet-obligation]"),
        "{}",
        lost.out
    );
    assert_eq!(
        index,
        fs::read(program.path(".git/index")).expect("the index")
    );
    program.git(&["commit", "--quiet", "-am", "two"]);
    // Two revisions, in either order; what is fixed is no fault.
    program.run(&["diff", "HEAD~1", "HEAD"]).exits(1);
    let back = program
        .run(&["diff", "HEAD", "HEAD~1", "--lang", "sv"])
        .exits(0);
    assert!(
        back.out.contains("åtgärdat fel[unmet-obligation]"),
        "{}",
        back.out
    );
    // A level of the run counts for both sides.
    let allowed = ["diff", "HEAD~1", "HEAD", "--warn", "unmet-obligation"];
    program.run(&allowed).exits(0);
    let out = ["diff", "HEAD~1", "--format", "html", "--out", "diff.html"];
    assert_eq!(program.run(&out).exits(1).out, "");
    assert!(program.read("diff.html").starts_with("<!doctype html>"));
}

#[test]
fn a_site_may_lie_in_a_folder_a_worktree_or_a_bare_repository() {
    let program = Program::empty();
    program.run(&["init", "site"]).exits(0);
    program.git(&["init", "--quiet"]);
    program.git(&["add", "."]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    let unit = format!("site/{UNIT}");
    program.replace(
        &unit,
        "phone = \"0980-31 92 00\"",
        "phone = \"0980-31 92 07\"",
    );
    let changed = program.run(&["diff", "HEAD", "--root", "site"]).exits(0);
    assert!(
        changed.out.contains("0980-31 92 00 → 0980-31 92 07"),
        "{}",
        changed.out
    );
    program.git(&["commit", "--quiet", "-am", "two"]);
    program.git(&["worktree", "add", "--quiet", "other", "HEAD~1"]);
    let worktree = program
        .run(&["diff", "main", "--root", "other/site"])
        .exits(0);
    assert!(
        worktree.out.contains("0980-31 92 07 → 0980-31 92 00"),
        "{}",
        worktree.out
    );
    program.git(&["clone", "--quiet", "--bare", ".", "bare.git"]);
    let bare = ["diff", "HEAD~1:site", "HEAD:site", "--root", "bare.git"];
    let bare = program.run(&bare).exits(0);
    assert!(
        bare.out.contains("0980-31 92 00 → 0980-31 92 07"),
        "{}",
        bare.out
    );
    // Folders need no repository, and are told from revisions.
    program.run(&["diff", "site", "other/site"]).exits(0);
    let folder = program.run(&["diff", "other", "site"]).exits(2);
    assert!(
        folder.err.contains("there is no site in other"),
        "{}",
        folder.err
    );
}

#[test]
fn submodules_are_left_out_on_both_sides_and_told() {
    let program = committed();
    program.git(&["clone", "--quiet", ".", "content/pages/arkiv"]);
    program.git(&[
        "-c",
        "advice.addEmbeddedRepo=false",
        "add",
        "content/pages/arkiv",
    ]);
    program.git(&["commit", "--quiet", "-m", "two"]);
    let ran = program.run(&["diff", "HEAD"]).exits(0);
    assert!(
        ran.out.contains("content/pages/arkiv: it is a submodule"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Nothing differs"), "{}", ran.out);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let program = Program::init();
    let none = program.run(&["diff", "main"]).exits(2);
    assert!(none.err.contains("in no git repository"), "{}", none.err);
    program.git(&["init", "--quiet"]);
    program.git(&["commit", "--quiet", "--allow-empty", "-m", "zero"]);
    let empty = program.run(&["diff", "HEAD"]).exits(2);
    assert!(
        empty.err.contains("there is no site in `HEAD`"),
        "{}",
        empty.err
    );
    assert!(empty.err.contains("`HEAD:FOLDER`"), "{}", empty.err);
    let unknown = program.run(&["diff", "nowhere"]).exits(2);
    assert!(
        unknown.err.contains("git knows no revision `nowhere`"),
        "{}",
        unknown.err
    );
    let option = program.run(&["diff", "--output=x"]).exits(2);
    assert!(
        option.err.contains("git knows no revision"),
        "{}",
        option.err
    );
    let no_git = program.run_with(&["diff", "HEAD"], &[("PATH", "/nonexistent")]);
    assert!(no_git.exits(2).err.contains("git is not installed"));
    let nothing = program.run(&["diff", ""]).exits(2);
    assert!(nothing.err.contains("a git revision"), "{}", nothing.err);
    let address = ["diff", ".", "--preview-url", "javascript:x"];
    assert!(
        program
            .run(&address)
            .exits(2)
            .err
            .contains("is no web address")
    );
}

#[test]
fn a_shallow_clone_says_how_to_get_the_base() {
    let program = Program::shallow_clone();
    let ran = program.run(&["diff", "HEAD~1", "--root", "copy"]).exits(2);
    assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.err);
}
