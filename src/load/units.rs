//! Reads the units of a region, each with the texts beside it, in parallel.

use std::collections::BTreeMap;
use std::iter::once;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::load::faults::misplaced_file;
use crate::load::{File, RegionFiles, beside, language_of, markdown, unit, with_text};
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::model::word::Words;
use crate::text::inputs::Inputs;
use crate::text::{FileId, Span};

/// Units that are read before they are put in their place: enough to keep all threads busy, few enough
/// that they need no memory to speak of meanwhile.
const UNITS_AT_A_TIME: usize = 4096;

/// What is done with each unit.
pub trait Looking: Sync {
    /// What comes of it.
    type Looked: Send;

    /// A unit that is known from before, by its files: it need not be read.
    fn known(&self, files: &[FileId]) -> Option<(Unit, Self::Looked)>;

    /// Looks at a unit that was just read, beside the site, its regions and their rule sets.
    /// `has_faults` tells whether its files have faults of form.
    fn look(&self, catalog: &Catalog, unit: &mut Unit, has_faults: bool) -> Self::Looked;
}

/// What units are read with.
pub(super) struct ReadingUnits<'a, Look> {
    pub inputs: &'a Inputs,
    /// The site, its regions and their rule sets.
    pub catalog: &'a Catalog,
    pub region: &'a Region,
    /// What is done with each unit.
    pub looking: &'a Look,
}

/// What reading units gives.
pub(super) struct Units<T> {
    /// The units.
    pub whole: Vec<Unit>,
    /// What came of looking at each.
    pub looked: Vec<T>,
    /// Ids of those whose files are broken.
    pub broken: Vec<String>,
}

impl<T> Units<T> {
    /// Before anything is read.
    pub fn none() -> Self {
        Self {
            whole: Vec::new(),
            looked: Vec::new(),
            broken: Vec::new(),
        }
    }

    /// In order of id, then of file. They mostly are: only regions may stand in another order than the ids
    /// below them.
    pub fn sorted(self) -> Self {
        let by_id = |one: &Unit, other: &Unit| (&one.id, one.file).cmp(&(&other.id, other.file));
        if self
            .whole
            .is_sorted_by(|one, other| by_id(one, other).is_le())
        {
            return self;
        }
        let mut pairs: Vec<(Unit, T)> = self.whole.into_iter().zip(self.looked).collect();
        pairs.sort_by(|(one, _), (other, _)| by_id(one, other));
        let (whole, looked) = pairs.into_iter().unzip();
        Self {
            whole,
            looked,
            ..self
        }
    }
}

/// A unit file and the texts beside it, with their languages.
struct UnitFiles<'f> {
    file: &'f File,
    texts: Vec<(&'f str, &'f File)>,
}

/// What came of a unit file.
enum Read<T> {
    /// A unit, and what came of looking at it.
    Unit(Box<Unit>, T),
    /// A file that says nothing to rely on; the id of its unit.
    Broken(String),
    /// A file that is not there any longer as it was.
    Nothing,
}

impl<Look: Looking> ReadingUnits<'_, Look> {
    /// Reads all units of a region.
    pub fn all(
        &self,
        files: &RegionFiles,
        units: &mut Units<Look::Looked>,
        found: &mut Vec<Diagnostic>,
    ) {
        let sorted = by_unit(files, found);
        units.whole.reserve(sorted.len());
        units.looked.reserve(sorted.len());
        let mut words = Words::default();
        for some in sorted.chunks(UNITS_AT_A_TIME) {
            let read = some.par_iter().map(|files| self.one(files));
            let read: Vec<(Read<Look::Looked>, Vec<Diagnostic>)> = read.collect();
            for (read, diagnostics) in read {
                found.extend(diagnostics);
                match read {
                    Read::Unit(mut unit, looked) => {
                        if self.inputs.is_large() {
                            share_words(&mut unit, &mut words);
                        }
                        units.whole.push(*unit);
                        units.looked.push(looked);
                    }
                    Read::Broken(id) => units.broken.push(id),
                    Read::Nothing => {}
                }
            }
        }
    }

    fn one(&self, files: &UnitFiles<'_>) -> (Read<Look::Looked>, Vec<Diagnostic>) {
        let texts = files.texts.iter().map(|(_, text)| text.id);
        let ids: Vec<FileId> = once(files.file.id).chain(texts).collect();
        if let Some((unit, looked)) = self.looking.known(&ids) {
            return (Read::Unit(Box::new(unit), looked), Vec::new());
        }
        let file = match with_text(self.inputs, files.file) {
            Ok(file) => file,
            Err(fault) => return (Read::Nothing, vec![*fault]),
        };
        let loaded = unit::load(&file, self.region);
        let mut found = loaded.diagnostics;
        if !loaded.complete {
            return (Read::Broken(loaded.unit.id), found);
        }
        let mut about = BTreeMap::new();
        for (language, text) in &files.texts {
            match with_text(self.inputs, text) {
                Ok(text) => drop(about.insert((*language).to_owned(), markdown(&text))),
                Err(fault) => found.push(*fault),
            }
        }
        let mut unit = loaded.unit;
        unit.set_about(about);
        let has_faults = !found.is_empty();
        let looked = self.looking.look(self.catalog, &mut unit, has_faults);
        (Read::Unit(unit, looked), found)
    }
}

/// Lets what many units have alike be in memory once.
fn share_words(unit: &mut Unit, words: &mut Words) {
    let own = [
        &mut unit.unit_type,
        &mut unit.administration,
        &mut unit.municipality,
        &mut unit.locality,
    ];
    for word in own.into_iter().flatten() {
        words.share(word);
    }
    words.share_list(&mut unit.languages);
}

/// Finds the texts of each unit, in order of id; a text without a unit is a finding.
fn by_unit<'f>(files: &'f RegionFiles, found: &mut Vec<Diagnostic>) -> Vec<UnitFiles<'f>> {
    let without_texts = |file| UnitFiles {
        file,
        texts: Vec::new(),
    };
    let mut sorted: Vec<UnitFiles<'f>> = files.units.iter().map(without_texts).collect();
    let place = |file: &'f File| file.path.without_extension();
    let places: BTreeMap<&str, usize> = files.units.iter().map(place).zip(0..).collect();
    for text in &files.texts {
        let (place, language) = beside(&text.path);
        match places.get(place) {
            Some(at) => sorted[*at].texts.push((language, text)),
            None => {
                let (stem, _) = language_of(text.path.stem());
                found.push(misplaced_file::no_unit(Span::whole(text.id), stem));
            }
        }
    }
    // The order of the ids that the units will have, which is not that of paths.
    sorted.sort_by_key(|files| (files.file.path.stem(), files.file.id));
    sorted
}
