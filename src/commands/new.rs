//! `basutbud new`: the files of a new unit or region.

mod region;
mod unit;

use crate::cli::{Common, NewArgs, NewKind};
use crate::commands::Ending;
use crate::host::terminal::Terminal;

/// Writes what is new. Nothing that exists is touched.
pub fn run(arguments: &NewArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    match &arguments.kind {
        NewKind::Unit(unit) => unit::run(unit, common, terminal),
        NewKind::Region(region) => region::run(region, common, terminal),
    }
}

/// The name of a file or folder for a name, or a failure that says why there is none.
fn slug_of(name: &str) -> anyhow::Result<String> {
    let slug = slug::slugify(name);
    if slug.is_empty() || slug.len() > 100 {
        anyhow::bail!("`{name}` gives no name for a file: it needs letters or digits, at most 100");
    }
    Ok(slug)
}
