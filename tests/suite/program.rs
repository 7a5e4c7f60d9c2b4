//! The real binary in a temporary folder, for tests of commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::harness::{TODAY, repository};

/// A temporary site and the program run in it.
pub struct Program {
    folder: tempfile::TempDir,
}

/// How a run ended.
pub struct Ran {
    /// The exit status.
    pub status: i32,
    /// What went to stdout.
    pub out: String,
    /// What went to stderr.
    pub err: String,
}

impl Ran {
    /// The last line of stdout.
    pub fn last_line(&self) -> &str {
        self.out.lines().last().unwrap_or_default()
    }

    /// Checks the exit status, and shows what the program said when it is another.
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "\n{}\n{}", self.out, self.err);
        self
    }
}

impl Program {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// The site that `init` writes.
    pub fn init() -> Self {
        let program = Self::empty();
        program.run(&["init", "--lang", "en"]).exits(0);
        program
    }

    /// A copy of a folder of the repository's with `content/` and perhaps `themes/`.
    pub fn copy_of(site: &str) -> Self {
        let program = Self::empty();
        for part in ["content", "themes"] {
            let from = repository().join(site).join(part);
            if from.is_dir() {
                copy(&from, &program.path(part));
            }
        }
        program
    }

    /// A path inside the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder is made");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Replaces a part of a file that must be there.
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old:?}:\n{text}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// Runs `basutbud` in the folder, in English, on the tests' day.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// The same with variables of the environment.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_basutbud"));
        command.args(arguments);
        if !arguments.contains(&"--date") {
            command.args(["--date", TODAY]);
        }
        command
            .env("LC_ALL", "C")
            .envs(environment.iter().copied())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        ran(command)
    }

    /// A site in `copy`, cloned without the first of its two commits.
    pub fn shallow_clone() -> Self {
        let program = Program::empty();
        program.run(&["init", "source"]).exits(0);
        program.git(&["init", "--quiet", "source"]);
        program.git(&["-C", "source", "add", "."]);
        program.git(&["-C", "source", "commit", "--quiet", "-m", "one"]);
        program.git(&[
            "-C",
            "source",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "two",
        ]);
        let source = format!("file://{}", program.path("source").display());
        program.git(&["clone", "--quiet", "--depth", "1", &source, "copy"]);
        program
    }

    /// Runs git in the folder, which must go well.
    pub fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=Prov", "-c", "user.email=prov@example.se"])
            .args([
                "-c",
                "init.defaultBranch=main",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        ran(command).exits(0);
    }
}

/// Whether a tool that a test needs is at none of these places. In the gate, which installs it, that is a
/// fault; elsewhere it is said.
#[expect(
    clippy::disallowed_macros,
    reason = "who runs the tests is told what they leave out"
)]
pub fn is_missing(tool: &str, places: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path).chain(places.iter().map(PathBuf::from));
    let missing = !folders.any(|folder| folder.join(tool).is_file());
    let in_gate = std::env::var_os("BASUTBUD_GATE").is_some();
    assert!(!missing || !in_gate, "the gate has no {tool}");
    if missing {
        eprintln!("{tool} is not installed: what it would show is not tested");
    }
    missing
}

fn ran(mut command: Command) -> Ran {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Ran {
        status: output.status.code().expect("it ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("its entries can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file is copied");
        }
    }
}
