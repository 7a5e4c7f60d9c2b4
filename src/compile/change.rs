//! How much of a compilation an update has changed.

use std::collections::BTreeSet;

use crate::text::FileId;

/// What an update has done to a compilation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How much of it is different.
    pub extent: Extent,
    /// The files whose findings may be different, unless all may be.
    pub files: BTreeSet<FileId>,
}

/// How much of a compilation is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// No content at all.
    Nothing,
    /// What stands in units, but not which units are in which list.
    Units,
    /// Also the lists that units are in.
    Lists,
    /// Anything.
    Whole,
}
