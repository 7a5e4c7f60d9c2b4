//! `basutbud report`

use crate::cli::{Common, LevelArgs, ReportArgs, ReportForm};
use crate::commands::{Ending, checked, ending};
use crate::host::terminal::Terminal;
use crate::host::write;
use crate::report::verdicts_json;

/// Tells every unit's verdicts. Findings decide the exit status, as in `check`, but are not printed.
pub fn run(arguments: &ReportArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let checked = checked(common, &LevelArgs::default(), terminal)?;
    let compilation = &checked.compilation;
    let text = match arguments.format {
        ReportForm::Json => {
            let catalog = &compilation.catalog;
            verdicts_json::render(catalog, &compilation.assessments, checked.inputs.today)
        }
    };
    match &arguments.out {
        Some(path) => {
            write::file(path, text.as_bytes())?;
            terminal.tell(&path.display().to_string());
        }
        None => terminal.say(&text),
    }
    Ok(ending(&compilation.findings()))
}
