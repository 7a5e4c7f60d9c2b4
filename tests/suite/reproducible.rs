//! The same content on the same day gives the same bytes, wherever, by whomever and on whatever machine
//! the program is run.
//!
//! The example site is copied to two folders, and the real program is run in both, in environments that
//! differ in everything a program can be swayed by: folder, order and times of files, number of threads,
//! language, time zone, home, user's mask, terminal.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use basutbud::cli::FindingsForm;

use crate::harness::{TODAY, repository};
use crate::output_forms::names;

/// One way to run the program.
struct Machine {
    folder: tempfile::TempDir,
    /// Where in it the site is.
    site: &'static str,
    mask: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

impl Machine {
    fn plain() -> Self {
        let machine = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            site: "site",
            mask: "022",
            environment: &[
                ("RAYON_NUM_THREADS", "1"),
                ("LC_ALL", "C"),
                ("TZ", "UTC"),
                ("NO_COLOR", "1"),
            ],
        };
        let mut files = machine.files();
        files.sort();
        machine.copy(&files, SystemTime::UNIX_EPOCH + Duration::from_secs(1));
        machine
    }

    fn odd() -> Self {
        let machine = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            site: "a longer/way to/webbplatsen åäö",
            mask: "077",
            environment: &[
                ("RAYON_NUM_THREADS", "7"),
                ("LC_ALL", "tr_TR.UTF-8"),
                ("LANG", "sv_SE.ISO-8859-1"),
                ("TZ", "Pacific/Kiritimati"),
                ("HOME", "/nonexistent"),
                ("USER", "nobody"),
                ("TMPDIR", "/tmp"),
                ("CLICOLOR_FORCE", "1"),
                ("COLUMNS", "20"),
                ("TERM", "xterm-256color"),
                ("CI", "true"),
                ("GITHUB_ACTIONS", "true"),
                ("SOURCE_DATE_EPOCH", "86400"),
            ],
        };
        let mut files = machine.files();
        files.sort();
        files.reverse();
        machine.copy(
            &files,
            SystemTime::UNIX_EPOCH + Duration::from_hours(400_000),
        );
        machine
    }

    /// The sources of the example site, relative to the repository.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut open = vec!["content".to_owned(), "themes".to_owned()];
        while let Some(folder) = open.pop() {
            let entries = fs::read_dir(repository().join(&folder)).expect("the folder is there");
            for entry in entries {
                let entry = entry.expect("its entries can be read");
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    open.push(path);
                } else {
                    files.push(path);
                }
            }
        }
        files
    }

    /// Copies files in this order, each written at this time.
    fn copy(&self, files: &[String], time: SystemTime) {
        for path in files {
            let target = self.folder.path().join(self.site).join(path);
            fs::create_dir_all(target.parent().expect("it has a folder")).expect("it is made");
            fs::copy(repository().join(path), &target).expect("the file is copied");
            let file = fs::File::options().write(true).open(&target);
            let set = file.and_then(|file| file.set_modified(time));
            set.expect("the time of the file is set");
        }
    }

    /// What the program prints, and how it ends.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new("sh");
        command
            .args(["-c", "umask \"$0\"; exec \"$@\"", self.mask])
            .arg(env!("CARGO_BIN_EXE_basutbud"))
            .args(arguments)
            .args(["--date", TODAY, "--lang", "en"])
            .envs(self.environment.iter().copied())
            .current_dir(self.folder.path().join(self.site))
            .stdin(Stdio::null());
        let output = command.output().expect("the program can be started");
        let text = String::from_utf8(output.stdout).expect("it speaks UTF-8");
        (output.status.code(), text)
    }

    /// Every file of a folder by its path, with the record of what was published, but without what is
    /// only a shortcut for the next build on this machine.
    fn bytes_of(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.folder.path().join(self.site).join(folder);
        let mut files = BTreeMap::new();
        let mut open = vec![String::new()];
        while let Some(inside) = open.pop() {
            for entry in fs::read_dir(root.join(&inside)).expect("the folder is there") {
                let entry = entry.expect("its entries can be read");
                let path = format!("{inside}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    open.push(format!("{path}/"));
                } else {
                    let bytes = fs::read(entry.path()).expect("the file can be read");
                    files.insert(path, bytes);
                }
            }
        }
        files.retain(|path, _| {
            !path.starts_with(".basutbud/") || Path::new(path).ends_with("manifest")
        });
        files
    }
}

#[test]
fn two_machines_make_the_same_bytes() {
    let machines = [Machine::plain(), Machine::odd()];
    let preview = ["build", "--preview", "Förslag 7", "--output", "preview"];
    let preview = [
        &preview[..],
        &["--base-url", "https://preview.example.se/7"],
    ]
    .concat();
    for (arguments, folder) in [
        (&["build", "--quiet"][..], "output"),
        (&preview[..], "preview"),
    ] {
        let [first, second] = machines.each_ref().map(|machine| {
            let (status, _) = machine.run(arguments);
            assert_eq!(status, Some(0), "{arguments:?}");
            machine.bytes_of(folder)
        });
        assert!(first.len() > 100, "{} files", first.len());
        assert!(first.contains_key(".basutbud/manifest"));
        let paths = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(paths(&first), paths(&second), "{arguments:?}");
        for (path, bytes) in &first {
            assert!(second[path] == *bytes, "{folder}/{path} differs");
        }
    }
    let checks = names::<FindingsForm>().into_iter();
    let checks = checks.map(|form| vec!["check".to_owned(), "--format".to_owned(), form]);
    let report = ["report", "--format", "json"].map(str::to_owned).to_vec();
    for arguments in checks.chain([report]) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        // A forced colour is asked for, so it is not held against the program.
        let colourless = [&arguments[..], &["--color", "never"]].concat();
        let [first, second] = machines.each_ref().map(|machine| machine.run(&colourless));
        assert!(!first.1.is_empty(), "{arguments:?}");
        assert!(first == second, "{arguments:?}:\n{}\n{}", first.1, second.1);
    }
}
