//! What the cells of a row are read by.

use crate::import::plan::Plan;
use crate::import::site::Existing;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;

/// What the cells of a row are read by.
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The region that the row is of.
    pub region: Option<&'a Region>,
    /// Its rule set.
    pub rule_set: Option<&'a RuleSet>,
    /// The unit, when there is one.
    pub unit: Option<&'a Existing>,
}
