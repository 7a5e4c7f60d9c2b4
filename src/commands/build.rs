//! `basutbud build`: check, render, publish.
#![expect(
    clippy::disallowed_methods,
    reason = "the last line tells how long it took"
)]

mod incremental;
mod last_line;
pub(super) mod making;
mod site;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

use blake3::Hash;

use crate::cli::{BuildArgs, Common};
use crate::commands::build::incremental::{BuildKey, Built, Incremental, OpenCache};
use crate::commands::build::last_line::{last_line, no_address, was_damaged};
use crate::commands::build::site::SiteBuild;
use crate::commands::{
    Ending, baseline, check_site_address, compiled, ending, levels_of, read_site, today,
};
use crate::compile;
use crate::compile::unit_cache::UnitCache;
use crate::host::failure::Failure;
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::read;
use crate::host::store::CACHE;
use crate::host::terminal::{Talk, Terminal};
use crate::host::write;
use crate::publish::manifest::OutputKind;
use crate::report::baseline::Baseline;

/// Folders of a site that are never published into: those of sources, and the one of caches.
const PROTECTED: [&str; 5] = ["content", "themes", "src", "tests", CACHE];

/// Checks, renders and publishes. What was published stays as it is when something is denied. The site
/// is not taken apart at the end, as in [`checked`](crate::commands::checked).
pub fn run(arguments: &BuildArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let started = Instant::now();
    let settings = compile::Settings {
        levels: levels_of(&arguments.levels)?,
        max_full_units: arguments.memory.max_full_units,
    };
    check_site_address("--base-url", arguments.base_url.as_ref())?;
    let root = read::find_root(common.root.as_deref())?;
    let output = arguments
        .output
        .clone()
        .unwrap_or_else(|| root.join("output"));
    let known = match &arguments.baseline {
        Some(path) => baseline::read(path)?,
        None => Baseline::default(),
    };
    let kind = match arguments.preview {
        Some(_) => OutputKind::Preview,
        None => OutputKind::Site,
    };
    let today = common.date.unwrap_or_else(today);
    let key = match arguments.no_cache {
        true => None,
        false => BuildKey::of(arguments, today, &known, terminal),
    };
    let tell = |published: Option<&Published>, counts: &str| {
        if terminal.talk > Talk::Quiet {
            let seconds = started.elapsed().as_secs_f64();
            let line = last_line(published, counts, seconds, terminal.language);
            terminal.say(&format!("{line}\n"));
        }
        if published.is_some_and(|published| published.was_damaged) {
            terminal.tell(was_damaged(terminal.language));
        }
        if published.is_some() && kind == OutputKind::Preview && arguments.base_url.is_none() {
            terminal.tell(no_address(terminal.language));
        }
    };

    // A folder that is refused is told of last, after what is found of the site.
    let (mut publisher, refused) = match open(&output, &root, kind) {
        Ok(publisher) => (Some(publisher), None),
        Err(error) => (None, Some(error)),
    };
    let cache = key.zip(publisher.as_mut());
    let cache = cache.map(|(key, publisher)| OpenCache::new(&root, key, publisher));
    let stats = cache.as_ref().map(|cache| &cache.stats);
    let site = read_site(
        &root,
        today,
        arguments.memory.max_full_units,
        stats,
        terminal,
    );
    let site = ManuallyDrop::new(site);
    let incremental = cache.map(|cache| cache.with(&site));
    if let (Some(incremental), Some(publisher)) = (&incremental, &publisher)
        && let Some(last) = incremental.last_build(publisher)?
        && are_written(&last.server_files, &output)?
    {
        terminal.say(&last.findings);
        let published = last.published.as_ref().map(|unchanged| Published {
            unchanged: unchanged.files,
            ..Published::default()
        });
        tell(published.as_ref(), &last.counts);
        incremental.refresh(&last, terminal);
        return Ok(match last.denied {
            true => Ending::Denied,
            false => Ending::Clean,
        });
    }

    let units = incremental.as_ref().and_then(Incremental::units);
    let unit_cache = incremental
        .as_ref()
        .map(|it| UnitCache::new(&it.digests, it.program(), units.as_deref()));
    let compilation = compiled(&site.inputs, &settings, unit_cache.as_ref(), terminal);
    let mut compilation = ManuallyDrop::new(compilation);
    let rendered = SiteBuild {
        arguments,
        inputs: &site.inputs,
        known: &known,
        incremental: incremental.as_ref(),
        terminal,
    }
    .render(&mut compilation, publisher);
    terminal.say(&rendered.said);
    if let Some(error) = refused {
        return Err(error.into());
    }
    let published = rendered.published.transpose()?;
    let (published, outputs) = published.unzip();
    if published.is_some() && !rendered.server_files.is_empty() {
        let folder = server_folder(&output)?;
        write::folder(&folder)?;
        for file in &rendered.server_files {
            write::file(&folder.join(file.name), file.text.as_bytes())?;
        }
    }
    tell(published.as_ref(), &rendered.counts);
    if let (Some(incremental), Some(unit_cache)) = (&incremental, &unit_cache) {
        let built = Built {
            outputs: outputs.as_ref(),
            findings: &rendered.said,
            counts: &rendered.counts,
            denied: rendered.found.denied(),
            server_files: &rendered.server_files,
            unit_cache,
            compilation: &compilation,
        };
        incremental.store(&built, terminal);
    }
    Ok(ending(&rendered.found))
}

/// The folder beside the output for what a web server needs.
fn server_folder(output: &Path) -> Result<PathBuf, Failure> {
    let whole = match output.file_name() {
        Some(_) => output.to_owned(),
        None => read::canonical(output)?,
    };
    let name = whole
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok(whole.with_file_name(name + "-server"))
}

/// Whether files stand in the folder beside the output as an earlier build wrote them.
fn are_written(files: &[(String, Hash)], output: &Path) -> Result<bool, Failure> {
    let folder = server_folder(output)?;
    let is_written = |(name, hash): &(String, Hash)| {
        read::bytes(&folder.join(name)).is_some_and(|bytes| blake3::hash(&bytes) == *hash)
    };
    Ok(files.iter().all(is_written))
}

fn open(output: &Path, root: &Path, kind: OutputKind) -> Result<Publisher, PublishError> {
    let protected = PROTECTED.map(|folder| root.join(folder));
    let protected: Vec<&Path> = protected.iter().map(AsRef::as_ref).collect();
    Publisher::open(output, &protected)?.of_kind(kind)
}
