//! Full units that are in memory for a while, because several pages show them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use crate::assess::units::{FullUnit, UnitStore};
use crate::diagnostic::Diagnostic;
use crate::render::error::{RenderError, RenderResult};

/// Units that were loaded, by their indices in the catalog.
#[derive(Default)]
pub(super) struct UnitPool(RwLock<BTreeMap<usize, Arc<FullUnit>>>);

impl UnitPool {
    /// A unit in full, by its index in the catalog.
    pub(super) fn full_unit(
        &self,
        units: &UnitStore<'_>,
        at: usize,
    ) -> RenderResult<Arc<FullUnit>> {
        let pool = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(full) = pool.get(&at) {
            return Ok(full.clone());
        }
        drop(pool);
        units.load(at).map_err(RenderError::Finding)
    }

    /// Loads some units, and keeps them in memory until the guard is dropped.
    ///
    /// # Errors
    /// A finding, when a file has changed since it was checked.
    pub(super) fn load(
        &self,
        units: &UnitStore<'_>,
        range: Range<usize>,
    ) -> Result<PoolGuard<'_>, Box<Diagnostic>> {
        let mut loaded = Vec::new();
        for at in range.clone().filter(|at| !units.is_full(*at)) {
            loaded.push((at, units.load(at)?));
        }
        if !loaded.is_empty() {
            let pool = self.0.write();
            pool.unwrap_or_else(PoisonError::into_inner).extend(loaded);
        }
        Ok(PoolGuard {
            pool: self,
            units: range,
        })
    }
}

/// Units that are in memory as long as this lives.
pub struct PoolGuard<'r> {
    pool: &'r UnitPool,
    units: Range<usize>,
}

impl Drop for PoolGuard<'_> {
    fn drop(&mut self) {
        let pool = self.pool.0.write();
        let mut pool = pool.unwrap_or_else(PoisonError::into_inner);
        if !pool.is_empty() {
            for at in self.units.clone() {
                pool.remove(&at);
            }
        }
    }
}
