//! The work list: what each unit has to do, by who is responsible for it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::assess::verdict::{Outcome, Verdict};
use crate::model::unit::{ExtraService, Unit};
use crate::render::collate::SwedishOrder;
use crate::report::overview::lists;
use crate::rules::{Demand, UnitContext};

/// Who is responsible, with what there is to do. One mailbox is one owner; a role without a mailbox is
/// one for each unit, since every unit has its own.
pub struct Owner<'a> {
    /// The function, where stated.
    pub role: Option<&'a str>,
    /// The mailbox, where stated.
    pub email: Option<&'a str>,
    /// What there is to do, by unit.
    pub tasks: Vec<Task<'a>>,
}

impl Owner<'_> {
    /// How many units the tasks are about.
    pub fn units(&self) -> usize {
        let ids: BTreeSet<&str> = self
            .tasks
            .iter()
            .map(|task| task.unit.id.as_str())
            .collect();
        ids.len()
    }
}

/// One thing to do.
pub struct Task<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What.
    pub act: Act<'a>,
}

/// What there is to do.
pub enum Act<'a> {
    /// An obligation or recommendation is unmet.
    Meet(Demand<'a>, &'a Verdict),
    /// Answers are lacking, so that verdicts are open: questions of the rule set, by id.
    Answer(BTreeSet<&'a str>),
    /// The file does not say which visits can be booked.
    StateVisits,
    /// An exemption ends soon, on this day.
    Exemption(Demand<'a>, NaiveDate),
    /// An extra service has not been talked over with the region.
    TalkOver(&'a ExtraService),
    /// The page has not been reviewed for long, or ever.
    Review(Option<NaiveDate>),
}

/// Who has something to do: most work first.
pub fn owners<'a>(units: &[UnitContext<'a>], order: &SwedishOrder) -> Vec<Owner<'a>> {
    let mut owners: BTreeMap<(&str, &str, &str), Owner<'a>> = BTreeMap::new();
    for context in units {
        let tasks = tasks(context);
        if tasks.is_empty() {
            continue;
        }
        let unit = context.unit;
        let (role, email) = responsible(unit);
        let key = match (role, email) {
            (_, Some(email)) => (email, "", ""),
            (Some(role), None) => ("", role, unit.id.as_str()),
            (None, None) => ("", "", ""),
        };
        let owner = owners.entry(key).or_insert(Owner {
            role,
            email,
            tasks: Vec::new(),
        });
        owner.tasks.extend(tasks);
    }
    let mut owners: Vec<Owner<'a>> = owners.into_values().collect();
    let name = |owner: &Owner<'a>| owner.tasks[0].unit.display_name();
    owners.sort_by(|a, b| {
        let amounts = b.tasks.len().cmp(&a.tasks.len());
        amounts.then_with(|| order.compare(name(a), name(b)))
    });
    owners
}

/// The function and the mailbox of who is responsible for a unit, where stated.
pub fn responsible(unit: &Unit) -> (Option<&str>, Option<&str>) {
    let stated = unit.responsible.as_ref();
    let role = stated.and_then(|it| it.role.as_ref());
    let email = stated.and_then(|it| it.email.as_ref());
    (
        role.map(|role| role.value.as_str()),
        email.map(|email| email.value.as_str()),
    )
}

/// What there is to do for one unit.
fn tasks<'a>(context: &UnitContext<'a>) -> Vec<Task<'a>> {
    let unit = context.unit;
    let mut acts = Vec::new();
    let scope = &context.assessment.scope_unanswered;
    let mut unanswered: BTreeSet<&str> = scope.iter().map(String::as_str).collect();
    let mut visits = false;
    for (demand, verdict) in context.verdicts() {
        match verdict.outcome {
            Outcome::Unmet => acts.push(Act::Meet(demand, verdict)),
            Outcome::Undetermined => {
                unanswered.extend(verdict.unanswered.iter().map(String::as_str));
                visits |= verdict.obligation.is_some();
            }
            _ => {}
        }
    }
    if !unanswered.is_empty() {
        acts.push(Act::Answer(unanswered));
    }
    if visits {
        acts.push(Act::StateVisits);
    }
    let alone = std::slice::from_ref(context);
    let soon = lists::exemptions(alone).into_iter();
    acts.extend(soon.filter(lists::Standing::ends_soon).filter_map(|it| {
        let until = it.exemption.until.as_ref()?;
        Some(Act::Exemption(it.demand, until.value))
    }));
    let extras = lists::extras(alone).into_iter();
    acts.extend(extras.map(|waiting| Act::TalkOver(waiting.extra)));
    let due = lists::freshness(alone).due.into_iter();
    acts.extend(due.map(|(_, reviewed)| Act::Review(reviewed)));
    acts.into_iter().map(|act| Task { unit, act }).collect()
}
