//! The edge: the only floor that touches files, the environment, the clock and the terminal.
//!
//! `clippy.toml` forbids those everywhere else, so this line is the one place that lifts it.
#![expect(clippy::disallowed_methods, reason = "this floor is the edge")]

pub mod embedded;

pub mod failure;

pub mod git;

pub mod held;

#[cfg(feature = "serve")]
pub mod open;

pub mod program;

pub mod publish;

pub mod read;

pub mod regular;

pub mod save;
#[cfg(feature = "serve")]
pub mod serve;

pub mod stat;

pub mod store;

pub mod terminal;

#[cfg(feature = "serve")]
pub mod watch;

pub mod write;
