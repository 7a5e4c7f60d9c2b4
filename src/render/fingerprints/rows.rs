//! What lists show of units: a list is made again when a row of it differs, not when a unit's file does.
//!
//! What stands here must be all that those pages read of units; `tests/suite/reuse.rs` holds the two
//! against each other on random changes.

use std::ops::Range;

use blake3::{Hash, Hasher};

use crate::model::Catalog;
use crate::model::unit::UnitSummary;
use crate::render::address::{PageAddress, PageKind};
use crate::render::index::RegionIndex;
use crate::render::paging;
use crate::render::search::searched::{languages, types};
use crate::render::site_data::SiteData;
use crate::text::hashing::put;

/// The first half of a hash: no two of what a site has come upon the same, and there are many.
pub(super) type ShortHash = [u8; 16];

/// A hash, shortened.
pub(super) fn short(hasher: &Hasher) -> ShortHash {
    let mut short = [0; 16];
    hasher.finalize_xof().fill(&mut short);
    short
}

/// Hashes of what lists show of units.
pub(super) struct RowHashes {
    /// The row of each unit of the catalog.
    units: Vec<ShortHash>,
    /// What there is to choose from in each region, with how many units stand behind it.
    choices: Vec<Hash>,
    /// What the search of each region finds.
    searched: Vec<Hash>,
}

impl RowHashes {
    pub(super) fn new(data: &SiteData<'_>) -> Self {
        let catalog = data.catalog;
        let units: Vec<ShortHash> = catalog.units.iter().map(row).collect();
        let regions = &data.index.regions;
        let choices: Vec<Hash> = regions.iter().map(|it| choices(catalog, it)).collect();
        let searched = regions.iter().zip(&choices);
        let searched = searched
            .map(|(region, choices)| searched_in(catalog, region, choices, &units))
            .collect();
        Self {
            units,
            choices,
            searched,
        }
    }

    /// Puts what a list shows of units; says whether the page is such a list.
    pub(super) fn put(
        &self,
        hasher: &mut Hasher,
        data: &SiteData<'_>,
        address: &PageAddress,
    ) -> bool {
        let index = &data.index;
        put(hasher, address.kind().name().as_bytes());
        let region = address.subject().region.unwrap_or(usize::MAX);
        let lists = index.regions.get(region);
        let item = address.subject().item;
        match (address.kind(), lists) {
            (PageKind::Home, _) => {
                for region in &index.regions {
                    put_number(hasher, region.units.len());
                }
            }
            (PageKind::Region | PageKind::Municipalities | PageKind::Services, Some(_)) => {
                hasher.update(self.choices[region].as_bytes());
            }
            (PageKind::AToO, Some(lists)) => {
                for (letter, Range { start, end }) in &lists.letters {
                    put(hasher, letter.as_bytes());
                    put_number(hasher, *start);
                    put_number(hasher, *end);
                }
                self.put_part(hasher, &lists.units, address);
            }
            (PageKind::Municipality, Some(lists)) => {
                let Some(municipality) = lists.municipalities.get(item) else {
                    return false;
                };
                put(hasher, municipality.name.as_bytes());
                self.put_part(hasher, &municipality.units, address);
            }
            (PageKind::UnitType, Some(lists)) => {
                let Some(units) = lists.types.get(item) else {
                    return false;
                };
                self.put_part(hasher, units, address);
            }
            (PageKind::Service, Some(lists)) => {
                let Some(units) = lists.services.get(item) else {
                    return false;
                };
                self.put_part(hasher, units, address);
            }
            (PageKind::Search, Some(_)) => {
                hasher.update(self.searched[region].as_bytes());
            }
            _ => return false,
        }
        for language in 0..data.theme.locales.len() {
            let there = data.in_language(address, language).is_some();
            hasher.update(&[u8::from(there)]);
        }
        true
    }

    /// Puts the part of a list that stands on a page, and how long the list is.
    fn put_part(&self, hasher: &mut Hasher, units: &[u32], address: &PageAddress) {
        put_number(hasher, units.len());
        for at in &units[paging::range(units.len(), address.subject().page)] {
            hasher.update(&self.units[*at as usize]);
        }
    }
}

/// What a row says of a unit.
fn row(unit: &UnitSummary) -> ShortHash {
    let mut hasher = Hasher::new();
    for text in [&unit.id, unit.region(), unit.slug()] {
        put(&mut hasher, text.as_bytes());
    }
    put(&mut hasher, unit.display_name().as_bytes());
    for text in [&unit.unit_type, &unit.locality, &unit.municipality] {
        let text = text.as_ref().map(|text| text.as_str());
        hasher.update(&[u8::from(text.is_some())]);
        put(&mut hasher, text.unwrap_or_default().as_bytes());
    }
    let facts = &unit.list_facts;
    put(
        &mut hasher,
        facts.phone.as_deref().unwrap_or_default().as_bytes(),
    );
    put(&mut hasher, facts.days.as_bytes());
    put(&mut hasher, format!("{:?}", facts.position).as_bytes());
    short(&hasher)
}

/// What there is to choose from in a region.
fn choices(catalog: &Catalog, region: &RegionIndex) -> Hash {
    let mut hasher = Hasher::new();
    put_number(&mut hasher, region.units.len());
    put_number(&mut hasher, region.municipalities.len());
    for municipality in &region.municipalities {
        put(&mut hasher, municipality.name.as_bytes());
        put(&mut hasher, municipality.slug.as_bytes());
        put_number(&mut hasher, municipality.units.len());
    }
    put_number(&mut hasher, region.services.len());
    for units in &region.services {
        put_number(&mut hasher, units.len());
    }
    put_number(&mut hasher, region.types.len());
    for units in &region.types {
        put_number(&mut hasher, units.len());
    }
    let types = types(catalog, region);
    put_number(&mut hasher, types.len());
    for tag in types.keys().chain(languages(catalog, region).keys()) {
        put(&mut hasher, tag.as_bytes());
    }
    hasher.finalize()
}

/// What the search of a region finds.
fn searched_in(
    catalog: &Catalog,
    region: &RegionIndex,
    choices: &Hash,
    rows: &[ShortHash],
) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(choices.as_bytes());
    for at in &region.units {
        hasher.update(&rows[*at as usize]);
        let UnitSummary {
            list_facts: facts,
            languages,
            ..
        } = &catalog.units[*at as usize];
        put_number(&mut hasher, facts.numbers.len());
        let numbers = facts.numbers.iter().map(|number| &**number);
        for text in numbers.chain([&*facts.offers, &*facts.about]) {
            put(&mut hasher, text.as_bytes());
        }
        put_number(&mut hasher, languages.len());
        for tag in languages.iter() {
            put(&mut hasher, tag.as_str().as_bytes());
        }
    }
    let municipalities = region.municipalities.iter().map(|it| &it.units);
    for units in municipalities.chain(&region.services) {
        put_number(&mut hasher, units.len());
        for at in units {
            put_number(&mut hasher, *at as usize);
        }
    }
    hasher.finalize()
}

fn put_number(hasher: &mut Hasher, number: usize) {
    hasher.update(&(number as u64).to_le_bytes());
}
