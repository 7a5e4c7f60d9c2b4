//! What each file of a site is made from, as one hash: a file with the same hash has the same bytes.
//!
//! A page of a unit is made from the unit's own files, the pictures that its texts show, those of the units it names as related or as answering
//! while it is closed, and what all pages have in common. A list is made from what it shows of units (`fingerprints/rows.rs`). Any other page below
//! a region is made from all units of the region, and any other file from all units of the site. So
//! whoever lists pages ([`crate::render::pages`]) may give a page a unit only when it shows no other
//! unit, beside those that it names; and what a long file says of some units may be made from these units
//! alone.

mod rows;

use std::collections::BTreeMap;

use blake3::{Hash, Hasher};

use crate::model::unit::UnitSummary;
use crate::render::address::PageAddress;
use crate::render::chunked::SomeUnits;
use crate::render::fingerprints::rows::{RowHashes, ShortHash, short};
use crate::render::renderer::Renderer;
use crate::render::site_data::SiteData;
use crate::text::digest::{Digests, put_file};
use crate::text::hashing::put;
use crate::text::{FileId, Sources};

/// Hashes of what the files of a site are made from.
pub struct Fingerprints {
    /// The program, the day, the settings, the theme, and all content but that of units.
    common: Hash,
    /// The files of each unit of the catalog.
    units: Vec<ShortHash>,
    /// What lists show of units.
    rows: RowHashes,
    /// The files of all units, by region.
    regions: Vec<Hash>,
    /// The files of all units.
    all: Hash,
}

impl Fingerprints {
    /// The hashes for a data whose inputs have these digests. `program` stands for the program and
    /// for everything that is done with a page after it is rendered.
    pub fn new(
        renderer: &Renderer<'_>,
        digests: &Digests<'_>,
        sources: &Sources,
        program: &Hash,
    ) -> Self {
        let data = &renderer.data;
        let mut is_of_unit = vec![false; digests.len()];
        let mut file = |hasher: &mut Hasher, file: FileId| {
            put(hasher, sources.path(file).as_str().as_bytes());
            let at = file.0 as usize;
            // Two ids may claim one file's text; what is taken twice is the same both times.
            if let (Some(is_of_unit), Some(hash)) = (is_of_unit.get_mut(at), digests.of_file(at)) {
                *is_of_unit = true;
                hasher.update(hash.as_bytes());
            }
        };
        let pictures = data.catalog.pictures.iter();
        let pictures: BTreeMap<&str, FileId> = pictures
            .map(|(path, picture)| (path.as_str(), picture.file))
            .collect();
        let units: Vec<ShortHash> = data
            .catalog
            .units
            .iter()
            .map(|unit| {
                let mut hasher = Hasher::new();
                file(&mut hasher, unit.file);
                for about in &unit.about_files {
                    file(&mut hasher, *about);
                }
                for picture in &unit.pictures {
                    match pictures.get(picture.as_str()) {
                        Some(picture) => file(&mut hasher, *picture),
                        None => put(&mut hasher, b"missing"),
                    }
                }
                short(&hasher)
            })
            .collect();

        let settings = &data.settings;
        let mut common = Hasher::new();
        common.update(program.as_bytes());
        put(&mut common, format!("{settings:?}").as_bytes());
        common.update(digests.theme.as_bytes());
        let rest = digests.files().zip(&is_of_unit);
        for ((path, hash), _) in rest.filter(|(_, is_of_unit)| !**is_of_unit) {
            put_file(&mut common, path, &hash);
        }

        let mut all = Hasher::new();
        let mut regions = vec![Hasher::new(); data.index.regions.len()];
        for (at, hash) in units.iter().enumerate() {
            all.update(hash);
            if let Some(region) = data.index.region_of(at) {
                regions[region].update(hash);
            }
        }
        Self {
            common: common.finalize(),
            units,
            rows: RowHashes::new(data),
            regions: regions.iter().map(Hasher::finalize).collect(),
            all: all.finalize(),
        }
    }

    /// What a file is made from.
    pub fn input_hash(&self, renderer: &Renderer<'_>, address: &PageAddress) -> Hash {
        let data = &renderer.data;
        let mut hasher = Hasher::new();
        hasher.update(self.common.as_bytes());
        put(&mut hasher, address.path.as_str().as_bytes());
        if !data.findings.is_empty() {
            let findings = data.findings.get(data.route(address));
            put(&mut hasher, format!("{findings:?}").as_bytes());
        }
        let unit = address.unit().and_then(|at| {
            let (unit, hash) = (data.catalog.units.get(at)?, self.units.get(at)?);
            Some((unit, hash))
        });
        let region = address
            .subject()
            .region
            .and_then(|region| self.regions.get(region));
        match (unit, region) {
            (Some((unit, hash)), _) => {
                hasher.update(hash);
                self.put_related(&mut hasher, data, unit);
            }
            (None, _) if self.rows.put(&mut hasher, data, address) => {}
            (None, Some(region)) => {
                hasher.update(region.as_bytes());
            }
            (None, None) => {
                hasher.update(self.all.as_bytes());
            }
        }
        hasher.finalize()
    }

    /// What the part of a long file is made from that tells of some units.
    pub fn chunk_input_hash(&self, address: &PageAddress, some: SomeUnits<'_>) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(self.common.as_bytes());
        put(&mut hasher, address.path.as_str().as_bytes());
        hasher.update(&[u8::from(some.are_first)]);
        for unit in some.units {
            hasher.update(&self.units[*unit as usize]);
        }
        hasher.finalize()
    }

    fn put_related(&self, hasher: &mut Hasher, data: &SiteData<'_>, unit: &UnitSummary) {
        let related = unit.related.iter().map(|id| id.as_str());
        for id in related.chain(unit.answering.iter().map(String::as_str)) {
            let at = data.catalog.place_of(id);
            match at.and_then(|at| self.units.get(at)) {
                Some(hash) => hasher.update(hash),
                None => hasher.update(b"missing"),
            };
        }
    }
}
