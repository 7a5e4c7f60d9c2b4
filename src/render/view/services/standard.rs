//! The services of a rule set in the words of a language, as templates see them: the same on the pages
//! of all units that give them, so that they are made once.

use tera::Value;

use crate::model::rule_set::{RuleSet, Service};
use crate::render::locale::Locale;
use crate::render::view::services::{names, summary};

/// The services of a rule set, in its order.
#[derive(Default)]
pub struct StandardServices {
    services: Vec<Standard>,
}

/// What is said of a service whoever gives it: see [`ServiceView`](super::ServiceView).
#[derive(Clone)]
pub(super) struct Standard {
    pub id: Value,
    pub name: Value,
    pub standard_name: Value,
    pub gloss: Value,
    pub summary: Value,
}

impl StandardServices {
    /// The services of a rule set in a language.
    pub fn new(rule_set: &RuleSet, locale: &Locale) -> Self {
        let services = rule_set.services.iter();
        let services = services.map(|service| Standard::new(service, locale));
        Self {
            services: services.collect(),
        }
    }

    /// A service, by its place in the rule set; one of another is made from what it is.
    pub(super) fn get(&self, rank: usize, service: &Service, locale: &Locale) -> Standard {
        let known = self.services.get(rank).cloned();
        known.unwrap_or_else(|| Standard::new(service, locale))
    }
}

impl Standard {
    fn new(service: &Service, locale: &Locale) -> Self {
        let (name, standard_name, gloss) = names(service, locale);
        Self {
            id: Value::from(service.id.as_str()),
            name: Value::from_serializable(&name),
            standard_name: Value::from_serializable(&standard_name),
            gloss: Value::from_serializable(&gloss),
            summary: Value::from_serializable(&summary(service, locale)),
        }
    }
}
