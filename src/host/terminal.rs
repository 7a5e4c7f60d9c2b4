//! The terminal: language of the person, colour, findings to stdout, progress to stderr.

use std::io::{BufRead as _, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::{Language, Text};
use crate::report::human::Style;
use crate::text::visible::in_one_line;

/// How the program talks in this run.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// The language of findings and messages.
    pub language: Language,
    /// Whether findings are coloured.
    pub style: Style,
    /// How much is said beside the findings.
    pub talk: Talk,
}

/// How much is said beside the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    /// Errors and findings only.
    Quiet,
    /// Also what was done.
    Normal,
    /// Also how long each part took.
    Verbose,
}

/// The language of the environment: `LC_ALL`, else `LC_MESSAGES`, else `LANG`, else that of the system on
/// Windows and macOS; Swedish when it begins with `sv`. Nothing where nobody has chosen one.
pub fn language() -> Option<Language> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| variable(name));
    let chosen = set.or_else(system_language)?;
    let name = chosen.split(['.', '@']).next().unwrap_or_default();
    match name {
        "C" | "POSIX" => None,
        _ if name.starts_with("sv") => Some(Language::Swedish),
        _ => Some(Language::English),
    }
}

#[cfg(any(windows, target_os = "macos"))]
fn system_language() -> Option<String> {
    sys_locale::get_locale()
}

/// Elsewhere the environment has said it.
#[cfg(not(any(windows, target_os = "macos")))]
fn system_language() -> Option<String> {
    None
}

/// Writes help to stdout.
pub fn help(text: &str) {
    let _ = write!(anstream::stdout().lock(), "{text}");
}

/// Writes to stderr what is wrong with the arguments.
pub fn refuse(text: &str) {
    let _ = write!(anstream::stderr().lock(), "{text}");
}

/// A variable of the environment that is set.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether findings are coloured where the command line leaves it open: on a terminal, unless
/// `NO_COLOR` is set.
pub fn automatic_style() -> Style {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !refused {
        Style::Colour
    } else {
        Style::Plain
    }
}

/// A path as it is shown: in one line, and without what steers a terminal.
pub fn shown(path: &Path) -> String {
    in_one_line(&path.to_string_lossy()).into_owned()
}

impl Terminal {
    /// Writes what a command is about to stdout. A reader that has gone away is no error.
    pub fn say(&self, text: &str) {
        let choice = match self.style {
            Style::Colour => ColorChoice::Always,
            Style::Plain => ColorChoice::Never,
        };
        let mut out = AutoStream::new(std::io::stdout().lock(), choice);
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Writes a file that a command is about to stdout, byte by byte. A reader that has gone away is no error.
    pub fn say_bytes(&self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// Whether stdout is a terminal.
    pub fn shows_output(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Whether somebody can be asked: the input is a terminal.
    pub fn can_ask(&self) -> bool {
        std::io::stdin().is_terminal()
    }

    /// Asks a question on stderr and reads a line from stdin; nothing when the input has ended.
    pub fn ask(&self, question: &str) -> Option<String> {
        let mut err = anstream::stderr().lock();
        let _ = write!(err, "{question} ").and_then(|()| err.flush());
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim().to_owned())
    }

    /// Writes lines on what was done to stderr, unless quiet.
    pub fn tell(&self, lines: &str) {
        if self.talk >= Talk::Normal {
            let mut err = anstream::stderr().lock();
            for line in lines.split('\n') {
                let _ = writeln!(err, "{}", in_one_line(line));
            }
        }
    }

    /// Writes a line on how it was done to stderr, when verbose.
    pub fn debug(&self, line: &Text) {
        if self.talk >= Talk::Verbose {
            let line = in_one_line(line.get(self.language));
            let _ = writeln!(anstream::stderr().lock(), "{line}");
        }
    }

    /// Writes why the program could not go on to stderr.
    pub fn fail(&self, reason: &str) {
        let word = match self.language {
            Language::English => "error",
            Language::Swedish => "fel",
        };
        let _ = writeln!(anstream::stderr().lock(), "{word}: {reason}");
    }

    /// A bar on stderr for `steps` steps; hidden when quiet or not on a terminal.
    pub fn progress(&self, steps: usize, what: &'static str) -> ProgressBar {
        if self.talk == Talk::Quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(steps as u64)
            .with_style(style)
            .with_message(what)
    }
}
