//! Evaluates conditions over a unit's facts, in three-valued logic.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::assess::offering::Offering;
use crate::assess::verdict::{Fact, Obligation};
use crate::model::condition::{Condition, Truth};
use crate::model::interned_str::InternedStr;
use crate::model::region::{Region, System, UnitType};
use crate::model::response::Response;
use crate::model::rule_set::{Duty, PageDemands, PhaseIn, RuleSet, Service, Terms};
use crate::model::unit::Unit;
use crate::text::Spanned;

/// A unit as conditions see it.
pub struct Facts<'a> {
    unit: &'a Unit,
    unit_type: Option<&'a UnitType>,
    system: Option<&'a System>,
    offering: &'a Offering<'a>,
}

/// A truth value and what it lacks.
pub struct Evaluated {
    /// The value.
    pub truth: Truth,
    /// What left the value open; empty unless it is unknown.
    pub lacking: Lacking,
}

/// What leaves a condition open.
#[derive(Debug, Default)]
pub struct Lacking {
    /// Activities without an answer, by id.
    pub unanswered: BTreeSet<String>,
    /// Other facts that are not stated.
    pub unstated: BTreeSet<Fact>,
}

impl Lacking {
    fn append(&mut self, other: &mut Self) {
        self.unanswered.append(&mut other.unanswered);
        self.unstated.append(&mut other.unstated);
    }

    /// Notes a fact that is not stated.
    fn open(&mut self, fact: Fact) -> Truth {
        self.unstated.insert(fact);
        Truth::Unknown
    }
}

/// Whether a word is one of some ids.
fn is_among(word: &InternedStr, ids: &[String]) -> bool {
    ids.iter().any(|id| id == word.as_str())
}

impl<'a> Facts<'a> {
    /// The facts of a unit of a region.
    pub fn new(unit: &'a Unit, region: &'a Region, offering: &'a Offering<'a>) -> Self {
        let unit_type = unit.unit_type.as_ref();
        let system = unit.system.as_ref();
        Self {
            unit,
            unit_type: unit_type.and_then(|id| region.unit_type(id)),
            system: system.and_then(|id| region.system(&id.value)),
            offering,
        }
    }

    /// Evaluates a condition.
    pub fn evaluate(&self, condition: &Condition) -> Evaluated {
        let mut lacking = Lacking::default();
        let truth = self.truth(condition, &mut lacking);
        if truth != Truth::Unknown {
            lacking = Lacking::default();
        }
        Evaluated { truth, lacking }
    }

    /// The truth of a condition; notes what every part that stayed open lacks.
    fn truth(&self, condition: &Condition, open: &mut Lacking) -> Truth {
        match condition {
            Condition::Always(holds) => Truth::from(*holds),
            Condition::All(parts) => self.parts(parts, Truth::all, open),
            Condition::Any(parts) => self.parts(parts, Truth::any, open),
            Condition::Not(part) => !self.truth(part, open),
            Condition::Kind(kinds) => match self.unit_type.and_then(|of| of.kind) {
                Some(kind) => Truth::from(kinds.contains(&kind)),
                None => open.open(Fact::Type),
            },
            Condition::Type(ids) => match &self.unit.unit_type {
                Some(unit_type) => Truth::from(is_among(unit_type, ids)),
                None => open.open(Fact::Type),
            },
            Condition::CareForm(codes) => {
                let code = self.unit_type.and_then(|of| of.care_form.as_ref());
                match code {
                    Some(code) => Truth::from(codes.contains(code)),
                    None => open.open(Fact::Type),
                }
            }
            Condition::Municipality(names) => match &self.unit.municipality {
                Some(municipality) => Truth::from(is_among(municipality, names)),
                None => open.open(Fact::Municipality),
            },
            Condition::System(ids) => match &self.unit.system {
                Some(system) => Truth::from(ids.contains(&system.value)),
                None => open.open(Fact::System),
            },
            Condition::Offers(ids) => {
                let offers = ids.iter().any(|id| self.offering.is_offered_by_id(id));
                Truth::from(offers)
            }
            Condition::Unreadable => open.open(Fact::Condition),
            Condition::Administration(ids) => {
                let own = self.unit.administration.as_ref();
                Truth::from(own.is_some_and(|own| is_among(own, ids)))
            }
            Condition::Agreement(ids) => {
                let own = &self.unit.agreements;
                let has = own.iter().any(|agreement| ids.contains(&agreement.value));
                match has {
                    false if self.unit.has_unstated_agreements() => open.open(Fact::Agreements),
                    has => Truth::from(has),
                }
            }
            Condition::Activity(ids) => Truth::any(ids.iter().map(|id| self.answer(id, open))),
            Condition::PatientContact(wanted) => Truth::from(self.unit.patient_contact == *wanted),
            Condition::Private(wanted) => Truth::from(self.unit.is_private() == *wanted),
        }
    }

    /// Combines parts. What a part lacks counts only when the whole stayed open.
    fn parts(
        &self,
        parts: &[Condition],
        combine: fn(Vec<Truth>) -> Truth,
        open: &mut Lacking,
    ) -> Truth {
        let mut lacking = Lacking::default();
        let truth = combine(
            parts
                .iter()
                .map(|part| self.truth(part, &mut lacking))
                .collect(),
        );
        if truth == Truth::Unknown {
            open.append(&mut lacking);
        }
        truth
    }

    /// The unit's answer to a question, else its record system's.
    fn answer(&self, activity: &str, open: &mut Lacking) -> Truth {
        let of_system = || self.system?.activities.get(activity);
        let answer = self.unit.activities.get(activity);
        match answer.or_else(of_system) {
            Some(answer) => Truth::from(answer.value),
            None => {
                open.unanswered.insert(activity.to_owned());
                Truth::Unknown
            }
        }
    }

    /// The obligation that holds: the first in the order must-not, must, should, may; an unknown one
    /// met before it leaves the obligation unknown (`Err`, with what is lacking). An unknown `may`
    /// binds nobody either way.
    pub fn obligation(&self, duty: &Duty) -> Result<Option<Obligation>, Lacking> {
        let in_order = [
            (&duty.must_not, Obligation::MustNot),
            (&duty.must, Obligation::Must),
            (&duty.should, Obligation::Should),
            (&duty.may, Obligation::May),
        ];
        for (placed, obligation) in in_order {
            let Some(placed) = placed else { continue };
            let evaluated = self.evaluate(&placed.condition);
            match evaluated.truth {
                Truth::Yes => return Ok(Some(obligation)),
                Truth::Unknown if obligation != Obligation::May => return Err(evaluated.lacking),
                Truth::Unknown | Truth::No => {}
            }
        }
        Ok(None)
    }

    /// Which of `response.by` holds for the unit: the first that does, unless one before it is unknown.
    pub fn response_by(&self, asked: &Response) -> Option<usize> {
        for (at, (when, _)) in asked.by.iter().enumerate() {
            match self.evaluate(&when.condition).truth {
                Truth::Yes => return Some(at),
                Truth::Unknown => return None,
                Truth::No => {}
            }
        }
        None
    }

    /// The demands on the unit's page: those on all pages, then further ones that are certain to hold.
    pub fn page_demands<'r>(
        &self,
        rule_set: &'r RuleSet,
    ) -> impl Iterator<Item = &'r PageDemands> + use<'_, 'r, 'a> {
        let further = rule_set.page_by.iter().filter_map(|(when, demands)| {
            let holds = self.evaluate(&when.condition).truth == Truth::Yes;
            holds.then_some(demands)
        });
        std::iter::once(&rule_set.page).chain(further)
    }

    /// How old a review of the page may be: the first limit among the further demands, else that on all.
    pub fn review_limit<'r>(&self, rule_set: &'r RuleSet) -> Option<&'r Spanned<u32>> {
        let mut limits = self
            .page_demands(rule_set)
            .map(|demands| demands.reviewed_within_days.as_ref());
        let of_all = limits.next().flatten();
        limits.flatten().next().or(of_all)
    }

    /// The terms that a resident of the unit agrees to.
    pub fn terms<'r>(&self, service: &'r Service) -> Option<&'r Terms> {
        let holds = |terms: &&Terms| match &terms.when {
            Some(when) => self.evaluate(&when.condition).truth == Truth::Yes,
            None => true,
        };
        service.texts.iter().find(holds)
    }

    /// Whether a phase-in still runs for the unit: one that is certain to concern it and has not come
    /// to its first day of full force.
    pub fn is_phasing_in(&self, phases: &[PhaseIn], day: NaiveDate) -> bool {
        self.full_force(phases, day).is_some()
    }

    /// The first day of full force of the last phase-in that still runs for the unit.
    pub fn full_force(&self, phases: &[PhaseIn], day: NaiveDate) -> Option<NaiveDate> {
        let concerns = |phase: &&PhaseIn| match &phase.when {
            Some(when) => self.evaluate(&when.condition).truth == Truth::Yes,
            None => true,
        };
        let running = phases.iter().filter(|phase| day < phase.from);
        running.filter(concerns).map(|phase| phase.from).max()
    }
}
