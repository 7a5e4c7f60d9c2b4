//! A unit that was checked: what the check of a unit and the cache of checked units both give.

use std::sync::Arc;

use crate::assess::units::FullUnit;
use crate::assess::verdict::AssessmentSummary;
use crate::model::unit::UnitSummary;
use crate::text::FileId;

/// A unit that was checked.
pub(super) struct CheckedUnit {
    pub summary: UnitSummary,
    pub assessment: AssessmentSummary,
    /// The unit in full, where it stays in memory.
    pub full: Option<Arc<FullUnit>>,
    /// Whether rules about links must wait until all units are known.
    pub leads_elsewhere: bool,
}

/// Diagnostics as bytes, by file.
pub(super) type DiagnosticBytes = Vec<(FileId, Vec<u8>)>;
