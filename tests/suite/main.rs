//! The one integration crate: whole sites, the command line, bad input, assessment, and the tree itself.
//!
//! A case is a folder under `tests/sites/`, no Rust: see [`harness`]. The binary is started by
//! `cli`, and by those who use `program`; no test touches the network or the clock.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read cases and start the program"
)]

mod adopting;
mod assessment;
mod calm;
mod ci;
mod circles;
mod cli;
mod corpus;
mod denied;
mod differing;
mod directory;
mod docs;
mod documents;
mod dom;
mod drafts;
mod editing;
mod exporting;
mod failures;
mod fixing;
mod forms;
mod golden;
mod harness;
mod hostile_tables;
mod hostile_texts;
mod importing;
mod keys;
mod lsp;
mod machine;
mod manuals;
mod marking;
mod memory;
mod naive;
mod one_fault;
mod output_forms;
mod packaging;
mod pages;
mod pipelines;
mod preview;
mod program;
mod readable;
mod real;
mod real_forms;
mod report;
mod reproducible;
mod reuse;
mod robustness;

mod schemas;
#[cfg(unix)]
mod servers;
mod shared_keys;
mod sites;
mod slips;
mod tidy;
#[cfg(feature = "serve")]
mod unbreakable;
mod unit_cache;
#[cfg(feature = "serve")]
mod watch;
mod wordings;
