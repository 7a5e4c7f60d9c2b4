//! The cache of checked units: units whose files are the same need not be read and checked again.
//!
//! Of a unit are stored its summary, the summary of its verdicts, and what was found in it. Two hashes are
//! the key: one of the unit's own files, and one of the program, the day and all content that is not of
//! units. When either is different, the unit is checked anew.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use blake3::{Hash, Hasher};

use super::checked_unit::{CheckedUnit, DiagnosticBytes};
use super::{Compilation, codes};
use crate::assess::verdict::AssessmentSummary;
use crate::diagnostic::store::is_readable;
use crate::load::is_of_units;
use crate::load::units::UnitFiles;
use crate::model::unit::UnitSummary;
use crate::text::FileId;
use crate::text::digest::{Digests, put_file};
use crate::text::hashing::put;
use crate::text::path::SitePath;
use crate::text::sealed::{Sealing, take_hash, unseal};

/// A change of the form, or of what is kept of a unit, raises it.
const HEAD: &str = "basutbud units 3";

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
    pub(super) fn get(&self, files: &UnitFiles) -> Option<(CheckedUnit, DiagnosticBytes)> {
        let place = self.places.get(self.key(files)?.as_bytes())?;
        let bytes = self.bytes.get(place.clone())?;
        let (summary, assessment, leads_elsewhere, diagnostics): (
            UnitSummary,
            AssessmentSummary,
            bool,
            DiagnosticBytes,
        ) = postcard::from_bytes(bytes).ok()?;
        let codes = codes();
        let mut all = diagnostics.iter();
        if !all.all(|(_, bytes)| is_readable(codes, bytes)) {
            return None;
        }
        let checked = CheckedUnit {
            summary,
            assessment,
            full: None,
            leads_elsewhere,
        };
        Some((checked, diagnostics))
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

    /// Writes the units of this run for the next one.
    ///
    /// # Errors
    /// Of the writer.
    pub fn write(&self, compilation: &Compilation, out: &mut dyn Write) -> io::Result<()> {
        let mut sealing = Sealing::begin(io::BufWriter::new(out), HEAD)?;
        sealing.put(self.basis.as_bytes())?;
        let units = compilation.catalog.units.iter();
        let units = units.zip(&compilation.assessments).enumerate();
        let mut bytes = Vec::new();
        for (at, (unit, assessment)) in units {
            let files = UnitFiles::of(unit);
            let Some(key) = self.key(&files) else {
                continue;
            };
            bytes.clear();
            let leads_elsewhere = compilation.leads_elsewhere[at];
            let diagnostics = compilation.diagnostics.own.bytes(files.all());
            let kept = (unit, assessment, leads_elsewhere, diagnostics);
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
