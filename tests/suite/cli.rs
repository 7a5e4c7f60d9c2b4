//! The program as people start it: exit status, streams, languages, colour, help.
//!
//! Every run has an empty environment but for what a test sets, so that nothing depends on the machine.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests make folders for the program to work in"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use basutbud::compile::codes;
use basutbud::diagnostic::Language;
use tempfile::TempDir;

use crate::harness::{Case, TODAY, cases, files_below, printed, repository, same_text};

/// The program with arguments, in an empty environment.
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_basutbud"));
    command.env_clear().args(arguments);
    command
}

/// What a run said and how it ended.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            status: output.status.code().expect("an exit status, not a signal"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

fn ran(command: &mut Command) -> Ran {
    command.output().expect("the program starts").into()
}

fn run(arguments: &[&str]) -> Ran {
    ran(&mut program(arguments))
}

fn case(name: &str) -> String {
    let path = repository().join("tests/sites").join(name);
    path.to_string_lossy().into_owned()
}

/// Arguments for a case on its day.
fn on<'a>(command: &'a str, root: &'a str) -> Vec<&'a str> {
    vec![command, "--root", root, "--date", TODAY]
}

/// A site made by `init`.
fn new_site() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ran = ran(program(&["init", "--date", TODAY]).current_dir(folder.path()));
    assert_eq!(ran.status, 0, "{}", ran.err);
    folder
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn help_is_as_it_was() {
    let commands = [
        "",
        "init",
        "new",
        "new unit",
        "new region",
        "check",
        "fix",
        "import",
        "export",
        "build",
        "diff",
        "report",
        "explain",
        "schema",
        "lsp",
        "completions",
        #[cfg(feature = "serve")]
        "watch",
    ];
    let mut faults = String::new();
    for command in commands {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("--help");
        let ran = run(&arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{command}");
        let name = match command {
            "" => "basutbud".to_owned(),
            command => command.replace(' ', "-"),
        };
        let path = repository().join(format!("tests/help/{name}.txt"));
        let trimmed: Vec<&str> = ran.out.lines().map(str::trim_end).collect();
        if let Err(difference) = same_text(&path, &(trimmed.join("\n") + "\n")) {
            faults += &format!("tests/help/{name}.txt: {difference}\n");
        }
        assert!(
            commands.len() > 1 && ran.out.contains("Usage: basutbud"),
            "{command}"
        );
    }
    assert!(faults.is_empty(), "{faults}");
    let listed = run(&["--help"]).out;
    let listed = listed
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1);
    let listed: Vec<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    let mut known: Vec<&str> = commands[1..].to_vec();
    known.retain(|command| !command.contains(' '));
    let mut sorted = listed.clone();
    known.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(sorted, known, "each command has its help here");
}

#[test]
fn exit_status_says_how_it_went() {
    let (clean, denied) = (case("empty-rule-set"), case("third-region"));
    let nowhere = tempfile::tempdir().expect("a temporary folder");
    let nowhere = text(nowhere.path());
    for command in ["check", "report"] {
        assert_eq!(run(&on(command, &clean)).status, 0, "{command}");
        assert_eq!(run(&on(command, &denied)).status, 1, "{command}");
        let ran = run(&on(command, &nowhere));
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command}");
        let sentence =
            format!("error: there is no site in {nowhere}: it has no content/site.toml.");
        assert!(ran.err.starts_with(&sentence), "{}", ran.err);
        assert!(ran.err.contains("basutbud init"), "{}", ran.err);
    }
    let output = tempfile::tempdir().expect("a temporary folder");
    let output = text(&output.path().join("ut"));
    for (root, status) in [(&clean, 0), (&denied, 1), (&nowhere, 2)] {
        let mut arguments = on("build", root);
        arguments.extend(["--output", &output]);
        let ran = run(&arguments);
        assert_eq!(ran.status, status, "{root}: {}", ran.err);
    }
    assert_eq!(run(&["explain"]).status, 0);
    assert_eq!(run(&["explain", "syntax"]).status, 0);
    for kind in ["unit", "rules", "region", "site"] {
        let ran = run(&["schema", kind]);
        assert_eq!(ran.status, 0, "{kind}");
        serde_json::from_str::<serde_json::Value>(&ran.out).expect("a schema is JSON");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(&["completions", shell]);
        assert!(ran.status == 0 && ran.out.contains("basutbud"), "{shell}");
    }
    for wrong in [
        &["sheck"][..],
        &["check", "--formt", "json"],
        &["check", "--format", "xml"],
        &["check", "--date", "2026-02-30"],
        &["check", "--lang", "no"],
        &["check", "--quiet", "--verbose"],
        &["schema", "page"],
        &[],
    ] {
        let ran = run(wrong);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{wrong:?}");
        assert!(!ran.err.is_empty(), "{wrong:?}");
    }
    let ran = run(&["check", "--date", "i morgon"]);
    assert!(
        ran.err.contains("expected a date such as 2026-11-21"),
        "{}",
        ran.err
    );
}

#[test]
fn a_code_that_does_not_exist_is_answered_with_the_nearest() {
    let clean = case("empty-rule-set");
    for arguments in [
        vec!["explain", "unmet-obligaton"],
        [on("check", &clean), vec!["--deny", "unmet-obligaton"]].concat(),
        [on("check", &clean), vec!["--allow", "unmet-obligaton"]].concat(),
        [on("build", &clean), vec!["--warn", "unmet-obligaton"]].concat(),
    ] {
        let ran = run(&arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(
            ran.err,
            "error: there is no code `unmet-obligaton`; did you mean `unmet-obligation`?\n"
        );
    }
    let ran = run(&["explain", "qqqqqqqq"]);
    assert!(
        ran.err.contains("`basutbud explain` lists all codes"),
        "{}",
        ran.err
    );
}

#[test]
fn levels_are_set_for_one_run_but_not_of_faults_of_form() {
    let denied = case("third-region");
    let lines = |ran: &Ran| ran.out.lines().last().unwrap_or_default().to_owned();
    let usual = run(&on("check", &denied));
    let mut arguments = on("check", &denied);
    for code in codes().iter().filter(|code| !code.fixed) {
        arguments.extend(["--allow", code.name]);
    }
    let allowed = run(&arguments);
    assert_eq!((usual.status, allowed.status), (1, 0));
    assert!(lines(&allowed).contains(" allowed"), "{}", lines(&allowed));
    let warned = run(&[on("check", &denied), vec!["--warn", "unmet-obligation"]].concat());
    assert!(
        warned.out.contains("`warn` was set on the command line"),
        "{}",
        warned.out
    );
    for level in ["--allow", "--note", "--warn"] {
        let ran = run(&[on("check", &denied), vec![level, "syntax"]].concat());
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains("always denied"), "{}", ran.err);
    }
    assert_eq!(
        run(&[on("check", &denied), vec!["--deny", "syntax"]].concat()).status,
        1
    );
}

#[test]
fn the_language_comes_from_the_option_then_from_the_environment() {
    let clean = case("empty-rule-set");
    let (swedish, english) = ("2 enheter kontrollerade", "2 units checked");
    let said = |environment: &[(&str, &str)], option: Option<&str>| {
        let mut command = program(&on("check", &clean));
        command.envs(environment.iter().copied());
        if let Some(language) = option {
            command.args(["--lang", language]);
        }
        ran(&mut command).out
    };
    for (environment, option, expected) in [
        (&[][..], None, english),
        (&[("LANG", "sv_SE.UTF-8")], None, swedish),
        (&[("LANG", "en_US.UTF-8")], None, english),
        (
            &[("LC_MESSAGES", "sv_SE.UTF-8"), ("LANG", "en_US.UTF-8")],
            None,
            swedish,
        ),
        (
            &[("LC_MESSAGES", "en_US"), ("LANG", "sv_SE")],
            None,
            english,
        ),
        (
            &[
                ("LC_ALL", "sv_SE"),
                ("LC_MESSAGES", "en_US"),
                ("LANG", "en_US"),
            ],
            None,
            swedish,
        ),
        (
            &[("LC_ALL", "C"), ("LC_MESSAGES", "sv_SE"), ("LANG", "sv_SE")],
            None,
            english,
        ),
        (
            &[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "sv")],
            None,
            swedish,
        ),
        (&[("LC_ALL", "sv_SE")], Some("en"), english),
        (&[("LC_ALL", "en_US")], Some("sv"), swedish),
    ] {
        let out = said(environment, option);
        assert!(out.contains(expected), "{environment:?} {option:?}: {out}");
    }
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let denied = case("third-region");
    let coloured = |environment: &[(&str, &str)], more: &[&str]| {
        let mut command = program(&[&on("check", &denied), more].concat());
        command.envs(environment.iter().copied());
        ran(&mut command).out.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe is no terminal");
    assert!(coloured(&[], &["--color", "always"]));
    assert!(!coloured(&[], &["--color", "never"]));
    assert!(!coloured(&[("NO_COLOR", "1")], &[]));
    assert!(!coloured(&[("NO_COLOR", "1")], &["--color", "auto"]));
    assert!(
        coloured(&[("NO_COLOR", "1")], &["--color", "always"]),
        "the option was meant"
    );
}

#[test]
fn findings_go_to_stdout_and_progress_to_stderr() {
    let denied = case("third-region");
    let usual = run(&on("check", &denied));
    assert_eq!(usual.err, "");
    let verbose = run(&[on("check", &denied), vec!["--verbose"]].concat());
    assert_eq!(verbose.out, usual.out);
    assert!(
        verbose.err.contains("read ") && verbose.err.contains("checked "),
        "{}",
        verbose.err
    );
    let quiet = run(&[on("check", &denied), vec!["--quiet"]].concat());
    assert_eq!(quiet.err, "");
    let (findings, last) = usual.out.trim_end().rsplit_once('\n').expect("a last line");
    assert!(last.contains("units checked"), "{last}");
    assert_eq!(quiet.out.trim_end(), findings.trim_end());
    let clean = case("empty-rule-set");
    let silent = run(&[on("check", &clean), vec!["--quiet"]].concat());
    assert_eq!(
        (silent.status, silent.out.as_str(), silent.err.as_str()),
        (0, "", "")
    );
}

#[test]
fn the_program_prints_what_the_cases_expect() {
    for folder in cases()
        .iter()
        .filter(|folder| !folder.join("themes").exists())
    {
        let case = Case::load(folder);
        let root = text(folder);
        for (language, name) in [(Language::English, "en"), (Language::Swedish, "sv")] {
            let ran = run(&[on("check", &root), vec!["--lang", name]].concat());
            assert_eq!(ran.out, printed(&case.compilation, language), "{root}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let denied = case("third-region");
    let mut child = program(&on("check", &denied))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let ran: Ran = child.wait_with_output().expect("it ends").into();
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
}

#[test]
fn a_new_site_is_in_order_and_can_be_built() {
    let site = new_site();
    let root = text(site.path());
    let check = run(&on("check", &root));
    assert_eq!(check.status, 0, "{}", check.out);
    assert!(
        check
            .out
            .starts_with("1 unit checked: 0 errors, 0 warnings, 0 notes"),
        "{}",
        check.out
    );
    let build = run(&on("build", &root));
    assert_eq!(build.status, 0, "{}{}", build.out, build.err);
    let page = site
        .path()
        .join("output/exempelregionen/halsocentralen-exempelvik/index.html");
    assert!(
        page.exists(),
        "{:#?}",
        files_below(&site.path().join("output"))
    );
    let again = run(&on("build", &root));
    assert!(again.out.contains("0 files written"), "{}", again.out);
    // The same site, found from a folder inside it.
    let inside = site.path().join("content/exempelregionen/units");
    let ran = ran(program(&["check", "--date", TODAY]).current_dir(inside));
    assert_eq!(ran.out, check.out);
}

#[test]
fn outside_a_site_the_message_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ran = ran(program(&["check"]).current_dir(folder.path()));
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    for words in ["content/site.toml", "--root", "basutbud init"] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn init_touches_nothing_that_is_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site_file = folder.path().join("content/site.toml");
    fs::create_dir_all(folder.path().join("content")).expect("made");
    fs::write(&site_file, "title = \"Min\"\n").expect("written");
    let ran = run(&["init", &text(folder.path())]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("content/site.toml exists already"),
        "{}",
        ran.err
    );
    assert_eq!(files_below(folder.path()), std::slice::from_ref(&site_file));
    assert_eq!(
        fs::read_to_string(site_file).expect("there"),
        "title = \"Min\"\n"
    );
    let site = new_site();
    let before = files_below(site.path());
    let again = run(&["init", &text(site.path())]);
    assert_eq!(again.status, 2);
    assert_eq!(files_below(site.path()), before);
}

#[test]
fn every_code_is_explained_in_both_languages() {
    for (language, headings) in [
        (
            "en",
            [
                "What is checked",
                "Why",
                "Example",
                "How to fix it",
                "Level: ",
            ],
        ),
        (
            "sv",
            [
                "Vad som kontrolleras",
                "Varför",
                "Exempel",
                "Så rättar du",
                "Nivå: ",
            ],
        ),
    ] {
        let list = run(&["explain", "--lang", language]);
        assert_eq!(list.status, 0);
        for code in codes() {
            assert!(
                list.out.contains(&format!("  {} ", code.name)),
                "{}",
                code.name
            );
            let ran = run(&["explain", code.name, "--lang", language]);
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", code.name);
            assert!(
                ran.out.starts_with(&format!("{}\n\n", code.name)),
                "{}",
                ran.out
            );
            let mut rest = ran.out.as_str();
            for heading in headings {
                let (_, after) = rest
                    .split_once(&format!("\n{heading}"))
                    .unwrap_or_else(|| panic!("{}: no {heading} in\n{}", code.name, ran.out));
                rest = after;
            }
        }
    }
}

#[test]
fn report_can_be_written_to_a_file() {
    let clean = case("empty-rule-set");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bedomning.json");
    let ran = run(&[on("report", &clean), vec!["--out", &text(&path)]].concat());
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    let written = fs::read_to_string(&path).expect("written");
    let printed = run(&[on("report", &clean), vec!["--format", "json"]].concat());
    assert_eq!(written, printed.out);
    let nowhere = text(&folder.path().join("finns/inte.json"));
    let ran = run(&[on("report", &clean), vec!["--out", &nowhere]].concat());
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains(&nowhere), "{}", ran.err);
}

#[test]
fn fix_corrects_and_a_dry_run_changes_nothing() {
    let site = new_site();
    let unit = site
        .path()
        .join("content/exempelregionen/units/halsocentralen-exempelvik.toml");
    let good = fs::read_to_string(&unit).expect("there");
    let bad = good
        .replace("0980-31 92 00", "0980 319200")
        .replace("fornya-recept = \"", "\"Receptförnyelse\" = \"");
    assert_ne!(good, bad);
    fs::write(&unit, &bad).expect("written");
    let root = text(site.path());
    let dry = run(&[on("fix", &root), vec!["--dry-run"]].concat());
    assert_eq!(dry.status, 0, "{}", dry.err);
    assert!(
        dry.out.contains("+phone = \"0980-31 92 00\"") && dry.err.contains("nothing was changed")
    );
    assert_eq!(fs::read_to_string(&unit).expect("there"), bad);
    assert_eq!(run(&on("fix", &root)).status, 0);
    let fixed = fs::read_to_string(&unit).expect("there");
    assert!(
        fixed.contains("0980-31 92 00") && !fixed.contains("0980 319200"),
        "{fixed}"
    );
    assert!(fixed.contains("# från region.toml"), "comments are kept");
    let check = run(&on("check", &root));
    assert_eq!(check.status, 0, "{}", check.out);
    let again = run(&on("fix", &root));
    assert!(again.err.starts_with("0 fixes in 0 files"), "{}", again.err);
}

#[test]
fn check_can_be_asked_about_some_units() {
    let site = case("every-fault");
    for word in [
        "prov/missing-field",
        "missing-field",
        "content/prov/units/missing-field.toml",
    ] {
        let mut command = program(&on("check", &site));
        let run = ran(command.arg(word));
        assert_eq!(run.status, 1, "{}", run.out);
        assert!(run.out.contains("1 unit checked"), "{}", run.out);
        let places = run.out.lines().filter(|line| line.contains("--> "));
        let others: Vec<&str> = places
            .filter(|line| !line.contains("/missing-field."))
            .collect();
        assert!(others.is_empty(), "{others:#?}");
    }
    let mut command = program(&on("check", &site));
    let run = ran(command.arg("prov/mising-field"));
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("did you mean `prov/missing-field`?"),
        "{}",
        run.err
    );
}

#[test]
fn help_and_usage_errors_are_in_the_language_of_the_run() {
    let mut command = program(&["check", "--help", "--lang", "sv"]);
    let help = ran(&mut command);
    assert_eq!(help.status, 0);
    assert!(
        help.out.contains("Kontrollera alla enheter"),
        "{}",
        help.out
    );
    let mut command = program(&["chek"]);
    let error = ran(command.env("LANG", "sv_SE.UTF-8"));
    assert_eq!(error.status, 2);
    assert!(error.err.contains("`check`?"), "{}", error.err);
}
