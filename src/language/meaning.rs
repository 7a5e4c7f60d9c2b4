//! What a word of a file refers to: a service of the rule set, a question, a type of unit, another unit.
//!
//! Works on files that are broken at the moment: the region is told by the path, and only verdicts need
//! the unit to have been read.

use crate::assess::offering;
use crate::assess::units::UnitStore;
use crate::assess::verdict::{self, Subject, Verdict};
use crate::compile::{Compilation, code};
use crate::diagnostic::code::Code;
use crate::language::form::FileKind;
use crate::language::place::{DocumentPlace, Role};
use crate::model::region::{Listed, Region, UnitType};
use crate::model::response::Response;
use crate::model::rule_set::{Activity, OneOf, Reason, RuleSet, Service, VisitName};
use crate::model::unit::UnitSummary;
use crate::text::inputs::Inputs;
use crate::text::{FileId, Span, Spanned};

/// What a word refers to.
#[derive(Clone, Copy)]
pub enum Thing<'a> {
    /// A service of a version of the rule set.
    Service(&'a RuleSet, &'a Service),
    /// A group of services.
    Group(&'a OneOf),
    /// A question.
    Activity(&'a Activity),
    /// A reason for an exemption.
    Reason(&'a Reason),
    /// A standard name of a bookable visit.
    VisitName(&'a VisitName),
    /// The response time demanded.
    Response(&'a Response),
    /// A type of unit.
    Type(&'a UnitType),
    /// An administration or agreement.
    Listed(&'a Listed),
    /// A municipality.
    Municipality(&'a Spanned<String>),
    /// A unit.
    Unit(&'a UnitSummary),
    /// A code of findings.
    Code(&'static Code),
}

impl Thing<'_> {
    /// Where it is decided; nothing for what the program itself decides.
    pub fn span(&self) -> Option<Span> {
        Some(match self {
            Self::Service(_, service) => service.id.span,
            Self::Group(group) => group.id.span,
            Self::Activity(activity) => activity.id.span,
            Self::Reason(reason) => reason.id.span,
            Self::VisitName(name) => name.name.span,
            Self::Response(response) => response.limit.span,
            Self::Type(unit_type) => unit_type.listed.id.span,
            Self::Listed(listed) => listed.id.span,
            Self::Municipality(name) => name.span,
            Self::Unit(unit) => unit.span(),
            Self::Code(_) => return None,
        })
    }
}

/// A file, and what holds for it.
pub struct FileContext<'a> {
    /// Everything that is known of the site.
    pub compilation: &'a Compilation,
    /// The file.
    pub file: FileId,
    /// What it is.
    pub kind: FileKind,
    /// Its region; none for `site.toml`.
    pub region: Option<&'a Region>,
    /// The rule set that counts in it: itself, or the one in force for a unit.
    pub rule_set: Option<&'a RuleSet>,
    /// The unit, when the file is one that can be read.
    pub unit: Option<&'a UnitSummary>,
    /// All units, and where this one is among them.
    units: (UnitStore<'a>, Option<usize>),
}

impl<'a> FileContext<'a> {
    /// What holds for a file; nothing for files without a form, such as texts.
    pub fn new(compilation: &'a Compilation, inputs: &'a Inputs, file: FileId) -> Option<Self> {
        let path = compilation.sources.path(file);
        let kind = FileKind::of(path)?;
        let catalog = &compilation.catalog;
        let region = path.parts().nth(1).and_then(|id| catalog.regions.get(id));
        let rule_set = region.and_then(|region| match kind {
            FileKind::RuleSet => region.rule_sets.iter().find(|rules| rules.file == file),
            _ => region.rule_set_on(compilation.today),
        });
        let at = catalog.units.iter().position(|unit| unit.file == file);
        Some(Self {
            compilation,
            file,
            kind,
            region,
            rule_set,
            unit: at.map(|at| &catalog.units[at]),
            units: (compilation.units(inputs), at),
        })
    }

    /// The file's text.
    pub fn text(&self) -> &'a str {
        &self.compilation.sources.get(self.file).text
    }

    /// What the word at a place refers to.
    pub fn meaning(&self, place: &DocumentPlace) -> Option<Thing<'a>> {
        if place.role == Role::Comment || place.range.is_empty() {
            return None;
        }
        let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
        let word = place.word.as_str();
        match self.kind {
            FileKind::Unit => self.in_unit(&path, place.role, word),
            FileKind::RuleSet => self.in_rule_set(&path, place.role, word),
            FileKind::Site => match (path.as_slice(), place.role) {
                (["levels"], Role::Key) => code(word).map(Thing::Code),
                _ => None,
            },
            FileKind::Region => None,
        }
    }

    fn in_unit(&self, path: &[&str], role: Role, word: &str) -> Option<Thing<'a>> {
        match (path, role) {
            (["services"], Role::Key) => self.service(word),
            (["activities"], Role::Key) => self.activity(word),
            (["response"], Role::Key) if ["days", "hours"].contains(&word) => {
                self.rule_set?.response.as_ref().map(Thing::Response)
            }
            (["exemptions", "service"], Role::Value) => {
                let group = || self.rule_set?.group(word).map(Thing::Group);
                self.service(word).or_else(group)
            }
            (["exemptions", "reason"] | ["visits", "exempt"], Role::Value) => self.reason(word),
            (["visits", "name"], Role::Value) => {
                let (name, _) = self.rule_set?.resolve_visit(word)?;
                Some(Thing::VisitName(name))
            }
            (["related"], Role::Value) => self.compilation.catalog.unit(word).map(Thing::Unit),
            (["municipality"], Role::Value) => self
                .region?
                .municipalities
                .iter()
                .find(|name| name.value == word)
                .map(Thing::Municipality),
            (["agreements"], Role::Value) => self.listed("agreement", word),
            ([key], Role::Value) => self.listed(key, word),
            _ => None,
        }
    }

    fn in_rule_set(&self, path: &[&str], role: Role, word: &str) -> Option<Thing<'a>> {
        if role != Role::Value {
            return None;
        }
        match path {
            ["services", "satisfied_by"] | ["one_of", "services"] | [.., "offers"] => {
                self.service(word)
            }
            ["services", "exceptions"] => self.reason(word),
            [.., "activity"] => self.activity(word),
            [
                ..,
                key @ ("type" | "administration" | "agreement" | "system" | "municipality"),
            ] => self.listed(key, word),
            _ => None,
        }
    }

    /// The service of a name: in the rule set, else in another version of it.
    fn service(&self, word: &str) -> Option<Thing<'a>> {
        let (region, rules) = (self.region?, self.rule_set?);
        let (rules, at) = match offering::meaning(word, region, rules) {
            verdict::Meaning::Service(at, _) | verdict::Meaning::LeftOver(at) => (rules, at),
            verdict::Meaning::OtherVersion(version, at) => (region.rule_sets.get(version)?, at),
            verdict::Meaning::Unknown => return None,
        };
        Some(Thing::Service(rules, rules.services.get(at)?))
    }

    fn activity(&self, word: &str) -> Option<Thing<'a>> {
        self.rule_set?.activity(word).map(Thing::Activity)
    }

    fn reason(&self, word: &str) -> Option<Thing<'a>> {
        self.rule_set?.reason(word).map(Thing::Reason)
    }

    fn listed(&self, key: &str, word: &str) -> Option<Thing<'a>> {
        let region = self.region?;
        match key {
            "type" => region.unit_type(word).map(Thing::Type),
            "administration" => region.administration(word).map(Thing::Listed),
            "agreement" => region.agreement(word).map(Thing::Listed),
            "system" => {
                let system = region.system(word);
                system.map(|system| Thing::Listed(&system.listed))
            }
            "municipality" => {
                let mut names = region.municipalities.iter();
                names
                    .find(|name| name.value == word)
                    .map(Thing::Municipality)
            }
            _ => None,
        }
    }

    /// The unit's verdict on a service of the rule set in force.
    pub fn verdict(&self, service: &Service) -> Option<Verdict> {
        let (units, at) = &self.units;
        let full = units.load((*at)?).ok()?;
        let services = &self.rule_set?.services;
        let at = services
            .iter()
            .position(|other| std::ptr::eq(other, service))?;
        let mut verdicts = full.assessment.verdicts.iter();
        let verdict = verdicts.find(|verdict| verdict.subject == Subject::Service(at));
        verdict.cloned()
    }
}
