//! `basutbud new region`

use super::slug_of;
use crate::cli::{Common, NewRegionArgs};
use crate::commands::{Ending, today};
use crate::diagnostic::{Language, Text, say};
use crate::draft::region::{self, Answers};
use crate::host::failure::Failure;
use crate::host::terminal::{Terminal, shown};
use crate::host::{read, write};

/// Writes `region.toml` and a first rule set.
pub fn run(
    arguments: &NewRegionArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let root = read::find_root(common.root.as_deref())?;
    let id = slug_of(&arguments.name)?;
    if id == "pages" {
        return Err(Failure::of(Text::fixed(
            "`content/pages` is the folder of the site's own pages; give the region another name",
            "`content/pages` är mappen för webbplatsens egna sidor; ge regionen ett annat namn",
        )));
    }
    let folder = root.join("content").join(&id);
    if read::exists(&folder) {
        let place = shown(&folder);
        return Err(Failure::of(say!(
            "{place} exists already",
            "{place} finns redan"
        )));
    }
    let from = arguments.from.or(common.date).unwrap_or_else(today);
    let answers = Answers {
        name: arguments.name.trim().to_owned(),
        municipalities: arguments.municipalities.clone(),
        administrations: arguments.administrations.clone(),
    };
    let language = terminal.language;
    let files = [
        ("region.toml".to_owned(), region::region(&answers, language)),
        (
            format!("rules/{from}.toml"),
            region::rule_set(&answers, from, language),
        ),
    ];
    for (path, text) in files {
        write::new_file(&folder.join(&path), text.as_bytes())?;
        terminal.tell(&format!("content/{id}/{path}"));
    }
    terminal.tell(&match language {
        Language::English => {
            format!("next: fill in both files, then basutbud new unit NAME --region {id}")
        }
        Language::Swedish => {
            format!("nästa steg: fyll i båda filerna, sedan basutbud new unit NAMN --region {id}")
        }
    });
    Ok(Ending::Clean)
}
