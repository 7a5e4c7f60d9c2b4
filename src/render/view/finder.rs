//! The search of a region's start page, for its template and its script.

use serde::Serialize;

use crate::render::view::localized::Localized;

/// The form, and where the script finds what it searches.
#[derive(Debug, Serialize)]
pub struct FinderView<'a> {
    /// The folder of the search's files.
    pub index: String,
    /// What pages of units stand below, in the page's language.
    pub units: String,
    /// Municipalities, by their part of addresses.
    pub municipalities: Vec<Choice<'a>>,
    /// Types of unit, by id.
    pub types: Vec<Choice<'a>>,
    /// Services, by id.
    pub services: Vec<Choice<'a>>,
    /// Languages spoken, by tag.
    pub languages: Vec<Choice<'a>>,
}

/// One choice of a filter.
#[derive(Debug, Serialize)]
pub struct Choice<'a> {
    /// What stands in the address.
    pub value: &'a str,
    /// What people read.
    pub name: Localized<'a>,
}
