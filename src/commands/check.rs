//! `basutbud check`

use crate::assess::verdict::Outcome;
use crate::cli::{CheckArgs, Common, FindingsForm};
use crate::commands::{Ending, checked, ending, print_findings};
use crate::host::terminal::Terminal;
use crate::report::{findings_json, summary};

/// Checks all units and prints what was found.
pub fn run(arguments: &CheckArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let checked = checked(common, &arguments.levels, terminal)?;
    let compilation = &checked.compilation;
    let findings = compilation.findings();
    match arguments.format {
        FindingsForm::Text => {
            print_findings(&findings, compilation, terminal);
            let verdicts = compilation.assessments.iter().flat_map(|a| &a.verdicts);
            let exempt = verdicts
                .filter(|verdict| verdict.outcome == Outcome::Exempt)
                .count();
            let units = compilation.catalog.units.len() + compilation.catalog.broken_units.len();
            let line = summary::check(units, exempt, &findings.counts, terminal.language);
            terminal.say(&format!("{line}\n"));
        }
        FindingsForm::Json => {
            let sources = &compilation.sources;
            let today = checked.inputs.today;
            terminal.say(&findings_json::render(
                &findings,
                sources,
                today,
                terminal.language,
            ));
        }
    }
    Ok(ending(&findings))
}
