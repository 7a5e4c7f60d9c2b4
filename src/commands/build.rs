//! `basutbud build`: check, render, publish.
#![expect(
    clippy::disallowed_methods,
    reason = "the last line tells how long it took"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use crate::cli::{BuildArgs, Common};
use crate::commands::{Ending, baseline, checked, ending, exempt, print_findings};
use crate::compile::Compilation;
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Findings, Known, settle};
use crate::diagnostic::{Diagnostic, Language, Text, say};
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::terminal::{Talk, Terminal};
use crate::preview::{page_findings, pages_of_broken_units};
use crate::render::minify::minify;
use crate::render::{Renderer, Settings};
use crate::report::baseline::Baseline;
use crate::report::summary;
use crate::text::inputs::Inputs;

/// Folders of a site that hold sources and are never published into.
const SOURCES: [&str; 4] = ["content", "themes", "src", "tests"];

/// What came of rendering.
struct Rendered {
    /// Everything that was found, from reading to rendering.
    findings: Findings,
    /// What publishing did, when it went live.
    published: Option<Result<Published, PublishError>>,
}

/// Checks, renders and publishes. What was published stays as it is when something is denied.
pub fn run(arguments: &BuildArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let started = Instant::now();
    let mut checked = checked(common, &arguments.levels, terminal)?;
    let output = arguments
        .output
        .clone()
        .unwrap_or_else(|| checked.root.join("output"));
    let known = match &arguments.baseline {
        Some(path) => baseline::read(path)?,
        None => Baseline::default(),
    };
    let publisher = open(&output, &checked.root);
    let (publisher, refused) = match publisher {
        Ok(publisher) => (Some(publisher), None),
        Err(error) => (None, Some(error)),
    };
    let rendered = render(
        arguments,
        &mut checked.compilation,
        &checked.inputs,
        &known,
        publisher,
        terminal,
    );
    let findings = &rendered.findings;
    // Notes ask for nothing, so `check` shows them and a build only counts them.
    let from = if terminal.talk == Talk::Verbose {
        Level::Note
    } else {
        Level::Warn
    };
    print_findings(findings, from, &checked.compilation, terminal);
    let swedish = terminal.language == Language::Swedish;
    if let Some(error) = refused {
        anyhow::bail!(error.sentence(swedish));
    }
    let published = match rendered.published {
        Some(Ok(published)) => Some(published),
        Some(Err(error)) => anyhow::bail!(error.sentence(swedish)),
        None => None,
    };
    if terminal.talk > Talk::Quiet {
        let seconds = started.elapsed().as_secs_f64();
        let exempt = exempt(&checked.compilation);
        let found = summary::findings(&findings.counts, terminal.language)
            + &summary::exempted(exempt, terminal.language);
        let line = last_line(published.as_ref(), &found, seconds, terminal.language);
        terminal.say(&format!("{line}\n"));
    }
    Ok(ending(findings))
}

fn open(output: &Path, root: &Path) -> Result<Publisher, PublishError> {
    let protected: Vec<_> = SOURCES.iter().map(|folder| root.join(folder)).collect();
    let protected: Vec<&Path> = protected.iter().map(std::path::PathBuf::as_path).collect();
    Publisher::open(output, &protected)
}

/// Renders every page, hands it to the publisher, and goes live unless something is denied.
fn render(
    arguments: &BuildArgs,
    compilation: &mut Compilation,
    inputs: &Inputs,
    known: &Baseline,
    publisher: Option<Publisher>,
    terminal: &Terminal,
) -> Rendered {
    let settings = Settings {
        today: inputs.today,
        base_url: arguments.base_url.clone(),
        preview: arguments.preview.clone(),
    };
    let Compilation {
        catalog,
        sources,
        assessments,
        diagnostics,
        levels,
        ..
    } = compilation;
    let (mut renderer, faults) = Renderer::new(catalog, assessments, inputs, sources, settings);
    diagnostics.extend(faults);
    if arguments.preview.is_some() {
        let findings = settle(diagnostics.clone(), levels, sources);
        renderer.set_findings(page_findings(&findings, sources));
    }
    let started = Instant::now();
    let PagesMade {
        faults,
        unmade,
        mut failure,
    } = render_pages(&renderer, publisher.as_ref(), terminal);
    terminal.whisper(&format!(
        "rendered {} files in {:?}",
        renderer.pages().len(),
        started.elapsed()
    ));
    diagnostics.extend(faults);
    let mut findings = settle(diagnostics.clone(), levels, sources);
    known.subtract(&mut findings, Known::Baseline, sources);

    let wanted = !findings.denied() || arguments.publish_anyway || arguments.preview.is_some();
    let started = Instant::now();
    let published = match (publisher, failure.take()) {
        (_, Some(error)) => Some(Err(error)),
        (Some(publisher), None) if wanted => {
            let broken = pages_of_broken_units(catalog);
            publisher.keep(unmade.iter().chain(&broken).map(String::as_str));
            Some(publisher.commit())
        }
        _ => None,
    };
    terminal.whisper(&format!("published in {:?}", started.elapsed()));
    Rendered {
        findings,
        published,
    }
}

/// What came of rendering all pages.
struct PagesMade {
    /// The faults of templates, each place once.
    faults: Vec<Diagnostic>,
    /// Paths of the pages that could not be made.
    unmade: Vec<String>,
    /// The first failure of the publisher.
    failure: Option<PublishError>,
}

/// Renders all pages in parallel and offers them to the publisher.
fn render_pages(
    renderer: &Renderer<'_>,
    publisher: Option<&Publisher>,
    terminal: &Terminal,
) -> PagesMade {
    let bar = terminal.progress(renderer.pages().len(), "rendering");
    let outcomes: Vec<Outcome> = renderer
        .pages()
        .par_iter()
        .filter_map(|address| {
            bar.inc(1);
            let path = address.path.as_str();
            let bytes = match renderer.render(address) {
                Ok(bytes) if address.is_html() => minify(&bytes),
                Ok(bytes) => bytes,
                Err(fault) => return Some(Outcome::Fault(path.to_owned(), Box::new(fault))),
            };
            let offered = publisher.map_or(Ok(()), |p| p.offer(address.stage, path, &bytes));
            offered.err().map(Outcome::Failure)
        })
        .collect();
    bar.finish_and_clear();
    let (mut faults, mut unmade, mut failure) = (BTreeMap::new(), Vec::new(), None);
    for outcome in outcomes {
        match outcome {
            Outcome::Fault(path, fault) => {
                unmade.push(path);
                let place = (fault.primary.span, fault.code.name);
                faults.entry(place).or_insert_with(|| (*fault, 0usize)).1 += 1;
            }
            Outcome::Failure(error) => failure = failure.or(Some(error)),
        }
    }
    let faults = faults
        .into_values()
        .map(|(fault, pages)| on_pages(fault, pages))
        .collect();
    PagesMade {
        faults,
        unmade,
        failure,
    }
}

/// What went wrong with one page.
enum Outcome {
    /// The page at a path cannot be rendered.
    Fault(String, Box<Diagnostic>),
    /// The page cannot be written.
    Failure(PublishError),
}

/// A fault of a template that is met on many pages is one finding, which names one page and counts
/// the others.
fn on_pages(mut fault: Diagnostic, pages: usize) -> Diagnostic {
    let others = pages - 1;
    if others > 0 {
        let more = say!(
            "; {others} more pages have it",
            "; {others} sidor till har det"
        );
        let Text { en, sv } = fault.help.unwrap_or(Text::fixed("", ""));
        fault.help = Some(Text {
            en: en + more.en,
            sv: sv + more.sv,
        });
    }
    fault
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
