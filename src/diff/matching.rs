//! Which unit of the head is which unit of the base: by HSA id where that is unique, else by id.

use std::collections::BTreeMap;

use crate::diff::Fate;
use crate::model::Catalog;
use crate::model::unit::UnitSummary;
use crate::text::Sources;

/// A unit of one or both states, as indices into the catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// In the base.
    pub before: Option<usize>,
    /// In the head.
    pub after: Option<usize>,
}

/// The units of two states, each once: those of the head in order, then those that are gone. Files that
/// are broken on one side are in none.
pub fn pairs(base: &Catalog, head: &Catalog) -> Vec<Pair> {
    let mut partner: Vec<Option<usize>> = vec![None; head.units.len()];
    let mut taken = vec![false; base.units.len()];
    let (before, after) = (by_hsa_id(base), by_hsa_id(head));
    for (hsa_id, at) in &after {
        if let (Some(at), Some(Some(other))) = (at, before.get(hsa_id)) {
            partner[*at] = Some(*other);
            taken[*other] = true;
        }
    }
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, unit) in base.units.iter().enumerate().rev() {
        if !taken[at] {
            by_id.entry(&unit.id).or_default().push(at);
        }
    }
    for (at, unit) in head.units.iter().enumerate() {
        if partner[at].is_none()
            && let Some(other) = by_id.get_mut(unit.id.as_str()).and_then(Vec::pop)
        {
            partner[at] = Some(other);
            taken[other] = true;
        }
    }
    let is_broken = |catalog: &Catalog, unit: &UnitSummary| catalog.is_broken(&unit.id);
    let here = partner.into_iter().enumerate().map(|(at, before)| Pair {
        before,
        after: Some(at),
    });
    let here = here.filter(|pair| {
        let added = pair.before.is_none();
        let unit = pair.after.map(|at| &head.units[at]);
        !added || unit.is_none_or(|unit| !is_broken(base, unit))
    });
    let gone = (0..base.units.len())
        .filter(|at| !taken[*at] && !is_broken(head, &base.units[*at]))
        .map(|at| Pair {
            before: Some(at),
            after: None,
        });
    here.chain(gone).collect()
}

/// Units by HSA id; nothing where several have the same.
fn by_hsa_id(catalog: &Catalog) -> BTreeMap<&str, Option<usize>> {
    let mut units: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (at, unit) in catalog.units.iter().enumerate() {
        if let Some(hsa_id) = &unit.hsa_id {
            let once = units.entry(hsa_id.as_str());
            once.and_modify(|unit| *unit = None).or_insert(Some(at));
        }
    }
    units
}

/// What became of a unit that is in both states.
pub fn fate(before: (&UnitSummary, &Sources), after: (&UnitSummary, &Sources)) -> Fate {
    let ((old, old_sources), (new, new_sources)) = (before, after);
    if old.id != new.id {
        Fate::Renamed
    } else if old_sources.path(old.file) != new_sources.path(new.file) {
        Fate::Moved
    } else {
        Fate::Kept
    }
}
