//! A program run as a process of its own, and what it took.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::clock::{middle_and_last, timed};

/// Measures the processor time and the peak memory of one process, which a parent of many cannot.
const TIME: &str = "/usr/bin/time";

/// What one run took.
pub struct Run {
    pub wall: Duration,
    pub processor: Duration,
    pub peak_kib: u64,
}

/// Whether programs can be measured; says so where they cannot.
pub fn can_be_measured() -> bool {
    let there = Path::new(TIME).exists();
    if !there {
        println!("{TIME} is not there; install the package `time`. No program is measured.");
    }
    there
}

/// Runs a command to its end: its program and its arguments, nothing else that it sets. `figures` is a file to be
/// written, for what it took.
///
/// # Errors
/// When it cannot be run, or ends with a failure.
pub fn run(command: &Command, figures: &Path) -> io::Result<Run> {
    let mut measuring = Command::new(TIME);
    measuring
        .args(["--format", "%U %S %M", "--output"])
        .arg(figures)
        .arg(command.get_program())
        .args(command.get_args());
    let mut answer = None;
    let wall = timed(|| answer = Some(measuring.output()));
    let answer = answer.transpose()?;
    if let Some(answer) = answer.filter(|answer| !answer.status.success()) {
        let told = [answer.stdout, answer.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        return Err(io::Error::other(format!("{command:?}: {told}")));
    }
    let figures = fs::read_to_string(figures)?;
    let figures: Vec<f64> = figures.split_whitespace().flat_map(str::parse).collect();
    let [user, system, peak] = figures[..] else {
        return Err(io::Error::other(format!("{TIME} told {figures:?}")));
    };
    Ok(Run {
        wall,
        processor: Duration::from_secs_f64(user + system),
        peak_kib: peak as u64,
    })
}

/// The median of each figure of several runs.
pub fn median(runs: &[Run]) -> Run {
    let middle = |figure: fn(&Run) -> Duration| {
        let figures: Vec<Duration> = runs.iter().map(figure).collect();
        middle_and_last(&figures).0
    };
    let mut peaks: Vec<u64> = runs.iter().map(|run| run.peak_kib).collect();
    peaks.sort_unstable();
    Run {
        wall: middle(|run| run.wall),
        processor: middle(|run| run.processor),
        peak_kib: peaks.get(peaks.len() / 2).copied().unwrap_or_default(),
    }
}

/// Waits until what was written is on the disk, so that no program waits for another's files.
pub fn settle(folder: &Path) {
    let _ = Command::new("sync")
        .arg("--file-system")
        .arg(folder)
        .status();
}
