//! What is handed out: the version that the program tells, the package for cargo, pages for man.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::repository;
use crate::program::Program;

#[expect(dead_code, reason = "cargo runs `main` of the build script")]
#[path = "../../build.rs"]
mod build_script;

/// What git prints about the repository.
fn git(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    let output = command.current_dir(repository()).args(arguments).output();
    let output = output.ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

#[test]
fn the_program_tells_its_commit_and_its_day() {
    let number = env!("CARGO_PKG_VERSION");
    let expected = match git(&["log", "-1", "--format=%h %cs", "--abbrev=10"]) {
        Some(commit) => format!("basutbud {number} ({commit})\n"),
        None => format!("basutbud {number}\n"),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_basutbud"))
        .arg("--version")
        .output()
        .expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[test]
fn a_version_names_the_commit_only_where_one_is_known() {
    let told = |place: &Program| build_script::version(&place.path(""), "1.2.3");
    let source = Program::empty();
    source.write("Cargo.toml", "");
    assert_eq!(told(&source), "1.2.3");
    // A package that lies in somebody's repository is not what that repository keeps.
    source.git(&["init", "--quiet"]);
    source.git(&["commit", "--quiet", "--allow-empty", "-m", "Annat"]);
    assert_eq!(told(&source), "1.2.3");
    let noted = "{ \"git\": { \"sha1\": \"0123456789abcdef0123456789abcdef01234567\" } }";
    source.write(".cargo_vcs_info.json", noted);
    assert_eq!(told(&source), "1.2.3 (0123456789)");
    for damaged in ["", "{ \"sha1\": \"01\" }", "{ \"sha1\": \"$(date)xxxx\" }"] {
        source.write(".cargo_vcs_info.json", damaged);
        assert_eq!(told(&source), "1.2.3", "{damaged}");
    }
    source.git(&["add", "Cargo.toml"]);
    source.git(&["commit", "--quiet", "-m", "Källan"]);
    let version = told(&source);
    let inner = version
        .strip_prefix("1.2.3 (")
        .and_then(|it| it.strip_suffix(')'));
    let (commit, day) = inner.and_then(|it| it.split_once(' ')).expect(&version);
    assert!(commit.len() == 10 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()));
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").expect("a day");
}

/// The files that cargo would pack.
fn packed() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "package",
            "--list",
            "--allow-dirty",
            "--offline",
            "--locked",
        ])
        .current_dir(repository())
        .output()
        .expect("cargo can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let list = String::from_utf8(output.stdout).expect("names are UTF-8");
    list.lines().map(|line| line.replace('\\', "/")).collect()
}

#[test]
fn the_package_holds_what_the_program_is_built_of_and_no_more() {
    let packed = packed();
    let has = |path: &str| packed.iter().any(|file| file == path);
    for path in [
        "build.rs",
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "docs/reference.md",
    ] {
        assert!(has(path), "{path}");
    }
    // What is embedded by name, and the whole built-in theme.
    let mut embedded = 0;
    for file in packed.iter().filter(|file| file.ends_with(".rs")) {
        let text = fs::read_to_string(repository().join(file)).expect("it is there");
        let folder = Path::new(file).parent().expect("a folder");
        for call in ["include_str!(\"", "include_bytes!(\""] {
            for (_, rest) in text
                .match_indices(call)
                .map(|(at, _)| text.split_at(at + call.len()))
            {
                let name = rest.split('"').next().expect("a name");
                if !name.contains("/tests/") {
                    assert!(has(&joined(folder, name)), "{file}: {name}");
                    embedded += 1;
                }
            }
        }
    }
    assert!(embedded > 20, "{embedded} files are embedded by name");
    let kept = git(&["ls-files", "src", "themes/default"]).unwrap_or_default();
    for path in kept.lines() {
        let tests = path.contains("/tests/") || path.ends_with("/tests.rs");
        assert!(has(path) != tests, "{path}");
    }
    let parts = [
        "tests",
        "benches",
        "content",
        "output",
        ".ci",
        ".github",
        "docs/screenshots",
    ];
    for path in &packed {
        let needless = parts
            .iter()
            .any(|part| path.starts_with(&format!("{part}/")));
        assert!(!needless && !path.contains("/tests/"), "{path}");
    }
    let own = packed
        .iter()
        .filter_map(|path| fs::metadata(repository().join(path)).ok());
    let bytes: u64 = own.map(|file| file.len()).sum();
    assert!(bytes < 6_000_000, "the package has {bytes} bytes");
}

/// A path below a folder, with `..` worked out.
fn joined(folder: &Path, name: &str) -> String {
    let mut parts: Vec<&str> = folder.iter().filter_map(|part| part.to_str()).collect();
    for part in name.split('/') {
        match part {
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn there_is_a_page_for_man_for_each_command() {
    let program = Program::empty();
    let run = |arguments: &[&str]| program.run(arguments).exits(0);
    run(&["man", "man1"]);
    let mut pages: Vec<String> = fs::read_dir(program.path("man1"))
        .expect("a folder")
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    pages.sort();
    let commands = fs::read_dir(repository().join("tests/help")).expect("the help of each command");
    let mut expected: Vec<String> = commands
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .map(|name| match name.trim_end_matches(".txt") {
            "basutbud" => "basutbud.1".to_owned(),
            command => format!("basutbud-{command}.1"),
        })
        .collect();
    expected.sort();
    assert_eq!(pages, expected);
    let page = program.read("man1/basutbud-build.1");
    assert!(
        page.starts_with(".ie") && page.contains("\\-\\-output"),
        "{page}"
    );
    assert!(
        page.contains("basutbud\\-build") && !page.contains("max\\-full\\-units"),
        "{page}"
    );
    let first = program.read("man1/basutbud.1");
    run(&["man", "man1"]);
    assert_eq!(program.read("man1/basutbud.1"), first);
}
