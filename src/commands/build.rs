//! `basutbud build`

use crate::cli::{BuildArgs, Common};
use crate::commands::{Ending, checked, ending, print_findings};
use crate::host::terminal::Terminal;

/// Checks, renders and publishes.
pub fn run(arguments: &BuildArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let checked = checked(common, &arguments.levels, terminal)?;
    let findings = checked.compilation.findings();
    print_findings(&findings, &checked.compilation, terminal);
    Ok(ending(&findings))
}
