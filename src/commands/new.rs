//! `basutbud new`: the files of a new unit or region.

mod region;
mod unit;

use crate::cli::{Common, NewArgs, NewKind};
use crate::commands::Ending;
use crate::diagnostic::say;
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
    let slug = slug::slugify(name);
    if slug.is_empty() || slug.len() > 100 {
        return Err(Failure::of(say!(
            "`{name}` gives no name for a file: it needs letters or digits, at most 100",
            "`{name}` ger inget filnamn: det behövs bokstäver eller siffror, högst 100"
        )));
    }
    Ok(slug)
}
