//! What rows of lists and the search need of a unit beside its name, type and place.

use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use crate::model::interned_str::InternedStr;

/// For how many days rows know the hours, the day before the build's date among them: its night may go on.
pub const DAYS: usize = 29;

/// What rows of lists and the search need of a unit beside its name, type and place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListFacts {
    /// Its main number, as readers know it.
    pub phone: Option<Box<str>>,
    /// Latitude and longitude.
    pub position: Option<[f64; 2]>,
    /// When it is open, day by day from the day before the build's date: for each day the number of its
    /// hours in base 36, `-` where they are not known and `*` by appointment; then, each after a semicolon,
    /// the different hours in minutes after midnight. Empty where no hours are stated.
    pub days: InternedStr,
    /// Digits of its numbers as people dial them in Sweden, and without the area code.
    pub numbers: ThinVec<Box<str>>,
    /// Names of what it does, of its functions and former names, and its street: one in each line.
    pub offers: Box<str>,
    /// Its summary and descriptions of visits, one in each line.
    pub about: Box<str>,
}

impl Default for ListFacts {
    fn default() -> Self {
        Self {
            phone: None,
            position: None,
            days: "".into(),
            numbers: ThinVec::new(),
            offers: "".into(),
            about: "".into(),
        }
    }
}
