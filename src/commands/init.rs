//! `basutbud init`: a small working site, with the settings by which editors complete and check its files,
//! and the files of a CI system.

use std::path::Path;

use crate::cli::{CiSystem, Common, InitArgs};
use crate::commands::{Ending, schema, today};
use crate::compile::{Settings, compile};
use crate::diagnostic::{Language, say};
use crate::host::failure::Failure;
use crate::host::terminal::{Terminal, shown};
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

/// The files of a CI system, the same as in the documents.
fn ci_files(system: CiSystem) -> &'static [(&'static str, &'static str)] {
    match system {
        CiSystem::Github => &[
            (
                ".github/workflows/basutbud.yml",
                include_str!("../../docs/ci/github/basutbud.yml"),
            ),
            (
                ".github/workflows/basutbud-comment.yml",
                include_str!("../../docs/ci/github/basutbud-comment.yml"),
            ),
        ],
        CiSystem::Gitlab => &[(
            ".gitlab-ci.yml",
            include_str!("../../docs/ci/gitlab-ci.yml"),
        )],
    }
}

/// Writes the site, the files of a CI system, or both. Nothing that exists is touched: one file in the
/// way, and nothing is written.
pub fn run(arguments: &InitArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let folder = &arguments.folder;
    let ci = arguments.ci.map(ci_files).unwrap_or_default();
    let has_site = Path::exists(&folder.join("content/site.toml"));
    let site = match arguments.ci {
        Some(_) if has_site => None,
        _ => Some(FILES),
    };
    refuse_what_is_there(folder, site, ci)?;
    if let Some(files) = site {
        write_site(folder, files, common)?;
    }
    for (path, text) in ci {
        write::new_file(&folder.join(path), text.as_bytes())?;
    }
    let place = shown(folder);
    if site.is_some() {
        let here = arguments.folder.as_os_str() == ".";
        terminal.tell(&match (terminal.language, here) {
            (Language::English, true) => {
                "wrote a small site in this folder. Next: basutbud build".to_owned()
            }
            (Language::English, false) => {
                format!("wrote a small site in {place}. Next: basutbud build --root {place}")
            }
            (Language::Swedish, true) => {
                "skrev en liten webbplats i den här mappen. Nästa steg: basutbud build".to_owned()
            }
            (Language::Swedish, false) => format!(
                "skrev en liten webbplats i {place}. Nästa steg: basutbud build --root {place}"
            ),
        });
    }
    if let Some((first, _)) = ci.first() {
        let paths: Vec<&str> = ci.iter().map(|(path, _)| *path).collect();
        let paths = paths.join(", ");
        terminal.tell(&match terminal.language {
            Language::English => format!(
                "wrote {paths}. Next: set BASUTBUD_REPOSITORY and BASUTBUD_REVISION in {first}"
            ),
            Language::Swedish => format!(
                "skrev {paths}. Nästa steg: ange BASUTBUD_REPOSITORY och BASUTBUD_REVISION i {first}"
            ),
        });
    }
    Ok(Ending::Clean)
}

/// The texts of files, by path.
type Files = [(&'static str, &'static str)];

/// Stops when a file to be written is there already.
fn refuse_what_is_there(folder: &Path, site: Option<&Files>, ci: &Files) -> Result<(), Failure> {
    let schemas = SourceKind::ALL.map(|kind| format!("schemas/{}.json", kind.name()));
    let schemas = schemas.iter().filter(|_| site.is_some());
    let in_the_way: Vec<&str> = site
        .unwrap_or_default()
        .iter()
        .chain(ci)
        .map(|(path, _)| *path)
        .chain(schemas.map(String::as_str))
        .filter(|path| Path::exists(&folder.join(path)))
        .collect();
    let Some(first) = in_the_way.first() else {
        return Ok(());
    };
    let place = folder.join(first);
    let place = shown(&place);
    let count = in_the_way.len();
    Err(Failure::of(if site.is_none() {
        say!(
            "{place} exists already, and nothing was written. Move it away, run this again, and take over what it held",
            "{place} finns redan, och inget skrevs. Flytta undan filen, kör kommandot igen och för över det som stod i den"
        )
    } else {
        say!(
            "{place} exists already ({count} in the way in all). Choose an empty folder, or move the files away",
            "{place} finns redan ({count} i vägen sammanlagt). Välj en tom mapp, eller flytta undan filerna"
        )
    }))
}

/// Writes the small site and its schemas.
fn write_site(folder: &Path, files: &Files, common: &Common) -> Result<(), Failure> {
    let day = common.date.unwrap_or_else(today);
    for (path, text) in files {
        let text = text.replace(DAY, &day.to_string());
        write::new_file(&folder.join(path), text.as_bytes())?;
    }
    let site = compile(&read::site(folder, day), &Settings::default());
    schema::write_all(&folder.join("schemas"), Some(&site.catalog))
}
