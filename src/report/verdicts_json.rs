//! Assessments as JSON, version 1: a public contract. Units by id, verdicts in the rule set's order.

use chrono::NaiveDate;
use serde::Serialize;
use std::sync::Arc;

use crate::assess::units::FullUnit;
use crate::assess::verdict::{Cause, Obligation, Subject, Verdict};
use crate::model::Catalog;
use crate::model::rule_set::RuleSet;
use crate::report::overview::change::{Comparison, Side};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    date: String,
    units: Vec<UnitForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<ComparisonForm<'a>>,
}

#[derive(Serialize)]
struct ComparisonForm<'a> {
    rule_set: &'a str,
    date: String,
    changes: Vec<ChangeForm<'a>>,
}

#[derive(Serialize)]
struct ChangeForm<'a> {
    unit: &'a str,
    service: &'a str,
    change: &'static str,
    before: Option<SideForm>,
    after: Option<SideForm>,
}

#[derive(Serialize)]
struct SideForm {
    obligation: Option<&'static str>,
    verdict: &'static str,
    causes: Vec<&'static str>,
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

/// All verdicts as one JSON document, ending with a newline.
pub fn render(catalog: &Catalog, units: &[Arc<FullUnit>], date: NaiveDate) -> String {
    render_compared(catalog, units, date, None)
}

/// The same, with what another rule set would change where that was asked.
pub fn render_compared(
    catalog: &Catalog,
    units: &[Arc<FullUnit>],
    date: NaiveDate,
    comparison: Option<&Comparison<'_>>,
) -> String {
    let units = units.iter().map(|full| unit(catalog, full)).collect();
    let report = Report {
        version: 1,
        date: date.to_string(),
        units,
        comparison: comparison.map(comparison_form),
    };
    // Plain strings and booleans always serialise.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn comparison_form<'a>(comparison: &'a Comparison<'_>) -> ComparisonForm<'a> {
    let changes = comparison.rows.iter().map(|row| ChangeForm {
        unit: &row.unit.id,
        service: row.demand.id(),
        change: row.change.name(),
        before: row.before.as_ref().map(side_form),
        after: row.after.as_ref().map(side_form),
    });
    ComparisonForm {
        rule_set: &comparison.to.id,
        date: comparison.day.to_string(),
        changes: changes.collect(),
    }
}

fn side_form(side: &Side) -> SideForm {
    SideForm {
        obligation: side.obligation.map(Obligation::name),
        verdict: side.outcome.name(),
        causes: side.causes.iter().copied().map(Cause::name).collect(),
    }
}

fn unit<'a>(catalog: &'a Catalog, full: &'a FullUnit) -> UnitForm<'a> {
    let FullUnit { unit, assessment } = full;
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
