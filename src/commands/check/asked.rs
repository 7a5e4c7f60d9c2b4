//! The units that `check UNIT…` is asked about.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::compile::{Compilation, UnitCounts};
use crate::diagnostic::say;
use crate::diagnostic::settle::Finding;
use crate::host::failure::Failure;
use crate::model::Catalog;
use crate::model::name::{fold, nearest};
use crate::model::unit::UnitSummary;
use crate::text::FileId;

/// The units that were asked for.
pub struct Asked {
    ids: BTreeSet<String>,
    /// Their files and the texts beside them.
    files: BTreeSet<FileId>,
}

impl Asked {
    /// The units with some ids, files or names; nothing where none are given.
    ///
    /// # Errors
    /// When a word names no unit.
    pub fn of(words: &[String], catalog: &Catalog) -> Result<Option<Self>, Failure> {
        if words.is_empty() {
            return Ok(None);
        }
        let mut asked = Self {
            ids: BTreeSet::new(),
            files: BTreeSet::new(),
        };
        for word in words {
            let before = asked.ids.len();
            let found = catalog
                .units
                .iter()
                .filter(|unit| is_meant(word, &unit.id, unit.display_name()));
            for unit in found {
                asked.ids.insert(unit.id.clone());
                asked.files.insert(unit.file);
                asked.files.extend(unit.about_files.iter().copied());
            }
            let broken = catalog
                .broken_units
                .iter()
                .filter(|unit| is_meant(word, &unit.id, &unit.id));
            asked.ids.extend(broken.map(|unit| unit.id.clone()));
            let known = |id: &String| is_meant(word, id, id);
            if asked.ids.len() == before && !asked.ids.iter().any(known) {
                return Err(no_unit(word, catalog));
            }
        }
        Ok(Some(asked))
    }

    /// Whether a finding is about one of the units.
    pub fn has(&self, finding: &Finding) -> bool {
        let diagnostic = &finding.diagnostic;
        let named = diagnostic
            .unit
            .as_ref()
            .is_some_and(|id| self.ids.contains(id));
        named || self.files.contains(&diagnostic.primary.span.file)
    }

    /// How many they are.
    pub fn counts(&self, compilation: &Compilation, today: NaiveDate) -> UnitCounts {
        let catalog = &compilation.catalog;
        let is_unsure = |id: &&String| catalog.is_unsure_of(id, today);
        UnitCounts {
            all: self.ids.len(),
            unassessed: self.ids.iter().filter(is_unsure).count(),
        }
    }

    /// How many duties they meet by exemption.
    pub fn exempt(&self, compilation: &Compilation) -> usize {
        let places = self
            .ids
            .iter()
            .filter_map(|id| compilation.catalog.place_of(id));
        places.map(|at| compilation.assessments[at].exempt).sum()
    }
}

/// Whether a word is a unit's id, the last part of it, its file or its name.
fn is_meant(word: &str, id: &str, name: &str) -> bool {
    let slug = id.rsplit('/').next().unwrap_or(id);
    let stem = word.rsplit(['/', '\\']).next().unwrap_or(word);
    let is_file = stem.strip_suffix(".toml") == Some(slug);
    word == id || word == slug || is_file || fold(word) == fold(name)
}

fn no_unit(word: &str, catalog: &Catalog) -> Failure {
    let ids = catalog.units.iter().map(|unit| unit.id.as_str());
    let slugs = catalog.units.iter().map(UnitSummary::slug);
    Failure::of(match nearest(word, ids.chain(slugs)) {
        Some(meant) => say!(
            "there is no unit `{word}`; did you mean `{meant}`?",
            "det finns ingen enhet `{word}`; menade du `{meant}`?"
        ),
        None => say!(
            "there is no unit `{word}`; write its id, such as `region/unit`, its file or its name",
            "det finns ingen enhet `{word}`; skriv dess id, som `region/enhet`, dess fil eller dess namn"
        ),
    })
}
