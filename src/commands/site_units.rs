//! The units of a site as tables are imported into it and exported from it.

use std::collections::BTreeSet;

use crate::commands::{Checked, all_units};
use crate::diagnostic::say;
use crate::host::failure::Failure;
use crate::import::site::{Existing, SiteUnits};
use crate::render::services::services;
use crate::text::inputs::Content;

/// The units of the site.
///
/// # Errors
/// When a unit's file cannot be read as TOML: which unit it is, is then not known.
pub fn site_units(checked: &Checked) -> Result<SiteUnits<'_>, Failure> {
    let Checked {
        inputs,
        compilation,
        ..
    } = checked;
    let catalog = &compilation.catalog;
    if let Some(broken) = catalog.broken_units.first() {
        let id = &broken.id;
        return Err(Failure::of(say!(
            "the file of {id} cannot be read, so it is not known which row is its; run `basutbud check` and mend it first",
            "filen för {id} går inte att läsa, så det framgår inte vilken rad som är dess; kör `basutbud check` och rätta den först"
        )));
    }
    let mut units = Vec::new();
    let mut taken = BTreeSet::new();
    for full in all_units(compilation, inputs)? {
        let general = &full.unit.general;
        let path = compilation.sources.path(general.file).clone();
        let Some(Content::Text(text)) = inputs.content.get(&path) else {
            continue;
        };
        let offered = services(catalog, &full)
            .into_iter()
            .filter(|it| it.only_by.is_empty());
        let former = general
            .former_names
            .iter()
            .map(|former| match former.value.contains('/') {
                true => former.value.clone(),
                false => format!("{}/{}", general.region(), former.value),
            });
        taken.insert(general.id.clone());
        taken.extend(former);
        units.push(Existing {
            id: general.id.clone(),
            text: text.clone(),
            table: text
                .trim_start_matches('\u{feff}')
                .parse()
                .unwrap_or_default(),
            path,
            is_private: full.unit.is_private(),
            offered: offered.map(|it| it.id.to_owned()).collect(),
        });
    }
    Ok(SiteUnits {
        catalog,
        today: inputs.today,
        units,
        taken,
    })
}
