//! The search of a region, or of all, for its template and its script.

use serde::Serialize;

use crate::render::view::localized::Localized;

/// The form, and where the script finds what it searches.
#[derive(Debug, Serialize)]
pub struct FinderView<'a> {
    /// The regions that are searched.
    pub sources: Vec<Source<'a>>,
    /// Where the lists are that everybody has.
    pub lists: String,
    /// Where to turn instead, where the region says so.
    pub urgent: Option<Localized<'a>>,
    /// Municipalities, by their part of addresses.
    pub municipalities: Vec<Choice<'a>>,
    /// Types of unit, by id.
    pub types: Vec<Choice<'a>>,
    /// Services, by id.
    pub services: Vec<Choice<'a>>,
    /// Languages spoken, by tag.
    pub languages: Vec<Choice<'a>>,
}

/// A region that is searched.
#[derive(Debug, Serialize)]
pub struct Source<'a> {
    /// The folder of the search's files.
    pub index: String,
    /// What pages of units stand below, in the page's language.
    pub units: String,
    /// Its name, where there are several.
    pub name: Option<&'a str>,
}

/// One choice of a filter.
#[derive(Debug, Serialize)]
pub struct Choice<'a> {
    /// What stands in the address.
    pub value: &'a str,
    /// What people read.
    pub name: Localized<'a>,
}
