//! `basutbud diff`

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;

use crate::cli::{Common, DiffArgs, DiffForm, Host};
use crate::commands::check::read_theme;
use crate::commands::{Ending, levels_of, today};
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::{Text, say};
use crate::diff::compare::{SiteState, compare};
use crate::diff::phrases::{FILES_NOW, same};
use crate::diff::{Uncompared, html, json, markdown, text};
use crate::host::failure::Failure;
use crate::host::read::SITE_FILE;
use crate::host::terminal::{Terminal, shown};
use crate::host::{git, read, write};
use crate::text::inputs::Inputs;

/// One side, read.
struct Side {
    name: Text,
    inputs: Inputs,
    /// Folders of the site that belong to another repository, and so are not in a revision.
    submodules: Vec<String>,
}

/// Says what a change means. What is denied now and was not before decides the exit status.
pub fn run(arguments: &DiffArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let settings = Settings {
        levels: levels_of(&arguments.levels)?,
        ..Settings::default()
    };
    let preview = arguments.preview_url.as_deref().map(address).transpose()?;
    let full = arguments.full_url.as_deref().map(address).transpose()?;
    let day = common.date.unwrap_or_else(today);
    let started = Instant::now();
    let mut base = side(&arguments.base, common, day)?;
    let mut head = match &arguments.head {
        Some(head) => side(head, common, day)?,
        None => Side {
            name: Text::fixed("the files as they are now", FILES_NOW),
            inputs: read::site(&read::find_root(common.root.as_deref())?, day),
            submodules: Vec::new(),
        },
    };
    let uncompared = leave_out_submodules(&mut base, &mut head);
    let took = started.elapsed();
    terminal.debug(&say!(
        "read both sides in {took:?}",
        "läste båda lägena på {took:?}"
    ));
    let started = Instant::now();
    let (before, after) = (
        compiled(&base.inputs, &settings),
        compiled(&head.inputs, &settings),
    );
    let took = started.elapsed();
    terminal.debug(&say!(
        "checked both sides in {took:?}",
        "kontrollerade båda lägena på {took:?}"
    ));
    let started = Instant::now();
    let mut difference = compare(&site(&base, &before), &site(&head, &after), &settings);
    difference.uncompared.extend(uncompared);
    let took = started.elapsed();
    terminal.debug(&say!(
        "compared them in {took:?}",
        "jämförde dem på {took:?}"
    ));
    let language = terminal.language;
    let text = match arguments.format {
        DiffForm::Text => {
            let style = match arguments.out {
                Some(_) => crate::report::human::Style::Plain,
                None => terminal.style,
            };
            text::render(&difference, language, style)
        }
        DiffForm::Markdown => markdown::render(
            &difference,
            &markdown::Options {
                language,
                preview,
                full,
                limit: match arguments.limit {
                    Host::Github => markdown::GITHUB,
                    Host::Gitlab => markdown::GITLAB,
                },
            },
        ),
        DiffForm::Json => json::render(&difference, language),
        DiffForm::Html => html::render(&difference, language, preview.as_deref()),
    };
    match &arguments.out {
        Some(path) => {
            write::file(path, text.as_bytes())?;
            terminal.tell(&shown(path));
        }
        None => terminal.say(&text),
    }
    Ok(if difference.denies() {
        Ending::Denied
    } else {
        Ending::Clean
    })
}

fn site<'a>(side: &'a Side, compilation: &'a Compilation) -> SiteState<'a> {
    SiteState {
        name: side.name.clone(),
        inputs: &side.inputs,
        compilation,
    }
}

/// A compilation with the faults of its theme, as `check` has them.
fn compiled(inputs: &Inputs, settings: &Settings) -> Compilation {
    let mut compilation = compile(inputs, settings);
    read_theme(inputs, &mut compilation);
    compilation
}

/// Reads one side: a folder that holds a site, else a revision.
fn side(named: &str, common: &Common, day: NaiveDate) -> Result<Side, Failure> {
    let folder = Path::new(named);
    if folder.join(SITE_FILE).is_file() {
        return Ok(Side {
            name: same(named),
            inputs: read::site(folder, day),
            submodules: Vec::new(),
        });
    }
    let root = root(common);
    let revision = git::find(&root, named);
    let revision = match revision {
        Ok(revision) => revision,
        Err(_) if read::exists(folder) => {
            return Err(Failure::of(say!(
                "there is no site in {named}: it has no {SITE_FILE}, and it is no git revision either",
                "det finns ingen webbplats i {named}: {SITE_FILE} saknas, och det är inte heller en git-revision"
            )));
        }
        Err(error) => return Err(error),
    };
    let short = &revision.object[..revision.object.len().min(10)];
    let state = git::state(&root, named, &revision, day)?;
    Ok(Side {
        name: same(format!("{named} ({short})")),
        inputs: state.inputs,
        submodules: state.submodules,
    })
}

/// Where git is asked: the site's folder when there is one, else the given or the current one, so that
/// two revisions can be compared in a bare repository.
fn root(common: &Common) -> PathBuf {
    let given = common.root.as_deref();
    let here = || given.map_or_else(|| PathBuf::from("."), Path::to_owned);
    read::find_root(given).unwrap_or_else(|_| here())
}

/// What lies in another repository is in no revision: it is left out on both sides, and told.
fn leave_out_submodules(base: &mut Side, head: &mut Side) -> Vec<Uncompared> {
    let mut folders: Vec<String> = base.submodules.clone();
    folders.extend(head.submodules.iter().cloned());
    folders.sort();
    folders.dedup();
    for side in [base, head] {
        let is_in = |path: &str| {
            folders
                .iter()
                .any(|folder| path == folder || path.starts_with(&format!("{folder}/")))
        };
        side.inputs.content.retain(|path, _| !is_in(path.as_str()));
    }
    folders
        .into_iter()
        .map(|path| Uncompared {
            path,
            reason: say!(
                "it is a submodule, which lies in another repository",
                "den är en submodul, som ligger i ett annat arkiv"
            ),
        })
        .collect()
}

/// The address of a preview or a report, without a slash at the end.
fn address(written: &str) -> Result<String, Failure> {
    let is_web = written.starts_with("https://") || written.starts_with("http://");
    let is_sound = written
        .chars()
        .all(|c| c.is_ascii_graphic() && !"<>\"'()`\\".contains(c));
    if !is_web || !is_sound {
        return Err(Failure::of(say!(
            "`{written}` is no web address; write one such as https://preview.example.se/12",
            "`{written}` är ingen webbadress; skriv en sådan som https://preview.example.se/12"
        )));
    }
    Ok(written.trim_end_matches('/').to_owned())
}
