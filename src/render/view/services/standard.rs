//! The services of a rule set in the words of a language, as templates see them: the same on the pages
//! of all units that give them, so that they are made once.

use crate::model::rule_set::{RuleSet, Service};
use crate::render::locale::Locale;
use crate::render::view::localized::{Localized, gloss};
use crate::render::view::serialized::Serialized;

/// The services of a rule set, in its order.
#[derive(Default)]
pub struct StandardServices {
    services: Vec<Standard>,
}

/// What is said of a service whoever gives it: see [`ServiceView`](super::service::ServiceView).
#[derive(Clone)]
pub(super) struct Standard {
    pub id: Option<Serialized<str>>,
    pub name: Serialized<Localized<'static>>,
    pub gloss: Option<Serialized<Localized<'static>>>,
    pub summary: Option<Serialized<Localized<'static>>>,
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
        let (name, gloss) = names(service, locale);
        Self {
            id: Some(Serialized::new(service.id.as_str())),
            name: Serialized::new(&name),
            gloss: gloss.as_ref().map(Serialized::new),
            summary: summary(service, locale).as_ref().map(Serialized::new),
        }
    }
}

/// What residents read, and the gloss.
fn names<'a>(service: &'a Service, locale: &Locale) -> (Localized<'a>, Option<Localized<'a>>) {
    let name = service.name.as_str();
    let label = service.label.as_deref().unwrap_or(name);
    let english = if service.label.is_some() {
        &service.label_en
    } else {
        &service.name_en
    };
    (
        Localized::content(label, locale),
        gloss(english.as_deref(), locale),
    )
}

/// What a service is to the resident, in the page's language where there are words for it; without words
/// of that kind, what it means in the document's.
pub fn summary<'a>(service: &'a Service, locale: &Locale) -> Option<Localized<'a>> {
    if let Some(help) = &service.help {
        let english = service.help_en.iter().map(|text| ("en", text.as_str()));
        let further = service.help_in.iter();
        let further = further.map(|(language, text)| (&**language, text.as_str()));
        return Some(Localized::best(
            help.as_str(),
            english.chain(further),
            locale,
        ));
    }
    let swedish = service.summary.as_deref();
    swedish
        .map(|swedish| Localized::glossed(swedish, service.summary_en.as_deref(), locale))
        .or_else(|| gloss(service.summary_en.as_deref(), locale))
}
