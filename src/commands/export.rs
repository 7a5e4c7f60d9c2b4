//! `basutbud export`: the units as a table that `import` takes back.

use clap::ValueEnum as _;

use crate::cli::{Common, ExportArgs, ExportForm, LevelArgs};
use crate::commands::report::refuse_published;
use crate::commands::site_units::site_units;
use crate::commands::{Ending, checked};
use crate::diagnostic::{Text, say};
use crate::export::columns::{all, named};
use crate::export::{Sheet, csv, xlsx};
use crate::host::failure::Failure;
use crate::host::terminal::{Terminal, shown};
use crate::host::write;

/// Writes a row for each unit. Findings do not matter: a sheet is a way to fix them.
pub fn run(
    arguments: &ExportArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let form = form(arguments);
    if form == ExportForm::Xlsx && arguments.out.is_none() && terminal.shows_output() {
        return Err(Failure::of(Text::fixed(
            "a workbook cannot be printed; name its file with --out, such as --out units.xlsx",
            "en arbetsbok kan inte visas i terminalen; ange dess fil med --out, till exempel --out enheter.xlsx",
        )));
    }
    if let Some(place) = &arguments.out {
        refuse_published(place, Text::fixed("the table", "tabellen"))?;
    }
    let checked = checked(common, &LevelArgs::default(), usize::MAX, terminal)?;
    let site = site_units(&checked)?;
    let columns = match arguments.columns.as_slice() {
        [] => all(&site),
        names => named(&site, names).map_err(Failure::of)?,
    };
    let sheet = Sheet::of(&site, columns);
    let bytes = match form {
        ExportForm::Csv => csv::render(&sheet),
        ExportForm::Xlsx => {
            let book = xlsx::render(&sheet, &site, terminal.language).map_err(|reason| {
                Failure::of(say!(
                    "the workbook cannot be made: {reason}; use --format csv",
                    "arbetsboken går inte att skapa: {reason}; använd --format csv"
                ))
            })?;
            for (unit, key) in &book.too_long {
                let told = say!(
                    "`{key}` of {unit} is too long for a cell, so the cell is empty",
                    "`{key}` för {unit} är för lång för en cell, så cellen är tom"
                );
                terminal.tell(told.get(terminal.language));
            }
            book.bytes
        }
    };
    match &arguments.out {
        Some(path) => {
            write::file(path, &bytes)?;
            terminal.tell(&shown(path));
        }
        None => terminal.say_bytes(&bytes),
    }
    Ok(Ending::Clean)
}

/// The form that was asked for, else the one that the file's name tells.
fn form(arguments: &ExportArgs) -> ExportForm {
    let ending = arguments.out.as_deref().and_then(|path| path.extension());
    let told = ending.and_then(|ending| ExportForm::from_str(ending.to_str()?, true).ok());
    arguments.format.or(told).unwrap_or(ExportForm::Csv)
}
