//! `basutbud check`

mod asked;

use crate::cli::{CheckArgs, Common, FindingsForm};
use crate::commands::build::making::Making;
use crate::commands::check::asked::Asked;
use crate::commands::{
    Checked, Ending, baseline, checked, ending, exempt, findings_text, levels_of,
};
use crate::compile::{Compilation, Settings, codes, compile};
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Counts, Findings, Known};
use crate::host::failure::Failure;
use crate::host::git;
use crate::host::terminal::{Talk, Terminal};
use crate::render::mark_check::MarkCheck;
use crate::render::theme::Theme;
use crate::render::{self, Renderer};
use crate::report::baseline::Baseline;
use crate::report::{findings_json, github, gitlab, junit, sarif, summary};
use crate::text::Sources;
use crate::text::inputs::Inputs;
use crate::text::path::SitePath;

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
    try_pages(inputs, compilation, terminal);
    let earlier = earlier(arguments, &checked, terminal)?;
    let checked = &mut *checked;
    if let Some(path) = &arguments.write_baseline {
        let findings = checked.compilation.findings_with_texts(&checked.inputs);
        baseline::write(path, &findings, &checked.compilation.sources, terminal)?;
    }
    let baseline = arguments
        .baseline
        .as_ref()
        .or(arguments.write_baseline.as_ref());
    let known = match baseline {
        Some(path) => baseline::read(path)?,
        None => Baseline::default(),
    };
    let asked = Asked::of(&arguments.units, &checked.compilation.catalog)?;
    let (mut known, mut before) = (known.subtraction(), earlier.subtraction());
    let mut set_aside = |findings: &mut Findings, sources: &Sources| {
        if let Some(asked) = &asked {
            findings.keep(|finding| asked.has(finding));
        }
        known.subtract(findings, Known::Baseline, sources);
        before.subtract(findings, Known::Earlier, sources);
    };
    let counts = match arguments.format {
        FindingsForm::Text => print_text(checked, &mut set_aside, asked.as_ref(), terminal),
        form => print_form(form, checked, &mut set_aside, terminal),
    };
    // What could not be assessed is not fixed.
    if let Some(path) = baseline
        && arguments.units.is_empty()
        && checked.compilation.unit_counts().unassessed == 0
    {
        baseline::tell_fixed(known.not_met(), path, terminal);
    }
    Ok(ending(&counts))
}

/// What sets aside the findings that are known, some findings at a time, in order.
type SetAside<'s> = &'s mut dyn FnMut(&mut Findings, &Sources);

/// Prints the findings for people, some at a time, and the last line.
fn print_text(
    checked: &mut Checked,
    set_aside: SetAside<'_>,
    asked: Option<&Asked>,
    terminal: &Terminal,
) -> Counts {
    let Checked {
        inputs,
        compilation,
        ..
    } = checked;
    let mut counts = Counts::default();
    compilation.stream_findings(inputs, |mut findings, sources| {
        set_aside(&mut findings, sources);
        counts.add(findings.counts);
        terminal.say(&findings_text(&findings, Level::Note, sources, terminal));
    });
    if terminal.talk > Talk::Quiet {
        let (units, exempt) = match asked {
            Some(asked) => (
                asked.counts(compilation, inputs.today),
                asked.exempt(compilation),
            ),
            None => (compilation.unit_counts(), exempt(compilation)),
        };
        terminal.say(&(summary::check(units, exempt, &counts, terminal.language) + "\n"));
    }
    counts
}

/// Prints all findings in a form for programs.
fn print_form(
    form: FindingsForm,
    checked: &mut Checked,
    set_aside: SetAside<'_>,
    terminal: &Terminal,
) -> Counts {
    let mut findings = checked.compilation.findings_with_texts(&checked.inputs);
    let folder = git::folder(&checked.root);
    checked.compilation.sources.set_folder(folder);
    let compilation = &checked.compilation;
    let (sources, language) = (&compilation.sources, terminal.language);
    set_aside(&mut findings, sources);
    terminal.say(&match form {
        FindingsForm::Text => unreachable!("bug: text is streamed"),
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
        FindingsForm::Sarif => sarif::render(&findings, codes(), sources, language),
        FindingsForm::Github => github::render(&findings, sources, language),
        FindingsForm::Gitlab => gitlab::render(&findings, sources, language),
        FindingsForm::Junit => junit::render(&findings, &compilation.catalog, sources, language),
    });
    findings.counts
}

/// Finds what a build would find when it makes pages: the faults of the theme, and of pages made with
/// it. Pages are made only where they can be faulty, which the built-in templates are not.
pub(super) fn try_pages(inputs: &Inputs, compilation: &mut Compilation, terminal: &Terminal) {
    let settings = render::Settings {
        today: inputs.today,
        ..render::Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    let (renderer, mut faults) = Renderer::new(compilation.units(inputs), theme, settings);
    let check = MarkCheck::new(&renderer, &compilation.sources);
    let is_of_pages = |path: &SitePath| {
        let mut folders = ["templates", "locales"].into_iter();
        folders.any(|folder| path.below(folder).is_some())
    };
    let may_be_faulty = inputs.theme.keys().any(is_of_pages) || check.may_find(inputs);
    if may_be_faulty {
        let making = Making {
            renderer: &renderer,
            keys: None,
            check,
            publisher: None,
        };
        faults.extend(making.render_pages(terminal).faults);
    }
    drop(renderer);
    compilation.diagnostics.extend(faults);
}

/// Reads the site's own theme for its faults alone.
pub(super) fn read_theme(inputs: &Inputs, compilation: &mut Compilation) {
    if inputs.theme.is_empty() {
        return;
    }
    let mut faults = Vec::new();
    let Compilation {
        catalog, sources, ..
    } = compilation;
    let site = &catalog.site;
    Theme::read(inputs, site, &site.base_url, sources, &mut faults);
    compilation.diagnostics.extend(faults);
}

/// The findings of the revision that was named.
fn earlier(
    arguments: &CheckArgs,
    checked: &Checked,
    terminal: &Terminal,
) -> Result<Baseline, Failure> {
    let Some(revision) = &arguments.since else {
        return Ok(Baseline::default());
    };
    let inputs = git::site_since(&checked.root, revision, checked.inputs.today)?;
    let settings = Settings {
        levels: levels_of(&arguments.levels)?,
        ..Settings::default()
    };
    let mut earlier = compile(&inputs, &settings);
    try_pages(&inputs, &mut earlier, terminal);
    Ok(Baseline::of_all(&earlier.findings(), &earlier.sources))
}
