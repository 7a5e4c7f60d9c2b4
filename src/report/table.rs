//! Tables of the report, the same for every form: the page, the workbook, and whatever comes. Cells keep
//! their kind, so that a form can write real dates and numbers.

use chrono::NaiveDate;

use crate::assess::verdict::Outcome;
use crate::report::overview::coverage::Share;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The name of its kind, short enough for a sheet.
    pub name: String,
    /// What it shows, in a sentence's words.
    pub title: String,
    /// Headings of its columns.
    pub columns: Vec<Column>,
    /// Rows, as long as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The words.
    pub title: String,
    /// Whether they are a Swedish name whatever the report's language.
    pub swedish: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Words in the report's language.
    Words(String),
    /// A name, Swedish whatever the report's language.
    Name(String),
    /// A number of things.
    Count(usize),
    /// A number of days; less than none lies behind.
    Days(i64),
    /// A part of a whole.
    Share(Share),
    /// A day.
    Date(NaiveDate),
    /// An outcome.
    Outcome(Outcome),
}

impl Cell {
    /// A day, where there is one.
    pub fn date(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// A name, where there is one.
    pub fn name(name: Option<&str>) -> Self {
        name.map_or(Self::Empty, |name| Self::Name(name.to_owned()))
    }
}
