//! The program: reads the command line and runs the command.

use std::process::ExitCode;

use basutbud::{cli, commands};
use clap::Parser;

fn main() -> ExitCode {
    commands::run(&cli::Cli::parse())
}
