//! `basutbud init`: a small working site, with the settings by which editors complete and check its files.

use std::path::Path;

use anyhow::bail;

use crate::cli::{Common, InitArgs};
use crate::commands::{Ending, schema, today};
use crate::compile::{Settings, compile};
use crate::diagnostic::Language;
use crate::host::terminal::Terminal;
use crate::host::{read, write};
use crate::report::schema::SourceKind;

/// The files of the new site, inside the program.
static FILES: &[(&str, &str)] = &[
    ("content/site.toml", include_str!("init/site.toml")),
    ("content/pages/om.md", include_str!("init/om.md")),
    ("content/pages/om.en.md", include_str!("init/om.en.md")),
    (
        "content/exempelregionen/region.toml",
        include_str!("init/region.toml"),
    ),
    (
        "content/exempelregionen/rules/2026-01-01.toml",
        include_str!("init/rules.toml"),
    ),
    (
        "content/exempelregionen/units/halsocentralen-exempelvik.toml",
        include_str!("init/unit.toml"),
    ),
    (
        "content/exempelregionen/units/halsocentralen-exempelvik.md",
        include_str!("init/about.md"),
    ),
    (".taplo.toml", include_str!("init/taplo.toml")),
    (
        ".vscode/settings.json",
        include_str!("init/vscode-settings.json"),
    ),
    (
        ".vscode/extensions.json",
        include_str!("init/vscode-extensions.json"),
    ),
    (".gitignore", include_str!("init/gitignore")),
    ("output/.gitkeep", ""),
];

/// Stands in the unit's file for the day the site is made: somebody has just read the page.
const DAY: &str = "DAGENS-DATUM";

/// Writes the site. Nothing that exists is touched: one file in the way, and nothing is written.
pub fn run(arguments: &InitArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let folder = &arguments.folder;
    let schemas = SourceKind::ALL.map(|kind| format!("schemas/{}.json", kind.name()));
    let in_the_way: Vec<&str> = FILES
        .iter()
        .map(|(path, _)| *path)
        .chain(schemas.iter().map(String::as_str))
        .filter(|path| Path::exists(&folder.join(path)))
        .collect();
    if let Some(first) = in_the_way.first() {
        bail!(
            "{} exists already ({} in the way in all). Choose an empty folder, or move the files away",
            folder.join(first).display(),
            in_the_way.len()
        );
    }
    let day = common.date.unwrap_or_else(today);
    for (path, text) in FILES {
        let text = text.replace(DAY, &day.to_string());
        write::new_file(&folder.join(path), text.as_bytes())?;
    }
    let site = compile(&read::site(folder, day), &Settings::default());
    schema::write_all(&folder.join("schemas"), Some(&site.catalog))?;
    let place = folder.display();
    terminal.tell(&match terminal.language {
        Language::English => {
            format!("wrote a small site in {place}. Next: basutbud build --root {place}")
        }
        Language::Swedish => {
            format!("skrev en liten webbplats i {place}. Nästa steg: basutbud build --root {place}")
        }
    });
    Ok(Ending::Clean)
}
