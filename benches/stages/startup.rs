//! How long the program takes where there is next to nothing to do.

use std::io;
use std::process::Command;
use std::time::Duration;

use crate::clock::{middle_and_last, timed};
use crate::commands::{PROGRAM, check};
use crate::{fresh, generate, languages};

/// How often each command is run.
const STARTS: usize = 21;

/// Measures and prints.
///
/// # Errors
/// When a command cannot be run, or fails.
pub fn measure() -> io::Result<()> {
    let folder = fresh()?;
    let site = folder.path().join("site");
    generate::site(&site, 1, generate::Findings::None)?;
    languages::set(&site, &["sv"])?;
    let asked = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        command
    };
    let commands = [
        ("`--help`", asked(&["--help"])),
        (
            "`explain hours-overlap`",
            asked(&["explain", "hours-overlap"]),
        ),
        ("`check` of one unit", check(&site)),
    ];
    for (name, mut command) in commands {
        let mut times = Vec::new();
        for _ in 0..STARTS {
            let mut answer = None;
            times.push(timed(|| answer = Some(command.output())));
            let answer = answer.transpose()?;
            if !answer.is_some_and(|answer| answer.status.success()) {
                return Err(io::Error::other(format!("{command:?} failed")));
            }
        }
        let (median, slowest) = middle_and_last(&times);
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "| {name} | {:.1} ms | {:.1} ms |",
            milliseconds(median),
            milliseconds(slowest)
        );
    }
    Ok(())
}
