//! From arguments to an exit status: each command is the compilation with another ending.
#![expect(
    clippy::disallowed_methods,
    reason = "commands begin with the day and the clock"
)]

mod baseline;
mod build;
#[cfg(feature = "serve")]
mod changes;
mod check;
mod completions;
mod diff;
#[cfg(feature = "serve")]
mod edit;
mod explain;
mod export;
mod fix;
mod import;
mod init;
pub mod lsp;
mod man;
mod new;
#[cfg(feature = "serve")]
mod opening;
mod report;
mod schema;
mod site_units;
#[cfg(feature = "serve")]
mod watch;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assess::units::{FullUnit, MAX_FULL_UNITS};
use crate::cli::{Cli, Colour, Command, Common, Lang, LevelArgs, swedish};
use crate::compile::unit_cache::UnitCache;
use crate::compile::{Compilation, Settings, code, codes, compile_with_cache};
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Counts, Finding, Findings};
use crate::diagnostic::{Language, Text, say};
use crate::host::failure::Failure;
use crate::host::read::{self, SiteRead, StatCache};
use crate::host::terminal::{self, Talk, Terminal};
use crate::model::href;
use crate::model::name::nearest;
use crate::report::human::{self, Style};
use crate::text::Sources;
use crate::text::inputs::Inputs;

/// How a command ended when it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Nothing is denied.
    Clean,
    /// Something is denied.
    Denied,
}

/// Runs the command line's command.
pub fn run(cli: &Cli) -> ExitCode {
    let terminal = terminal(&cli.common);
    let common = &cli.common;
    let ended = match &cli.command {
        Command::Init(arguments) => init::run(arguments, common, &terminal),
        Command::New(arguments) => new::run(arguments, common, &terminal),
        Command::Check(arguments) => check::run(arguments, common, &terminal),
        Command::Build(arguments) => build::run(arguments, common, &terminal),
        #[cfg(feature = "serve")]
        Command::Watch(arguments) => watch::run(arguments, common, &terminal),
        Command::Completions(arguments) => completions::run(arguments, &terminal),
        Command::Man(arguments) => man::run(arguments),
        Command::Schema(arguments) => schema::run(arguments, common, &terminal),
        Command::Fix(arguments) => fix::run(arguments, common, &terminal),
        Command::Export(arguments) => export::run(arguments, common, &terminal),
        Command::Import(arguments) => import::run(arguments, common, &terminal),
        Command::Lsp(_) => lsp::run(common, &terminal),
        Command::Diff(arguments) => diff::run(arguments, common, &terminal),
        Command::Report(arguments) => report::run(arguments, common, &terminal),
        Command::Explain(arguments) => explain::run(arguments, &terminal),
    };
    match ended {
        Ok(Ending::Clean) => ExitCode::SUCCESS,
        Ok(Ending::Denied) => ExitCode::from(1),
        Err(error) => {
            terminal.fail(&error.told(terminal.language));
            ExitCode::from(2)
        }
    }
}

/// Ends a run whose arguments ask for help or cannot be read.
pub fn refuse(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if swedish::language(arguments).or_else(terminal::language) != Some(Language::Swedish) {
        error.exit();
    }
    let told = swedish::told(error, arguments);
    if error.use_stderr() {
        terminal::refuse(&told);
        ExitCode::from(2)
    } else {
        terminal::help(&told);
        ExitCode::SUCCESS
    }
}

fn terminal(common: &Common) -> Terminal {
    Terminal {
        language: match common.lang {
            Some(Lang::Sv) => Language::Swedish,
            Some(Lang::En) => Language::English,
            None => terminal::language()
                .or_else(|| read::site_language(common.root.as_deref()))
                .unwrap_or(Language::English),
        },
        style: match common.color {
            Colour::Always => Style::Colour,
            Colour::Never => Style::Plain,
            Colour::Auto => terminal::automatic_style(),
        },
        talk: match (common.quiet, common.verbose) {
            (true, _) => Talk::Quiet,
            (_, true) => Talk::Verbose,
            _ => Talk::Normal,
        },
    }
}

/// A site that was read and compiled.
struct Checked {
    root: PathBuf,
    inputs: Inputs,
    compilation: Compilation,
}

/// Reads the site and compiles it. It is not taken apart when the command ends: the process ends with
/// it, and giving back the memory of many units one by one would be a tenth of the run. The texts of
/// `max_texts` files of units stay in memory.
fn checked(
    common: &Common,
    levels: &LevelArgs,
    max_texts: usize,
    terminal: &Terminal,
) -> Result<ManuallyDrop<Checked>, Failure> {
    let settings = Settings {
        levels: levels_of(levels)?,
        max_full_units: max_texts.min(MAX_FULL_UNITS),
    };
    let root = read::find_root(common.root.as_deref())?;
    let today = common.date.unwrap_or_else(today);
    let inputs = read_site(&root, today, max_texts, None, terminal).inputs;
    let compilation = compiled(&inputs, &settings, None, terminal);
    Ok(ManuallyDrop::new(Checked {
        root,
        inputs,
        compilation,
    }))
}

/// Reads the site in a folder. The texts of `max_texts` files of units stay in memory.
fn read_site(
    root: &Path,
    today: NaiveDate,
    max_texts: usize,
    cache: Option<&StatCache>,
    terminal: &Terminal,
) -> SiteRead {
    let started = Instant::now();
    let site = read::site_keeping(root, today, max_texts, cache);
    let (files, known) = (site.inputs.content.len(), site.known);
    let (files, took) = (files - known, started.elapsed());
    terminal.debug(&say!(
        "read {files} files, {known} unchanged, in {took:?}",
        "läste {files} filer, {known} oförändrade, på {took:?}"
    ));
    site
}

/// Compiles a site that was read, reusing cached units.
fn compiled(
    inputs: &Inputs,
    settings: &Settings,
    cache: Option<&UnitCache<'_>>,
    terminal: &Terminal,
) -> Compilation {
    let started = Instant::now();
    let compilation = compile_with_cache(inputs, settings, cache);
    let (units, took) = (compilation.catalog.units.len(), started.elapsed());
    terminal.debug(&say!(
        "checked {units} units in {took:?}",
        "kontrollerade {units} enheter på {took:?}"
    ));
    compilation
}

/// All units of a site in full.
fn all_units(compilation: &Compilation, inputs: &Inputs) -> Result<Vec<Arc<FullUnit>>, Failure> {
    compilation.units(inputs).load_all().map_err(|_| {
        Failure::of(Text::fixed(
            "files of the site were changed while they were read; run the command again",
            "filer i webbplatsen ändrades medan de lästes; kör kommandot igen",
        ))
    })
}

/// Today, in the machine's own time zone.
fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// Whether an address on the command line is one where a site can be published.
///
/// # Errors
/// When it is none.
fn check_site_address(option: &str, address: Option<&String>) -> Result<(), Failure> {
    let Some(address) = address else {
        return Ok(());
    };
    match href::site_fault(address) {
        None => Ok(()),
        Some(fault) => {
            let Text { en, sv } = fault.message;
            Err(Failure::of(say!(
                "{option}: {en}; write an address such as `https://example.se/kontakt`",
                "{option}: {sv}; skriv en adress som `https://example.se/kontakt`"
            )))
        }
    }
}

/// The levels of the command line.
fn levels_of(
    arguments: &LevelArgs,
) -> Result<Vec<(&'static crate::diagnostic::code::Code, Level)>, Failure> {
    let given = [
        (&arguments.allow, Level::Allow),
        (&arguments.note, Level::Note),
        (&arguments.warn, Level::Warn),
        (&arguments.deny, Level::Deny),
    ];
    let mut levels = Vec::new();
    for (names, level) in given {
        for name in names {
            let known = known_code(name)?;
            if known.fixed && level != Level::Deny {
                let level = level.name();
                return Err(Failure::of(say!(
                    "`{name}` is a fault of form and is always denied; leave out --{level}",
                    "`{name}` är ett fel i filens form och stoppar alltid; ta bort --{level}"
                )));
            }
            levels.push((known, level));
        }
    }
    Ok(levels)
}

/// The code with a name, or a failure that says which one may be meant.
fn known_code(name: &str) -> Result<&'static crate::diagnostic::code::Code, Failure> {
    if let Some(known) = code(name) {
        return Ok(known);
    }
    Err(Failure::of(
        match nearest(name, codes().iter().map(|code| code.name)) {
            Some(meant) => say!(
                "there is no code `{name}`; did you mean `{meant}`?",
                "det finns ingen kod `{name}`; menade du `{meant}`?"
            ),
            None => say!(
                "there is no code `{name}`; `basutbud explain` lists all codes",
                "det finns ingen kod `{name}`; `basutbud explain` visar alla koder"
            ),
        },
    ))
}

/// Findings of a level and heavier ones for people, each followed by an empty line.
fn findings_text(
    findings: &Findings,
    from: Level,
    sources: &Sources,
    terminal: &Terminal,
) -> String {
    let shown: Vec<&Finding> = findings.list.iter().filter(|it| it.level >= from).collect();
    let texts = shown
        .par_iter()
        .map(|finding| human::finding(finding, sources, terminal.language, terminal.style) + "\n");
    texts.collect()
}

/// How many duties are met by exemption.
fn exempt(compilation: &Compilation) -> usize {
    compilation.assessments.iter().map(|it| it.exempt).sum()
}

/// Ends with what the findings say.
fn ending(counts: &Counts) -> Ending {
    if counts.denied() {
        Ending::Denied
    } else {
        Ending::Clean
    }
}
