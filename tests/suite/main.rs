//! The one integration crate: whole sites, the command line, bad input, assessment, and the tree itself.
//!
//! A case is a folder under `tests/sites/`, no Rust: see [`harness`]. Only `cli` and `lsp` start the binary; no
//! test touches the network or the clock.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read cases and start the program"
)]

mod assessment;
mod cli;
mod docs;
mod golden;
mod harness;
mod lsp;
mod naive;
mod pages;
mod robustness;
mod sites;
mod tidy;
