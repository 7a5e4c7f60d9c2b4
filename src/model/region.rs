//! A region: owner of rules and units.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::condition::UnitKind;
use crate::model::contact::Contact;
use crate::model::href::Written;
use crate::model::rule_set::RuleSet;
use crate::text::{FileId, Span, Spanned};

/// `content/<region>/region.toml` and the rule sets beside it.
#[derive(Clone, Debug)]
pub struct Region {
    /// The folder's name, first part of every address of the region.
    pub id: String,
    /// `region.toml`.
    pub file: FileId,
    /// Whether the file has syntax faults, says nothing, or cannot be read: what it lists is then not known,
    /// so that nothing can be held against it and its units are not assessed.
    pub broken: bool,
    /// Lists that are not known in full, because something in them has a fault of form.
    pub unread: BTreeSet<&'static str>,
    /// "Region Kalmar län"
    pub name: String,
    /// "Kalmar län"; the name where none is given.
    pub short_name: String,
    /// English gloss.
    pub name_en: Option<String>,
    /// Who decides how services are named.
    pub naming_contact: Option<Contact>,
    /// The region's own site.
    pub website: Option<Spanned<String>>,
    /// Addresses and mailboxes that the file states.
    pub written: Vec<Written>,
    /// Municipalities in the file's order.
    pub municipalities: Vec<Spanned<String>>,
    /// Administrations (förvaltningar).
    pub administrations: Vec<Listed>,
    /// Agreements a private unit may have.
    pub agreements: Vec<Listed>,
    /// Types of unit.
    pub types: Vec<UnitType>,
    /// Record systems that units work in.
    pub systems: Vec<System>,
    /// Where to turn when the unit is closed.
    pub urgent: Option<Urgent>,
    /// Words that mean the same in a search.
    pub synonyms: Vec<Vec<String>>,
    /// Address of a map, with `{lat}`, `{lon}` and `{address}`.
    pub map: Option<Spanned<String>>,
    /// Versions of the base offering, oldest first.
    pub rule_sets: Vec<RuleSet>,
}

impl Region {
    /// Whether a list of the file, such as `types`, is known in full, so that what it lacks is not there.
    pub fn knows(&self, list: &str) -> bool {
        !self.broken && !self.unread.contains(list)
    }

    /// Whether each version of the rule set knows a list of its file in full.
    pub fn rules_know(&self, list: &str) -> bool {
        self.rule_sets.iter().all(|rules| rules.knows(list))
    }

    /// Whether the units can be assessed on a day: what decides of them can be read.
    pub fn is_assessable_on(&self, day: NaiveDate) -> bool {
        let rules = self.rule_set_on(day);
        !self.broken && rules.is_none_or(|rules| !rules.broken)
    }

    /// The newest rule set in force on a day. A broken version still counts as the one in force:
    /// falling back to an older one would give wrong verdicts silently.
    pub fn rule_set_on(&self, day: NaiveDate) -> Option<&RuleSet> {
        self.rule_sets
            .iter()
            .rfind(|rule_set| rule_set.in_force <= day)
    }

    /// The type with an id.
    pub fn unit_type(&self, id: &str) -> Option<&UnitType> {
        self.types
            .iter()
            .find(|unit_type| unit_type.listed.id.value == id)
    }

    /// The administration with an id.
    pub fn administration(&self, id: &str) -> Option<&Listed> {
        self.administrations
            .iter()
            .find(|listed| listed.id.value == id)
    }

    /// The record system with an id.
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems
            .iter()
            .find(|system| system.listed.id.value == id)
    }

    /// Whether an id that a condition names under a key is one of those that the region lists. What a
    /// broken file lists is not known.
    pub fn lists(&self, key: &str, id: &str) -> bool {
        let list = match key {
            "type" => "types",
            "administration" => "administrations",
            "agreement" => "agreements",
            "municipality" => "municipalities",
            "system" => "systems",
            _ => "",
        };
        if !list.is_empty() && !self.knows(list) {
            return true;
        }
        match key {
            "type" => self.unit_type(id).is_some(),
            "administration" => self.administration(id).is_some(),
            "agreement" => self.agreement(id).is_some(),
            "municipality" => self.municipalities.iter().any(|known| known.value == id),
            "system" => self.system(id).is_some(),
            "care_form" => CARE_FORMS.contains(&id),
            _ => false,
        }
    }

    /// The agreement with an id.
    pub fn agreement(&self, id: &str) -> Option<&Listed> {
        self.agreements.iter().find(|listed| listed.id.value == id)
    }
}

/// Something `region.toml` lists under an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The id units use.
    pub id: Spanned<String>,
    /// The name residents read.
    pub name: String,
    /// English gloss.
    pub name_en: Option<String>,
    /// The table's place.
    pub span: Span,
}

/// HSA codes of forms of care.
pub const CARE_FORMS: [&str; 4] = ["01", "02", "03", "04"];

/// A record system, and what it can do: answers to questions of the rule set that hold for every unit
/// working in it, where the unit itself says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// Id and names.
    pub listed: Listed,
    /// The answers, by the question's id.
    pub activities: BTreeMap<String, Spanned<bool>>,
}

/// Where to turn when the unit is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urgent {
    /// The words.
    pub text: String,
    /// The words in English.
    pub text_en: Option<String>,
}

/// A type of unit, such as `halsocentral`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitType {
    /// Id and names.
    pub listed: Listed,
    /// Clinic or ward.
    pub kind: Option<UnitKind>,
    /// HSA vård- och omsorgsform, "01" to "04".
    pub care_form: Option<String>,
    /// schema.org type for search engines.
    pub schema: Option<String>,
    /// Heading of the type's page, such as "Hälsocentraler".
    pub plural: Option<String>,
    /// The same in English.
    pub plural_en: Option<String>,
    /// Words that people search for the type by.
    pub words: Vec<String>,
}
