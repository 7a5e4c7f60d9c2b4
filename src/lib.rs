//! `basutbud` checks health-care units against their region's base offering of e-services and
//! renders their contact pages.
//!
//! A module may use those above it in this list and its own folder, never one below:
//! the order of these lines is the order of the floors.

pub mod text;

pub mod cache;

pub mod diagnostic;

pub mod model;

pub mod load;

pub mod toml_edits;

pub mod assess;

pub mod render;

pub mod rules;

pub mod import;

pub mod export;

pub mod compile;

pub mod preview;

pub mod report;

pub mod diff;

pub mod fix;

pub mod draft;

pub mod language;

pub mod edit;

pub mod publish;

pub mod host;

pub mod cli;

pub mod commands;

#[cfg(test)]
mod testing;
