//! The folder of `report --history`: a file a day, and the days that are there.

use std::path::Path;

use crate::diagnostic::{Text, say};
use crate::host::failure::{Failure, OrFail, system};
use crate::host::terminal::{Terminal, shown};
use crate::host::{read, write};
use crate::report::history::{self, Day};
use crate::report::overview::Overview;

/// Adds the overview's day to the folder, and gives all its days up to that one, in order. A file of the
/// same day is replaced; other files are listed and not changed.
///
/// # Errors
/// When the folder is none, cannot be read or written, or another's file has the day's name.
pub fn keep(
    folder: &Path,
    overview: &Overview<'_>,
    terminal: &Terminal,
) -> Result<Vec<Day>, Failure> {
    let place = shown(folder);
    if read::exists(folder) && !read::is_folder(folder) {
        return Err(Failure::of(say!(
            "{place} is not a folder; --history names the folder that keeps a file for each day",
            "{place} är ingen mapp; --history anger mappen som har en fil för varje dag"
        )));
    }
    write::folder(folder)?;
    let today = history::day(overview);
    let own = history::file_name(today.date);
    let mut days = Vec::new();
    let files = read::files_in(folder, "json").or_fail(|| {
        say!(
            "the folder {place} cannot be read",
            "mappen {place} går inte att läsa"
        )
    })?;
    for (name, text) in files {
        let text = text.map_err(|error| system(&error));
        let read = text.and_then(|text| history::read(&name, &text));
        let path = folder.join(&name);
        let path = shown(&path);
        match read {
            Ok(day) if day.date < today.date => days.push(day),
            Ok(_) => {}
            Err(Text { en, sv }) if name == own => {
                return Err(Failure::of(say!(
                    "{path} is in the way: {en}. Move it away, or choose another folder",
                    "{path} är i vägen: {sv}. Flytta undan den, eller välj en annan mapp"
                )));
            }
            Err(Text { en, sv }) => {
                let told = say!("{path} is not used: {en}", "{path} används inte: {sv}");
                terminal.tell(told.get(terminal.language));
            }
        }
    }
    write::file(&folder.join(own), history::write(&today).as_bytes())?;
    days.push(today);
    days.sort_by_key(|day| day.date);
    Ok(days)
}
