//! Times the stages of a build next to the floor, which is the same files merely written, and then whole
//! commands as processes of their own. Prints three tables; `benches/README.md` holds the figures and
//! the command.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark starts programs, looks at the clock and prints"
)]

mod clock;
#[path = "stages/commands.rs"]
mod commands;
#[path = "stages/files.rs"]
mod files;
mod generate;
#[path = "stages/inside.rs"]
mod inside;
#[path = "stages/kinds.rs"]
mod kinds;
mod languages;
#[path = "stages/measured.rs"]
mod measured;
mod process;
#[path = "stages/startup.rs"]
mod startup;

use std::io;
use std::time::Duration;

use clock::sizes;
use generate::Findings;
use measured::{FLOOR, Rows};
use mimalloc::MiMalloc;
use tempfile::TempDir;

/// The program's own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Runs of everything that is measured; the median counts.
const ROUNDS: usize = 3;
/// Above this many units there is one round, for the sake of the disk.
const LARGE: usize = 20_000;

/// What was measured of one size.
struct Size {
    units: usize,
    stages: Rows,
    commands: Vec<commands::Measured>,
    /// What was written, deleted when all sizes are measured.
    _folder: TempDir,
}

fn main() {
    let commands = process::can_be_measured();
    let measure = |units| measure(units, commands).expect("every site can be made and built");
    let sizes: Vec<Size> = sizes().into_iter().map(measure).collect();
    println!("Threads: {}\n", rayon::current_num_threads());
    println!(
        "| units | stage | files | MB | wall | processor | wall per unit | wall, to the floor |"
    );
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for Size { units, stages, .. } in &sizes {
        stages.print(*units);
    }
    if commands {
        println!(
            "\n| units | command | wall | processor | peak memory | wall, to the floor | wall, to the cold build |"
        );
        println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        for size in &sizes {
            let floor = size.stages.wall(FLOOR).unwrap_or_default();
            commands::print(size.units, &size.commands, floor);
        }
    }
    println!("\n| start-up | median | slowest |\n| --- | ---: | ---: |");
    startup::measure().expect("the program starts");
}

/// Measures one size. Nothing is deleted meanwhile: file systems keep away from what was just deleted,
/// and that would be measured instead.
fn measure(units: usize, with_commands: bool) -> io::Result<Size> {
    eprintln!("{units} units …");
    let folder = fresh()?;
    let site = folder.path().join("site");
    generate::site(&site, units, Findings::asked())?;
    languages::set(&site, &["sv"])?;
    let rounds = if units > LARGE { 1 } else { ROUNDS };
    let stages = inside::measure(folder.path(), &site, rounds)?;
    let commands = match with_commands {
        true => commands::measure(folder.path(), &site, rounds)?,
        false => Vec::new(),
    };
    Ok(Size {
        units,
        stages,
        commands,
        _folder: folder,
    })
}

/// A new folder, which goes with the value.
fn fresh() -> io::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("basutbud-stages-")
        .tempdir()
}

/// How many times longer one takes than another.
fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}
