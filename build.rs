//! What `basutbud --version` says: the version, and the commit that was built with its day.
//!
//! Git is asked for both, never the clock, so a commit built twice says the same. Where there is no
//! repository, as in a package, the commit is the one that the package was made of, or none.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script reads its surroundings and tells cargo of them"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many digits of a commit are said.
const DIGITS: usize = 10;

fn main() {
    // Asked when it runs: cargo may have compiled this script for a package of the same source.
    let folder =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    for path in [Some(PathBuf::from("build.rs"))]
        .into_iter()
        .chain(watched(&folder))
        .flatten()
    {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let version = version(&folder, env!("CARGO_PKG_VERSION"));
    println!("cargo::rustc-env=BASUTBUD_VERSION={version}");
}

/// The version of the source in a folder, with its commit where that is known.
pub fn version(folder: &Path, number: &str) -> String {
    match commit(folder).or_else(|| packaged(folder)) {
        Some(commit) => format!("{number} ({commit})"),
        None => number.to_owned(),
    }
}

/// The files of git that change when another commit is checked out; without them, only this script.
fn watched(folder: &Path) -> [Option<PathBuf>; 2] {
    ["HEAD", "logs/HEAD"].map(|name| {
        is_tracked(folder).then_some(())?;
        let path = git(folder, &["rev-parse", "--git-path", name])?;
        // What is missing would have this script run in every build.
        Some(folder.join(path)).filter(|path| path.exists())
    })
}

/// The commit that is checked out, and its day.
fn commit(folder: &Path) -> Option<String> {
    is_tracked(folder).then_some(())?;
    let digits = format!("--abbrev={DIGITS}");
    git(
        folder,
        &[
            "log",
            "-1",
            "--no-show-signature",
            "--format=%h %cs",
            &digits,
        ],
    )
}

/// Whether the source is what a repository keeps, rather than a package that lies somewhere in one.
fn is_tracked(folder: &Path) -> bool {
    git(folder, &["ls-files", "--error-unmatch", "Cargo.toml"]).is_some()
}

/// The commit that a package was made of, which cargo writes down in it.
fn packaged(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(".cargo_vcs_info.json")).ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    let digits = rest.split('"').nth(1)?.get(..DIGITS)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| digits.to_owned())
}

/// What git answers about a folder; nothing when there is no git, no repository or no commit.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    // A hook of git's tells of another repository than this one.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .ok()?;
    let answer = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !answer.is_empty()).then_some(answer)
}
