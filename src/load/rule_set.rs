//! Reads rule-set files and holds them against themselves and their region.

mod check;
mod service;

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, say};
use crate::load::condition::{self, Used};
use crate::load::faults::rule_set_invalid;
use crate::load::region::{contact, misspelt_keys, unread_lists};
use crate::load::table::Table;
use crate::load::{File, parse, root, shape};
use crate::model::region::Region;
use crate::model::rule_set::{
    Activity, Change, PhaseIn, Principle, Promise, Reason, Response, ResponseCalendar, RuleSet,
    VisitName,
};
use crate::text::Span;

/// Reads one version. Gives nothing when the file's name is no date, since the day it comes into
/// force is then not known.
pub fn load(file: &File, region: &Region, found: &mut Vec<Diagnostic>) -> Option<RuleSet> {
    let stem = file.path.stem();
    let in_force = stem
        .parse::<NaiveDate>()
        .ok()
        .filter(|date| date.to_string() == stem);
    if in_force.is_none() && file.is_read {
        found.push(rule_set_invalid::fault(
            Span::whole(file.id),
            say!(
                "the file's name, `{stem}`, is no date",
                "filens namn, `{stem}`, är inget datum"
            ),
            say!(
                "name the file after its first day in force, such as `2026-02-18.toml`",
                "ge filen namn efter första dagen den gäller, till exempel `2026-02-18.toml`"
            ),
        ));
    }
    parse(file, found, |table, complete, found| {
        shape::check(table, &shape::rule_set::RULE_SET, file.id, complete, found);
        let mut used = Vec::new();
        let mut rule_set = read(&root(table, file), file, region, in_force?, &mut used);
        // A file that says nothing is no rule set that asks nothing.
        rule_set.written = shape::addresses(table, &shape::rule_set::RULE_SET, file.id, complete);
        rule_set.broken = !complete || table.get_ref().is_empty();
        if complete {
            let root = root(table, file);
            let lists = [
                ("activities", rule_set.activities.len()),
                ("services", rule_set.services.len()),
                ("one_of", rule_set.one_of.len()),
                ("visit_names", rule_set.visit_names.len()),
                ("reasons", rule_set.reasons.len()),
            ];
            rule_set.broken |= misspelt_keys(&root, &shape::rule_set::RULE_SET).contains(&"scope");
            rule_set.unread = unread_lists(&root, &shape::rule_set::RULE_SET, &lists);
            check::references(&rule_set, region, &used, found);
            check::index_names(&mut rule_set, found);
        } else {
            // What could be read is still shown in previews; clashes of names may only seem to be some.
            check::index_names(&mut rule_set, &mut Vec::new());
        }
        Some(rule_set)
    })
}

fn read(
    table: &Table<'_>,
    file: &File,
    region: &Region,
    in_force: NaiveDate,
    used: &mut Vec<Used>,
) -> RuleSet {
    let page = table.table("page");
    let fields = |key| page.map(|page| page.texts(key)).unwrap_or_default();
    RuleSet {
        id: format!("{}/{in_force}", region.id),
        file: file.id,
        broken: false,
        unread: Default::default(),
        in_force,
        decided: table.date("decided").map(|date| date.value),
        title: table.plain("title").unwrap_or_else(|| in_force.to_string()),
        source: table.plain("source"),
        written: Vec::new(),
        owner: table.table("owner").and_then(|table| contact(&table)),
        purpose: table.plain("purpose"),
        concerned: table.plain("concerned"),
        principles: table
            .tables("principles")
            .filter_map(|t| {
                Some(Principle {
                    text: t.plain("text")?,
                    source: t.plain("source"),
                })
            })
            .collect(),
        history: table
            .tables("history")
            .filter_map(|table| change(&table))
            .collect(),
        scope: condition::read(table, "scope", used),
        response: table.table("response").and_then(|table| response(&table)),
        page_required: fields("required"),
        page_advised: fields("advised"),
        activities: table
            .tables("activities")
            .filter_map(|table| activity(&table))
            .collect(),
        services: table
            .tables("services")
            .filter_map(|t| service::service(&t, used))
            .collect(),
        one_of: table
            .tables("one_of")
            .filter_map(|t| service::one_of(&t, used))
            .collect(),
        visit_names: table
            .tables("visit_names")
            .filter_map(|table| visit_name(&table))
            .collect(),
        reasons: table
            .tables("reasons")
            .filter_map(|table| reason(&table))
            .collect(),
        phase_in: phase_in(table, used),
        names: Default::default(),
        visit_name_index: Default::default(),
    }
}

fn change(table: &Table<'_>) -> Option<Change> {
    Some(Change {
        date: table.date("date")?.value,
        change: table.plain("change")?,
        by: table.plain("by"),
    })
}

fn response(table: &Table<'_>) -> Option<Response> {
    let days = table.number("days")?;
    Some(Response {
        days: days.value,
        calendar: match table.plain("calendar").as_deref() {
            Some("weekday") => ResponseCalendar::Weekday,
            _ => ResponseCalendar::WorkingDay,
        },
        promise: match table.plain("promise").as_deref() {
            Some("feedback") => Promise::Feedback,
            _ => Promise::Answer,
        },
        span: days.span,
    })
}

fn activity(table: &Table<'_>) -> Option<Activity> {
    let id = table.text("id")?;
    let question = table.plain("question").unwrap_or_else(|| id.value.clone());
    Some(Activity {
        id,
        question,
        question_en: table.plain("question_en"),
    })
}

fn visit_name(table: &Table<'_>) -> Option<VisitName> {
    Some(VisitName {
        name: table.text("name")?,
        name_en: table.plain("name_en"),
        aliases: table.texts("aliases"),
    })
}

fn reason(table: &Table<'_>) -> Option<Reason> {
    let id = table.text("id")?;
    let text = table.plain("text").unwrap_or_else(|| id.value.clone());
    Some(Reason {
        id,
        text,
        text_en: table.plain("text_en"),
    })
}

/// The phase-in lines of a rule set, service or group.
fn phase_in(table: &Table<'_>, used: &mut Vec<Used>) -> Vec<PhaseIn> {
    table
        .tables("phase_in")
        .filter_map(|table| {
            let when = condition::read(&table, "when", used);
            Some(PhaseIn {
                when,
                from: table.date("from")?.value,
            })
        })
        .collect()
}
