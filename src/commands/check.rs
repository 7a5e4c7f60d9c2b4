//! `basutbud check`

use crate::cli::{CheckArgs, Common, FindingsForm};
use crate::commands::{
    Checked, Ending, baseline, checked, ending, exempt, levels_of, print_findings,
};
use crate::compile::{Compilation, Settings, codes, compile};
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Findings, Known};
use crate::host::failure::Failure;
use crate::host::git;
use crate::host::terminal::{Talk, Terminal};
use crate::render::theme::Theme;
use crate::report::baseline::Baseline;
use crate::report::{findings_json, github, gitlab, junit, sarif, summary};
use crate::text::inputs::Inputs;

/// Checks all units and prints what was found.
pub fn run(arguments: &CheckArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let mut checked = checked(
        common,
        &arguments.levels,
        arguments.memory.max_full_units,
        terminal,
    )?;
    let Checked {
        inputs,
        compilation,
        ..
    } = &mut *checked;
    read_theme(inputs, compilation);
    let compilation = &checked.compilation;
    let mut findings = compilation.findings();
    set_aside(arguments, &checked, &mut findings, terminal)?;
    let (sources, language) = (&compilation.sources, terminal.language);
    let text = match arguments.format {
        FindingsForm::Text => {
            print_findings(&findings, Level::Note, compilation, terminal);
            match terminal.talk {
                Talk::Quiet => String::new(),
                _ => {
                    let exempt = exempt(compilation);
                    summary::check(
                        compilation.unit_counts(),
                        exempt,
                        &findings.counts,
                        language,
                    ) + "\n"
                }
            }
        }
        FindingsForm::Json => {
            let today = checked.inputs.today;
            findings_json::render(
                &findings,
                sources,
                today,
                compilation.unit_counts(),
                language,
            )
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
pub(super) fn read_theme(inputs: &Inputs, compilation: &mut Compilation) {
    if inputs.theme.is_empty() {
        return;
    }
    let Compilation {
        catalog,
        sources,
        diagnostics,
        ..
    } = compilation;
    let site = &catalog.site;
    Theme::read(inputs, site, &site.base_url, sources, diagnostics);
}

/// Sets aside what a baseline or an earlier revision has already.
fn set_aside(
    arguments: &CheckArgs,
    checked: &Checked,
    findings: &mut Findings,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let sources = &checked.compilation.sources;
    if let Some(path) = &arguments.write_baseline {
        baseline::write(path, findings, sources, terminal)?;
    }
    if let Some(path) = arguments
        .baseline
        .as_ref()
        .or(arguments.write_baseline.as_ref())
    {
        let baseline = baseline::read(path)?;
        let fixed = baseline.subtract(findings, Known::Baseline, sources);
        // What could not be assessed is not fixed.
        if checked.compilation.unit_counts().unassessed == 0 {
            baseline::tell_fixed(fixed, path, terminal);
        }
    }
    if let Some(revision) = &arguments.since {
        let inputs = git::site(&checked.root, revision, checked.inputs.today)?;
        let settings = Settings {
            levels: levels_of(&arguments.levels)?,
            ..Settings::default()
        };
        let mut earlier = compile(&inputs, &settings);
        read_theme(&inputs, &mut earlier);
        let before = Baseline::of_all(&earlier.findings(), &earlier.sources);
        before.subtract(findings, Known::Earlier, sources);
    }
    Ok(())
}
