//! The product as one pure function: inputs and settings in, everything that is known out.
//!
//! Every command is [`compile`] with another ending. It cannot fail: faults in the data are findings.

mod all_codes;
pub mod change;
mod check;
mod checked_unit;
mod dependents;
pub mod diagnostics;
pub mod draft;
pub mod unit_cache;
pub mod update;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assess::units::{FullUnit, MAX_FULL_UNITS, UnitStore};
use crate::assess::verdict::AssessmentSummary;
pub use crate::compile::all_codes::{code, codes};
use crate::compile::check::{Checker, found_in_links};
use crate::compile::diagnostics::Diagnostics;
use crate::compile::unit_cache::UnitCache;
use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::settle::{Findings, Levels, settle};
use crate::load::{Loaded, load};
use crate::model::Catalog;
use crate::render::{self, ReadTheme, read_theme};
use crate::rules::site_findings;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::text::{FileId, Sources};

/// Files whose findings are settled at a time: enough to keep all threads busy, few enough that they need no
/// memory to speak of.
const FILES_AT_A_TIME: usize = 512;

/// What a run was asked for on the command line.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Levels given with `--deny`, `--warn`, `--note` and `--allow`, in order.
    pub levels: Vec<(&'static Code, Level)>,
    /// How many full units stay in memory. The result does not depend on it.
    pub max_full_units: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            levels: Vec::new(),
            max_full_units: MAX_FULL_UNITS,
        }
    }
}

/// What is known of a site on a day.
pub struct Compilation {
    /// The domain.
    pub catalog: Catalog,
    /// All source texts.
    pub sources: Sources,
    /// What lists need of the verdicts, in the catalog's order of units.
    pub assessments: Vec<AssessmentSummary>,
    /// The full units that are in memory, in the catalog's order of units.
    full: Vec<Option<Arc<FullUnit>>>,
    /// Whether each unit links to others, in the catalog's order of units.
    leads_elsewhere: Vec<bool>,
    /// What was found, before policy.
    pub diagnostics: Diagnostics,
    /// The policy.
    pub levels: Levels,
    /// The build's date.
    pub today: NaiveDate,
    /// How many sources are content: a theme's may follow.
    contents: usize,
    /// The names of the theme's files, which the load looks at.
    theme: BTreeSet<SitePath>,
}

/// Reads, assesses and checks a site.
pub fn compile(inputs: &Inputs, settings: &Settings) -> Compilation {
    compile_with_cache(inputs, settings, None)
}

/// Compiles, reusing cached units.
pub fn compile_with_cache(
    inputs: &Inputs,
    settings: &Settings,
    cache: Option<&UnitCache<'_>>,
) -> Compilation {
    let mut levels = Levels::default();
    for (code, level) in &settings.levels {
        levels.set_by_command_line(code, *level);
    }
    let names: Vec<&'static str> = codes().iter().map(|code| code.name).collect();
    let today = inputs.today;
    let Loaded {
        mut catalog,
        sources,
        diagnostics: faults,
        units,
    } = load(inputs, &mut levels, &code, &names);
    let checker = Checker {
        inputs,
        catalog: &catalog,
        sources: &sources,
        cache,
        max_full: settings.max_full_units,
    };
    let mut diagnostics = Diagnostics::none();
    diagnostics.own.extend(faults);
    let checked = checker.check(&units, &mut diagnostics.own);
    catalog.broken_units = checked.broken;
    let mut assessments = Vec::with_capacity(checked.units.len());
    let mut full = Vec::with_capacity(checked.units.len());
    let mut leads_elsewhere = Vec::with_capacity(checked.units.len());
    for unit in checked.units {
        leads_elsewhere.push(unit.leads_elsewhere);
        catalog.units.push(unit.summary);
        assessments.push(unit.assessment);
        full.push(unit.full);
    }
    let store = UnitStore {
        catalog: &catalog,
        assessments: &assessments,
        full: &full,
        inputs,
        sources: &sources,
    };
    diagnostics
        .links
        .extend(found_in_links(&store, &leads_elsewhere));
    diagnostics.site.extend(site_findings(&catalog, today));
    Compilation {
        contents: sources.len(),
        theme: inputs.theme.keys().cloned().collect(),
        catalog,
        sources,
        assessments,
        full,
        leads_elsewhere,
        diagnostics,
        levels,
        today,
    }
}

/// How many units a compilation has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitCounts {
    /// All of them.
    pub all: usize,
    /// Those that could not be assessed, because something cannot be read.
    pub unassessed: usize,
}

impl UnitCounts {
    /// Counts the units of a catalog.
    pub fn of(catalog: &Catalog, today: NaiveDate) -> Self {
        Self {
            all: catalog.units.len() + catalog.broken_units.len(),
            unassessed: catalog.unassessed(today),
        }
    }
}

impl Compilation {
    /// How many units there are.
    pub fn unit_counts(&self) -> UnitCounts {
        UnitCounts::of(&self.catalog, self.today)
    }

    /// The units with their verdicts; `inputs` are those that were compiled.
    pub fn units<'a>(&'a self, inputs: &'a Inputs) -> UnitStore<'a> {
        UnitStore {
            catalog: &self.catalog,
            assessments: &self.assessments,
            full: &self.full,
            inputs,
            sources: &self.sources,
        }
    }

    /// Reads the theme, whose files become sources, for [`Renderer::new`](crate::render::Renderer::new).
    pub fn read_theme(&mut self, inputs: &Inputs, settings: &render::Settings) -> ReadTheme {
        read_theme(&self.catalog, inputs, &mut self.sources, settings)
    }

    /// Takes away the sources that are no content.
    pub fn forget_theme(&mut self) {
        self.sources.truncate(self.contents);
    }

    /// Writes the units to the cache, for the next run.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write_units(&self, cache: &UnitCache<'_>, out: &mut dyn Write) -> io::Result<()> {
        let units = self.catalog.units.iter().zip(&self.assessments);
        let units = units.zip(&self.leads_elsewhere);
        let units =
            units.map(|((unit, assessment), leads_elsewhere)| (unit, assessment, *leads_elsewhere));
        cache.write(units, &self.diagnostics.own, out)
    }

    /// The findings after policy.
    pub fn findings(&self) -> Findings {
        let mut all = Findings::default();
        for file in self.files_with_findings() {
            all.append(self.findings_in(file));
        }
        all
    }

    /// The findings of a file after policy.
    pub fn findings_in(&self, file: FileId) -> Findings {
        settle(self.diagnostics.in_file(file), &self.levels, &self.sources)
    }

    /// The files that have findings, in order of paths.
    pub fn files_with_findings(&self) -> Vec<FileId> {
        let mut files: Vec<FileId> = self.diagnostics.files().into_iter().collect();
        files.sort_by_key(|file| self.sources.path(*file).as_str());
        files
    }

    /// Hands the findings after policy to `take`, those of some files at a time, in order, with the texts
    /// that they point at. So a large site's findings are never in memory all at once.
    pub fn stream_findings(&mut self, inputs: &Inputs, mut take: impl FnMut(Findings, &Sources)) {
        for files in self.files_with_findings().chunks(FILES_AT_A_TIME) {
            let settled: Vec<Findings> = files
                .par_iter()
                .map(|file| self.findings_in(*file))
                .collect();
            let mut findings = Findings::default();
            settled.into_iter().for_each(|some| findings.append(some));
            let loaded = load_texts(&findings, &mut self.sources, inputs);
            take(findings, &self.sources);
            for file in loaded {
                self.sources.replace(file, Arc::from(""));
            }
        }
    }

    /// The findings after policy, with the texts that they point at: lines and columns are counted in them.
    pub fn findings_with_texts(&mut self, inputs: &Inputs) -> Findings {
        let findings = self.findings();
        load_texts(&findings, &mut self.sources, inputs);
        findings
    }
}

/// Loads the texts that findings point at, as far as they are not in memory, and gives their files.
fn load_texts(findings: &Findings, sources: &mut Sources, inputs: &Inputs) -> Vec<FileId> {
    let files = findings.list.iter();
    let files: BTreeSet<FileId> = files.flat_map(|it| it.diagnostic.files()).collect();
    let mut loaded = Vec::new();
    for file in files {
        let path = sources.path(file);
        if matches!(inputs.content.get(path), Some(Content::Unloaded { .. }))
            && let Content::Text(text) = inputs.load(path)
        {
            sources.replace(file, text);
            loaded.push(file);
        }
    }
    loaded
}
