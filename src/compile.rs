//! The product as one pure function: inputs and settings in, everything that is known out.
//!
//! Every command is [`compile`] with another ending. It cannot fail: faults in the data are findings.

pub mod again;
pub mod kept;
mod looking;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::assess::recall::Recall;
use crate::assess::verdict::Assessment;
use crate::compile::kept::Kept;
pub use crate::compile::looking::Noted;
use crate::compile::looking::{LookingAt, found_in_links};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::settle::{Findings, Levels, settle};
use crate::load::{self, Loaded, load_looking};
use crate::model::Catalog;
use crate::render;
use crate::rules::{self, site_findings};
use crate::text::inputs::{Content, Inputs};
use crate::text::{FileId, Sources};

/// What a run was asked for on the command line.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Levels given with `--deny`, `--warn`, `--note` and `--allow`, in order.
    pub levels: Vec<(&'static Code, Level)>,
}

/// What is known of a site on a day.
pub struct Compilation {
    /// The domain.
    pub catalog: Catalog,
    /// All source texts.
    pub sources: Sources,
    /// The verdicts, in the catalog's order of units.
    pub assessments: Vec<Assessment>,
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
    compile_knowing(inputs, settings, None).0
}

/// The same beside what an earlier run has kept of units: only that is then held of those it knows
/// ([`Recall`] has the rest). Gives what is noted of each unit, too, so that the next run can know it.
pub fn compile_knowing(
    inputs: &Inputs,
    settings: &Settings,
    kept: Option<&Kept<'_>>,
) -> (Compilation, Vec<Noted>) {
    let mut levels = Levels::default();
    for (code, level) in &settings.levels {
        levels.set_by_command_line(code, *level);
    }
    let names: Vec<&'static str> = codes().iter().map(|code| code.name).collect();
    let today = inputs.today;
    let looking = LookingAt { inputs, kept };
    let (loaded, looked) = load_looking(inputs, &mut levels, &code, &names, &looking);
    let Loaded {
        catalog,
        mut sources,
        mut diagnostics,
    } = loaded;
    let mut assessments = Vec::with_capacity(looked.len());
    let mut noted = Vec::with_capacity(looked.len());
    let mut leading = Vec::new();
    for (at, looked) in looked.into_iter().enumerate() {
        diagnostics.extend(looked.found);
        assessments.push(Assessment {
            unit: at,
            ..looked.assessment
        });
        leading.extend(looked.noted.leads_elsewhere.then_some(at));
        noted.push(looked.noted);
    }
    let recall = Recall {
        inputs,
        catalog: &catalog,
        sources: &sources,
        assessments: &assessments,
    };
    diagnostics.extend(found_in_links(&recall, leading));
    diagnostics.extend(site_findings(&catalog, today));
    hold_texts_of(&diagnostics, &mut sources, inputs);
    let compilation = Compilation {
        contents: sources.len(),
        catalog,
        sources,
        assessments,
        diagnostics,
        levels,
        today,
    };
    (compilation, noted)
}

/// Takes in the texts that findings point at, where they are not held: lines and columns are counted in
/// them.
pub fn hold_texts_of(diagnostics: &[Diagnostic], sources: &mut Sources, inputs: &Inputs) {
    if !inputs.is_large() {
        return;
    }
    let files: BTreeSet<FileId> = diagnostics.iter().flat_map(Diagnostic::files).collect();
    for file in files {
        if let Content::Text(text) = inputs.wanted(sources.path(file)) {
            sources.replace(file, text);
        }
    }
}

impl Compilation {
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
