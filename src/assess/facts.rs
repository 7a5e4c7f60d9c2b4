//! Evaluates conditions over a unit's facts, in three-valued logic.

use std::collections::BTreeSet;

use crate::assess::verdict::Obligation;
use crate::model::condition::{Condition, Kind, Truth};
use crate::model::interned_str::InternedStr;
use crate::model::region::Region;
use crate::model::rule_set::{Duty, PhaseIn};
use crate::model::unit::Unit;

/// A unit as conditions see it.
pub struct Facts<'a> {
    unit: &'a Unit,
    kind: Option<Kind>,
}

/// A truth value and the activities whose answers it lacks.
pub struct Evaluated {
    /// The value.
    pub truth: Truth,
    /// Activities without an answer that left the value open, by id; empty unless it is unknown.
    pub unanswered: BTreeSet<String>,
}

/// Whether a word is one of some ids.
fn is_among(word: &InternedStr, ids: &[String]) -> bool {
    ids.iter().any(|id| id == word.as_str())
}

impl<'a> Facts<'a> {
    /// The facts of a unit of a region.
    pub fn new(unit: &'a Unit, region: &Region) -> Self {
        let of_type = |id: &InternedStr| region.unit_type(id)?.kind;
        Self {
            unit,
            kind: unit.unit_type.as_ref().and_then(of_type),
        }
    }

    /// Evaluates a condition.
    pub fn evaluate(&self, condition: &Condition) -> Evaluated {
        let mut unanswered = BTreeSet::new();
        let truth = self.truth(condition, &mut unanswered);
        if truth != Truth::Unknown {
            unanswered.clear();
        }
        Evaluated { truth, unanswered }
    }

    /// The truth of a condition; notes the unanswered activities of every part that stayed open.
    fn truth(&self, condition: &Condition, open: &mut BTreeSet<String>) -> Truth {
        match condition {
            Condition::Always(holds) => Truth::from(*holds),
            Condition::All(parts) => self.parts(parts, Truth::all, open),
            Condition::Any(parts) => self.parts(parts, Truth::any, open),
            Condition::Not(part) => !self.truth(part, open),
            Condition::Kind(kinds) => match self.kind {
                Some(kind) => Truth::from(kinds.contains(&kind)),
                None => Truth::Unknown,
            },
            Condition::Type(ids) => match &self.unit.unit_type {
                Some(unit_type) => Truth::from(is_among(unit_type, ids)),
                None => Truth::Unknown,
            },
            Condition::Administration(ids) => {
                let own = self.unit.administration.as_ref();
                Truth::from(own.is_some_and(|own| is_among(own, ids)))
            }
            Condition::Agreement(ids) => {
                let own = &self.unit.agreements;
                Truth::from(own.iter().any(|agreement| ids.contains(&agreement.value)))
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
        open: &mut BTreeSet<String>,
    ) -> Truth {
        let mut lacking = BTreeSet::new();
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

    fn answer(&self, activity: &str, open: &mut BTreeSet<String>) -> Truth {
        match self.unit.activities.get(activity) {
            Some(answer) => Truth::from(answer.value),
            None => {
                open.insert(activity.to_owned());
                Truth::Unknown
            }
        }
    }

    /// The obligation that holds: the first in the order must-not, must, should, may; an unknown one
    /// met before it leaves the obligation unknown (`Err`, with what is lacking). An unknown `may`
    /// binds nobody either way.
    pub fn obligation(&self, duty: &Duty) -> Result<Option<Obligation>, BTreeSet<String>> {
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
                Truth::Unknown if obligation != Obligation::May => return Err(evaluated.unanswered),
                Truth::Unknown | Truth::No => {}
            }
        }
        Ok(None)
    }

    /// Whether a phase-in still runs for the unit: one that is certain to concern it and has not come
    /// to its first day of full force.
    pub fn is_phasing_in(&self, phases: &[PhaseIn], day: chrono::NaiveDate) -> bool {
        phases.iter().any(|phase| {
            let concerns = match &phase.when {
                Some(when) => self.evaluate(&when.condition).truth,
                None => Truth::Yes,
            };
            day < phase.from && concerns == Truth::Yes
        })
    }
}
