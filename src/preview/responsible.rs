//! Who is responsible for units, as it is remembered from state to state.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// Who is responsible for a unit.
pub(super) struct Responsible {
    /// What the file said, which this was read from.
    pub content: Content,
    /// The function.
    pub role: Box<str>,
    /// The mailbox.
    pub email: Box<str>,
}

/// Who is responsible for each unit, by the unit's file.
pub(super) type ResponsibleByFile = BTreeMap<SitePath, Arc<Responsible>>;
