//! What the rest of a site depends on of a unit: as long as these are equal, nothing else is stale.

use chrono::NaiveDate;
use thin_vec::ThinVec;

use crate::assess::verdict::AssessmentSummary;
use crate::model::interned_str::InternedStr;
use crate::model::unit::UnitSummary;
use crate::text::{Span, Spanned};

/// The keys of a unit that the rest of the site depends on.
#[derive(PartialEq)]
pub(super) struct UnitKeys {
    /// What links to the unit depend on.
    pub(super) link: LinkKey,
    /// With the link key, what rules about the site depend on.
    pub(super) unique: UniqueKeys,
    /// What lists depend on.
    pub(super) list: ListKey,
}

impl UnitKeys {
    pub(super) fn of(unit: &UnitSummary, verdicts: &AssessmentSummary, today: NaiveDate) -> Self {
        Self {
            link: LinkKey::of(unit, today),
            unique: UniqueKeys::of(unit),
            list: ListKey::of(unit, verdicts, today),
        }
    }
}

/// What other units' findings may depend on.
#[derive(PartialEq)]
pub(super) struct LinkKey {
    name: String,
    span: Span,
    shown: bool,
    /// Last parts of addresses: the present one and former ones.
    pub(super) addresses: Vec<String>,
}

impl LinkKey {
    fn of(unit: &UnitSummary, today: NaiveDate) -> Self {
        let former = unit.former_addresses();
        let mut addresses: Vec<String> = former.map(|(_, name)| name.to_owned()).collect();
        addresses.push(unit.slug().to_owned());
        Self {
            name: unit.display_name().to_owned(),
            span: unit.span(),
            shown: unit.is_shown_on(today),
            addresses,
        }
    }
}

/// What no two units may share: beside the link key, all that rules about the site look at.
#[derive(PartialEq)]
pub(super) struct UniqueKeys {
    hsa_id: Option<Spanned<String>>,
    former_names: ThinVec<Spanned<String>>,
    unit_type: Option<InternedStr>,
    locality: Option<InternedStr>,
    municipality: Option<InternedStr>,
}

impl UniqueKeys {
    fn of(unit: &UnitSummary) -> Self {
        Self {
            hsa_id: unit.hsa_id.clone(),
            former_names: unit.former_names.clone(),
            unit_type: unit.unit_type.clone(),
            locality: unit.locality.clone(),
            municipality: unit.municipality.clone(),
        }
    }
}

/// What decides in which lists a unit stands, where in them, and which files there are beside its pages.
#[derive(PartialEq)]
pub(super) struct ListKey {
    name: String,
    municipality: Option<InternedStr>,
    unit_type: Option<InternedStr>,
    shown: bool,
    former_names: Vec<String>,
    /// Pictures that its texts show: they are published for them.
    pictures: ThinVec<String>,
    /// The rule set, and the services of it that the unit offers.
    offered: (Option<usize>, Box<[u16]>),
}

impl ListKey {
    fn of(unit: &UnitSummary, verdicts: &AssessmentSummary, today: NaiveDate) -> Self {
        let former = unit.former_names.iter();
        Self {
            name: unit.display_name().to_owned(),
            municipality: unit.municipality.clone(),
            unit_type: unit.unit_type.clone(),
            shown: unit.is_shown_on(today),
            former_names: former.map(|name| name.value.clone()).collect(),
            pictures: unit.pictures.clone(),
            offered: (verdicts.rule_set, verdicts.offered.clone()),
        }
    }
}
