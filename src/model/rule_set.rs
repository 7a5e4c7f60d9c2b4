//! A rule set: one dated version of a region's base offering. Data, not code; nothing here knows
//! any region's rules.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::condition::PlacedCondition;
use crate::model::contact::Contact;
use crate::model::href::Written;
use crate::model::name::{NamePattern, fold};
use crate::model::unit::VisitType;
use crate::text::{FileId, Span, Spanned};

/// `content/<region>/rules/<first day in force>.toml`
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// `<region>/<first day>`, such as `kalmar/2026-02-18`.
    pub id: String,
    /// The file.
    pub file: FileId,
    /// Whether the file has syntax faults, says nothing, cannot be read, or has a scope that cannot: its
    /// units are then not assessed, as any verdict could be wrong.
    pub broken: bool,
    /// Lists that are not known in full, because something in them has a fault of form.
    pub unread: BTreeSet<&'static str>,
    /// First day in force: the file's name.
    pub in_force: NaiveDate,
    /// Day of decision.
    pub decided: Option<NaiveDate>,
    /// The document's title.
    pub title: String,
    /// The document it was transcribed from.
    pub source: Option<String>,
    /// Addresses and mailboxes that the file states.
    pub written: Vec<Written>,
    /// Who owns the document.
    pub owner: Option<Contact>,
    /// The document's aim, in its own words.
    pub purpose: Option<String>,
    /// Whom it addresses, in its own words.
    pub concerned: Option<String>,
    /// General rules that are printed, not assessed.
    pub principles: Vec<Principle>,
    /// History of the document.
    pub history: Vec<Change>,
    /// Which units it binds; nothing = all.
    pub scope: Option<PlacedCondition>,
    /// Response time.
    pub response: Option<Response>,
    /// What a contact page must hold, as dotted keys of a unit file.
    pub page_required: Vec<Spanned<String>>,
    /// What a contact page should hold.
    pub page_advised: Vec<Spanned<String>>,
    /// Questions asked of each unit.
    pub activities: Vec<Activity>,
    /// Services in the order of the file, which is the order of the page.
    pub services: Vec<Service>,
    /// Groups of which at least one service must be offered.
    pub one_of: Vec<OneOf>,
    /// Standard external names of bookable visits.
    pub visit_names: Vec<VisitName>,
    /// Words of the ids used in `exceptions`.
    pub reasons: Vec<Reason>,
    /// Phase-in for the whole rule set.
    pub phase_in: Vec<PhaseIn>,
    /// Every name a service may be written under, folded.
    pub names: BTreeMap<String, (usize, Naming)>,
    /// Every name a visit type may be written under, folded.
    pub visit_name_index: BTreeMap<String, (usize, Naming)>,
}

/// How a name found in a unit file relates to the service it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// The service's id.
    Id,
    /// The standard name, letter by letter.
    Standard,
    /// The standard name but for case, blanks or dashes.
    Variant,
    /// A listed alias.
    Alias,
    /// A name that fits the service's pattern.
    Pattern,
}

impl RuleSet {
    /// Whether a list of the file, such as `services`, is known in full, so that what it lacks is not there.
    pub fn knows(&self, list: &str) -> bool {
        !self.broken && !self.unread.contains(list)
    }

    /// The service a key of `[services]` means, and how it was written.
    pub fn resolve(&self, written: &str) -> Option<(&Service, Naming)> {
        if let Some((at, naming)) = self.names.get(&fold(written)) {
            let service = self.services.get(*at)?;
            let naming = match naming {
                Naming::Standard if service.name.value != written => Naming::Variant,
                other => *other,
            };
            return Some((service, naming));
        }
        let fits = |service: &&Service| {
            service
                .name_pattern
                .as_ref()
                .is_some_and(|p| p.matches(written))
        };
        self.services
            .iter()
            .find(fits)
            .map(|service| (service, Naming::Pattern))
    }

    /// The standard visit name a written one means.
    pub fn resolve_visit(&self, written: &str) -> Option<(&VisitName, Naming)> {
        let (at, naming) = self.visit_name_index.get(&fold(written))?;
        let visit_name = self.visit_names.get(*at)?;
        let naming = match naming {
            Naming::Standard if visit_name.name.value != written => Naming::Variant,
            other => *other,
        };
        Some((visit_name, naming))
    }

    /// The service with an id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id.value == id)
    }

    /// The group with an id.
    pub fn group(&self, id: &str) -> Option<&OneOf> {
        self.one_of.iter().find(|group| group.id.value == id)
    }

    /// The question with an id.
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities
            .iter()
            .find(|activity| activity.id.value == id)
    }

    /// The words of an exception id.
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.iter().find(|reason| reason.id.value == id)
    }
}

/// A general rule, printed on the base-offering page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principle {
    /// The document's words.
    pub text: String,
    /// Section of the document.
    pub source: Option<String>,
}

/// One line of the document's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Day of the change.
    pub date: NaiveDate,
    /// What was changed.
    pub change: String,
    /// Who changed it.
    pub by: Option<String>,
}

/// The response time a rule set demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Days after the day of arrival.
    pub days: u32,
    /// The region's word for the days it counts.
    pub calendar: ResponseCalendar,
    /// What is promised.
    pub promise: Promise,
    /// The `days` line.
    pub span: Span,
}

/// The region's own word for a working day. Both count Monday to Friday minus holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseCalendar {
    /// arbetsdag
    WorkingDay,
    /// vardag
    Weekday,
}

/// What the resident is promised within the response time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A first feedback (Kalmar: "första återkoppling").
    Feedback,
    /// An answer (Västra Götaland: "svar").
    Answer,
}

/// A yes/no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The key in `[activities]`.
    pub id: Spanned<String>,
    /// The question in Swedish.
    pub question: String,
    /// The question in English.
    pub question_en: Option<String>,
}

/// What a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceKind {
    /// A booking service.
    Booking,
    /// An e-service.
    EService,
}

/// When a service is an obligation, and of which strength.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// får inte
    pub must_not: Option<PlacedCondition>,
    /// ska
    pub must: Option<PlacedCondition>,
    /// bör
    pub should: Option<PlacedCondition>,
    /// kan
    pub may: Option<PlacedCondition>,
}

/// A service a rule set names.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: Spanned<String>,
    /// E-service or booking.
    pub kind: ServiceKind,
    /// The standard name.
    pub name: Spanned<String>,
    /// English gloss.
    pub name_en: Option<String>,
    /// Short form for residents.
    pub label: Option<String>,
    /// English gloss of the short form.
    pub label_en: Option<String>,
    /// What it means, in the document's words.
    pub summary: Option<String>,
    /// The same in English, in our words.
    pub summary_en: Option<String>,
    /// Its address, where it is the same for all units.
    pub url: Option<Spanned<String>>,
    /// Other names it goes by.
    pub aliases: Vec<Spanned<String>>,
    /// A shape of names that are all standard.
    pub name_pattern: Option<NamePattern>,
    /// Section of the document.
    pub source: Option<String>,
    /// Who must offer it, in the document's words.
    pub applies_to: Option<String>,
    /// The document's further demand, in its words.
    pub requirement: Option<String>,
    /// Whether the resident logs in, where stated.
    pub login: Option<bool>,
    /// Whether a response time applies to it (domain reading 16: only where a case is opened).
    pub response: bool,
    /// When it is an obligation.
    pub duty: Duty,
    /// For a duty about visit types: which ones.
    pub visits: Option<VisitFilter>,
    /// Weeks ahead that must be bookable.
    pub weeks_ahead: Option<Spanned<u32>>,
    /// Services that fulfil the duty instead.
    pub satisfied_by: Vec<Spanned<String>>,
    /// Reasons the document names.
    pub exceptions: Vec<Spanned<String>>,
    /// Whether only those reasons count.
    pub exceptions_exhaustive: bool,
    /// Phase-in of this service.
    pub phase_in: Vec<PhaseIn>,
    /// The table's place.
    pub span: Span,
}

/// Which visit types a duty is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitFilter {
    /// Only those where assessment is (or is not) needed first; nothing = all.
    pub assessment_first: Option<bool>,
}

impl VisitFilter {
    /// Whether a visit type is one of those.
    pub fn takes(&self, visit: &VisitType) -> bool {
        self.assessment_first.is_none() || visit.assessment_first == self.assessment_first
    }
}

/// At least one of these services.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// The id it is reported under.
    pub id: Spanned<String>,
    /// A name for people; the id where none is given.
    pub name: Option<String>,
    /// English gloss.
    pub name_en: Option<String>,
    /// Section of the document.
    pub source: Option<String>,
    /// The services.
    pub services: Vec<Spanned<String>>,
    /// When it is an obligation.
    pub duty: Duty,
    /// Phase-in of this group.
    pub phase_in: Vec<PhaseIn>,
    /// The table's place.
    pub span: Span,
}

/// A standard external name of a bookable visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitName {
    /// The name.
    pub name: Spanned<String>,
    /// English gloss.
    pub name_en: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<Spanned<String>>,
}

/// The words of an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The id units use.
    pub id: Spanned<String>,
    /// The document's words.
    pub text: String,
    /// English gloss.
    pub text_en: Option<String>,
}

/// Before `from`, a shortfall of units for which `when` holds is a notice, not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseIn {
    /// Which units; nothing = all.
    pub when: Option<PlacedCondition>,
    /// First day of full force.
    pub from: NaiveDate,
}
