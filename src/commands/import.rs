//! `basutbud import`: units from a table become edits of their files.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::cli::{Common, FindingsForm, ImportArgs};
use crate::commands::site_units::site_units;
use crate::commands::{Checked, Ending, checked, ending, findings_text};
use crate::compile::codes;
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Findings, settle};
use crate::diagnostic::{Language, say};
use crate::fix::unified_diff;
use crate::host::failure::{Failure, OrFail};
use crate::host::terminal::{Talk, Terminal};
use crate::host::write;
use crate::import::suggest::{Suggestion, suggest};
use crate::import::{Import, Request, import};
use crate::load::import_map;
use crate::report::{findings_json, github, gitlab, junit, sarif};
use crate::text::Sources;
use crate::text::path::SitePath;

/// Most bytes of a table.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Imports a table, or shows what it would do.
pub fn run(
    arguments: &ImportArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let bytes = read(&arguments.file)?;
    if arguments.suggest {
        return suggested(&bytes, arguments, common, terminal);
    }
    let mut checked = checked(common, &Default::default(), usize::MAX, terminal)?;
    let mut found = Vec::new();
    let sources = &mut checked.compilation.sources;
    let map = match &arguments.map {
        Some(path) => {
            let text: Arc<str> = String::from_utf8_lossy(&read(path)?).into();
            let path = shown_path(path);
            let file = sources.add(path.clone(), text.clone());
            Some(import_map::load(file, &path, &text, &mut found))
        }
        None => None,
    };
    let file = sources.add(shown_path(&arguments.file), Arc::from(""));
    let imported = {
        let site = site_units(&checked)?;
        let request = Request {
            bytes: &bytes,
            sheet: arguments.sheet.as_deref(),
            map: map.as_ref(),
            region: arguments.region.as_deref(),
            file,
        };
        import(&request, &site)
    };
    found.extend(imported.diagnostics.iter().cloned());
    checked
        .compilation
        .sources
        .replace(file, imported.text.clone());
    write_files(&imported, &checked.root, arguments, terminal)?;
    let compilation = &checked.compilation;
    let findings = settle(found, &compilation.levels, &compilation.sources);
    print(
        &findings,
        &checked,
        checked.inputs.today,
        arguments.format,
        terminal,
    );
    tell(&imported, arguments, terminal);
    Ok(ending(&findings.counts))
}

/// Writes a map of columns to start from; what is there already stays.
fn suggested(
    bytes: &[u8],
    arguments: &ImportArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let checked = checked(common, &Default::default(), usize::MAX, terminal)?;
    let regions = &checked.compilation.catalog.regions;
    let region = arguments.region.as_deref();
    let known = match region {
        Some(region) => regions.get(region),
        None if regions.len() == 1 => regions.values().next(),
        None => None,
    };
    let request = Suggestion {
        bytes,
        sheet: arguments.sheet.as_deref(),
        region,
        known: known.map(|region| (region, region.rule_set_on(checked.inputs.today))),
        language: terminal.language,
    };
    let map = suggest(&request).map_err(|refusal| {
        let (what, act) = (refusal.what, refusal.act);
        let (en, sv) = (
            format!("{}; {}", what.en, act.en),
            format!("{}; {}", what.sv, act.sv),
        );
        Failure::of(say!("{en}", "{sv}"))
    })?;
    let path = checked.root.join("import.toml");
    write::new_file(&path, map.as_bytes())?;
    terminal.tell(match terminal.language {
        Language::English => {
            "wrote import.toml; read it through, then run the import with --map import.toml"
        }
        Language::Swedish => {
            "skrev import.toml; läs igenom den och kör sedan importen med --map import.toml"
        }
    });
    Ok(Ending::Clean)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let place = path.display();
    let size = fs::metadata(path).map(|metadata| metadata.len());
    if size.is_ok_and(|size| size > MAX_BYTES) {
        let megabytes = MAX_BYTES / 1024 / 1024;
        return Err(Failure::of(say!(
            "{place} is larger than {megabytes} MiB",
            "{place} är större än {megabytes} MiB"
        )));
    }
    fs::read(path).or_fail(|| say!("{place} cannot be read", "{place} går inte att läsa"))
}

/// The path by which findings name a file: as it was given, when it lies below the folder one stands in.
fn shown_path(path: &Path) -> SitePath {
    let given = path.to_str().map(|path| path.replace('\\', "/"));
    let given = given.and_then(|path| SitePath::new(path.trim_start_matches("./")));
    let name = || {
        path.file_name()
            .and_then(|name| SitePath::new(&name.to_string_lossy()))
    };
    given
        .or_else(name)
        .unwrap_or_else(|| SitePath::new("import").expect("bug: a plain path"))
}

/// Writes each file whole, or shows what would change.
fn write_files(
    imported: &Import,
    root: &Path,
    arguments: &ImportArgs,
    terminal: &Terminal,
) -> Result<(), Failure> {
    for (path, rewrite) in &imported.files {
        let place = root.join(path.as_str());
        if arguments.dry_run {
            if arguments.format == FindingsForm::Text {
                let old = rewrite.old.as_deref().unwrap_or_default();
                terminal.say(&unified_diff(path, old, &rewrite.new));
            }
            continue;
        }
        match &rewrite.old {
            Some(old) => write::replace(&place, old.as_bytes(), rewrite.new.as_bytes())?,
            None => {
                if let Some(folder) = place.parent() {
                    write::folder(folder)?;
                }
                write::file(&place, rewrite.new.as_bytes())?;
            }
        }
    }
    Ok(())
}

fn print(
    findings: &Findings,
    checked: &Checked,
    today: NaiveDate,
    form: FindingsForm,
    terminal: &Terminal,
) {
    let compilation = &checked.compilation;
    let sources: &Sources = &compilation.sources;
    let language = terminal.language;
    terminal.say(&match form {
        FindingsForm::Text => findings_text(findings, Level::Note, sources, terminal),
        FindingsForm::Json => findings_json::render(
            findings,
            sources,
            today,
            compilation.unit_counts(),
            language,
        ),
        FindingsForm::Sarif => sarif::render(findings, codes(), sources, language),
        FindingsForm::Github => github::render(findings, sources, language),
        FindingsForm::Gitlab => gitlab::render(findings, sources, language),
        FindingsForm::Junit => junit::render(findings, &compilation.catalog, sources, language),
    });
}

/// Says what the import did; of ids only the first few, all with --verbose.
fn tell(imported: &Import, arguments: &ImportArgs, terminal: &Terminal) {
    if terminal.talk == Talk::Quiet {
        return;
    }
    let swedish = terminal.language == Language::Swedish;
    let pick = |en: &'static str, sv: &'static str| if swedish { sv } else { en };
    let most = if terminal.talk == Talk::Verbose {
        usize::MAX
    } else {
        5
    };
    let named = |ids: &[String]| -> String {
        let more = ids.len().saturating_sub(most);
        let shown: Vec<&str> = ids.iter().take(most).map(String::as_str).collect();
        match (shown.is_empty(), more) {
            (true, _) => String::new(),
            (_, 0) => format!(": {}", shown.join(", ")),
            (_, more) => format!(": {} {} {more}", shown.join(", "), pick("and", "och")),
        }
    };
    let mut lines = vec![
        format!(
            "{} {}{}",
            imported.new.len(),
            pick("new", "nya"),
            named(&imported.new)
        ),
        format!(
            "{} {}{}",
            imported.changed.len(),
            pick("changed", "ändrade"),
            named(&imported.changed)
        ),
        format!(
            "{} {}",
            imported.unchanged,
            pick("unchanged", "oförändrade")
        ),
        format!(
            "{} {}{}",
            imported.only_in_site.len(),
            pick("only in the site", "bara i webbplatsen"),
            named(&imported.only_in_site)
        ),
        format!("{} {}", imported.refused, pick("refused", "inte godtagna")),
        format!(
            "{} {}{}",
            imported.homeless.len(),
            pick("columns without a place", "kolumner utan plats"),
            named(&imported.homeless)
        ),
    ];
    if !imported.kept.is_empty() {
        let keys: Vec<String> = imported
            .kept
            .iter()
            .map(|(key, count)| format!("{key} ({count})"))
            .collect();
        let words = pick(
            "values of the site differ from the table and were kept",
            "värden i webbplatsen skiljer sig från tabellen och behölls",
        );
        let count: usize = imported.kept.values().sum();
        lines.push(format!("{count} {words}: {}", keys.join(", ")));
    }
    if !imported.emptied.is_empty() {
        let keys: Vec<String> = imported
            .emptied
            .iter()
            .map(|(key, count)| format!("{key} ({count})"))
            .collect();
        let words = pick(
            "empty cells where the site has a value, which was kept",
            "tomma celler där webbplatsen har ett värde, som behölls",
        );
        let count: usize = imported.emptied.values().sum();
        lines.push(format!("{count} {words}: {}", keys.join(", ")));
    }
    if arguments.dry_run {
        lines.push(pick("nothing was changed", "inget ändrades").to_owned());
    }
    for line in lines {
        terminal.tell(&line);
    }
    let touched = imported.touched().len();
    if touched > 0 && !arguments.dry_run {
        terminal.tell(pick("now run basutbud check", "kör nu basutbud check"));
    }
}
