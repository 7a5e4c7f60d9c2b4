//! The product as one pure function: inputs and settings in, everything that is known out.
//!
//! Every command is [`compile`] with another ending. It cannot fail: faults in the data are findings.

pub mod change;
mod check;
mod dependents;
pub mod kept;
pub mod update;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::units::{FullUnit, MAX_FULL_UNITS, UnitStore};
use crate::assess::verdict::AssessmentSummary;
pub use crate::compile::check::CacheNote;
use crate::compile::check::{Checker, found_in_links};
use crate::compile::kept::UnitCache;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::settle::{Findings, Levels, settle};
use crate::load::{self, Loaded, load};
use crate::model::Catalog;
use crate::render::{self, ReadTheme, read_theme};
use crate::rules::{self, site_findings};
use crate::text::inputs::{Content, Inputs};
use crate::text::{FileId, Sources};

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
    /// What was found, before policy.
    pub diagnostics: Vec<Diagnostic>,
    /// The policy.
    pub levels: Levels,
    /// The build's date.
    pub today: NaiveDate,
    /// How many sources are content: a theme's may follow.
    contents: usize,
}

/// Reads, assesses and checks a site.
pub fn compile(inputs: &Inputs, settings: &Settings) -> Compilation {
    compile_with_cache(inputs, settings, None).0
}

/// Compiles, reusing cached units. Gives what the next cache needs to know of each unit, too.
pub fn compile_with_cache(
    inputs: &Inputs,
    settings: &Settings,
    cache: Option<&UnitCache<'_>>,
) -> (Compilation, Vec<CacheNote>) {
    let mut levels = Levels::default();
    for (code, level) in &settings.levels {
        levels.set_by_command_line(code, *level);
    }
    let names: Vec<&'static str> = codes().iter().map(|code| code.name).collect();
    let today = inputs.today;
    let Loaded {
        mut catalog,
        mut sources,
        mut diagnostics,
        units,
    } = load(inputs, &mut levels, &code, &names);
    let checker = Checker {
        inputs,
        catalog: &catalog,
        sources: &sources,
        cache,
        max_full: settings.max_full_units,
    };
    let checked = checker.check(&units);
    diagnostics.extend(checked.diagnostics);
    catalog.broken_units = checked.broken;
    let mut assessments = Vec::with_capacity(checked.units.len());
    let mut full = Vec::with_capacity(checked.units.len());
    let mut notes = Vec::with_capacity(checked.units.len());
    for unit in checked.units {
        catalog.units.push(unit.summary);
        assessments.push(unit.assessment);
        full.push(unit.full);
        notes.push(unit.note);
    }
    let store = UnitStore {
        catalog: &catalog,
        assessments: &assessments,
        full: &full,
        inputs,
        sources: &sources,
    };
    let leading = (0..).zip(&notes).filter(|(_, note)| note.leads_elsewhere);
    let leading = leading.map(|(at, _)| at).collect();
    diagnostics.extend(found_in_links(&store, leading));
    diagnostics.extend(site_findings(&catalog, today));
    load_texts_of(&diagnostics, &mut sources, inputs);
    let compilation = Compilation {
        contents: sources.len(),
        catalog,
        sources,
        assessments,
        full,
        diagnostics,
        levels,
        today,
    };
    (compilation, notes)
}

/// Loads the texts that findings point at: lines and columns are counted in them.
pub fn load_texts_of(diagnostics: &[Diagnostic], sources: &mut Sources, inputs: &Inputs) {
    let files: BTreeSet<FileId> = diagnostics.iter().flat_map(Diagnostic::files).collect();
    for file in files {
        let path = sources.path(file);
        if matches!(inputs.content.get(path), Some(Content::Unloaded { .. }))
            && let Content::Text(text) = inputs.load(path)
        {
            sources.replace(file, text);
        }
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

    /// The findings after policy.
    pub fn findings(&self) -> Findings {
        settle(self.diagnostics.clone(), &self.levels, &self.sources)
    }
}

/// Every code of the program, by name.
pub fn codes() -> Vec<&'static Code> {
    let mut codes = [load::faults::CODES, render::faults::CODES].concat();
    codes.extend(rules::RULES.iter().map(|rule| rule.code));
    codes.sort_by_key(|code| code.name);
    codes
}

/// The code with a name.
pub fn code(name: &str) -> Option<&'static Code> {
    codes().into_iter().find(|code| code.name == name)
}
