//! The program: reads the command line and runs the command.

use std::process::ExitCode;

use basutbud::{cli, commands};
use clap::Parser;
use mimalloc::MiMalloc;

/// Rendering makes and drops many small values on all threads, which the system's allocator takes a
/// seventh more processor time for; the figures are in `benches/README.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    commands::run(&cli::Cli::parse())
}
