//! Verdicts: the outcome of each obligation for one unit. Data only; `assess` makes them.

use std::ops::Deref;

use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use crate::model::response::{Limit, ServiceResponse};
use crate::model::rule_set::{RuleSet, Service};
use crate::text::Spanned;

/// The strength of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obligation {
    /// ska
    Must,
    /// bör
    Should,
    /// kan
    May,
    /// får inte
    MustNot,
}

impl Obligation {
    /// The word in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
            Self::MustNot => "must-not",
        }
    }
}

/// The outcome of one obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The unit is not in the rule set's scope.
    OutOfScope,
    /// No must, should or must-not binds.
    NotApplicable,
    /// It is not known whether an obligation binds, or whether it is met.
    Undetermined,
    /// Bound, and every requirement holds.
    Met,
    /// Bound, not met, but a valid exemption stands.
    Exempt,
    /// Bound, and none of these.
    Unmet,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 6] = [
        Self::OutOfScope,
        Self::NotApplicable,
        Self::Undetermined,
        Self::Met,
        Self::Exempt,
        Self::Unmet,
    ];

    /// The word in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OutOfScope => "out-of-scope",
            Self::NotApplicable => "not-applicable",
            Self::Undetermined => "undetermined",
            Self::Met => "met",
            Self::Exempt => "exempt",
            Self::Unmet => "unmet",
        }
    }
}

/// Why an obligation is unmet. The order is the order in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The service is not offered at all.
    NotOffered,
    /// It is given, but only by phone, letter or at the unit.
    OnlyByPhoneOrLetter,
    /// Times can be booked, but not far enough ahead.
    TooFewWeeksAhead,
    /// How far ahead times can be booked is not stated.
    WeeksAheadUnknown,
    /// A visit type the duty is about cannot be booked.
    VisitNotBookable,
    /// A visit that the rule set names is not among the unit's.
    VisitMissing,
    /// It is offered although it must not be.
    Forbidden,
}

impl Cause {
    /// The word in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotOffered => "not-offered",
            Self::OnlyByPhoneOrLetter => "only-by-phone-or-letter",
            Self::TooFewWeeksAhead => "too-few-weeks-ahead",
            Self::WeeksAheadUnknown => "weeks-ahead-unknown",
            Self::VisitNotBookable => "visit-not-bookable",
            Self::VisitMissing => "visit-missing",
            Self::Forbidden => "forbidden",
        }
    }
}

/// A fact that conditions ask of a unit, beside its answers to questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// `agreements`
    Agreements,
    /// `system`
    System,
    /// `type`, or what `region.toml` says of it.
    Type,
    /// `municipality`
    Municipality,
    /// The condition itself cannot be read.
    Condition,
}

/// What a verdict is about: an index into the rule set's services or groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// `rule_set.services[i]`
    Service(usize),
    /// `rule_set.one_of[i]`
    Group(usize),
}

/// The outcome of one obligation for one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The service or group.
    pub subject: Subject,
    /// The obligation that binds (or `May`); `None` when none is known to.
    pub obligation: Option<Obligation>,
    /// Whether the unit offers the service digitally, bound or not.
    pub offered: bool,
    /// The outcome.
    pub outcome: Outcome,
    /// Why it is unmet; empty otherwise.
    pub causes: Vec<Cause>,
    /// Activities whose missing answers leave it undetermined, by id.
    pub unanswered: Vec<String>,
    /// Other facts whose absence leaves it undetermined.
    pub unstated: Vec<Fact>,
    /// Index of the unit's exemption that makes it exempt, when an `[[exemptions]]` entry does.
    pub exemption: Option<usize>,
    /// Index of the unit's exemption that would lift this duty, needed or not; `unused-exemption` asks.
    pub covering: Option<usize>,
    /// Whether the duty is still being phased in for this unit.
    pub phasing_in: bool,
}

/// What a line of `[services]` turned out to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// `rule_set.services[i]` of the rule set in force.
    Service(usize, crate::model::rule_set::Naming),
    /// An old key of a service that stands under its new key too: index into the services in force. It
    /// counts for nothing.
    LeftOver(usize),
    /// A service that only another version of the region's rule set knows:
    /// index into `region.rule_sets`, index into its services.
    OtherVersion(usize, usize),
    /// No version knows it.
    Unknown,
}

/// What lists need of a unit's verdicts. A compilation has one of each unit, and the cache of checked units
/// stores it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentSummary {
    /// Index into `region.rule_sets` of the version in force, when there is one that can be used.
    pub rule_set: Option<usize>,
    /// Whether the rule set binds the unit.
    pub in_scope: bool,
    /// Indices of the services that the unit offers digitally, bound or not, in order.
    pub offered: Box<[u16]>,
    /// How many duties are met by exemption.
    pub exempt: usize,
}

impl AssessmentSummary {
    /// Indices of the services that the unit offers digitally.
    pub fn offered_services(&self) -> impl Iterator<Item = usize> {
        self.offered.iter().map(|service| usize::from(*service))
    }
}

/// All verdicts of one unit. The fields of the summary read as if they stood here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// What lists need.
    pub summary: AssessmentSummary,
    /// Activities whose missing answers leave the scope open, by id.
    pub scope_unanswered: ThinVec<String>,
    /// Other facts whose absence leaves the scope open.
    pub scope_unstated: ThinVec<Fact>,
    /// Index into the rule set's `response.by` of the response time that holds for the unit, where it is
    /// not the rule set's own.
    pub response_by: Option<usize>,
    /// Verdicts in the rule set's order: services, then groups.
    pub verdicts: ThinVec<Verdict>,
    /// What each line of the unit's `[services]` means, in the same order.
    pub meanings: ThinVec<Meaning>,
}

impl Assessment {
    /// The longest time until a response that the rule set allows the unit, in general.
    pub fn response<'r>(&self, rule_set: &'r RuleSet) -> Option<&'r Spanned<Limit>> {
        let asked = rule_set.response.as_ref()?;
        let by = self.response_by.and_then(|at| asked.by.get(at));
        Some(by.map_or(&asked.limit, |(_, limit)| limit))
    }

    /// The same for a service; nothing where no response time applies.
    pub fn response_for<'r>(
        &self,
        rule_set: &'r RuleSet,
        service: &'r Service,
    ) -> Option<&'r Spanned<Limit>> {
        match &service.response {
            ServiceResponse::None => None,
            ServiceResponse::Own(own) => Some(own),
            ServiceResponse::RuleSet => self.response(rule_set),
        }
    }
}

impl Deref for Assessment {
    type Target = AssessmentSummary;

    fn deref(&self) -> &AssessmentSummary {
        &self.summary
    }
}
