//! Units as an earlier run knew them, so that a unit whose files are the same need not be read and looked
//! at again.
//!
//! Of a unit is kept what a large site holds of it ([`Unit::forget_rest`]), and only of those that are
//! published, have no exemptions, and nothing was found of: what is kept needs no texts to point at, and
//! tells nobody more than the pages do. What looking at a unit depends on is in two hashes: one of its own
//! files, and one of the program, the day and all content that is not of units. When either is another, the
//! unit is looked at anew.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use blake3::{Hash, Hasher};

use super::Compilation;
use super::check::{CacheNote, CheckedUnit};
use crate::assess::verdict::AssessmentSummary;
use crate::load::is_of_units;
use crate::load::units::UnitFiles;
use crate::model::unit::UnitSummary;
use crate::text::FileId;
use crate::text::digest::{Digests, put, put_file};
use crate::text::path::SitePath;
use crate::text::sealed::{Sealing, take_hash, unseal};

/// A change of the form, or of what is kept of a unit, raises it.
const HEAD: &str = "basutbud units 2";

/// The units that an earlier run has kept, as far as they hold for this one.
pub struct UnitCache<'a> {
    digests: &'a Digests<'a>,
    /// The path of each file, by id.
    paths: Vec<&'a SitePath>,
    /// The program, the day and all content that is not of units.
    basis: Hash,
    /// Where each unit stands in the bytes, by the hash of its files.
    places: BTreeMap<[u8; 32], Range<usize>>,
    bytes: &'a [u8],
}

impl<'a> UnitCache<'a> {
    /// Takes up what [`UnitCache::write`] wrote in an earlier run, if there is something. What is damaged, or
    /// was written on another basis, is passed over.
    pub fn new(digests: &'a Digests<'a>, program: &Hash, bytes: Option<&'a [u8]>) -> Self {
        let mut basis = Hasher::new();
        basis.update(program.as_bytes());
        put(&mut basis, digests.today().to_string().as_bytes());
        for (path, digest) in digests.files().filter(|(path, _)| !is_of_units(path)) {
            put_file(&mut basis, path, &digest);
        }
        let basis = basis.finalize();
        let bytes = bytes.and_then(|bytes| on(&basis, bytes));
        let bytes = bytes.unwrap_or_default();
        Self {
            digests,
            paths: digests.paths().collect(),
            basis,
            places: places(bytes).unwrap_or_default(),
            bytes,
        }
    }

    /// The unit with these files, as it was checked.
    pub(super) fn get(&self, files: &UnitFiles) -> Option<CheckedUnit> {
        let place = self.places.get(self.key(files)?.as_bytes())?;
        let bytes = self.bytes.get(place.clone())?;
        let (summary, assessment, leads_elsewhere): (UnitSummary, AssessmentSummary, bool) =
            postcard::from_bytes(bytes).ok()?;
        Some(CheckedUnit {
            summary,
            assessment,
            full: None,
            note: CacheNote {
                is_cacheable: true,
                leads_elsewhere,
            },
        })
    }

    /// The hash of some files: their ids, as places in them name these, their paths and their texts.
    fn key(&self, files: &UnitFiles) -> Option<Hash> {
        let mut files: Vec<FileId> = files.all().collect();
        files.sort_unstable();
        let mut hasher = Hasher::new();
        for file in files {
            let at = file.0 as usize;
            hasher.update(&file.0.to_le_bytes());
            put_file(&mut hasher, self.paths.get(at)?, &self.digests.of_file(at)?);
        }
        Some(hasher.finalize())
    }

    /// Writes the units of this run for the next one. `notes` are those of its units.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(
        &self,
        compilation: &Compilation,
        notes: &[CacheNote],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut sealing = Sealing::begin(io::BufWriter::new(out), HEAD)?;
        sealing.put(self.basis.as_bytes())?;
        let units = compilation.catalog.units.iter();
        let units = units.zip(&compilation.assessments).zip(notes);
        let mut bytes = Vec::new();
        for ((unit, assessment), note) in units.filter(|(_, note)| note.is_cacheable) {
            let Some(key) = self.key(&UnitFiles::of(unit)) else {
                continue;
            };
            bytes.clear();
            let kept = (unit, assessment, note.leads_elsewhere);
            bytes = postcard::to_extend(&kept, bytes).map_err(io::Error::other)?;
            let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
            sealing.put(key.as_bytes())?;
            sealing.put(&length.to_le_bytes())?;
            sealing.put(&bytes)?;
        }
        sealing.end()
    }
}

/// The units among kept bytes, if they are whole and were written on the same basis.
fn on<'b>(basis: &Hash, bytes: &'b [u8]) -> Option<&'b [u8]> {
    let mut inside = unseal(bytes, HEAD)?;
    (take_hash(&mut inside)? == *basis).then_some(inside)
}

/// Where each unit stands.
fn places(bytes: &[u8]) -> Option<BTreeMap<[u8; 32], Range<usize>>> {
    let mut places = BTreeMap::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let key = take_hash(&mut rest)?;
        let (length, after) = rest.split_first_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        let start = bytes.len() - after.len();
        places.insert(*key.as_bytes(), start..start + length);
        rest = after.get(length..)?;
    }
    Some(places)
}
