//! Opens addresses and files on this machine: in the browser, and in the person's editor.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use crate::diagnostic::say;
use crate::host::failure::Failure;
use crate::preview::editor::{TextEditor, Way};

/// How long a program may take to say that it cannot open something.
const PATIENCE: Duration = Duration::from_millis(400);

/// Opens an address in the person's browser.
pub fn open_browser(address: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    start(&mut command).map(drop)
}

/// Opens a place of a file in the person's editor.
///
/// # Errors
/// When no way of the editor's works; it names what was tried.
pub fn open_place(
    editor: &TextEditor,
    file: &Path,
    line: usize,
    column: usize,
) -> Result<(), Failure> {
    let file = file.display().to_string();
    let mut tried = Vec::new();
    for way in editor.ways(&file, line, column) {
        let (program, arguments) = match way {
            // On Windows these are scripts.
            Way::Program(program, arguments) if cfg!(windows) => {
                (format!("{program}.cmd"), arguments)
            }
            Way::Program(program, arguments) => (program.to_owned(), arguments),
            Way::System(what) => {
                let program = if cfg!(target_os = "macos") {
                    "open"
                } else if cfg!(windows) {
                    "explorer"
                } else {
                    "xdg-open"
                };
                (program.to_owned(), vec![what])
            }
        };
        let started = start(Command::new(&program).args(&arguments));
        if started.is_ok_and(seems_to_work) {
            return Ok(());
        }
        tried.push(program);
    }
    let tried = tried.join(", ");
    Err(Failure::of(say!(
        "{file} cannot be opened with {tried}; name your editor with --editor",
        "{file} går inte att öppna med {tried}; ange din redigerare med --editor"
    )))
}

fn start(command: &mut Command) -> io::Result<Child> {
    let nothing = Stdio::null;
    command
        .stdin(nothing())
        .stdout(nothing())
        .stderr(nothing())
        .spawn()
}

/// Whether a program goes on, or ends well, for a while.
fn seems_to_work(mut child: Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait() {
            // The file manager of Windows ends with 1 when all is well.
            Ok(Some(status)) => return status.success() || cfg!(windows),
            Ok(None) => sleep(Duration::from_millis(10)),
            Err(_) => return false,
        }
    }
    // Somebody has to hear that it ended.
    spawn(move || child.wait());
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(program: &str, arguments: &[&str]) -> bool {
        start(Command::new(program).args(arguments)).is_ok_and(seems_to_work)
    }

    #[test]
    fn what_fails_at_once_is_noticed() {
        assert!(run("true", &[]));
        assert!(!run("false", &[]));
        assert!(!run("no-such-program-anywhere", &[]));
        assert!(run("sleep", &["1"]));
    }
}
