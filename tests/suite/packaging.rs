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
        // Tests are not built from a package.
        let text = text
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let folder = Path::new(file).parent().expect("a folder");
        for call in ["include_str!(\"", "include_bytes!(\""] {
            for (_, rest) in text
                .match_indices(call)
                .map(|(at, _)| text.split_at(at + call.len()))
            {
                let name = rest.split('"').next().expect("a name");
                assert!(has(&joined(folder, name)), "{file}: {name}");
                embedded += 1;
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

/// The systems that there are archives for.
const TARGETS: [&str; 5] = [
    "aarch64-apple-darwin",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
    "x86_64-unknown-linux-musl",
];

/// The scripts of `release/` with what they pack, in a folder of their own. Programs stand in for those that
/// other machines build; the one that runs here leads to the real one.
#[cfg(target_os = "linux")]
fn release() -> Program {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Program::empty();
    let kept = git(&["ls-files", "release"]).expect("a repository");
    let files = ["Cargo.toml", "LICENSE", "README.md", "CHANGELOG.md"];
    for path in kept.lines().chain(files) {
        let text = fs::read_to_string(repository().join(path)).expect("it is there");
        place.write(path, &text);
    }
    place.write("notices/THIRD-PARTY.html", "<!DOCTYPE html>\n");
    place.write("notices/basutbud.cdx.json", "{}\n");
    for target in TARGETS {
        let name = match target.contains("windows") {
            true => "basutbud.exe",
            false => "basutbud",
        };
        place.write(&format!("programs/{target}/{name}"), target);
    }
    let here = "programs/x86_64-unknown-linux-musl/basutbud";
    let binary = env!("CARGO_BIN_EXE_basutbud");
    place.write(here, &format!("#!/bin/sh\nexec '{binary}' \"$@\"\n"));
    let runs = fs::Permissions::from_mode(0o755);
    fs::set_permissions(place.path(here), runs).expect("it may be run");
    place
}

/// Runs a script in a folder, at the time of a commit.
#[cfg(target_os = "linux")]
fn script(place: &Program, arguments: &[&str]) -> String {
    let output = Command::new("sh")
        .args(arguments)
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .env("TZ", "Europe/Stockholm")
        .current_dir(place.path(""))
        .output()
        .expect("sh can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    said.into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// What a tool prints.
#[cfg(target_os = "linux")]
fn said(place: &Program, tool: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(tool);
    let output = command.args(arguments).current_dir(place.path("")).output();
    let output = output.unwrap_or_else(|error| panic!("{tool}: {error}"));
    assert!(output.status.success(), "{tool} {arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
#[cfg(target_os = "linux")]
fn archives_hold_everything_and_come_out_the_same() {
    let place = release();
    let version = env!("CARGO_PKG_VERSION");
    script(
        &place,
        &["release/archives.sh", "programs", "notices", "one"],
    );
    script(
        &place,
        &["release/archives.sh", "programs", "notices", "two"],
    );
    for target in TARGETS {
        let windows = target.contains("windows");
        let name = format!("basutbud-{version}-{target}");
        let archive = match windows {
            true => format!("{name}.zip"),
            false => format!("{name}.tar.gz"),
        };
        let bytes = |folder: &str| fs::read(place.path(&format!("{folder}/{archive}")));
        assert_eq!(bytes("one").expect(&archive), bytes("two").expect(&archive));
        let path = format!("one/{archive}");
        let list = match windows {
            true => said(&place, "unzip", &["-Z1", &path]),
            false => said(&place, "tar", &["--list", "--file", &path]),
        };
        for file in [
            if windows { "basutbud.exe" } else { "basutbud" },
            "CHANGELOG.md",
            "LICENSE",
            "README.md",
            "THIRD-PARTY.html",
            "basutbud.cdx.json",
            "completions/_basutbud",
            "completions/_basutbud.ps1",
            "completions/basutbud.bash",
            "completions/basutbud.elv",
            "completions/basutbud.fish",
            "man/man1/basutbud.1",
            "man/man1/basutbud-build.1",
        ] {
            let expected = format!("{name}/{file}");
            assert!(
                list.lines().any(|line| line == expected),
                "{expected}:\n{list}"
            );
        }
    }
    // The program in it is what was put in, and may be run.
    let archive = format!("one/basutbud-{version}-x86_64-unknown-linux-musl.tar.gz");
    said(&place, "tar", &["--extract", "--file", &archive]);
    let program = format!("basutbud-{version}-x86_64-unknown-linux-musl/basutbud");
    let told = said(
        &place,
        &place.path(&program).to_string_lossy(),
        &["--version"],
    );
    assert!(told.starts_with("basutbud "), "{told}");
    let completions = program.replace("/basutbud", "/completions/basutbud.bash");
    assert!(place.read(&completions).contains("--output"));

    let address = "https://git.example.se/basutbud/releases/download/v1";
    script(&place, &["release/manifests.sh", "one", address]);
    let sums = said(
        &place,
        "sh",
        &["-c", "cd one && sha256sum --check SHA256SUMS"],
    );
    assert_eq!(sums.matches(": OK").count(), TARGETS.len(), "{sums}");
    let listed = place.read("one/SHA256SUMS");
    let sum_of = |target: &str| {
        let line = listed.lines().find(|line| line.contains(target));
        line.expect(target)[..64].to_owned()
    };
    let formula = place.read("one/basutbud.rb");
    assert!(!formula.contains('@'), "{formula}");
    for target in TARGETS.iter().filter(|target| !target.contains("windows")) {
        let lines = format!("{target}.tar.gz\"\n      sha256 \"{}\"", sum_of(target));
        assert!(formula.contains(&lines), "{target}: {formula}");
    }
    // The three manifests name each other's package and version.
    for kind in ["", ".installer", ".locale.sv-SE"] {
        let text = place.read(&format!("one/winget/Basutbud.Basutbud{kind}.yaml"));
        let manifest: serde_json::Value = serde_yaml_ng::from_str(&text).expect("YAML");
        assert_eq!(manifest["PackageIdentifier"], "Basutbud.Basutbud");
        assert_eq!(manifest["PackageVersion"], version);
        if kind == ".installer" {
            let installer = &manifest["Installers"][0];
            let target = "x86_64-pc-windows-msvc";
            assert_eq!(installer["InstallerSha256"], sum_of(target));
            let file = format!("{address}/basutbud-{version}-{target}.zip");
            assert_eq!(installer["InstallerUrl"], file);
            let nested = format!("basutbud-{version}-{target}\\basutbud.exe");
            let files = &installer["NestedInstallerFiles"][0]["RelativeFilePath"];
            assert_eq!(*files, nested);
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn without_an_archive_for_every_system_there_are_only_sums() {
    let place = release();
    fs::remove_dir_all(place.path("programs/aarch64-apple-darwin")).expect("removed");
    script(
        &place,
        &["release/archives.sh", "programs", "notices", "out"],
    );
    let told = script(
        &place,
        &["release/manifests.sh", "out", "https://example.se/"],
    );
    assert!(told.contains("no formula"), "{told}");
    assert_eq!(place.read("out/SHA256SUMS").lines().count(), 4);
    assert!(!place.path("out/basutbud.rb").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_tag_that_is_not_the_version_builds_nothing() {
    let place = release();
    let output = Command::new("sh")
        .args([
            "release/build.sh",
            "x86_64-unknown-linux-musl",
            "v9.9.9",
            "out",
        ])
        .current_dir(place.path(""))
        .output()
        .expect("sh can be started");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && told.contains("v9.9.9"),
        "{told}"
    );
}

/// The licences that a policy allows.
fn allowed(path: &str, table: &[&str]) -> Vec<String> {
    let text = fs::read_to_string(repository().join(path)).expect("it is there");
    let policy: toml::Value = toml::from_str(&text).expect("TOML");
    let list = table.iter().fold(&policy, |value, key| &value[*key]);
    let names = list.as_array().expect("a list").iter();
    names
        .map(|name| name.as_str().expect("text").to_owned())
        .collect()
}

/// Whether a licence expression can be met: one of each `OR`, all of each `AND`.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ");
    let inner = expression.replace(['(', ')'], " ");
    // Expressions in use have one level: alternatives of sets, or a set of alternatives in brackets.
    let met = |licence: &str| {
        let licence = licence.split_whitespace().collect::<Vec<_>>().join(" ");
        allowed.contains(&licence)
    };
    if expression.contains('(') {
        return inner.split(" AND ").all(|part| part.split(" OR ").any(met));
    }
    let sets = inner.split(" OR ");
    sets.into_iter().any(|set| set.split(" AND ").all(met))
}

#[test]
fn what_is_built_in_may_be_passed_on() {
    let policy = allowed("deny.toml", &["licenses", "allow"]);
    assert_eq!(policy, allowed("release/about.toml", &["accepted"]));
    assert!(is_met("MIT/Apache-2.0", &policy) && !is_met("GPL-2.0-only", &policy));
    assert!(is_met("(GPL-3.0 OR MIT) AND ISC", &policy));
    assert!(!is_met("MIT AND GPL-3.0", &policy));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(repository())
        .output()
        .expect("cargo can be started");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100);
    for package in packages {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_met(licence, &policy), "{name}: {licence}");
        if let Some(source) = package["source"].as_str() {
            assert!(source.starts_with("registry+"), "{name}: {source}");
        }
    }
    // Each licence that is allowed is there for something, also what other systems are given.
    let used: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["license"].as_str())
        .collect();
    for licence in &policy {
        assert!(
            used.iter().any(|used| used.contains(licence.as_str())),
            "{licence}"
        );
    }
}

#[test]
fn advisories_are_passed_over_with_a_reason_and_only_while_they_apply() {
    let text = fs::read_to_string(repository().join("deny.toml")).expect("it is there");
    let policy: toml::Value = toml::from_str(&text).expect("TOML");
    let lock = fs::read_to_string(repository().join("Cargo.lock")).expect("it is there");
    for entry in policy["advisories"]["ignore"].as_array().expect("a list") {
        let reason = entry["reason"].as_str().expect("a reason");
        assert!(reason.len() > 40 && entry["id"].is_str(), "{entry}");
        // It begins with the crate that it is about.
        let name = reason.split(' ').next().expect("a word");
        assert!(lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}
