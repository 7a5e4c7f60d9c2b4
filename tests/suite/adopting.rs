//! Adopting gradually: `--baseline`, `--write-baseline` and `--since`, with the real binary.

use crate::program::Program;

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";

/// The small site with two shortfalls: a duty that is not met, and a name that is not the standard one.
fn flawed() -> Program {
    let program = Program::init();
    program.replace(UNIT, "fornya-recept = \"", "# fornya-recept = \"");
    program.replace(UNIT, "kontakta-oss  =", "\"Skriv till oss\" =");
    program
}

#[test]
fn what_a_baseline_has_is_counted_and_not_weighed() {
    let program = flawed();
    let before = program.run(&["check"]).exits(1);
    assert!(before.out.contains("unmet-obligation"), "{}", before.out);
    let written = program
        .run(&["check", "--write-baseline", "known.json"])
        .exits(0);
    assert!(written.err.contains("wrote "), "{}", written.err);

    let known = program.run(&["check", "--baseline", "known.json"]).exits(0);
    assert_eq!(known.err, "");
    assert!(
        known
            .last_line()
            .contains("0 errors, 0 warnings, 0 notes, ")
    );
    assert!(
        known.last_line().contains(" in the baseline"),
        "{}",
        known.out
    );
    assert_eq!(known.out.lines().count(), 1, "{}", known.out);
    let built = program.run(&["build", "--baseline", "known.json"]).exits(0);
    assert!(
        built.last_line().contains(" in the baseline"),
        "{}",
        built.out
    );
    program.run(&["build"]).exits(1);

    // Edits above, and another language, do not make a finding new.
    let text = program.read(UNIT);
    program.write(UNIT, &format!("# en rad till\n\n{text}"));
    let moved = ["check", "--baseline", "known.json", "--lang", "sv"];
    let moved = program.run(&moved).exits(0);
    assert!(moved.last_line().contains(" i baslinjen"), "{}", moved.out);
}

#[test]
fn a_new_finding_is_shown_and_a_fixed_one_is_told() {
    let program = flawed();
    program
        .run(&["check", "--write-baseline", "known.json"])
        .exits(0);
    program.replace(UNIT, "# fornya-recept = \"", "fornya-recept = \"");
    program.replace(UNIT, "phone = \"0980-31 92 00\"", "phone = \"0980-1\"");
    let ran = program.run(&["check", "--baseline", "known.json"]).exits(1);
    assert!(ran.out.contains("error[phone-invalid]"), "{}", ran.out);
    assert!(!ran.out.contains("nonstandard-name"), "{}", ran.out);
    let hint = "1 finding in the baseline is fixed; write it anew with \
                `basutbud check --write-baseline known.json`";
    assert!(ran.err.contains(hint), "{}", ran.err);
    program
        .run(&["check", "--write-baseline", "known.json"])
        .exits(0);
    let renewed = program.run(&["check", "--baseline", "known.json"]).exits(0);
    assert_eq!(renewed.err, "");
}

#[test]
fn findings_that_are_alike_are_known_as_often_as_they_were() {
    let program = Program::init();
    let notice = "\n[[notices]]\nfrom = 2026-01-01\nto = 2026-02-01\ntext = \"Stängt.\"\n";
    let text = program.read(UNIT);
    program.write(UNIT, &format!("{text}{notice}{notice}"));
    program
        .run(&["check", "--write-baseline", "known.json"])
        .exits(0);
    let expired = |program: &Program| {
        let arguments = ["check", "--baseline", "known.json", "--format", "json"];
        let out = program.run(&arguments).out;
        out.matches("\"code\": \"expired-notice\"").count()
    };
    assert_eq!(expired(&program), 0);
    program.write(UNIT, &format!("{text}{notice}{notice}{notice}"));
    assert_eq!(expired(&program), 1);
}

#[test]
fn a_baseline_is_sorted_json_that_does_not_depend_on_the_language() {
    let program = flawed();
    program
        .run(&["check", "--write-baseline", "en.json", "--lang", "en"])
        .exits(0);
    program
        .run(&["check", "--write-baseline", "sv.json", "--lang", "sv"])
        .exits(0);
    let text = program.read("en.json");
    assert_eq!(text, program.read("sv.json"));
    let form: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let entries = form["findings"].as_array().expect("a list");
    let keys: Vec<(&str, &str)> = entries
        .iter()
        .map(|entry| {
            let text = |key: &str| entry[key].as_str().expect("text");
            (text("path"), text("code"))
        })
        .collect();
    assert!(keys.len() >= 2 && keys.is_sorted(), "{keys:?}");
}

#[test]
fn faults_of_form_are_never_in_a_baseline() {
    let program = Program::init();
    program.replace(UNIT, "name           =", "nmae           =");
    let written = program.run(&["check", "--write-baseline", "known.json"]);
    let written = written.exits(1);
    assert!(
        written
            .err
            .contains("1 fault of form cannot be in a baseline"),
        "{}",
        written.err
    );
    let known = program.run(&["check", "--baseline", "known.json"]).exits(1);
    assert!(known.out.contains("unknown-key"), "{}", known.out);
}

#[test]
fn a_baseline_that_cannot_be_used_is_told() {
    let program = Program::init();
    let missing = program.run(&["check", "--baseline", "none.json"]).exits(2);
    assert!(missing.err.contains("none.json"), "{}", missing.err);
    assert!(missing.err.contains("--write-baseline"), "{}", missing.err);
    program.write("bad.json", "{ \"version\": 7, \"findings\": [] }");
    let bad = program.run(&["check", "--baseline", "bad.json"]).exits(2);
    assert!(bad.err.contains("is no baseline"), "{}", bad.err);
    program
        .run(&["check", "--baseline", "a", "--write-baseline", "b"])
        .exits(2);
}

#[test]
fn since_a_revision_only_new_findings_count() {
    let program = flawed();
    program.git(&["init", "--quiet"]);
    program.git(&["add", "."]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    let same = program.run(&["check", "--since", "HEAD"]).exits(0);
    assert!(same.last_line().contains(" there before"), "{}", same.out);

    program.replace(UNIT, "phone = \"0980-31 92 00\"", "phone = \"0980-1\"");
    let status = program.read(".git/HEAD");
    let new = program.run(&["check", "--since", "main"]).exits(1);
    assert!(new.out.contains("error[phone-invalid]"), "{}", new.out);
    assert!(!new.out.contains("unmet-obligation"), "{}", new.out);
    assert_eq!(program.read(".git/HEAD"), status);

    // What is in the revision decides, not what is in the index or the work tree.
    program.git(&["commit", "--quiet", "-am", "two"]);
    program.run(&["check", "--since", "HEAD"]).exits(0);
    program.run(&["check", "--since", "HEAD~1"]).exits(1);
}

#[test]
fn since_a_branch_only_what_this_one_brings_counts() {
    let program = flawed();
    program.git(&["init", "--quiet"]);
    program.git(&["add", "."]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    program.git(&["checkout", "--quiet", "-b", "mine"]);
    program.git(&["commit", "--quiet", "--allow-empty", "-m", "two"]);
    program.git(&["checkout", "--quiet", "main"]);
    let mended = program
        .read(UNIT)
        .replace("# fornya-recept", "fornya-recept");
    assert_ne!(mended, program.read(UNIT));
    program.write(UNIT, &mended);
    program.git(&["commit", "--quiet", "-am", "three"]);
    program.git(&["checkout", "--quiet", "mine"]);
    // What main has mended since is not blamed on this branch.
    program.run(&["check", "--since", "main"]).exits(0);
    // A hook of another repository does not mislead.
    for variable in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
    ] {
        let environment = [(variable, "/nowhere")];
        program
            .run_with(&["check", "--since", "main"], &environment)
            .exits(0);
        // Without what main has mended, this branch falls short.
        program.run_with(&["diff", "main"], &environment).exits(1);
    }
}

#[test]
fn services_are_given_paths_from_the_top_of_the_repository() {
    let program = Program::empty();
    program.run(&["init", "ö/site"]).exits(0);
    let unit = format!("ö/site/{UNIT}");
    program.replace(&unit, "phone = \"0980-31 92 00\"", "phone = \"0980-1\"");
    let path = |form| {
        let ran = program.run(&["check", "--root", "ö/site", "--format", form]);
        ran.exits(1).out
    };
    assert!(path("github").contains(&format!("file={UNIT}")));
    program.git(&["init", "--quiet"]);
    assert!(path("github").contains(&format!("file={unit}")));
    assert!(path("gitlab").contains(&format!("\"path\": \"{unit}\"")));
    let encoded = unit.replace('ö', "%C3%B6");
    assert!(path("sarif").contains(&format!("\"uri\": \"{encoded}\"")));
}

#[test]
fn since_works_in_a_folder_of_the_repository_and_through_links() {
    let program = Program::empty();
    program.run(&["init", "site"]).exits(0);
    let unit = format!("site/{UNIT}");
    program.replace(&unit, "fornya-recept = \"", "# fornya-recept = \"");
    let text = program.read(&unit);
    // A text behind a link is read as it is in the work tree: its faults are no news.
    let about = unit.replace(".toml", ".md");
    program.write(&about, "Om oss. [Mer](/ingenstans/)\n");
    let link = program.path(&unit.replace(".toml", ".en.md"));
    std::os::unix::fs::symlink("halsocentralen-exempelvik.md", link).expect("a link is made");
    let found = program.run(&["check", "--root", "site"]).exits(1);
    assert_eq!(
        found.out.matches("error[broken-link]").count(),
        2,
        "{}",
        found.out
    );
    program.git(&["init", "--quiet"]);
    program.git(&["add", "."]);
    program.git(&["commit", "--quiet", "-m", "one"]);
    program.write(&unit, &format!("# en rad\n{text}"));
    let ran = program.run(&["check", "--root", "site", "--since", "HEAD"]);
    let ran = ran.exits(0);
    assert!(ran.last_line().contains(" there before"), "{}", ran.out);
}

#[test]
fn a_revision_that_cannot_be_read_is_told() {
    let program = Program::init();
    let none = program.run(&["check", "--since", "HEAD"]).exits(2);
    assert!(none.err.contains("git repository"), "{}", none.err);
    program.git(&["init", "--quiet"]);
    program.git(&["commit", "--quiet", "--allow-empty", "-m", "zero"]);
    let no_site = program.run(&["check", "--since", "HEAD"]).exits(2);
    assert!(no_site.err.contains("no site"), "{}", no_site.err);
    let unknown = program.run(&["check", "--since", "nowhere"]).exits(2);
    assert!(unknown.err.contains("git knows no revision `nowhere`"));
    let option = program.run(&["check", "--since", "--output=x"]).exits(2);
    assert!(
        option.err.contains("git knows no revision"),
        "{}",
        option.err
    );
    let without = [("PATH", "/nonexistent")];
    let no_git = program.run_with(&["check", "--since", "HEAD"], &without);
    assert!(no_git.exits(2).err.contains("git is not installed"));
}

#[test]
fn a_shallow_clone_is_named_as_the_reason() {
    let program = Program::shallow_clone();
    let ran = program.run(&["check", "--root", "copy", "--since", "HEAD~1"]);
    let ran = ran.exits(2);
    assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.err);
}
