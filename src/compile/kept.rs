//! A compilation that is brought up to date when some of its files have changed.
//!
//! The whole is a pure function, and stays the measure: after any change a [`Kept`] holds what a new
//! one would. It takes a shorter way only where that is certain: in units that were sound and still are,
//! and that no finding of another unit depends on. Everything else is compiled as a whole.

use rayon::prelude::*;

use crate::assess::verdict::{Assessment, Subject};
use crate::assess::{assess, assess_unit};
use crate::compile::{Compilation, Settings, load_with_levels};
use crate::diagnostic::Diagnostic;
use crate::load::unit_again;
use crate::model::unit::Unit;
use crate::rules::{findings_of, site_findings};
use crate::text::FileId;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// More files than these are compiled as a whole.
const MOST: usize = 100;

/// A compilation with its findings by where they come from. The compilation's own list of findings is
/// left empty; [`Kept::diagnostics`] gives them all.
pub struct Kept {
    /// What is known of the site.
    pub compilation: Compilation,
    /// How many sources are content; those of the theme follow.
    contents: usize,
    /// The faults of form.
    form: Vec<Diagnostic>,
    /// What the rules found in each unit, in the order of assessments.
    by_unit: Vec<Vec<Diagnostic>>,
    /// What the rules found in the site.
    site: Vec<Diagnostic>,
}

/// How much of a compilation a change has touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// No content at all.
    Nothing,
    /// What stands in units, but not which units are in which list.
    Units,
    /// Also the lists that units are in.
    Lists,
    /// Anything.
    Whole,
}

impl Kept {
    /// Reads, assesses and checks a site.
    pub fn new(inputs: &Inputs, settings: &Settings) -> Self {
        let (loaded, levels) = load_with_levels(inputs, settings);
        let (catalog, today) = (loaded.catalog, inputs.today);
        let assessments = assess(&catalog, today);
        let by_unit = assessments
            .par_iter()
            .map(|assessment| findings_of(&catalog, assessment, today, |_| true))
            .collect();
        let site = site_findings(&catalog, &assessments, today);
        Self {
            contents: loaded.sources.len(),
            form: loaded.diagnostics,
            by_unit,
            site,
            compilation: Compilation {
                catalog,
                sources: loaded.sources,
                assessments,
                diagnostics: Vec::new(),
                levels,
                today,
            },
        }
    }

    /// Everything that was found, before policy.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let units = self.by_unit.iter().flatten();
        let all = self.form.iter().chain(units).chain(&self.site);
        all.cloned().collect()
    }

    /// Takes away the sources that rendering has added.
    pub fn forget_theme(&mut self) {
        self.compilation.sources.truncate(self.contents);
    }

    /// Brings the compilation up to date with inputs of which the given files differ.
    pub fn again(&mut self, inputs: &Inputs, settings: &Settings, changed: &[SitePath]) -> Extent {
        match self.shorter(inputs, changed) {
            Some(extent) => extent,
            None => {
                *self = Self::new(inputs, settings);
                Extent::Whole
            }
        }
    }

    /// The shorter way, where it is certain. When it is not, nothing can be said of what is kept.
    fn shorter(&mut self, inputs: &Inputs, changed: &[SitePath]) -> Option<Extent> {
        let same = inputs.today == self.compilation.today && inputs.content.len() == self.contents;
        if !same || changed.len() > MOST {
            return None;
        }
        let mut extent = Extent::Nothing;
        for path in changed
            .iter()
            .filter(|path| path.below("content").is_some())
        {
            extent = extent.max(self.file_again(inputs, path)?);
        }
        if extent > Extent::Nothing {
            let Compilation {
                catalog,
                assessments,
                ..
            } = &self.compilation;
            self.site = site_findings(catalog, assessments, self.compilation.today);
        }
        Some(extent)
    }

    /// Takes in one changed file: a unit's, or the text beside it.
    fn file_again(&mut self, inputs: &Inputs, path: &SitePath) -> Option<Extent> {
        let Some(Content::Text(text)) = inputs.content.get(path) else {
            return None;
        };
        let file = self.file(path)?;
        let units = &self.compilation.catalog.units;
        let at = units.iter().position(|unit| {
            unit.file == file || unit.about.values().any(|about| about.file == file)
        })?;
        let mut extent = Extent::Units;
        if units[at].file == file {
            let region = self.compilation.catalog.region_of(&units[at])?;
            let (mut unit, found) = unit_again(file, path, text, region)?;
            unit.about = units[at].about.clone();
            // Findings of others point at units that have no page.
            let have_pages = [&units[at], &unit]
                .iter()
                .all(|unit| unit.is_shown_on(self.compilation.today));
            if !have_pages || !same_for_others(&units[at], &unit) {
                return None;
            }
            if !same_in_lists(&units[at], &unit) {
                extent = Extent::Lists;
            }
            self.compilation.catalog.units[at] = unit;
            self.form
                .retain(|diagnostic| diagnostic.primary.span.file != file);
            self.form.extend(found);
        } else {
            let texts = self.compilation.catalog.units[at].about.values_mut();
            for about in texts.filter(|about| about.file == file) {
                about.source = text.clone();
            }
        }
        self.compilation.sources.replace(file, text.clone());
        Some(extent.max(self.unit_again(at)?))
    }

    /// Assesses and checks one unit anew.
    fn unit_again(&mut self, at: usize) -> Option<Extent> {
        let today = self.compilation.today;
        let Compilation {
            catalog,
            assessments,
            ..
        } = &mut self.compilation;
        // Assessments are in the catalog's order.
        let before = assessments.get_mut(at).filter(|before| before.unit == at)?;
        let after = assess_unit(catalog, at, today);
        let extent = if offered(before) == offered(&after) {
            Extent::Units
        } else {
            Extent::Lists
        };
        *before = after;
        *self.by_unit.get_mut(at)? = findings_of(catalog, before, today, |_| true);
        Some(extent)
    }

    /// The id of a file of content; they are in order of paths.
    fn file(&self, path: &SitePath) -> Option<FileId> {
        let (mut low, mut high) = (0, self.contents);
        while low < high {
            let middle = low + (high - low) / 2;
            let file = FileId(u32::try_from(middle).ok()?);
            match self.compilation.sources.path(file).cmp(path) {
                std::cmp::Ordering::Equal => return Some(file),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Whether two states of a unit are the same for findings of other units, given that both have a page:
/// under the same names.
fn same_for_others(before: &Unit, after: &Unit) -> bool {
    let former = |unit: &Unit| -> Vec<String> {
        let names = unit.former_names.iter();
        names.map(|name| name.value.clone()).collect()
    };
    former(before) == former(after)
}

/// Whether two states of a unit stand in the same lists at the same places, beside what they offer.
fn same_in_lists(before: &Unit, after: &Unit) -> bool {
    let municipality = |unit: &Unit| unit.municipality.as_ref().map(|name| name.value.clone());
    before.display_name() == after.display_name() && municipality(before) == municipality(after)
}

/// The services that a unit offers.
fn offered(assessment: &Assessment) -> Vec<(Option<usize>, Subject)> {
    let offered = assessment.verdicts.iter().filter(|verdict| verdict.offered);
    offered
        .map(|verdict| (assessment.rule_set, verdict.subject))
        .collect()
}
