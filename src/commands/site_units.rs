//! The units of a site as tables are imported into it and exported from it.

use crate::commands::{Checked, all_units};
use crate::diagnostic::say;
use crate::host::failure::Failure;
use crate::import::site::SiteUnits;

/// The units of the site.
///
/// # Errors
/// When a unit's file cannot be read as TOML: which unit it is, is then not known.
pub fn site_units(checked: &Checked) -> Result<SiteUnits<'_>, Failure> {
    let (inputs, compilation) = (&checked.inputs, &checked.compilation);
    if let Some(broken) = compilation.catalog.broken_units.first() {
        let id = &broken.id;
        return Err(Failure::of(say!(
            "the file of {id} cannot be read, so it is not known which row is its; run `basutbud check` and fix it first",
            "filen för {id} går inte att läsa, så det framgår inte vilken rad som är dess; kör `basutbud check` och rätta den först"
        )));
    }
    let units = all_units(compilation, inputs)?;
    let (catalog, sources) = (&compilation.catalog, &compilation.sources);
    Ok(SiteUnits::of(catalog, sources, inputs, &units))
}
