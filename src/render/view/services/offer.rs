//! What the section on services is made from.

use crate::assess::verdict::Assessment;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::unit::Unit;
use crate::render::view::shared::Shared;

/// What the page of a unit says of services depends on these.
pub struct Offer<'a, 'l> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its region.
    pub region: &'a Region,
    /// The rule set in force, when it can be used.
    pub rule_set: Option<&'a RuleSet>,
    /// The unit's assessment.
    pub assessment: &'a Assessment,
    /// What the pages of the region have in common.
    pub shared: &'l Shared,
}
