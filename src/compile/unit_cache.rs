//! The cache of checked units: units whose files are the same need not be read and checked again.
//!
//! Of a unit are stored its summary, the summary of its verdicts, and what was found in it. Two hashes are
//! the key: one of the unit's own files, and one of the program, the day and all content that is not of
//! units. When either is different, the unit is checked anew.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use blake3::{Hash, Hasher, OUT_LEN};

use super::checked_unit::{CheckedUnit, DiagnosticBytes};
use crate::assess::verdict::AssessmentSummary;
use crate::diagnostic::store::DiagnosticStore;
use crate::load::is_of_units;
use crate::load::units::UnitFiles;
use crate::model::unit::UnitSummary;
use crate::text::FileId;
use crate::text::digest::{Digests, put_file};
use crate::text::hashing::put;
use crate::text::path::SitePath;

/// The units that an earlier run has checked, as far as they hold for this one.
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
    /// Reads what `write` wrote in an earlier run, if there is something. What is cut, or
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

    /// Writes the units of this run, with what was found in them, for the next one.
    ///
    /// # Errors
    /// Of the writer.
    pub(super) fn write<'u>(
        &self,
        units: impl Iterator<Item = (&'u UnitSummary, &'u AssessmentSummary, bool)>,
        found: &DiagnosticStore,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut out = io::BufWriter::new(out);
        out.write_all(self.basis.as_bytes())?;
        let mut bytes = Vec::new();
        for (unit, assessment, leads_elsewhere) in units {
            let files = UnitFiles::of(unit);
            let Some(key) = self.key(&files) else {
                continue;
            };
            bytes.clear();
            let diagnostics = found.bytes(files.all());
            let stored = (unit, assessment, leads_elsewhere, diagnostics);
            bytes = postcard::to_extend(&stored, bytes).map_err(io::Error::other)?;
            let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
            out.write_all(key.as_bytes())?;
            out.write_all(&length.to_le_bytes())?;
            out.write_all(&bytes)?;
        }
        out.flush()
    }
}

/// The stored units, if they were written on the same basis.
fn on<'b>(basis: &Hash, bytes: &'b [u8]) -> Option<&'b [u8]> {
    let (written, units) = bytes.split_first_chunk::<OUT_LEN>()?;
    (basis.as_bytes() == written).then_some(units)
}

/// Where each unit stands.
fn places(bytes: &[u8]) -> Option<BTreeMap<[u8; 32], Range<usize>>> {
    let mut places = BTreeMap::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk::<OUT_LEN>()?;
        let (length, after) = after.split_first_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        let start = bytes.len() - after.len();
        places.insert(*key, start..start + length);
        rest = after.get(length..)?;
    }
    Some(places)
}
