//! The program: reads the command line and runs the command.

use std::ffi::OsString;
use std::process::ExitCode;

use basutbud::text::visible;
use basutbud::{cli, commands};
use clap::Parser;
use mimalloc::MiMalloc;

/// Rendering makes and drops many small values on all threads, which the system's allocator takes a
/// seventh more processor time for; the figures are in `benches/README.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match cli::Cli::try_parse() {
        Ok(arguments) => commands::run(&arguments),
        Err(error) => {
            // What is said of an argument repeats it.
            let calm = std::env::args_os()
                .map(|it| visible::in_one_line(&it.to_string_lossy()).into_owned());
            let calm: Vec<OsString> = calm.map(OsString::from).collect();
            let error = cli::Cli::try_parse_from(&calm).err().unwrap_or(error);
            commands::refuse(&error, &calm)
        }
    }
}
