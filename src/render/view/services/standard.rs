//! The services of a rule set as pages of units show them, made once per language. A unit adds the
//! address of its own and what else it says of them.

use tera::value::Key;
use tera::{Map, Value};

use crate::model::rule_set::{RuleSet, Service};
use crate::render::locale::Locale;
use crate::render::view::services::{ServiceView, names, summary};

/// The services of a rule set, in its order.
#[derive(Default)]
pub struct StandardServices {
    services: Vec<Standard>,
}

impl StandardServices {
    /// The services of a rule set in a language.
    pub fn new(rule_set: &RuleSet, locale: &Locale) -> Self {
        let services = rule_set.services.iter();
        Self {
            services: services
                .map(|service| Standard::new(service, locale))
                .collect(),
        }
    }

    /// A service, by its place in the rule set or, where that is another, made from what it is.
    pub(super) fn get(&self, rank: usize, service: &Service, locale: &Locale) -> Standard {
        let known = self.services.get(rank).cloned();
        known.unwrap_or_else(|| Standard::new(service, locale))
    }
}

/// A [`ServiceView`] without what a unit says of the service.
#[derive(Clone)]
pub(super) struct Standard(Map);

impl Standard {
    fn new(service: &Service, locale: &Locale) -> Self {
        let (name, standard_name, gloss) = names(service, locale);
        let view = Value::from_serializable(&ServiceView {
            id: Some(service.id.as_str()),
            name,
            standard_name,
            gloss,
            href: None,
            summary: summary(service, locale),
            login: false,
            reply: None,
            only_by: None,
            also_by: None,
            visits: Vec::new(),
        });
        Self(view.into_map().unwrap_or_default())
    }

    /// Changes a field.
    pub(super) fn set(&mut self, field: &'static str, value: Value) {
        self.0.insert(Key::Str(field), value);
    }

    /// Changes a field, where there is something to say.
    pub(super) fn set_some(&mut self, field: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            self.set(field, value);
        }
    }

    /// The view.
    pub(super) fn into_value(self) -> Value {
        Value::from(self.0)
    }
}
