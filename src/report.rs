//! Forms in which findings and assessments leave the program. Text in, text out; nothing is printed here.

pub mod baseline;

pub mod csv;

pub mod explanation;

pub mod findings_json;

pub mod fingerprint;

pub mod github;

pub mod gitlab;

pub mod history;

pub mod human;

pub mod junit;

pub mod overview;

pub mod page;

pub mod sarif;

pub mod schema;

pub mod summary;

pub mod table;

pub mod tables;

pub mod verdicts_json;

pub mod words;

pub mod xlsx;

/// What the forms of `report` for people are made of.
pub struct Report<'a> {
    /// The site on the day.
    pub overview: &'a overview::Overview<'a>,
    /// What another rule set would change, when that was asked.
    pub comparison: Option<&'a overview::change::Comparison<'a>>,
    /// Earlier days and this one, in order; empty when no history is kept.
    pub history: &'a [history::Day],
}
