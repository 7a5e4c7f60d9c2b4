//! The documents that tell people what to type: every command in them is run, and what the manual for editors
//! writes in a unit's file is right.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use basutbud::cli::Cli;
use clap::Parser as _;
use clap::error::ErrorKind;
use pulldown_cmark::{Event, Parser as Markdown, Tag};

use crate::harness::{TODAY, repository};
use crate::program::Program;

/// The documents for those who use the program.
const DOCUMENTS: [&str; 10] = [
    "README.md",
    "docs/ci/README.md",
    "docs/codes.md",
    "docs/reference.md",
    "docs/sv/README.md",
    "docs/sv/drift.md",
    "docs/sv/forvaltare.md",
    "docs/sv/redaktor.md",
    "docs/themes.md",
    "release/README.md",
];

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
const RULES: &str = "content/exempelregionen/rules/2026-01-01.toml";

/// The program, on the tests' day. What would go on until somebody ends it is asked for its help, which it gives
/// only where it understands all that stands before.
const PROGRAM: &str = r#"#!/bin/sh
case "$1 $*" in
"watch "* | "lsp "*) exec "$BINARY" "$@" --help ;;
*--version* | *--date*) exec "$BINARY" "$@" ;;
*) exec "$BINARY" "$@" --date "$DAY" ;;
esac
"#;

/// What is not ours and is tried elsewhere: the gate is this run, and `release/` has its own tests.
const STAND_INS: [&str; 3] = ["cargo", "rustup", "sh"];

fn document(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The blocks of a language in a document.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let open = format!("```{language}\n");
    let parts = text.split(&open).skip(1);
    parts.filter_map(|part| part.split("```").next()).collect()
}

/// A site in a repository as the documents think of it: with a change that is not committed, a table of units, a
/// draft of rules, and the branch that others have.
fn site() -> Program {
    let site = Program::init();
    let rules = site.read(RULES);
    let reasons = "\n[[reasons]]\nid = \"tekniskt-hinder\"\ntext = \"Tekniskt hinder\"\n";
    site.write(RULES, &(rules.clone() + reasons));
    site.write("utkast.toml", &rules);
    for name in ["enheter.csv", "enheter.xlsx"] {
        let table = repository().join("docs/import").join(name);
        fs::copy(table, site.path(name)).expect("the example");
    }
    site.git(&["init", "--quiet"]);
    site.git(&["add", "."]);
    site.git(&["commit", "--quiet", "-m", "Webbplatsen"]);
    site.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    site.replace(UNIT, "\"08:00-12:00\"", "\"09:00-12:00\"");
    site
}

/// Runs a block of a document in a site of its own, and gives what went wrong.
fn run(block: &str) -> Option<String> {
    let site = site();
    let tools = tempfile::tempdir().expect("a temporary folder");
    for name in STAND_INS {
        script(tools.path(), name, "#!/bin/true\n");
    }
    script(tools.path(), "basutbud", PROGRAM);
    let own = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools.path().to_owned()).chain(std::env::split_paths(&own));
    let output = Command::new("/bin/sh")
        .args(["-euc", block])
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .env("BINARY", env!("CARGO_BIN_EXE_basutbud"))
        .env("DAY", TODAY)
        .env("LC_ALL", "C")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "Prov")))
        .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "prov@example.se")))
        .current_dir(site.path(""))
        .stdin(Stdio::null())
        .output()
        .expect("sh can be started");
    let told = String::from_utf8_lossy(&output.stderr);
    let out = String::from_utf8_lossy(&output.stdout);
    (!output.status.success()).then(|| format!("{block}\n{out}{told}"))
}

fn script(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::write(&path, text).expect("the script is written");
    let made = Command::new("chmod").arg("755").arg(&path).status();
    assert!(made.is_ok_and(|status| status.success()));
}

#[test]
#[cfg(unix)]
fn every_command_of_the_documents_runs() {
    let mut faults = String::new();
    let mut ran = 0;
    for path in DOCUMENTS {
        for block in blocks(&document(path), "sh") {
            ran += 1;
            if let Some(fault) = run(block) {
                let _ = writeln!(faults, "{path}: {fault}");
            }
        }
    }
    assert!(ran > 25, "{ran} blocks were found");
    assert!(faults.is_empty(), "{faults}");
    // A wrong one is found.
    for wrong in [
        "basutbud sheck\n",
        "basutbud watch --edti\n",
        "basutbud check --lang no\n",
        "basutbud explain no-such-code\n",
    ] {
        assert!(run(wrong).is_some(), "{wrong}");
    }
}

/// The words of a command line, where quotes keep blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(character),
        }
    }
    words
}

#[test]
fn commands_in_sentences_are_such_that_the_program_takes() {
    let mut faults = String::new();
    let mut seen = 0;
    for path in DOCUMENTS {
        let text = document(path);
        for line in text.lines().filter(|line| !line.starts_with("```")) {
            let commands = line.split('`').skip(1).step_by(2);
            for command in commands.filter(|it| it.starts_with("basutbud ") && !it.contains('…'))
            {
                seen += 1;
                // Of alternatives the first, and an argument that may be left out.
                let alternatives = |word: String| match word.contains("://") {
                    true => word,
                    false => word.split('|').next().unwrap_or_default().to_owned(),
                };
                let plain = command.replace(['[', ']'], "");
                let words: Vec<String> = words(&plain).into_iter().map(alternatives).collect();
                if words.len() == 2
                    && Cli::try_parse_from(["basutbud", &words[1], "--help"])
                        .is_err_and(|error| error.kind() == ErrorKind::DisplayHelp)
                {
                    continue;
                }
                if let Err(error) = Cli::try_parse_from(words) {
                    let _ = writeln!(faults, "{path}: {command}: {error}");
                }
            }
        }
    }
    assert!(seen > 30, "{seen} commands were found");
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn what_the_manuals_write_in_files_is_right() {
    let site = site();
    site.run(&["check"]).exits(0);
    for (manual, path) in [("redaktor", UNIT), ("forvaltare", RULES)] {
        let text = document(&format!("docs/sv/{manual}.md"));
        let written = blocks(&text, "toml");
        assert!(written.len() >= 3, "{manual}");
        let file = site.read(path);
        for block in written {
            let mut merged: toml::Table = toml::from_str(&file).expect("it is TOML");
            merge(&mut merged, toml::from_str(block).expect(block));
            site.write(path, &toml::to_string(&merged).expect("TOML"));
            let ran = site.run(&["check"]);
            assert_eq!(ran.status, 0, "{block}\n{}{}", ran.out, ran.err);
        }
        site.write(path, &file);
    }
}

/// Puts keys into a file, into its tables, and into its lists of tables with an `id`.
fn merge(table: &mut toml::Table, more: toml::Table) {
    for (key, value) in more {
        match (table.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(more)) => inner.extend(more),
            (Some(toml::Value::Array(list)), toml::Value::Array(more))
                if more.iter().all(|item| item.get("id").is_some()) =>
            {
                list.retain(|item| !more.iter().any(|new| new.get("id") == item.get("id")));
                list.extend(more);
            }
            (_, value) => drop(table.insert(key, value)),
        }
    }
}

#[test]
fn the_readme_is_short_and_documents_lead_to_what_is_there() {
    assert!(document("README.md").lines().count() < 250);
    let mut missing = String::new();
    for path in DOCUMENTS {
        let text = document(path);
        let folder = repository().join(path);
        let folder = folder.parent().expect("a folder");
        let links = Markdown::new(&text).filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url)
            }
            _ => None,
        });
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let (file, _) = link.split_once('#').unwrap_or((&link, ""));
            if !folder.join(file).exists() {
                let _ = writeln!(missing, "{path}: {link}");
            }
        }
    }
    assert!(missing.is_empty(), "{missing}");
}
