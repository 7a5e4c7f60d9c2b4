//! `basutbud explain`

use crate::cli::ExplainArgs;
use crate::commands::{Ending, known_code};
use crate::compile::codes;
use crate::host::failure::Failure;
use crate::host::terminal::Terminal;
use crate::report::explanation;

/// Explains one code, or lists all.
pub fn run(arguments: &ExplainArgs, terminal: &Terminal) -> Result<Ending, Failure> {
    let text = match &arguments.code {
        Some(name) => explanation::one(known_code(name)?, terminal.language),
        None => explanation::all(codes(), terminal.language),
    };
    terminal.say(&text);
    Ok(Ending::Clean)
}
