//! What differs in verdicts and exemptions of a unit, and whether the unit or the rules make it differ.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::assess::verdict::{Obligation, Outcome, Subject, Verdict};
use crate::diagnostic::{Text, say};
use crate::diff::change::State;
use crate::diff::phrases::{joined, same};
use crate::diff::{Cause, ExemptionChange, Standing, VerdictChange};
use crate::model::rule_set::RuleSet;
use crate::model::unit::Exemption;

/// An exemption that ends within so many days is told.
const SOON: u64 = 60;

/// Verdicts of one unit by service, with names and in order.
struct Verdicts {
    order: Vec<String>,
    by_service: BTreeMap<String, (String, Standing)>,
    /// Ids that a service replaces.
    former: BTreeMap<String, Vec<String>>,
}

impl Verdicts {
    /// The verdict on a service, else on one that it replaces by `newer`.
    fn followed(&self, service: &str, newer: &Self) -> Option<&(String, Standing)> {
        let former = newer.former.get(service).into_iter().flatten();
        let of_former = || former.clone().find_map(|id| self.by_service.get(id));
        self.by_service.get(service).or_else(of_former)
    }

    /// Whether a service, or one that replaces it, is there.
    fn has(&self, service: &String) -> bool {
        let mut former = self.former.values();
        self.by_service.contains_key(service) || former.any(|ids| ids.contains(service))
    }
}

/// The verdicts that differ. `between` is the head's unit under the base's rules, where these differ.
pub fn verdicts(
    before: Option<State<'_>>,
    between: Option<State<'_>>,
    after: Option<State<'_>>,
) -> Vec<VerdictChange> {
    let (old, new) = (named(before), named(after));
    let middle = between.map(|state| named(Some(state)));
    let mut order = new.order.clone();
    let gone = old.order.iter().filter(|id| !new.has(id));
    order.extend(gone.cloned());
    let mut changes = Vec::new();
    for service in order {
        let (was, is) = (old.followed(&service, &new), new.by_service.get(&service));
        let standing = |entry: Option<&(String, Standing)>| entry.map(|entry| entry.1.clone());
        let (before, after) = (standing(was), standing(is));
        // A service that the rules come to know, or know no longer, and that binds nobody here.
        let binds = |standing: &Option<Standing>| standing.as_ref().is_some_and(is_telling);
        if before == after || !(binds(&before) || binds(&after)) {
            continue;
        }
        if is_detail(&before, &after) {
            continue;
        }
        let cause = match &middle {
            None => Cause::Unit,
            Some(middle) => {
                let between = standing(middle.followed(&service, &new));
                match (before == between, between == after) {
                    (true, _) => Cause::Shared,
                    (false, true) => Cause::Unit,
                    (false, false) => Cause::Both,
                }
            }
        };
        let name = is.or(was).map(|entry| entry.0.clone());
        changes.push(VerdictChange {
            name: name.unwrap_or_else(|| service.clone()),
            service,
            before,
            after,
            cause,
        });
    }
    changes
}

/// Whether a standing says anything beside "no duty".
fn is_telling(standing: &Standing) -> bool {
    !matches!(
        standing.outcome,
        Outcome::NotApplicable | Outcome::OutOfScope
    )
}

/// Whether only what is offered without a duty differs: that is told to residents already.
fn is_detail(before: &Option<Standing>, after: &Option<Standing>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    (before.outcome, before.obligation, &before.causes)
        == (after.outcome, after.obligation, &after.causes)
}

/// The verdicts of a unit that is new or gone: only what binds it and is not met.
pub fn shortfalls(state: State<'_>, is_new: bool) -> Vec<VerdictChange> {
    let verdicts = named(Some(state));
    let falls_short = |standing: &Standing| {
        matches!(
            standing.outcome,
            Outcome::Unmet | Outcome::Exempt | Outcome::Undetermined
        )
    };
    let order = verdicts.order.iter();
    let entries = order.filter_map(|id| Some((id, verdicts.by_service.get(id)?)));
    entries
        .filter(|(_, (_, standing))| falls_short(standing))
        .map(|(id, (name, standing))| {
            let standing = Some(standing.clone());
            let (before, after) = if is_new {
                (None, standing)
            } else {
                (standing, None)
            };
            VerdictChange {
                service: id.clone(),
                name: name.clone(),
                before,
                after,
                cause: Cause::Unit,
            }
        })
        .collect()
}

fn named(state: Option<State<'_>>) -> Verdicts {
    let mut verdicts = Verdicts {
        order: Vec::new(),
        by_service: BTreeMap::new(),
        former: BTreeMap::new(),
    };
    let found = state.and_then(|state| Some((state.assessment?, rules(state)?)));
    let Some((assessment, rules)) = found else {
        return verdicts;
    };
    for service in rules.services.iter().filter(|it| !it.former_ids.is_empty()) {
        let former = service.former_ids.iter().map(|id| id.value.clone());
        let ids = former.collect();
        verdicts.former.insert(service.id.value.clone(), ids);
    }
    for verdict in &assessment.verdicts {
        if let Some((id, name)) = subject(rules, verdict.subject) {
            verdicts.order.push(id.clone());
            verdicts.by_service.insert(id, (name, standing(verdict)));
        }
    }
    verdicts
}

/// The rule set that a unit was assessed by.
pub fn rules<'a>(state: State<'a>) -> Option<&'a RuleSet> {
    let version = state.assessment?.rule_set?;
    state.region?.rule_sets.get(version)
}

/// Id and name of what a verdict is about.
fn subject(rules: &RuleSet, subject: Subject) -> Option<(String, String)> {
    match subject {
        Subject::Service(at) => {
            let service = rules.services.get(at)?;
            Some((service.id.value.clone(), service.name.value.clone()))
        }
        Subject::Group(at) => {
            let group = rules.one_of.get(at)?;
            let id = group.id.value.clone();
            Some((id.clone(), group.name.clone().unwrap_or(id)))
        }
    }
}

fn standing(verdict: &Verdict) -> Standing {
    Standing {
        outcome: verdict.outcome,
        obligation: verdict.obligation.filter(|obligation| {
            let bound = verdict.outcome != Outcome::NotApplicable;
            bound || *obligation != Obligation::May
        }),
        offered: verdict.offered,
        causes: verdict.causes.clone(),
    }
}

/// Exemptions that differ, and those of a unit that end soon.
pub fn exemptions(before: Option<State<'_>>, after: Option<State<'_>>) -> Vec<ExemptionChange> {
    let (mut old, mut new) = (by_service(before), by_service(after));
    let keys: std::collections::BTreeSet<(String, usize)> =
        old.keys().chain(new.keys()).cloned().collect();
    let mut changes = Vec::new();
    for key in keys {
        let (was, is) = (old.remove(&key), new.remove(&key));
        let words = |of: &Option<(String, &Exemption)>| of.as_ref().map(|(_, it)| words(it));
        let (before_words, after_words) = (words(&was), words(&is));
        let ends = is.as_ref().and_then(|(_, it)| soon(it, after?.today));
        if before_words == after_words && ends.is_none() {
            continue;
        }
        let service = is.or(was).map(|(name, _)| name).unwrap_or_default();
        changes.push(ExemptionChange {
            service,
            before: before_words,
            after: after_words,
            ends,
        });
    }
    changes
}

/// A unit's exemptions by service, numbered where there are several, each with the service's name.
fn by_service<'a>(state: Option<State<'a>>) -> BTreeMap<(String, usize), (String, &'a Exemption)> {
    let mut all = BTreeMap::new();
    let Some(state) = state else { return all };
    for exemption in &state.unit.exemptions {
        let written = exemption.service.as_str();
        let rules = rules(state);
        let known = rules.and_then(|rules| Some(rules.resolve(written)?.0));
        let group = rules.and_then(|rules| rules.group(written)?.name.clone());
        let (id, name) = match known {
            Some(service) => (service.id.value.clone(), service.name.value.clone()),
            None => (
                written.to_owned(),
                group.unwrap_or_else(|| written.to_owned()),
            ),
        };
        let times = (0..).find(|n| !all.contains_key(&(id.clone(), *n)));
        all.insert((id, times.unwrap_or_default()), (name, exemption));
    }
    all
}

/// Reason, note, day of approval and last day.
fn words(exemption: &Exemption) -> Text {
    let reason = exemption.reason.as_ref().map(|reason| reason.as_str());
    let mut words = reason.map_or_else(|| say!("no reason", "ingen anledning"), same);
    if let Some(note) = &exemption.note {
        words = joined(&words, ": ", &same(note.as_str()));
    }
    if let Some(approved) = &exemption.approved {
        let day = approved.value;
        words = joined(&words, ", ", &say!("approved {day}", "beviljat {day}"));
    }
    if let Some(until) = &exemption.until {
        let day = until.value;
        words = joined(&words, ", ", &say!("until {day}", "till och med {day}"));
    }
    words
}

fn soon(exemption: &Exemption, today: NaiveDate) -> Option<NaiveDate> {
    let until = exemption.until.as_ref()?.value;
    (until <= today + Days::new(SOON)).then_some(until)
}
