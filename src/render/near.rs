//! The units of a large site that are at hand for a while, to be shown on several pages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use crate::assess::recall::{Recall, Whole};
use crate::assess::verdict::Assessment;
use crate::diagnostic::Diagnostic;
use crate::model::unit::Unit;
use crate::render::Renderer;
use crate::render::error::{RenderError, RenderResult};

/// Units that were read again, by their indices in the catalog.
#[derive(Default)]
pub(super) struct Near(RwLock<BTreeMap<usize, Arc<(Unit, Assessment)>>>);

impl<'a> Renderer<'a> {
    /// Tells how units of which only that is held what lists show can be read again.
    pub fn set_recall(&mut self, recall: Recall<'a>) {
        self.recall = Some(recall);
    }

    /// A unit with everything its file says, by its index in the catalog.
    pub(crate) fn whole(&self, at: usize) -> RenderResult<Whole<'a>> {
        let unit = self.catalog.units.get(at);
        let assessment = self.assessments.get(at);
        let (Some(unit), Some(assessment)) = (unit, assessment) else {
            return Err(RenderError::Form(format!("there is no unit {at}")));
        };
        if unit.rest.is_some() {
            return Ok(Whole::Held(unit, assessment));
        }
        let near = self.near.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(again) = near.get(&at) {
            return Ok(Whole::Again(again.clone()));
        }
        drop(near);
        match &self.recall {
            Some(recall) => Ok(recall.unit(at)?),
            None => Err(RenderError::Form(format!("{} is not at hand", unit.id))),
        }
    }

    /// Has some units at hand until they are let go of. Those that are held anyway need it not.
    ///
    /// # Errors
    /// A finding, when a file is not what it was.
    pub fn bring(&self, units: Range<usize>) -> Result<Brought<'_>, Box<Diagnostic>> {
        let mut read = Vec::new();
        if let Some(recall) = &self.recall {
            for at in units.clone() {
                if let Whole::Again(again) = recall.unit(at)? {
                    read.push((at, again));
                }
            }
        }
        if !read.is_empty() {
            let near = self.near.0.write();
            near.unwrap_or_else(PoisonError::into_inner).extend(read);
        }
        Ok(Brought {
            near: &self.near,
            units,
        })
    }
}

/// Units that are at hand as long as this lives.
pub struct Brought<'r> {
    near: &'r Near,
    units: Range<usize>,
}

impl Drop for Brought<'_> {
    fn drop(&mut self) {
        let near = self.near.0.write();
        let mut near = near.unwrap_or_else(PoisonError::into_inner);
        if !near.is_empty() {
            for at in self.units.clone() {
                near.remove(&at);
            }
        }
    }
}
