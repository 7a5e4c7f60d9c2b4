//! `basutbud completions`

use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs};
use crate::commands::Ending;
use crate::host::failure::Failure;
use crate::host::terminal::Terminal;

/// Writes the completions of one shell.
pub fn run(arguments: &CompletionsArgs, terminal: &Terminal) -> Result<Ending, Failure> {
    let mut script = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    clap_complete::generate(arguments.shell, &mut Cli::command(), name, &mut script);
    terminal.say(&String::from_utf8_lossy(&script));
    Ok(Ending::Clean)
}
