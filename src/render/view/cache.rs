//! Values that many pages show, made when the first of them asks.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use crate::render::error::RenderResult;
use crate::render::view::serialized::Serialized;

/// How many values are kept under a key: a site may have all too many that no second page shows.
const MOST: usize = 256;

/// Views by two keys, the first of which has few values.
pub struct Cache<K, L, T: ?Sized> {
    known: RwLock<BTreeMap<K, BTreeMap<L, Serialized<T>>>>,
}

impl<K, L, T: ?Sized> Default for Cache<K, L, T> {
    fn default() -> Self {
        Self {
            known: RwLock::default(),
        }
    }
}

impl<K: Ord, L: Ord + Clone, T: ?Sized> Cache<K, L, T> {
    /// The value of keys, which is the same whoever makes it.
    pub fn get(
        &self,
        key: K,
        other: &L,
        make: impl FnOnce() -> RenderResult<Serialized<T>>,
    ) -> RenderResult<Serialized<T>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known.get(&key).and_then(|known| known.get(other)) {
            return Ok(value.clone());
        }
        drop(known);
        let value = make()?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(key).or_default();
        if known.len() < MOST {
            known.insert(other.clone(), value.clone());
        }
        Ok(value)
    }
}
