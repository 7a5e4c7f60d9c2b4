//! Whole commands, each a process of its own.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::{Run, median, run, settle};
use crate::{languages, ratio};

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_basutbud");
/// The day of every run.
pub const DAY: [&str; 2] = ["--date", "2026-11-21"];
/// What others are held against.
const COLD: &str = "`build`, everything new";

/// One command and what its runs took.
pub struct Measured {
    name: &'static str,
    run: Run,
}

/// How long sources are left alone before a round: a stat proves nothing of a file that changed within
/// the last minute (`cache::stat`).
const LEFT_ALONE: Duration = Duration::from_secs(61);

/// What comes before a command of a round, given the site and the number of the round.
type Change = fn(&Path, usize) -> io::Result<()>;
/// Builds into the same folder, one after the other.
const BUILDS: [(&str, Change); 4] = [
    (COLD, |_, _| Ok(())),
    ("`build`, nothing changed", |_, _| Ok(())),
    ("`build`, the text of a unit changed", change_text),
    ("`build`, the name of a unit changed", change_name),
];

/// Measures the commands on a site. Writes into new folders below `folder`.
///
/// # Errors
/// When the site cannot be changed, or a command fails.
pub fn measure(folder: &Path, site: &Path, rounds: usize) -> io::Result<Vec<Measured>> {
    let figures = folder.join("figures");
    let settled = |command: &Command| {
        settle(folder);
        run(command, &figures)
    };
    let mut builds: [Vec<Run>; BUILDS.len()] = Default::default();
    let (mut checks, mut with_english) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        std::thread::sleep(LEFT_ALONE);
        let output = folder.join(format!("built-{round}"));
        for ((_, change), runs) in BUILDS.iter().zip(&mut builds) {
            change(site, round)?;
            runs.push(settled(&build(site, &output))?);
        }
        checks.push(settled(&check(site))?);
    }
    languages::set(site, &["sv", "en"])?;
    for round in 0..rounds {
        let output = folder.join(format!("built-with-english-{round}"));
        with_english.push(settled(&build(site, &output))?);
    }
    let names = BUILDS.iter().map(|(name, _)| *name);
    let commands = names.zip(builds).chain([
        (
            "`build`, everything new, in Swedish and English",
            with_english,
        ),
        ("`check`", checks),
    ]);
    let measured = |(name, runs): (_, Vec<Run>)| Measured {
        name,
        run: median(&runs),
    };
    Ok(commands.map(measured).collect())
}

/// Prints the rows of one size.
pub fn print(units: usize, commands: &[Measured], floor: Duration) {
    let cold = commands.iter().find(|command| command.name == COLD);
    let cold = cold.map(|command| command.run.wall).unwrap_or_default();
    for Measured { name, run } in commands {
        println!(
            "| {units} | {name} | {:.3} s | {:.2} s | {} MiB | {:.2} | {:.3} |",
            run.wall.as_secs_f64(),
            run.processor.as_secs_f64(),
            run.peak_kib / 1024,
            ratio(run.wall, floor),
            ratio(run.wall, cold),
        );
    }
}

/// `check` of a site.
pub fn check(site: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["check", "--quiet"]).args(DAY);
    command.arg("--root").arg(site);
    command
}

fn build(site: &Path, output: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--quiet"]).args(DAY);
    command.arg("--root").arg(site).arg("--output").arg(output);
    command
}

/// The first unit's files, without their endings.
const UNIT: &str = "content/kalmar/units/0000/enheten-000000";

fn change_text(site: &Path, round: usize) -> io::Result<()> {
    let path = site.join(UNIT).with_extension("md");
    let text = fs::read_to_string(&path)?;
    fs::write(path, format!("{text}\nVi har {round} nya rum.\n"))
}

fn change_name(site: &Path, round: usize) -> io::Result<()> {
    let path = site.join(UNIT).with_extension("toml");
    let text = fs::read_to_string(&path)?;
    let renamed = text.replacen("\"\n", &format!(" {round}\"\n"), 1);
    fs::write(path, renamed)
}
