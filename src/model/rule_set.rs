//! A rule set: one dated version of a region's base offering. Data, not code; nothing here knows
//! any region's rules.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::diagnostic::code::{Code, Level};
use crate::model::condition::PlacedCondition;
use crate::model::contact::Contact;
use crate::model::href::Written;
use crate::model::name::{NamePattern, fold};
use crate::model::response::{Response, ServiceResponse};
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
    pub decided: Option<Spanned<NaiveDate>>,
    /// The document's title.
    pub title: String,
    /// The document it was transcribed from.
    pub source: Option<String>,
    /// Addresses and mailboxes that the file states.
    pub written: Vec<Written>,
    /// The document's address.
    pub source_url: Option<Spanned<String>>,
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
    /// The same, in the document's words.
    pub scope_text: Option<String>,
    /// Headings of what units offer.
    pub headings: Headings,
    /// Response time.
    pub response: Option<Response>,
    /// What an exemption must state.
    pub exemptions: ExemptionDemands,
    /// Levels of findings in the region, each with its line; those of the site go before.
    pub levels: Vec<(&'static Code, Level, Span)>,
    /// What a contact page must and should hold.
    pub page: PageDemands,
    /// Further demands on the pages of some units.
    pub page_by: Vec<(PlacedCondition, PageDemands)>,
    /// Questions asked of each unit.
    pub activities: Vec<Activity>,
    /// Services in the order of the file, which is the order of the page.
    pub services: Vec<Service>,
    /// Groups of which some services must be offered.
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

/// Headings of what units offer, on their pages; the theme's where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// Above e-services.
    pub e_services: Option<String>,
    /// The same in English.
    pub e_services_en: Option<String>,
    /// Above booking.
    pub booking: Option<String>,
    /// The same in English.
    pub booking_en: Option<String>,
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
    /// The id of a service that it replaces.
    Former,
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

    /// Every field that some contact page must or should hold.
    pub fn page_fields(&self) -> impl Iterator<Item = &Spanned<String>> {
        let further = self.page_by.iter().map(|(_, demands)| demands);
        let all = std::iter::once(&self.page).chain(further);
        all.flat_map(|demands| demands.required.iter().chain(&demands.advised))
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
        // Spelling comes first: a slip in a standard name is no name of its own.
        let fits = |service: &&Service| {
            service
                .name_pattern
                .as_ref()
                .is_some_and(|p| p.matches(written))
        };
        let service = self.services.iter().find(fits)?;
        (!self.is_slip(written)).then_some((service, Naming::Pattern))
    }

    /// Whether a name is the name of a service with one slip, or with a word written as it is spoken: `mej`
    /// is `mig`.
    pub fn is_slip(&self, written: &str) -> bool {
        let folded = fold(written);
        let spelt = folded.split(' ').map(|word| match word {
            "mej" => "mig",
            "dej" => "dig",
            "sej" => "sig",
            word => word,
        });
        let spelt = spelt.collect::<Vec<_>>().join(" ");
        let near = |name: &str| {
            let name = fold(name);
            name == spelt || strsim::damerau_levenshtein(&folded, &name) == 1
        };
        self.services
            .iter()
            .any(|service| near(&service.name.value))
    }

    /// The services that replace one with an id.
    pub fn successors(&self, id: &str) -> impl Iterator<Item = &Service> {
        self.services
            .iter()
            .filter(move |service| service.former_ids.iter().any(|former| former.value == id))
    }

    /// Whether two names of visits mean the same one.
    pub fn is_same_visit(&self, one: &str, other: &str) -> bool {
        let standard = |name| Some(&self.resolve_visit(name)?.0.name.value);
        fold(one) == fold(other) || standard(one).is_some_and(|name| Some(name) == standard(other))
    }

    /// Whether a reason may lift what it stands for: a visit's booking, or a duty of the whole unit.
    /// Free text may lift both.
    pub fn lifts(&self, reason: &str, what: ReasonFor) -> bool {
        self.reason(reason)
            .is_none_or(|reason| reason.lifts == ReasonFor::Any || reason.lifts == what)
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
    pub date: Spanned<NaiveDate>,
    /// What was changed.
    pub change: String,
    /// Who changed it.
    pub by: Option<String>,
}

/// What contact pages must and should hold, as dotted keys of a unit file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageDemands {
    /// What must be there.
    pub required: Vec<Spanned<String>>,
    /// What should be there.
    pub advised: Vec<Spanned<String>>,
    /// How old a review of the page may be, in days.
    pub reviewed_within_days: Option<Spanned<u32>>,
}

/// What an exemption must state before it counts. Nothing said leaves it to the rule set as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExemptionDemands {
    /// A last day.
    pub until: Option<bool>,
    /// A day of approval.
    pub approved: Option<bool>,
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
    /// To the resident: what I do, what I get, how I log in.
    pub help: Option<Spanned<String>>,
    /// The same in English.
    pub help_en: Option<Spanned<String>>,
    /// The same in further languages, each with its tag.
    pub help_in: Vec<(Box<str>, Spanned<String>)>,
    /// Terms for the resident; the first whose condition holds.
    pub texts: Vec<Terms>,
    /// Its address, where it is the same for all units.
    pub url: Option<Spanned<String>>,
    /// Ids of services that it replaces.
    pub former_ids: Vec<Spanned<String>>,
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
    pub response: ServiceResponse,
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
    /// What an exemption from it must state.
    pub exemptions: ExemptionDemands,
    /// Phase-in of this service.
    pub phase_in: Vec<PhaseIn>,
    /// The table's place.
    pub span: Span,
}

/// What a resident agrees to when using a service; `{unit}`, `{phone}` and `{municipality}` are filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Which units; nothing = all.
    pub when: Option<PlacedCondition>,
    /// The words.
    pub text: Spanned<String>,
    /// The words in English.
    pub text_en: Option<Spanned<String>>,
}

impl Terms {
    /// What may stand in braces.
    pub const PLACEHOLDERS: [&'static str; 3] = ["unit", "phone", "municipality"];
}

/// Which visit types a duty is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitFilter {
    /// Only those where assessment is (or is not) needed first; nothing = all.
    pub assessment_first: Option<bool>,
    /// Visits that must be there, each bookable; none named = all there are.
    pub names: Vec<Spanned<String>>,
    /// Where a list of names stands that has none.
    pub empty_names: Option<Span>,
}

/// Some of these services.
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
    /// Who must offer them, in the document's words.
    pub applies_to: Option<String>,
    /// The services.
    pub services: Vec<Spanned<String>>,
    /// How many of them.
    pub at_least: usize,
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
    /// What it may lift.
    pub lifts: ReasonFor,
}

/// What a reason may lift.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReasonFor {
    /// The booking of a visit.
    Visit,
    /// A duty of the whole unit.
    Unit,
    /// Either.
    #[default]
    Any,
}

impl ReasonFor {
    /// The words in files.
    pub const NAMES: [&'static str; 3] = ["visit", "unit", "any"];

    /// The meaning of a word in a file.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "visit" => Some(Self::Visit),
            "unit" => Some(Self::Unit),
            "any" => Some(Self::Any),
            _ => None,
        }
    }
}

/// Before `from`, a shortfall of units for which `when` holds is a notice, not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseIn {
    /// Which units; nothing = all.
    pub when: Option<PlacedCondition>,
    /// First day of full force.
    pub from: NaiveDate,
}
