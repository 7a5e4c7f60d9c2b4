//! Reads, assesses and checks the units of a site, each while its files are at hand, or takes them from the
//! cache of checked units.

use std::sync::Arc;

use rayon::prelude::*;

use crate::assess::assess_unit;
use crate::assess::units::{FullUnit, UnitStore};
use crate::compile::all_codes::codes;
use crate::compile::checked_unit::{CheckedUnit, DiagnosticBytes};
use crate::compile::unit_cache::UnitCache;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::store::DiagnosticStore;
use crate::load::units::{UnitFiles, read};
use crate::model::interned_str::Interner;
use crate::model::unit::{Unit, UnitSummary};
use crate::model::{BrokenUnit, Catalog};
use crate::rules::{RULES, Rule, Run, findings_of};
use crate::text::Sources;
use crate::text::inputs::Inputs;

/// Units that are checked before their results are put in place: enough to keep all threads busy, few
/// enough that they need no memory to speak of meanwhile.
const UNITS_AT_A_TIME: usize = 4096;

/// What comes of checking the units of a site.
#[derive(Default)]
pub(super) struct CheckedUnits {
    /// The units, in order of id, then of file.
    pub units: Vec<CheckedUnit>,
    /// Those whose files say nothing to rely on.
    pub broken: Vec<BrokenUnit>,
}

/// What units are checked with.
pub(super) struct Checker<'a> {
    pub inputs: &'a Inputs,
    /// The site, its regions and their rule sets.
    pub catalog: &'a Catalog,
    pub sources: &'a Sources,
    /// The units of an earlier run.
    pub cache: Option<&'a UnitCache<'a>>,
    /// How many full units stay in memory.
    pub max_full: usize,
}

impl Checker<'_> {
    /// Checks all units. Faults of form and what rules about one unit find are added to `diagnostics`.
    pub fn check(&self, files: &[UnitFiles], diagnostics: &mut DiagnosticStore) -> CheckedUnits {
        let mut checked = CheckedUnits::default();
        checked.units.reserve(files.len());
        let mut interner = Interner::default();
        for some in files.chunks(UNITS_AT_A_TIME) {
            let room = self.max_full.saturating_sub(checked.units.len());
            let one = some.par_iter().enumerate();
            let one = one.map(|(at, files)| self.one(files, at < room));
            for (unit, found) in one.collect::<Vec<_>>() {
                for (file, bytes) in found {
                    diagnostics.add_bytes(file, &bytes);
                }
                match unit {
                    Ok(mut unit) => {
                        share_words(&mut unit.summary, &mut interner);
                        checked.units.push(unit);
                    }
                    Err(broken) => checked.broken.push(broken),
                }
            }
        }
        let key = |unit: &CheckedUnit| (unit.summary.id.clone(), unit.summary.file);
        let is_after = |pair: &[CheckedUnit]| {
            let [one, other] = [&pair[0].summary, &pair[1].summary];
            (&one.id, one.file) > (&other.id, other.file)
        };
        // They mostly are in order: only regions may stand in another order than the ids below them.
        if checked.units.windows(2).any(is_after) {
            checked.units.sort_by_cached_key(key);
        }
        checked
    }

    /// Checks one unit, unless the cache has it. Without a unit, gives the broken one.
    fn one(
        &self,
        files: &UnitFiles,
        keep_full: bool,
    ) -> (Result<CheckedUnit, BrokenUnit>, DiagnosticBytes) {
        if let Some(cached) = self.cache.and_then(|cache| cache.get(files)) {
            return (Ok(cached.0), cached.1);
        }
        let region = self.sources.path(files.file).parts().nth(1);
        let region = region.and_then(|region| self.catalog.regions.get(region));
        let region = region.expect("bug: a unit file without a region");
        let read = read(files, region, self.inputs, self.sources);
        let mut diagnostics = read.diagnostics;
        let unit = match read.unit {
            Ok(unit) => *unit,
            Err(broken) => return (Err(broken), stored(diagnostics)),
        };
        let today = self.inputs.today;
        let assessment = assess_unit(self.catalog, &unit, today);
        let leads_elsewhere = leads_elsewhere(&unit);
        let wanted = |rule: &Rule| !(leads_elsewhere && is_linked(rule));
        diagnostics.extend(findings_of(self.catalog, &unit, &assessment, today, wanted));
        let checked = CheckedUnit {
            summary: unit.general.clone(),
            assessment: assessment.summary.clone(),
            leads_elsewhere,
            full: keep_full.then(|| Arc::new(FullUnit { unit, assessment })),
        };
        (Ok(checked), stored(diagnostics))
    }
}

/// Diagnostics as bytes.
fn stored(diagnostics: Vec<Diagnostic>) -> DiagnosticBytes {
    let mut store = DiagnosticStore::new(codes());
    store.extend(diagnostics);
    store.into_bytes()
}

/// What rules about links find of the units that link to others, now that all are known.
pub(super) fn found_in_links(store: &UnitStore<'_>, leads_elsewhere: &[bool]) -> Vec<Diagnostic> {
    let (catalog, today) = (store.catalog, store.inputs.today);
    let units = leads_elsewhere.par_iter().enumerate();
    let found = units
        .filter(|(_, leads_elsewhere)| **leads_elsewhere)
        .flat_map_iter(|(at, _)| match store.load(at) {
            Ok(full) => findings_of(catalog, &full.unit, &full.assessment, today, is_linked),
            Err(fault) => vec![*fault],
        });
    found.collect()
}

/// Whether what some rule finds of a unit depends on others.
pub(super) fn leads_elsewhere(unit: &Unit) -> bool {
    RULES.iter().any(|rule| match rule.run {
        Run::Linked {
            leads_elsewhere, ..
        }
        | Run::Everywhere {
            leads_elsewhere, ..
        } => leads_elsewhere(unit),
        Run::Unit(_) | Run::Site(_) => false,
    })
}

/// Whether what a rule finds of a unit depends on others.
pub(super) fn is_linked(rule: &Rule) -> bool {
    matches!(rule.run, Run::Linked { .. } | Run::Everywhere { .. })
}

/// Lets what many units have alike be in memory once.
fn share_words(unit: &mut UnitSummary, interner: &mut Interner) {
    let own = [
        &mut unit.unit_type,
        &mut unit.administration,
        &mut unit.municipality,
        &mut unit.locality,
    ];
    for word in own.into_iter().flatten() {
        interner.share(word);
    }
    interner.share(&mut unit.list_facts.days);
    interner.share_list(&mut unit.languages);
    unit.former_names.shrink_to_fit();
    unit.related.shrink_to_fit();
}
