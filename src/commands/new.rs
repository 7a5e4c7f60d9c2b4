//! `basutbud new`: the files of a new unit or region.

mod region;
mod unit;

use crate::cli::{Common, NewArgs, NewKind};
use crate::commands::Ending;
use crate::draft::new_unit;
use crate::host::failure::Failure;
use crate::host::terminal::Terminal;

/// Writes what is new. Nothing that exists is touched.
pub fn run(arguments: &NewArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    match &arguments.kind {
        NewKind::Unit(unit) => unit::run(unit, common, terminal),
        NewKind::Region(region) => region::run(region, common, terminal),
    }
}

/// The name of a file or folder for a name, or a failure that says why there is none.
fn slug_of(name: &str) -> Result<String, Failure> {
    new_unit::slug_of(name).map_err(Failure::of)
}
