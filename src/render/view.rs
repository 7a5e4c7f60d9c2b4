//! What templates see: plain values, made for one page and thrown away with it.
//!
//! Nothing else in the program is serialised for templates; the domain types are not. A value that
//! is absent is `none` in a template, so `{% if unit.summary %}` works for every field.

pub mod cache;
pub mod care;
pub mod chrome;
pub mod contact;
pub mod day_words;
pub mod deviations;
pub mod duty;
pub mod find;
pub mod finder;
pub mod finding;
pub mod help;
pub mod hours;
pub mod linked;
pub mod listing;
pub mod localized;
pub mod owner;
pub mod phone;
pub mod rule_set;
pub mod schedule;
pub mod schedule_words;
pub mod serialized;
pub mod services;
pub mod shared;
pub mod statement;
pub mod unit;
pub mod upcoming_days;
pub mod who;

use serde::Serialize;

/// A link and its words.
#[derive(Clone, Debug, Serialize)]
pub struct Link<'a> {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub name: localized::Localized<'a>,
}
