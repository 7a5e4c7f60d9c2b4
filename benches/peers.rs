//! Holds a cold build of basutbud against Hugo and Zola on the same job: one page for each unit, lists,
//! a sitemap and an index for search. Each program runs as a process of its own, in turn. Prints a
//! table; `benches/README.md` tells what is the same, what differs, and how the peers are got.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark starts programs, looks at the clock and prints"
)]

mod clock;
mod generate;
#[path = "peers/job.rs"]
mod job;
#[path = "stages/kinds.rs"]
mod kinds;
mod languages;
mod process;
#[path = "peers/sources.rs"]
mod sources;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clock::sizes;
use mimalloc::MiMalloc;
use process::{Run, can_be_measured, median, run, settle};
use sources::Sources;

/// Runs of each program; the median counts.
const ROUNDS: usize = 3;

/// One of the programs, and how it is called.
struct Program {
    name: String,
    command: String,
    arguments: fn(&Sources, &Path) -> Vec<PathBuf>,
    /// Where its unit pages lie in its output.
    unit_page: &'static str,
}

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if arguments.get(1).is_some_and(|asked| asked == "--version") {
        println!("a part of this benchmark");
        return;
    }
    if let [_, asked, site, output] = &*arguments
        && asked == job::ARGUMENT
    {
        job::run(site.as_ref(), output.as_ref());
    }
    if !can_be_measured() {
        return;
    }
    let programs = programs();
    if programs
        .first()
        .is_none_or(|first| first.name != "basutbud")
    {
        return;
    }
    println!(
        "| units | program | wall | processor | peak memory | files | output | a unit's page | wall, to basutbud |"
    );
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for units in sizes() {
        let folder = env::temp_dir().join(format!("basutbud-peers-{}-{units}", std::process::id()));
        let measured = measure(&folder, units, &programs);
        let _ = fs::remove_dir_all(&folder);
        measured.expect("every program builds its site");
    }
}

/// The programs that are there; tells of each that is not.
fn programs() -> Vec<Program> {
    let command = |variable, fallback: &str| env::var(variable).unwrap_or_else(|_| fallback.into());
    let basutbud = command("BASUTBUD", env!("CARGO_BIN_EXE_basutbud"));
    let own = env::current_exe().map_or_else(|_| String::new(), |own| own.display().to_string());
    let all = [
        (
            "basutbud",
            basutbud.clone(),
            "--version",
            basutbud_build as fn(&Sources, &Path) -> _,
            "kalmar",
        ),
        (
            "basutbud --no-cache",
            basutbud,
            "--version",
            basutbud_without_cache,
            "kalmar",
        ),
        (
            "basutbud, the peers' job only",
            own,
            "--version",
            peers_job,
            "kalmar",
        ),
        ("Hugo", command("HUGO", "hugo"), "version", hugo, "units"),
        ("Zola", command("ZOLA", "zola"), "--version", zola, "units"),
    ];
    let mut programs = Vec::new();
    for (name, command, version, arguments, unit_page) in all {
        let answer = Command::new(&command).arg(version).output();
        let Some(answer) = answer.ok().filter(|answer| answer.status.success()) else {
            println!("{name} is left out: `{command} {version}` cannot be run.");
            continue;
        };
        let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
        println!("{name}: {}", answer.lines().last().unwrap_or_default());
        programs.push(Program {
            name: name.to_owned(),
            command,
            arguments,
            unit_page,
        });
    }
    println!();
    programs
}

fn basutbud_build(sources: &Sources, output: &Path) -> Vec<PathBuf> {
    let mut arguments: Vec<PathBuf> = ["build", "--quiet", "--date", "2026-11-21", "--root"]
        .map(PathBuf::from)
        .to_vec();
    arguments.extend([sources.basutbud.clone(), "--output".into(), output.into()]);
    arguments
}

fn basutbud_without_cache(sources: &Sources, output: &Path) -> Vec<PathBuf> {
    let mut arguments = basutbud_build(sources, output);
    arguments.push("--no-cache".into());
    arguments
}

fn peers_job(sources: &Sources, output: &Path) -> Vec<PathBuf> {
    vec![
        job::ARGUMENT.into(),
        sources.basutbud.clone(),
        output.into(),
    ]
}

/// Each run has a cache of its own, so that none finds another's.
fn hugo(sources: &Sources, output: &Path) -> Vec<PathBuf> {
    let mut arguments: Vec<PathBuf> = ["build", "--minify", "--buildFuture", "--source"]
        .map(PathBuf::from)
        .to_vec();
    let cache = output.with_extension("cache");
    arguments.extend([sources.hugo.clone(), "--destination".into(), output.into()]);
    arguments.extend(["--cacheDir".into(), cache]);
    arguments
}

/// Its settings say that pages are made small.
fn zola(sources: &Sources, output: &Path) -> Vec<PathBuf> {
    vec![
        "--root".into(),
        sources.zola.clone(),
        "build".into(),
        "--output-dir".into(),
        output.into(),
    ]
}

/// Measures one size and prints its rows.
fn measure(folder: &Path, units: usize, programs: &[Program]) -> io::Result<()> {
    let sources = sources::write(folder, units)?;
    let mut runs: Vec<Vec<Run>> = programs.iter().map(|_| Vec::new()).collect();
    for round in 0..ROUNDS {
        for (at, (program, runs)) in programs.iter().zip(&mut runs).enumerate() {
            // Nothing is deleted before the end: file systems keep away from what was just deleted.
            let output = folder.join(format!("output-{round}-{at}"));
            settle(folder);
            runs.push(program.run(&sources, &output)?);
        }
    }
    let middle: Vec<Run> = runs.iter().map(|runs| median(runs)).collect();
    for (at, (program, run)) in programs.iter().zip(&middle).enumerate() {
        let output = folder.join(format!("output-{}-{at}", ROUNDS - 1));
        let [files, bytes] = size(&output)?;
        let pages = size_of_pages(&output.join(program.unit_page))?;
        if pages[0] as usize != units {
            println!("{} made {} pages of {units} units.", program.name, pages[0]);
        }
        println!(
            "| {units} | {} | {:.2} s | {:.2} s | {} MiB | {files} | {} MB | {:.1} KB | {:.2} |",
            program.name,
            run.wall.as_secs_f64(),
            run.processor.as_secs_f64(),
            run.peak_kib / 1024,
            bytes / 1_000_000,
            pages[1] as f64 / pages[0].max(1) as f64 / 1000.0,
            run.wall.as_secs_f64() / middle[0].wall.as_secs_f64(),
        );
    }
    Ok(())
}

impl Program {
    /// Runs the program cold, into a folder that is not there yet.
    fn run(&self, sources: &Sources, output: &Path) -> io::Result<Run> {
        let mut command = Command::new(&self.command);
        command.args((self.arguments)(sources, output));
        run(&command, &output.with_extension("time"))
    }
}

/// How many files a folder holds, and their bytes.
fn size(folder: &Path) -> io::Result<[u64; 2]> {
    let mut sum = [0, 0];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let [files, bytes] = if entry.file_type()?.is_dir() {
            size(&entry.path())?
        } else {
            [1, entry.metadata()?.len()]
        };
        sum = [sum[0] + files, sum[1] + bytes];
    }
    Ok(sum)
}

/// How many units have a page in a folder, and the bytes of these pages.
fn size_of_pages(folder: &Path) -> io::Result<[u64; 2]> {
    let mut sum = [0, 0];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let page = entry.path().join("index.html");
        if entry.file_name().to_string_lossy().starts_with("enheten-") && page.exists() {
            sum = [sum[0] + 1, sum[1] + fs::metadata(page)?.len()];
        }
    }
    Ok(sum)
}
