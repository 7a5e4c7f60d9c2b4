//! What may be chosen in fields, as the region and its rule set say, and what a form is made for.

use chrono::NaiveDate;

use crate::assess::units::FullUnit;
use crate::diagnostic::Language;
use crate::edit::item::Choice;
use crate::edit::words::pick;
use crate::load::shape::Kind;
use crate::model::Catalog;
use crate::model::region::{Listed, Region};
use crate::model::rule_set::{Reason, RuleSet, Service};

/// What a form is made for.
pub struct FormContext<'a> {
    /// Everything that was loaded of the site.
    pub catalog: &'a Catalog,
    /// The day.
    pub today: NaiveDate,
    /// The language of its words.
    pub language: Language,
    /// The unit's region.
    pub region: &'a Region,
    /// The rule set in force.
    pub rule_set: Option<&'a RuleSet>,
    /// The unit with its verdicts, while its file can be relied on.
    pub unit: Option<&'a FullUnit>,
}

impl FormContext<'_> {
    /// What may be chosen at a path.
    pub fn options(&self, kind: &Kind, path: &[String]) -> Vec<Choice> {
        let region = self.region;
        let listed = |all: &[Listed]| all.iter().map(|it| self.listed(it)).collect();
        let plain = |word: &str| Choice {
            value: word.to_owned(),
            label: word.to_owned(),
        };
        let names: Vec<&str> = path
            .iter()
            .map(String::as_str)
            .filter(|part| part.parse::<usize>().is_err())
            .collect();
        match names.as_slice() {
            ["type"] => region
                .types
                .iter()
                .map(|it| self.listed(&it.listed))
                .collect(),
            ["administration"] => listed(&region.administrations),
            ["system"] => region
                .systems
                .iter()
                .map(|it| self.listed(&it.listed))
                .collect(),
            ["municipality"] => region
                .municipalities
                .iter()
                .map(|it| plain(&it.value))
                .collect(),
            ["exemptions", "service"] => self.services(),
            ["exemptions", "reason"] | ["visits", "exempt"] => self.reasons(),
            ["visits", "name"] => {
                let names = self.rule_set.iter().flat_map(|rules| &rules.visit_names);
                names.map(|it| plain(&it.name.value)).collect()
            }
            _ => match kind {
                Kind::Choice(words) => words.iter().map(|word| plain(word)).collect(),
                _ => Vec::new(),
            },
        }
    }

    fn listed(&self, listed: &Listed) -> Choice {
        let en = listed.name_en.as_ref().unwrap_or(&listed.name);
        Choice {
            value: listed.id.value.clone(),
            label: match self.language {
                Language::English => en.clone(),
                Language::Swedish => listed.name.clone(),
            },
        }
    }

    /// The services that an exemption may name.
    fn services(&self) -> Vec<Choice> {
        let services = self.rule_set.iter().flat_map(|rules| &rules.services);
        let choice = |service: &Service| Choice {
            value: service.id.value.clone(),
            label: self.name_of(service),
        };
        services.map(choice).collect()
    }

    /// The reasons that an exemption may give.
    fn reasons(&self) -> Vec<Choice> {
        let reasons = self.rule_set.iter().flat_map(|rules| &rules.reasons);
        let choice = |reason: &Reason| {
            let en = reason.text_en.as_ref().unwrap_or(&reason.text);
            Choice {
                value: reason.id.value.clone(),
                label: pick(self.language, en, &reason.text).to_owned(),
            }
        };
        reasons.map(choice).collect()
    }

    /// The name of a service.
    pub fn name_of(&self, service: &Service) -> String {
        let en = service.name_en.as_ref().unwrap_or(&service.name.value);
        pick(self.language, en, &service.name.value).to_owned()
    }
}
