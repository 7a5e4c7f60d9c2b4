//! Renders and publishes a site that was checked.
#![expect(
    clippy::disallowed_methods,
    reason = "each part tells how long it took"
)]

use std::time::Instant;

use crate::cache::outputs::Outputs;
use crate::cli::BuildArgs;
use crate::commands::build::incremental::Incremental;
use crate::commands::build::making::{Making, PagesMade};
use crate::commands::{exempt, findings_text};
use crate::compile::Compilation;
use crate::diagnostic::code::Level;
use crate::diagnostic::say;
use crate::diagnostic::settle::{Counts, Known, settle};
use crate::host::publish::{PublishError, Published, Publisher};
use crate::host::terminal::{Talk, Terminal};
use crate::preview::by_page::page_findings;
use crate::preview::pages_of_broken_units;
use crate::render::fingerprints::Fingerprints;
use crate::render::mark_check::MarkCheck;
use crate::render::server::ServerFile;
use crate::render::{Renderer, Settings};
use crate::report::baseline::Baseline;
use crate::report::summary;
use crate::rules::incomplete_accessibility_statement::only_warn;
use crate::text::inputs::Inputs;

/// What came of rendering.
pub struct Rendered {
    /// How much was found, from reading to rendering.
    pub found: Counts,
    /// The findings that a build shows, as a text.
    pub said: String,
    /// The findings in the last line.
    pub counts: String,
    /// What publishing did, when it went live, and what is known of the published files.
    pub published: Option<Result<(Published, Outputs), PublishError>>,
    /// What the web server needs beside the published files.
    pub server_files: Vec<ServerFile>,
}

/// A site on its way to being published.
pub struct SiteBuild<'a> {
    pub arguments: &'a BuildArgs,
    pub inputs: &'a Inputs,
    pub known: &'a Baseline,
    /// What is cached; nothing where no cache is used.
    pub incremental: Option<&'a Incremental<'a>>,
    pub terminal: &'a Terminal,
}

impl SiteBuild<'_> {
    /// Renders every page, hands it to the publisher, and goes live unless something is denied.
    pub fn render(&self, compilation: &mut Compilation, publisher: Option<Publisher>) -> Rendered {
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
            server: arguments.server,
        };
        let theme = compilation.read_theme(inputs, &settings);
        let shown = arguments.preview.as_ref().map(|_| {
            compilation.diagnostics.change_of_site(only_warn);
            compilation.findings_with_texts(inputs)
        });
        let (mut renderer, faults) = Renderer::new(compilation.units(inputs), theme, settings);
        let (catalog, sources) = (&compilation.catalog, &compilation.sources);
        if let Some(mut findings) = shown {
            findings.append(settle(faults.clone(), &compilation.levels, sources));
            self.known.subtract(&mut findings, Known::Baseline, sources);
            let findings = page_findings(&renderer, catalog, &findings.list, sources);
            renderer.set_findings(findings);
        }
        let started = Instant::now();
        let keys = self.incremental.map(|incremental| {
            let (digests, program) = (&incremental.digests, incremental.program());
            Fingerprints::new(&renderer, digests, sources, program)
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
        let (files, took) = (renderer.pages().len(), started.elapsed());
        terminal.debug(&say!(
            "rendered {files} files in {took:?}",
            "skapade {files} filer på {took:?}"
        ));
        let server_files = renderer.server_files();
        // What pages were made with need not stand beside what publishing needs.
        drop((keys, renderer));
        compilation.diagnostics.extend(faults);
        compilation.diagnostics.extend(faults_of_pages);
        let (said, found) = self.words(compilation);
        let counts = summary::findings(&found, terminal.language)
            + &summary::exempted(exempt(compilation), terminal.language);
        let wanted = !found.denied() || arguments.publish_anyway || arguments.preview.is_some();
        let started = Instant::now();
        let published = match (publisher, failure.take()) {
            (_, Some(error)) => Some(Err(error)),
            (Some(mut publisher), None) if wanted => {
                let address = &compilation.catalog.site.base_url;
                let address = arguments.base_url.as_ref().unwrap_or(address);
                publisher.at_address(address.trim_end_matches('/'));
                let broken = pages_of_broken_units(&compilation.catalog);
                publisher.keep(unmade.iter().chain(&broken).map(String::as_str));
                Some(publisher.commit_for_cache())
            }
            _ => None,
        };
        let took = started.elapsed();
        terminal.debug(&say!("published in {took:?}", "publicerade på {took:?}"));
        Rendered {
            found,
            said,
            counts,
            published,
            server_files,
        }
    }

    /// The findings that a build shows, as a text, and how many there are.
    fn words(&self, compilation: &mut Compilation) -> (String, Counts) {
        let terminal = self.terminal;
        // Notes ask for nothing, so `check` shows them and a build only counts them.
        let from = if terminal.talk == Talk::Verbose {
            Level::Note
        } else {
            Level::Warn
        };
        let mut known = self.known.subtraction();
        let mut said = String::new();
        let mut counts = Counts::default();
        compilation.stream_findings(self.inputs, |mut findings, sources| {
            known.subtract(&mut findings, Known::Baseline, sources);
            counts.add(findings.counts);
            said += &findings_text(&findings, from, sources, terminal);
        });
        (said, counts)
    }
}
