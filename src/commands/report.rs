//! `basutbud report`

mod compare;
mod history;

use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum as _;

use crate::assess::units::FullUnit;
use crate::cli::{Common, LevelArgs, ReportArgs, ReportForm};
use crate::commands::{Checked, Ending, all_units, checked, ending};
use crate::diagnostic::{Text, say};
use crate::host::failure::Failure;
use crate::host::terminal::{Terminal, shown};
use crate::host::{read, write};
use crate::report::overview::change::Comparison;
use crate::report::words::Words;
use crate::report::{Report, csv, overview, page, verdicts_json, xlsx};

/// Tells how units keep to the base offering. Findings decide the exit status, as in `check`, but are not
/// printed.
pub fn run(
    arguments: &ReportArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let form = form(arguments);
    if arguments.format.is_none() {
        refuse_other_forms(arguments)?;
    }
    if form == ReportForm::Xlsx && arguments.out.is_none() {
        return Err(Failure::of(Text::fixed(
            "a workbook cannot be printed; name its file with --out, such as --out report.xlsx",
            "en arbetsbok kan inte visas i terminalen; ange dess fil med --out, till exempel --out rapport.xlsx",
        )));
    }
    for place in arguments.out.iter().chain(&arguments.history) {
        refuse_published(place, Text::fixed("the report", "rapporten"))?;
    }
    let checked = checked(common, &LevelArgs::default(), usize::MAX, terminal)?;
    let other = match &arguments.compare {
        Some(rules) => Some(compare::other(rules, &checked, terminal)?),
        None => None,
    };
    let units = all_units(&checked.compilation, &checked.inputs)?;
    let comparison = match &other {
        Some(other) => Some(other.comparison(&checked.compilation, &units)?),
        None => None,
    };
    let bytes = render(
        form,
        arguments,
        (&checked, &units),
        comparison.as_ref(),
        terminal,
    )?;
    match &arguments.out {
        Some(path) => {
            write::file(path, &bytes)?;
            terminal.tell(&shown(path));
        }
        None => terminal.say(&String::from_utf8_lossy(&bytes)),
    }
    Ok(ending(&checked.compilation.findings().counts))
}

/// A report or a table names who is responsible, so it is not put where a web server shows it.
pub(super) fn refuse_published(place: &Path, what: Text) -> Result<(), Failure> {
    let Some(folder) = read::published_folder(place) else {
        return Ok(());
    };
    let (place, folder) = (shown(place), shown(&folder));
    let Text { en, sv } = what;
    Err(Failure::of(say!(
        "{place} lies in {folder}, which a build publishes, and {en} names who is responsible; choose a place outside that folder",
        "{place} ligger i {folder}, som ett bygge publicerar, och {sv} anger vem som är ansvarig; välj en plats utanför den mappen"
    )))
}

/// Refuses a file whose name tells a form that no report has, such as `.pdf`.
fn refuse_other_forms(arguments: &ReportArgs) -> Result<(), Failure> {
    let Some(path) = &arguments.out else {
        return Ok(());
    };
    let ending = path.extension().and_then(|ending| ending.to_str());
    let Some(ending) = ending.filter(|ending| ReportForm::from_str(ending, true).is_err()) else {
        return Ok(());
    };
    if ["htm", "txt"].contains(&ending) {
        return Ok(());
    }
    let forms = ReportForm::value_variants().iter();
    let forms = forms.filter_map(|form| Some(form.to_possible_value()?.get_name().to_owned()));
    let forms = forms.collect::<Vec<_>>().join(", ");
    let place = shown(path);
    Err(Failure::of(say!(
        "a report cannot be written as .{ending}, so {place} was not written; the forms are {forms}",
        "en rapport kan inte skrivas som .{ending}, så {place} skrevs inte; formerna är {forms}"
    )))
}

/// The form that was asked for, else the one that the file's name tells.
fn form(arguments: &ReportArgs) -> ReportForm {
    let ending = arguments.out.as_deref().and_then(|path| path.extension());
    let told = ending.and_then(|ending| ReportForm::from_str(ending.to_str()?, true).ok());
    arguments.format.or(told).unwrap_or(ReportForm::Html)
}

/// The report in a form; the day is added to the history where one is kept.
fn render(
    form: ReportForm,
    arguments: &ReportArgs,
    (checked, units): (&Checked, &[Arc<FullUnit>]),
    comparison: Option<&Comparison<'_>>,
    terminal: &Terminal,
) -> Result<Vec<u8>, Failure> {
    let compilation = &checked.compilation;
    let catalog = &compilation.catalog;
    let today = checked.inputs.today;
    if form == ReportForm::Json && arguments.history.is_none() {
        let text = verdicts_json::render_compared(catalog, units, today, comparison);
        return Ok(text.into_bytes());
    }
    let overview = overview::of(catalog, units, today);
    let history = match &arguments.history {
        Some(folder) => history::keep(folder, &overview, terminal)?,
        None => Vec::new(),
    };
    let report = Report {
        overview: &overview,
        comparison,
        history: &history,
    };
    let words = Words(terminal.language);
    Ok(match form {
        ReportForm::Html => page::render(&report, words).into_bytes(),
        ReportForm::Csv => csv::render(&report).into_bytes(),
        ReportForm::Json => {
            verdicts_json::render_compared(catalog, units, today, comparison).into_bytes()
        }
        ReportForm::Xlsx => xlsx::render(&report, words).map_err(|reason| {
            Failure::of(say!(
                "the workbook cannot be made: {reason}; use --format csv",
                "arbetsboken går inte att skapa: {reason}; använd --format csv"
            ))
        })?,
    })
}
