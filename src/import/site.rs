//! The units of a site as an import finds them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use toml::{Table, Value};

use crate::assess::units::FullUnit;
use crate::import::target::{Holds, Target};
use crate::import::words::one_line;
use crate::model::Catalog;
use crate::render::services::services;
use crate::text::Sources;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::toml_edits::get;

/// A unit that is there.
#[derive(Clone, Debug)]
pub struct Existing {
    /// `<region>/<name>`.
    pub id: String,
    /// Its file.
    pub path: SitePath,
    /// The file's text.
    pub text: Arc<str>,
    /// What the text says.
    pub table: Table,
    /// Whether it is private.
    pub is_private: bool,
    /// Ids of the services that it gives digitally.
    pub offered: Vec<String>,
}

impl Existing {
    /// The region's id.
    pub fn region(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

/// A site.
pub struct SiteUnits<'a> {
    /// Its regions, and what else is known of it.
    pub catalog: &'a Catalog,
    /// The day.
    pub today: NaiveDate,
    /// Its units, in order of id.
    pub units: Vec<Existing>,
    /// Addresses that are taken: ids of units, and their former ones.
    pub taken: BTreeSet<String>,
}

impl<'a> SiteUnits<'a> {
    /// The units of a site that was compiled, all of them in full.
    pub fn of(
        catalog: &'a Catalog,
        sources: &Sources,
        inputs: &Inputs,
        full: &[Arc<FullUnit>],
    ) -> Self {
        let mut site = Self {
            catalog,
            today: inputs.today,
            units: Vec::with_capacity(full.len()),
            taken: BTreeSet::new(),
        };
        for full in full {
            let general = &full.unit.general;
            let path = sources.path(general.file).clone();
            let Some(Content::Text(text)) = inputs.content.get(&path) else {
                continue;
            };
            let offered = services(catalog, full)
                .into_iter()
                .filter(|it| it.only_by.is_empty());
            let former =
                general
                    .former_names
                    .iter()
                    .map(|former| match former.value.contains('/') {
                        true => former.value.clone(),
                        false => format!("{}/{}", general.region(), former.value),
                    });
            site.taken.insert(general.id.clone());
            site.taken.extend(former);
            site.units.push(Existing {
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
        site
    }

    /// The places of units by their value of a key.
    pub fn by_key(&self, key: &Target, region: Option<&str>) -> BTreeMap<String, Vec<usize>> {
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, unit) in self.units.iter().enumerate() {
            if region.is_some_and(|region| region != unit.region()) {
                continue;
            }
            let value = match key.holds {
                Holds::Id => Some(unit.id.as_str()),
                _ => get(&unit.table, &key.path).and_then(Value::as_str),
            };
            if let Some(value) = value {
                index.entry(key_value(value)).or_default().push(at);
            }
        }
        index
    }
}

/// A value of a key as it is compared.
pub fn key_value(text: &str) -> String {
    one_line(text).to_uppercase()
}
