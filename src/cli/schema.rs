//! Arguments of `schema`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// The kind of file
    #[arg(value_enum, required_unless_present = "write")]
    pub kind: Option<SchemaKind>,
    /// Write the schemas of all kinds into this folder; `schemas` is where `init` puts them
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub write: Option<PathBuf>,
}

/// Kinds of file that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// units/**/*.toml
    Unit,
    /// rules/*.toml
    Rules,
    /// region.toml
    Region,
    /// site.toml
    Site,
    /// theme.toml
    Theme,
    /// import.toml
    Import,
}
