//! `basutbud check`

use crate::assess::verdict::Outcome;
use crate::cli::{CheckArgs, Common, FindingsForm};
use crate::commands::{Checked, Ending, checked, ending, print_findings};
use crate::compile::{Compilation, codes};
use crate::diagnostic::code::Level;
use crate::host::terminal::{Talk, Terminal};
use crate::render::theme::Theme;
use crate::report::{findings_json, github, gitlab, junit, sarif, summary};

/// Checks all units and prints what was found.
pub fn run(arguments: &CheckArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let mut checked = checked(common, &arguments.levels, terminal)?;
    read_theme(&mut checked);
    let compilation = &checked.compilation;
    let findings = compilation.findings();
    let (sources, language) = (&compilation.sources, terminal.language);
    let text = match arguments.format {
        FindingsForm::Text => {
            print_findings(&findings, Level::Note, compilation, terminal);
            let verdicts = compilation.assessments.iter().flat_map(|a| &a.verdicts);
            let exempt = verdicts
                .filter(|verdict| verdict.outcome == Outcome::Exempt)
                .count();
            let units = compilation.catalog.units.len() + compilation.catalog.broken_units.len();
            match terminal.talk {
                Talk::Quiet => String::new(),
                _ => summary::check(units, exempt, &findings.counts, language) + "\n",
            }
        }
        FindingsForm::Json => {
            findings_json::render(&findings, sources, checked.inputs.today, language)
        }
        FindingsForm::Sarif => sarif::render(&findings, &codes(), sources, language),
        FindingsForm::Github => github::render(&findings, sources, language),
        FindingsForm::Gitlab => gitlab::render(&findings, sources, language),
        FindingsForm::Junit => junit::render(&findings, &compilation.catalog, sources, language),
    };
    terminal.say(&text);
    Ok(ending(&findings))
}

/// Reads the site's own theme for its faults. What only shows when a page is made is found by `build`.
fn read_theme(checked: &mut Checked) {
    if checked.inputs.theme.is_empty() {
        return;
    }
    let Compilation {
        catalog,
        sources,
        diagnostics,
        ..
    } = &mut checked.compilation;
    let site = &catalog.site;
    Theme::read(&checked.inputs, site, &site.base_url, sources, diagnostics);
}
