//! What the rest of a site sees of a unit: as long as it is the same, nothing else must be made again.

use chrono::NaiveDate;
use thin_vec::ThinVec;

use crate::assess::verdict::Assessment;
use crate::model::unit::Unit;
use crate::model::word::Word;
use crate::text::{Span, Spanned};

/// A unit as the rest of the site sees it.
#[derive(PartialEq)]
pub(super) struct Seen {
    /// What links to it depend on.
    pub(super) face: Face,
    /// With the face, what rules about the site depend on.
    pub(super) claims: Claims,
    /// What lists depend on.
    pub(super) listed: Listed,
}

impl Seen {
    pub(super) fn of(unit: &Unit, assessment: &Assessment, today: NaiveDate) -> Self {
        Self {
            face: Face::of(unit, today),
            claims: Claims::of(unit),
            listed: Listed::of(unit, assessment, today),
        }
    }
}

/// What other units' findings may depend on.
#[derive(PartialEq)]
pub(super) struct Face {
    name: String,
    span: Span,
    shown: bool,
    /// Last parts of addresses: the present one and former ones.
    pub(super) addresses: Vec<String>,
}

impl Face {
    pub(super) fn of(unit: &Unit, today: NaiveDate) -> Self {
        let former = unit.former_names.iter();
        let mut addresses: Vec<String> = former.map(|name| name.value.clone()).collect();
        addresses.push(unit.slug().to_owned());
        Self {
            name: unit.display_name().to_owned(),
            span: unit.span(),
            shown: unit.is_shown_on(today),
            addresses,
        }
    }
}

/// What a unit claims for itself alone: beside its face, all that rules about the site look at.
#[derive(PartialEq)]
pub(super) struct Claims {
    hsa_id: Option<Spanned<String>>,
    former_names: ThinVec<Spanned<String>>,
}

impl Claims {
    pub(super) fn of(unit: &Unit) -> Self {
        Self {
            hsa_id: unit.hsa_id.clone(),
            former_names: unit.former_names.clone(),
        }
    }
}

/// What decides in which lists a unit stands, and where in them.
#[derive(PartialEq)]
pub(super) struct Listed {
    name: String,
    municipality: Option<Word>,
    shown: bool,
    former_names: Vec<String>,
    /// The rule set, and the services of it that the unit offers.
    offered: (Option<usize>, Box<[u16]>),
}

impl Listed {
    pub(super) fn of(unit: &Unit, assessment: &Assessment, today: NaiveDate) -> Self {
        let former = unit.former_names.iter();
        Self {
            name: unit.display_name().to_owned(),
            municipality: unit.municipality.clone(),
            shown: unit.is_shown_on(today),
            former_names: former.map(|name| name.value.clone()).collect(),
            offered: (assessment.rule_set, assessment.offered.clone()),
        }
    }
}
