//! Arguments of `import`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::findings_form::FindingsForm;

/// Arguments of `import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// The table: .xlsx, .csv or .json
    pub file: PathBuf,
    /// Where each column goes; without it, headings are keys of unit files
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Region of new units, instead of the one in the map
    #[arg(long, value_name = "ID")]
    pub region: Option<String>,
    /// Sheet of a workbook; the first that is not hidden when left out
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Write a map of columns to start from, import.toml in the site's folder, and import nothing
    #[arg(long, conflicts_with_all = ["map", "dry_run"])]
    pub suggest: bool,
    /// Show the changes as a diff and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = FindingsForm::Text)]
    pub format: FindingsForm,
}
