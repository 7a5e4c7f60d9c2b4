//! `basutbud build`: check, render, publish.
#![expect(
    clippy::disallowed_methods,
    reason = "the last line tells how long it took"
)]

mod before;
mod making;

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::time::Instant;

use blake3::Hash;

use crate::cli::{BuildArgs, Common};
use crate::commands::build::before::{Asked, Before, Opened, aside};
use crate::commands::build::making::{Making, PagesMade};
use crate::commands::{
    Ending, baseline, compiled, ending, exempt, findings_text, levels_of, read_site, today,
};
use crate::compile::kept::UnitCache;
use crate::compile::{self, CacheNote, Compilation, load_texts_of};
use crate::diagnostic::Language;
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Findings, Known, settle};
use crate::host::failure::Failure;
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::read;
use crate::host::terminal::{Talk, Terminal};
use crate::preview::by_page::page_findings;
use crate::preview::pages_of_broken_units;
use crate::publish::Kind;
use crate::publish::made::Run;
use crate::render::made_from::MadeFrom;
use crate::render::mark_check::MarkCheck;
use crate::render::{Renderer, Settings};
use crate::report::baseline::Baseline;
use crate::report::summary;
use crate::rules::incomplete_accessibility_statement::only_warn;
use crate::text::inputs::Inputs;

/// Folders of a site that hold sources and are never published into.
const SOURCES: [&str; 4] = ["content", "themes", "src", "tests"];

/// What came of rendering.
struct Rendered {
    /// Everything that was found, from reading to rendering.
    findings: Findings,
    /// The findings that a build shows, as a text.
    said: String,
    /// The findings in the last line.
    counts: String,
    /// What publishing did, when it went live.
    published: Option<Result<Published, PublishError>>,
}

/// Checks, renders and publishes. What was published stays as it is when something is denied. The site
/// is not taken apart at the end, as in [`checked`](crate::commands::checked).
pub fn run(arguments: &BuildArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let started = Instant::now();
    let settings = compile::Settings {
        levels: levels_of(&arguments.levels)?,
        max_full_units: arguments.memory.max_full_units,
    };
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
        Some(_) => Kind::Preview,
        None => Kind::Site,
    };
    let today = common.date.unwrap_or_else(today);
    let asked = match arguments.no_cache {
        true => None,
        false => Asked::of(arguments, today, &known, terminal),
    };
    let (mut opened, refused) = Opened::new(&root, asked, || open(&output, &root, kind));
    // Whether a run is what is published already; then its last line is said again.
    let is_published = |opened: &Opened, run: &Hash| -> Result<bool, Failure> {
        let standing = opened.nothing_new(run)?;
        if let Some((published, counts)) = &standing {
            tell(Some(published), counts, started, terminal);
        }
        Ok(standing.is_some())
    };
    if let Some(run) = opened.known_run()
        && is_published(&opened, &run)?
    {
        return Ok(Ending::Clean);
    }
    let familiar = opened.familiar(&root);
    let max_texts = arguments.memory.max_full_units;
    let inputs = read_site(&root, today, max_texts, familiar.as_ref(), terminal);
    let inputs = ManuallyDrop::new(inputs);
    drop(familiar);
    let before = opened.before(&inputs);
    if let Some(before) = &before
        && is_published(&opened, &before.run)?
    {
        if let (Some(publisher), Some(seen)) = (&opened.publisher, before.seen) {
            let write = |out: &mut dyn Write| before.write_looks(out);
            publisher.remember(seen, (aside::SOURCES, &write));
        }
        return Ok(Ending::Clean);
    }
    let units = opened.kept_units();
    let kept = before
        .as_ref()
        .map(|before| UnitCache::new(&before.digests, &before.asked.program, units.as_deref()));
    let (compilation, notes) = compiled(&inputs, &settings, kept.as_ref(), terminal);
    let mut compilation = ManuallyDrop::new(compilation);
    let site = Site {
        arguments,
        inputs: &inputs,
        known: &known,
        before: before.as_ref(),
        kept: kept.as_ref(),
        notes,
        terminal,
    };
    let rendered = site.render(&mut compilation, opened.publisher);
    terminal.say(&rendered.said);
    if let Some(error) = refused {
        return Err(error.into());
    }
    let published = match rendered.published {
        Some(Ok(published)) => Some(published),
        Some(Err(error)) => return Err(error.into()),
        None => None,
    };
    tell(published.as_ref(), &rendered.counts, started, terminal);
    if published.is_some() && kind == Kind::Preview && arguments.base_url.is_none() {
        terminal.tell(no_address(terminal.language));
    }
    Ok(ending(&rendered.findings))
}

/// The last line.
fn tell(published: Option<&Published>, counts: &str, started: Instant, terminal: &Terminal) {
    if terminal.talk > Talk::Quiet {
        let seconds = started.elapsed().as_secs_f64();
        let line = last_line(published, counts, seconds, terminal.language);
        terminal.say(&format!("{line}\n"));
    }
}

/// What is odd about a preview without an address of its own.
fn no_address(language: Language) -> &'static str {
    match language {
        Language::English => {
            "the pages of this preview name the address in content/site.toml as their own; --base-url says where they will be"
        }
        Language::Swedish => {
            "förhandsvisningens sidor anger adressen i content/site.toml som sin egen; --base-url säger var de ska ligga"
        }
    }
}

fn open(output: &Path, root: &Path, kind: Kind) -> Result<Publisher, PublishError> {
    let protected: Vec<_> = SOURCES.iter().map(|folder| root.join(folder)).collect();
    let protected: Vec<&Path> = protected.iter().map(std::path::PathBuf::as_path).collect();
    Publisher::open(output, &protected)?.of_kind(kind)
}

/// A site on its way to being published.
struct Site<'a> {
    arguments: &'a BuildArgs,
    inputs: &'a Inputs,
    known: &'a Baseline,
    before: Option<&'a Before<'a>>,
    /// What is known of units from an earlier run.
    kept: Option<&'a UnitCache<'a>>,
    /// What is notes of units for the next run.
    notes: Vec<CacheNote>,
    terminal: &'a Terminal,
}

impl Site<'_> {
    /// Renders every page, hands it to the publisher, and goes live unless something is denied.
    fn render(&self, compilation: &mut Compilation, publisher: Option<Publisher>) -> Rendered {
        let Self {
            arguments,
            inputs,
            terminal,
            ..
        } = self;
        let settings = Settings {
            today: inputs.today,
            base_url: arguments.base_url.clone(),
            preview: arguments.preview.clone(),
            minify: arguments.minify,
        };
        let theme = compilation.read_theme(inputs, &settings);
        if arguments.preview.is_some() {
            only_warn(&mut compilation.diagnostics);
        }
        let (mut renderer, faults) = Renderer::new(compilation.units(inputs), theme, settings);
        let (catalog, sources) = (&compilation.catalog, &compilation.sources);
        if arguments.preview.is_some() {
            let all = compilation.diagnostics.iter().chain(&faults).cloned();
            let mut findings = settle(all.collect(), &compilation.levels, sources);
            self.known.subtract(&mut findings, Known::Baseline, sources);
            let findings = page_findings(&renderer, catalog, &findings.list, sources);
            renderer.set_findings(findings);
        }
        let started = Instant::now();
        let keys = self.before.map(|before| {
            MadeFrom::new(&renderer, &before.digests, sources, &before.asked.program)
        });
        let PagesMade {
            faults: faults_of_pages,
            unmade,
            mut failure,
        } = Making {
            renderer: &renderer,
            keys: keys.as_ref(),
            check: MarkCheck::new(&renderer, sources),
            publisher: publisher.as_ref(),
        }
        .render_pages(terminal);
        terminal.whisper(&format!(
            "rendered {} files in {:?}",
            renderer.pages().len(),
            started.elapsed()
        ));
        // What pages were made with need not stand beside what publishing needs.
        drop((keys, renderer));
        load_texts_of(&faults_of_pages, &mut compilation.sources, inputs);
        compilation.diagnostics.extend(faults);
        compilation.diagnostics.extend(faults_of_pages);
        let sources = &compilation.sources;
        let mut findings = compilation.findings();
        self.known.subtract(&mut findings, Known::Baseline, sources);

        let (said, counts) = self.words(&findings, compilation);
        let wanted = !findings.denied() || arguments.publish_anyway || arguments.preview.is_some();
        let started = Instant::now();
        let published = match (publisher, failure.take()) {
            (_, Some(error)) => Some(Err(error)),
            (Some(publisher), None) if wanted => {
                let broken = pages_of_broken_units(&compilation.catalog);
                publisher.keep(unmade.iter().chain(&broken).map(String::as_str));
                let quiet = said.is_empty() && !findings.denied();
                let run = self.before.filter(|_| quiet).map(|before| Run {
                    made_from: before.run,
                    seen: before.seen,
                    counts: counts.clone(),
                });
                Some(self.go_live(publisher, run, compilation))
            }
            _ => None,
        };
        terminal.whisper(&format!("published in {:?}", started.elapsed()));
        Rendered {
            findings,
            said,
            counts,
            published,
        }
    }

    /// Publishes, and sets aside what the next build need not find out again.
    fn go_live(
        &self,
        publisher: Publisher,
        run: Option<Run>,
        compilation: &Compilation,
    ) -> Result<Published, PublishError> {
        let (Some(before), Some(kept)) = (self.before, self.kept) else {
            return publisher.commit();
        };
        let sources = |out: &mut dyn Write| before.write_looks(out);
        let units = |out: &mut dyn Write| kept.write(compilation, &self.notes, out);
        publisher.commit_as(run, &[(aside::SOURCES, &sources), (aside::UNITS, &units)])
    }

    /// What is said of findings: those that a build shows, and all in the last line.
    fn words(&self, findings: &Findings, compilation: &Compilation) -> (String, String) {
        let terminal = self.terminal;
        // Notes ask for nothing, so `check` shows them and a build only counts them.
        let from = if terminal.talk == Talk::Verbose {
            Level::Note
        } else {
            Level::Warn
        };
        let said = findings_text(findings, from, compilation, terminal);
        let counts = summary::findings(&findings.counts, terminal.language)
            + &summary::exempted(exempt(compilation), terminal.language);
        (said, counts)
    }
}

/// "212 pages written, 3 unchanged, 1 removed; 0 errors, 2 warnings, 0 notes; 0.42 s"
fn last_line(
    published: Option<&Published>,
    found: &str,
    seconds: f64,
    language: Language,
) -> String {
    let done = match (published, language) {
        (
            Some(Published {
                written,
                unchanged,
                removed,
                ..
            }),
            Language::English,
        ) => {
            format!("{written} files written, {unchanged} unchanged, {removed} removed")
        }
        (
            Some(Published {
                written,
                unchanged,
                removed,
                ..
            }),
            Language::Swedish,
        ) => {
            format!("{written} filer skrivna, {unchanged} oförändrade, {removed} borttagna")
        }
        (None, Language::English) => "nothing was published, the site is as it was".to_owned(),
        (None, Language::Swedish) => "inget publicerades, webbplatsen är som den var".to_owned(),
    };
    match language {
        Language::English => format!("{done}; {found}; {seconds:.2} s"),
        Language::Swedish => {
            format!(
                "{done}; {found}; {} s",
                format!("{seconds:.2}").replace('.', ",")
            )
        }
    }
}
