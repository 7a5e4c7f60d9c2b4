//! The report as CSV: a row for each unit and service, in ids and words that never change, for pivot
//! tables and programs. The statistics are not in it; they follow from the rows.

use std::collections::BTreeMap;

use crate::assess::verdict::{Cause, Obligation, Verdict};
use crate::model::interned_str::InternedStr;
use crate::model::unit::Unit;
use crate::report::Report;
use crate::report::overview::RegionOverview;
use crate::report::overview::change::{ChangeRow, Comparison};
use crate::report::overview::work::responsible;
use crate::rules::{Demand, UnitContext};
use crate::text::cell::defused;

/// The columns.
const COLUMNS: [&str; 20] = [
    "region",
    "unit",
    "name",
    "administration",
    "municipality",
    "type",
    "private",
    "responsible_role",
    "responsible_email",
    "rule_set",
    "in_scope",
    "service",
    "service_name",
    "obligation",
    "offered",
    "verdict",
    "causes",
    "exempt_reason",
    "exempt_until",
    "phasing_in",
];

/// Further columns when another rule set is compared with; empty where nothing changes.
const COMPARED: [&str; 5] = [
    "then_rule_set",
    "then_obligation",
    "then_verdict",
    "then_causes",
    "change",
];

/// How many columns say what a unit is; the others are about one service.
const OF_UNIT: usize = 11;

/// The rows of a comparison by unit and service.
type Changes<'a> = BTreeMap<(&'a str, &'a str), &'a ChangeRow<'a>>;

/// All verdicts as CSV, in UTF-8 with a mark at the start, without which spreadsheets take it for
/// something else.
pub fn render(report: &Report<'_>) -> String {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let comparison = report.comparison;
    let mut columns = COLUMNS.to_vec();
    if comparison.is_some() {
        columns.extend(COMPARED);
    }
    let rows = comparison.into_iter().flat_map(|it| &it.rows);
    let changes: Changes<'_> = rows
        .map(|row| ((row.unit.id.as_str(), row.demand.id()), row))
        .collect();
    let regions = report.overview.regions.iter();
    let rows = regions.flat_map(|region| {
        let compared = comparison.map(|it| (it, &changes));
        let units = region.units.iter();
        units.flat_map(move |unit| rows_of(region, unit, compared))
    });
    let head = columns.iter().map(|&name| name.to_owned()).collect();
    for row in std::iter::once(head).chain(rows) {
        // Rows are as long as the head, and memory takes every write.
        let row: Vec<String> = row;
        let _ = writer.write_record(row.into_iter().map(defused));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The rows of a unit: one for each service, or one without a service where no rule set binds.
fn rows_of(
    region: &RegionOverview<'_>,
    context: &UnitContext<'_>,
    compared: Option<(&Comparison<'_>, &Changes<'_>)>,
) -> Vec<Vec<String>> {
    let unit = unit_cells(region, context);
    let id = context.unit.id.as_str();
    let row = |service: Vec<String>, demand: Option<Demand<'_>>| {
        let mut row = unit.clone();
        row.extend(service);
        row.resize(COLUMNS.len(), String::new());
        if let Some((comparison, changes)) = compared {
            let change = demand.and_then(|demand| changes.get(&(id, demand.id())));
            row.extend(change_cells(comparison, change.copied()));
        }
        row
    };
    let known = context.verdicts();
    let mut rows: Vec<Vec<String>> = known
        .map(|(demand, verdict)| row(verdict_cells(context.unit, demand, verdict), Some(demand)))
        .collect();
    let mine = compared.into_iter().flat_map(|(_, changes)| {
        let from = changes.range((id, "")..);
        from.take_while(|((unit, _), _)| *unit == id)
    });
    let new = mine.filter(|(_, change)| change.before.is_none());
    rows.extend(new.map(|(_, change)| {
        let (id, name) = (change.demand.id(), change.demand.name());
        row(vec![id.to_owned(), name.to_owned()], Some(change.demand))
    }));
    if rows.is_empty() {
        rows.push(row(Vec::new(), None));
    }
    rows
}

/// What a unit is, as cells.
fn unit_cells(region: &RegionOverview<'_>, context: &UnitContext<'_>) -> Vec<String> {
    let unit = context.unit;
    let id = |written: &Option<InternedStr>| {
        let value = written.as_ref().map(|written| written.as_str().to_owned());
        value.unwrap_or_default()
    };
    let (role, email) = responsible(unit);
    let cells: [String; OF_UNIT] = [
        region.region.id.clone(),
        unit.id.clone(),
        unit.display_name().to_owned(),
        id(&unit.administration),
        id(&unit.municipality),
        id(&unit.unit_type),
        yes_no(unit.is_private()),
        role.unwrap_or_default().to_owned(),
        email.unwrap_or_default().to_owned(),
        context
            .rule_set
            .map(|rules| rules.id.clone())
            .unwrap_or_default(),
        yes_no(context.assessment.in_scope),
    ];
    cells.into()
}

/// A verdict, as cells.
fn verdict_cells(unit: &Unit, demand: Demand<'_>, verdict: &Verdict) -> Vec<String> {
    let exemption = verdict.exemption.and_then(|at| unit.exemptions.get(at));
    let reason = exemption.and_then(|it| it.reason.as_ref());
    let until = exemption.and_then(|it| it.until.as_ref());
    vec![
        demand.id().to_owned(),
        demand.name().to_owned(),
        obligation(verdict.obligation),
        yes_no(verdict.offered),
        verdict.outcome.name().to_owned(),
        causes(&verdict.causes),
        reason
            .map(|reason| reason.value.clone())
            .unwrap_or_default(),
        until
            .map(|until| until.value.to_string())
            .unwrap_or_default(),
        yes_no(verdict.phasing_in),
    ]
}

/// What changes, as cells; empty where nothing does.
fn change_cells(comparison: &Comparison<'_>, change: Option<&ChangeRow<'_>>) -> [String; 5] {
    let Some(change) = change else {
        return Default::default();
    };
    let after = change.after.as_ref();
    [
        comparison.to.id.clone(),
        obligation(after.and_then(|side| side.obligation)),
        after
            .map(|side| side.outcome.name().to_owned())
            .unwrap_or_default(),
        after.map(|side| causes(&side.causes)).unwrap_or_default(),
        change.change.name().to_owned(),
    ]
}

fn obligation(obligation: Option<Obligation>) -> String {
    obligation.map_or_else(String::new, |it| it.name().to_owned())
}

fn causes(causes: &[Cause]) -> String {
    let names: Vec<&str> = causes.iter().map(|cause| cause.name()).collect();
    names.join(";")
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
