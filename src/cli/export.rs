//! Arguments of `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// Form of the table; told by the ending of --out when left out, else csv
    #[arg(long, value_enum)]
    pub format: Option<ExportForm>,
    /// Keys of unit files that become columns, such as contact.phone,hours; all that fit in cells when left out
    #[arg(long, value_name = "KEY,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// The file to write; stdout when left out
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Forms of a table of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// A workbook with lists of allowed values
    Xlsx,
    /// UTF-8 with a mark at the start, semicolons
    Csv,
}
