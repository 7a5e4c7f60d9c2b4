//! The folder of `report --history`: a file a day, and the days that are there.

use std::path::Path;

use anyhow::{Context, bail};

use crate::host::terminal::Terminal;
use crate::host::{read, write};
use crate::report::history::{self, Day};
use crate::report::overview::Overview;

/// Adds the overview's day to the folder, and gives all its days up to that one, in order. A file of the
/// same day is replaced; what is not ours is told and left alone.
///
/// # Errors
/// When the folder is none, cannot be read or written, or another's file has the day's name.
pub fn keep(
    folder: &Path,
    overview: &Overview<'_>,
    terminal: &Terminal,
) -> anyhow::Result<Vec<Day>> {
    if read::exists(folder) && !read::is_folder(folder) {
        bail!(
            "{} is not a folder; --history names the folder that keeps a file for each day",
            folder.display()
        );
    }
    write::folder(folder)?;
    let today = history::day(overview);
    let own = history::file_name(today.date);
    let mut days = Vec::new();
    let files = read::files_in(folder, "json")
        .with_context(|| format!("the folder {} cannot be read", folder.display()))?;
    for (name, text) in files {
        let text = text.map_err(|error| error.to_string());
        let read = text.and_then(|text| history::read(&name, &text));
        let path = folder.join(&name);
        match read {
            Ok(day) if day.date < today.date => days.push(day),
            Ok(_) => {}
            Err(reason) if name == own => bail!(
                "{} is in the way: {reason}. Move it away, or choose another folder",
                path.display()
            ),
            Err(reason) => terminal.tell(&format!("{} is left alone: {reason}", path.display())),
        }
    }
    write::file(&folder.join(own), history::write(&today).as_bytes())?;
    days.push(today);
    days.sort_by_key(|day| day.date);
    Ok(days)
}
