//! Assessments as JSON, version 1: a public contract. Units by id, verdicts in the rule set's order.

use chrono::NaiveDate;
use serde::Serialize;

use crate::assess::verdict::{Assessment, Cause, Obligation, Subject, Verdict};
use crate::model::Catalog;
use crate::model::rule_set::RuleSet;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    date: String,
    units: Vec<UnitForm<'a>>,
}

#[derive(Serialize)]
struct UnitForm<'a> {
    unit: &'a str,
    name: &'a str,
    rule_set: Option<&'a str>,
    in_scope: bool,
    verdicts: Vec<VerdictForm<'a>>,
}

#[derive(Serialize)]
struct VerdictForm<'a> {
    service: &'a str,
    obligation: Option<&'static str>,
    offered: bool,
    verdict: &'static str,
    causes: Vec<&'static str>,
}

/// All assessments as one JSON document, ending with a newline.
pub fn render(catalog: &Catalog, assessments: &[Assessment], date: NaiveDate) -> String {
    let units = assessments
        .iter()
        .map(|assessment| unit(catalog, assessment))
        .collect();
    let report = Report {
        version: 1,
        date: date.to_string(),
        units,
    };
    // Plain strings and booleans always serialise.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn unit<'a>(catalog: &'a Catalog, assessment: &'a Assessment) -> UnitForm<'a> {
    let unit = &catalog.units[assessment.unit];
    let rule_set = catalog
        .region_of(unit)
        .zip(assessment.rule_set)
        .and_then(|(region, at)| region.rule_sets.get(at));
    let verdicts = assessment.verdicts.iter();
    UnitForm {
        unit: &unit.id,
        name: unit.display_name(),
        rule_set: rule_set.map(|rules| rules.id.as_str()),
        in_scope: assessment.in_scope,
        verdicts: verdicts
            .filter_map(|verdict| form(rule_set?, verdict))
            .collect(),
    }
}

fn form<'a>(rule_set: &'a RuleSet, verdict: &Verdict) -> Option<VerdictForm<'a>> {
    let id = match verdict.subject {
        Subject::Service(at) => &rule_set.services.get(at)?.id,
        Subject::Group(at) => &rule_set.one_of.get(at)?.id,
    };
    Some(VerdictForm {
        service: &id.value,
        obligation: verdict.obligation.map(Obligation::name),
        offered: verdict.offered,
        verdict: verdict.outcome.name(),
        causes: verdict.causes.iter().copied().map(Cause::name).collect(),
    })
}
