//! Units with their verdicts, wherever they are: in the catalog, or, on a large site, in a file that is
//! read again.

use std::sync::Arc;

use crate::assess::assess_unit;
use crate::assess::verdict::Assessment;
use crate::diagnostic::Diagnostic;
use crate::load::reload;
use crate::model::Catalog;
use crate::model::unit::Unit;
use crate::text::Sources;
use crate::text::inputs::Inputs;

/// A unit with everything its file says, and its verdicts.
#[derive(Clone)]
pub enum Whole<'a> {
    /// They are held.
    Held(&'a Unit, &'a Assessment),
    /// They were made again.
    Again(Arc<(Unit, Assessment)>),
}

impl Whole<'_> {
    /// The unit.
    pub fn unit(&self) -> &Unit {
        match self {
            Self::Held(unit, _) => unit,
            Self::Again(again) => &again.0,
        }
    }

    /// Its verdicts.
    pub fn assessment(&self) -> &Assessment {
        match self {
            Self::Held(_, assessment) => assessment,
            Self::Again(again) => &again.1,
        }
    }
}

/// Where units are had from.
#[derive(Clone, Copy)]
pub struct Recall<'a> {
    /// The texts.
    pub inputs: &'a Inputs,
    /// The units, with or without the rest of their files.
    pub catalog: &'a Catalog,
    /// Which file is where.
    pub sources: &'a Sources,
    /// The assessments in the catalog's order, with or without verdicts.
    pub assessments: &'a [Assessment],
}

impl<'a> Recall<'a> {
    /// The unit with an index in the catalog, which must have one.
    ///
    /// # Errors
    /// A finding, when its file is not what it was.
    pub fn unit(&self, at: usize) -> Result<Whole<'a>, Box<Diagnostic>> {
        let (unit, assessment) = (&self.catalog.units[at], &self.assessments[at]);
        if unit.rest.is_some() {
            return Ok(Whole::Held(unit, assessment));
        }
        let unit = reload::again(unit, self.inputs, self.sources, self.catalog)?;
        let assessment = assess_unit(self.catalog, &unit, at, self.inputs.today);
        Ok(Whole::Again(Arc::new((unit, assessment))))
    }
}
