//! What pages of a region have in common, as templates see it: made once per language, however many
//! pages show it.

use std::collections::BTreeMap;

use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::render::locale::Locale;
use crate::render::view::cache::Cache;
use crate::render::view::localized::Localized;
use crate::render::view::serialized::Serialized;
use crate::render::view::services::standard::StandardServices;

/// Sentences on response times and times that can be booked, of the pages of a language.
pub type Sentences = Cache<Sentence, u32, str>;

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sentence {
    /// The key of a text, which takes a number of days or hours.
    Response(&'static str),
    /// Weeks ahead for which times can be booked.
    Weeks,
}

/// What pages of a region have in common in one language.
#[derive(Default)]
pub struct Shared {
    /// The services of the rule set in force.
    pub services: StandardServices,
    /// Sentences on response times and times that can be booked.
    pub sentences: Sentences,
    /// The names of types of unit, by id.
    unit_types: BTreeMap<String, Serialized<Localized<'static>>>,
}

impl Shared {
    /// What pages of a region show in a language.
    pub fn new(region: &Region, rule_set: Option<&RuleSet>, locale: &Locale) -> Self {
        let services = rule_set.map(|rule_set| StandardServices::new(rule_set, locale));
        let mut unit_types = BTreeMap::new();
        for unit_type in &region.types {
            let listed = &unit_type.listed;
            let name = Localized::glossed(&listed.name, listed.name_en.as_deref(), locale);
            // Of two with one id, the first counts.
            let slot = unit_types.entry(listed.id.as_str().to_owned());
            slot.or_insert_with(|| Serialized::new(&name));
        }
        Self {
            services: services.unwrap_or_default(),
            sentences: Sentences::default(),
            unit_types,
        }
    }

    /// The name of a type of unit.
    pub fn unit_type(&self, id: &str) -> Option<Serialized<Localized<'static>>> {
        self.unit_types.get(id).cloned()
    }
}
