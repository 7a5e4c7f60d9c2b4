//! The units of a site with their verdicts: a summary of each is in memory, and some units are in full.
//!
//! A full unit that is not in memory is read and assessed again from its files, which takes about a fifth
//! of what a unit takes in a build. How many stay in memory ([`MAX_FULL_UNITS`]) is a matter of memory
//! alone: the result is the same.

use std::sync::Arc;

use rayon::prelude::*;

use crate::assess::assess_unit;
use crate::assess::verdict::{Assessment, AssessmentSummary};
use crate::diagnostic::Diagnostic;
use crate::load::faults::unreadable_file;
use crate::load::units::{UnitFiles, read};
use crate::model::Catalog;
use crate::model::unit::{Unit, UnitSummary};
use crate::text::inputs::Inputs;
use crate::text::{Sources, Span};

/// How many full units a compilation keeps in memory, and the texts of how many files of units. A build
/// of 10,000 units peaks at 232 MiB with 4,096 and at 115 MiB with 1,024, in the same processor time.
pub const MAX_FULL_UNITS: usize = 1024;

/// A unit with everything its files say, and its verdicts.
#[derive(Clone, Debug)]
pub struct FullUnit {
    /// The unit.
    pub unit: Unit,
    /// Its verdicts.
    pub assessment: Assessment,
}

/// The units of a site, by their index in the catalog.
#[derive(Clone, Copy)]
pub struct UnitStore<'a> {
    /// The summaries of units, and their regions.
    pub catalog: &'a Catalog,
    /// The summaries of their verdicts, in the catalog's order.
    pub assessments: &'a [AssessmentSummary],
    /// The full units that are in memory, in the catalog's order.
    pub full: &'a [Option<Arc<FullUnit>>],
    /// The texts.
    pub inputs: &'a Inputs,
    /// Which file is where.
    pub sources: &'a Sources,
}

impl<'a> UnitStore<'a> {
    /// What lists need of a unit.
    pub fn summary(&self, at: usize) -> (&'a UnitSummary, &'a AssessmentSummary) {
        (&self.catalog.units[at], &self.assessments[at])
    }

    /// Whether a unit is in memory in full.
    pub fn is_full(&self, at: usize) -> bool {
        self.full[at].is_some()
    }

    /// A unit in full.
    ///
    /// # Errors
    /// A finding, when one of its files has changed since it was checked.
    pub fn load(&self, at: usize) -> Result<Arc<FullUnit>, Box<Diagnostic>> {
        if let Some(full) = &self.full[at] {
            return Ok(full.clone());
        }
        let summary = &self.catalog.units[at];
        let changed = || Box::new(unreadable_file::changed(Span::whole(summary.file)));
        let region = self.catalog.region_of(summary).ok_or_else(changed)?;
        let files = UnitFiles::of(summary);
        let read = read(&files, region, self.inputs, self.sources);
        // A unit that has faults of form was read with them before; what is new is a file that has changed.
        let fault = read.diagnostics.into_iter().find(unreadable_file::is_it);
        if let Some(fault) = fault {
            return Err(Box::new(fault));
        }
        let unit = *read.unit.map_err(|_| changed())?;
        let assessment = assess_unit(self.catalog, &unit, self.inputs.today);
        Ok(Arc::new(FullUnit { unit, assessment }))
    }

    /// All units in full, in the catalog's order: for what looks at all of them at a time.
    ///
    /// # Errors
    /// A finding for each unit of which a file has changed since it was checked.
    pub fn load_all(&self) -> Result<Vec<Arc<FullUnit>>, Vec<Diagnostic>> {
        let all = 0..self.catalog.units.len();
        let loaded: Vec<_> = all.into_par_iter().map(|at| self.load(at)).collect();
        let mut units = Vec::with_capacity(loaded.len());
        let mut faults = Vec::new();
        for unit in loaded {
            match unit {
                Ok(unit) => units.push(unit),
                Err(fault) => faults.push(*fault),
            }
        }
        if faults.is_empty() {
            Ok(units)
        } else {
            Err(faults)
        }
    }
}
