//! `basutbud man`

use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::{Cli, ManArgs};
use crate::commands::Ending;
use crate::host::failure::Failure;
use crate::host::write;

/// Writes a page for the program and one for each command.
pub fn run(arguments: &ManArgs) -> Result<Ending, Failure> {
    write::folder(&arguments.folder)?;
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    write_pages(&program, &arguments.folder)?;
    Ok(Ending::Clean)
}

fn write_pages(command: &clap::Command, folder: &Path) -> Result<(), Failure> {
    for inner in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        write_pages(inner, folder)?;
    }
    let page = Man::new(command.clone());
    let mut text = Vec::new();
    // A list of bytes takes whatever is written to it.
    let _ = page.render(&mut text);
    write::file(&folder.join(page.get_filename()), &text)
}
