//! Assessment: which obligations bind a unit, and the verdict on each.
//!
//! The table of verdicts stands in `docs/reference.md`.
//! A verdict is a plain function of the catalog and the day. Nothing here reads files, makes
//! findings or knows any region.

pub mod facts;
pub mod offering;
pub mod units;
pub mod verdict;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use thin_vec::{ThinVec, thin_vec};

use crate::assess::facts::{Facts, Lacking};
use crate::assess::offering::{Offering, is_exempt, refusal};
use crate::assess::verdict::{
    Assessment, AssessmentSummary, Cause, Obligation, Outcome, Subject, Verdict,
};
use crate::model::Catalog;
use crate::model::condition::Truth;
use crate::model::rule_set::{Duty, PhaseIn, RuleSet, Service, VisitFilter};
use crate::model::unit::{Unit, VisitType};
use crate::text::Spanned;

/// The assessment of one unit on a day.
pub fn assess_unit(catalog: &Catalog, unit: &Unit, today: NaiveDate) -> Assessment {
    let none = Assessment {
        meanings: thin_vec![verdict::Meaning::Unknown; unit.services.len()],
        ..Assessment::default()
    };
    let Some(region) = catalog.region_of(unit) else {
        return none;
    };
    let usable = region.rule_set_on(today);
    let usable = usable.filter(|_| region.is_assessable_on(today));
    let Some(rule_set) = usable else {
        let meanings = unit.services.iter().map(|entry| {
            // Without a rule set to assess by, names still mean what the versions say.
            region
                .rule_sets
                .last()
                .map_or(verdict::Meaning::Unknown, |newest| match offering::meaning(
                    &entry.key.value,
                    region,
                    newest,
                ) {
                    verdict::Meaning::Service(service, _) => {
                        verdict::Meaning::OtherVersion(region.rule_sets.len() - 1, service)
                    }
                    other => other,
                })
        });
        return Assessment {
            meanings: meanings.collect(),
            ..none
        };
    };
    let offering = Offering::new(unit, region, rule_set);
    let facts = Facts::new(unit, region, &offering);
    let scope = rule_set
        .scope
        .as_ref()
        .map(|scope| facts.evaluate(&scope.condition));
    let (scope, lacking) = scope.map_or((Truth::Yes, Lacking::default()), |scope| {
        (scope.truth, scope.lacking)
    });
    let assessor = Assessor {
        unit,
        rule_set,
        facts,
        offering: &offering,
        today,
    };
    let mut verdicts = assessor.verdicts();
    match scope {
        Truth::Yes => {}
        Truth::No => verdicts
            .iter_mut()
            .for_each(|verdict| verdict.settle(Outcome::OutOfScope)),
        Truth::Unknown => verdicts.iter_mut().for_each(|verdict| {
            if verdict.outcome != Outcome::NotApplicable {
                verdict.settle(Outcome::Undetermined);
            }
        }),
    }
    let version = region
        .rule_sets
        .iter()
        .position(|other| std::ptr::eq(other, rule_set));
    Assessment {
        summary: AssessmentSummary {
            rule_set: version,
            in_scope: scope != Truth::No,
            offered: offered_of(&verdicts),
            exempt: exempt_in(&verdicts),
        },
        scope_unanswered: lacking.unanswered.into_iter().collect(),
        scope_unstated: lacking.unstated.into_iter().collect(),
        response_by: rule_set
            .response
            .as_ref()
            .and_then(|asked| assessor.facts.response_by(asked)),
        verdicts,
        meanings: offering.meanings.iter().copied().collect(),
    }
}

/// The services that are offered digitally.
fn offered_of(verdicts: &[Verdict]) -> Box<[u16]> {
    let offered = verdicts.iter().filter(|verdict| verdict.offered);
    let services = offered.filter_map(|verdict| match verdict.subject {
        Subject::Service(service) => u16::try_from(service).ok(),
        Subject::Group(_) => None,
    });
    services.collect()
}

/// How many duties are met by exemption.
fn exempt_in(verdicts: &[Verdict]) -> usize {
    let exempt = |verdict: &&Verdict| verdict.outcome == Outcome::Exempt;
    verdicts.iter().filter(exempt).count()
}

impl Verdict {
    /// Replaces the outcome by one that the scope decides: no obligation, no causes.
    fn settle(&mut self, outcome: Outcome) {
        self.outcome = outcome;
        self.obligation = None;
        self.causes.clear();
        self.exemption = None;
        self.covering = None;
    }
}

/// One unit held against one rule set.
struct Assessor<'a> {
    unit: &'a Unit,
    rule_set: &'a RuleSet,
    facts: Facts<'a>,
    offering: &'a Offering<'a>,
    today: NaiveDate,
}

/// How the requirements of a duty stand, before exemptions are looked at.
enum Standing {
    /// Every requirement holds.
    Met,
    /// The duty is about visits and the unit has none of them.
    Nothing,
    /// The duty is about visits and all of them fall away.
    AllExempt,
    /// The unit does not say.
    Open,
    /// Something is lacking.
    Lacking(Vec<Cause>),
}

impl Assessor<'_> {
    fn verdicts(&self) -> ThinVec<Verdict> {
        let rules = self.rule_set;
        let services = rules.services.iter().enumerate().map(|(at, service)| {
            let offered = self.offering.is_offered(at);
            let subject = Subject::Service(at);
            let standing = || self.service_standing(at, service, offered);
            self.verdict(
                subject,
                &service.id.value,
                &service.duty,
                &service.phase_in,
                offered,
                &standing,
            )
        });
        let groups = rules.one_of.iter().enumerate().map(|(at, group)| {
            let members =
                |test: &dyn Fn(&str) -> bool| group.services.iter().any(|id| test(&id.value));
            let different: BTreeSet<&str> = group.services.iter().map(Spanned::as_str).collect();
            let offered = different
                .iter()
                .filter(|id| self.offering.is_offered_by_id(id));
            let offered = offered.count() >= group.at_least;
            let by_phone = || members(&|id| self.is_only_by_other_means(id));
            let standing = || match offered {
                true => Standing::Met,
                false => Standing::Lacking(vec![not_offered(by_phone())]),
            };
            let subject = Subject::Group(at);
            self.verdict(
                subject,
                &group.id.value,
                &group.duty,
                &group.phase_in,
                offered,
                &standing,
            )
        });
        services.chain(groups).collect()
    }

    /// The verdict on one service or group.
    fn verdict(
        &self,
        subject: Subject,
        id: &str,
        duty: &Duty,
        phases: &[PhaseIn],
        offered: bool,
        standing: &dyn Fn() -> Standing,
    ) -> Verdict {
        let mut verdict = Verdict {
            subject,
            obligation: None,
            offered,
            outcome: Outcome::NotApplicable,
            causes: Vec::new(),
            unanswered: Vec::new(),
            unstated: Vec::new(),
            exemption: None,
            covering: None,
            phasing_in: false,
        };
        match self.facts.obligation(duty) {
            Err(lacking) => {
                verdict.outcome = Outcome::Undetermined;
                verdict.unanswered = lacking.unanswered.into_iter().collect();
                verdict.unstated = lacking.unstated.into_iter().collect();
                return verdict;
            }
            Ok(obligation) => verdict.obligation = obligation,
        }
        let standing = match verdict.obligation {
            None | Some(Obligation::May) => return verdict,
            Some(Obligation::MustNot) if offered => Standing::Lacking(vec![Cause::Forbidden]),
            Some(Obligation::MustNot) => Standing::Met,
            Some(Obligation::Must | Obligation::Should) => standing(),
        };
        let phasing = |phases: &[PhaseIn]| self.facts.is_phasing_in(phases, self.today);
        verdict.phasing_in = phasing(phases) || phasing(&self.rule_set.phase_in);
        verdict.covering = self.valid_exemption(subject, id);
        let (outcome, causes) = match (standing, verdict.covering) {
            (Standing::Met, _) => (Outcome::Met, Vec::new()),
            (Standing::Nothing, _) => (Outcome::NotApplicable, Vec::new()),
            (Standing::AllExempt, _) => (Outcome::Exempt, Vec::new()),
            (Standing::Open | Standing::Lacking(_), Some(exemption)) => {
                verdict.exemption = Some(exemption);
                (Outcome::Exempt, Vec::new())
            }
            (Standing::Open, None) => (Outcome::Undetermined, Vec::new()),
            (Standing::Lacking(causes), None) => (Outcome::Unmet, causes),
        };
        verdict.outcome = outcome;
        verdict.causes = causes;
        verdict
    }

    /// Whether what the rule set demands of a service holds.
    fn service_standing(&self, at: usize, service: &Service, offered: bool) -> Standing {
        let instead = service
            .satisfied_by
            .iter()
            .any(|id| self.offering.is_offered_by_id(&id.value));
        if instead {
            return Standing::Met;
        }
        if let Some(filter) = &service.visits {
            return self.visits_standing(service, filter);
        }
        let mut causes = Vec::new();
        if offered {
            causes.extend(self.horizon_cause(service.weeks_ahead.as_ref()));
        } else {
            causes.push(not_offered(self.offering.is_only_by_other_means(at)));
        }
        if causes.is_empty() {
            Standing::Met
        } else {
            Standing::Lacking(causes)
        }
    }

    /// The same for a duty about visit types.
    fn visits_standing(&self, service: &Service, filter: &VisitFilter) -> Standing {
        let Some(matching) = self.offering.matching_visits(filter) else {
            return Standing::Open;
        };
        let is_missing = self.offering.missing_visits(filter).next().is_some();
        if matching.is_empty() && !is_missing {
            return Standing::Nothing;
        }
        let remaining: Vec<&VisitType> = matching
            .into_iter()
            .filter(|visit| !is_exempt(visit, service, self.rule_set))
            .collect();
        if remaining.is_empty() && !is_missing {
            return Standing::AllExempt;
        }
        let mut causes = Vec::new();
        if !remaining.is_empty() {
            causes.extend(self.horizon_cause(service.weeks_ahead.as_ref()));
        }
        if remaining.iter().any(|visit| visit.book.is_none()) {
            causes.push(Cause::VisitNotBookable);
        }
        if is_missing {
            causes.push(Cause::VisitMissing);
        }
        if causes.is_empty() {
            Standing::Met
        } else {
            Standing::Lacking(causes)
        }
    }

    /// What is wrong with how far ahead times can be booked.
    fn horizon_cause(&self, required: Option<&Spanned<u32>>) -> Option<Cause> {
        let required = required?.value;
        match &self.unit.horizon {
            None => Some(Cause::WeeksAheadUnknown),
            Some(horizon) if horizon.value.weeks_from(self.today) < required => {
                Some(Cause::TooFewWeeksAhead)
            }
            Some(_) => None,
        }
    }

    fn is_only_by_other_means(&self, id: &str) -> bool {
        let at = self
            .rule_set
            .services
            .iter()
            .position(|service| service.id.value == id);
        at.is_some_and(|at| self.offering.is_only_by_other_means(at))
    }

    /// The first exemption that lifts a duty on the day: for this service or group, with a reason
    /// that counts, and not expired.
    fn valid_exemption(&self, subject: Subject, id: &str) -> Option<usize> {
        let names_it = |written: &str| {
            let service = self
                .rule_set
                .resolve(written)
                .map(|(service, _)| service.id.value.as_str());
            written == id || service == Some(id)
        };
        let service = match subject {
            Subject::Service(at) => self.rule_set.services.get(at),
            Subject::Group(_) => None,
        };
        self.unit.exemptions.iter().position(|exemption| {
            names_it(&exemption.service.value)
                && exemption.reason.is_some()
                && !exemption.has_expired_by(self.today)
                && refusal(exemption, service, self.rule_set, self.today).is_none()
        })
    }
}

/// The cause of a service that has no address.
fn not_offered(by_other_means: bool) -> Cause {
    if by_other_means {
        Cause::OnlyByPhoneOrLetter
    } else {
        Cause::NotOffered
    }
}
