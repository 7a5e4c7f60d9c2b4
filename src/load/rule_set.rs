//! Reads rule-set files and holds them against themselves and their region.

mod check;
mod sense;
mod service;

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, say};
use crate::load::condition::Reader;
use crate::load::faults::rule_set_invalid;
use crate::load::file::{File, parse, root};
use crate::load::levels::{self, Codes};
use crate::load::region::{contact, misspelt_keys, unread_lists};
use crate::load::table::Table;
use crate::load::{limit, shape};
use crate::model::region::Region;
use crate::model::response::{Promise, Response, ResponseCalendar};
use crate::model::rule_set::{
    Activity, Change, ExemptionDemands, Headings, PageDemands, PhaseIn, Principle, Reason,
    ReasonFor, RuleSet, VisitName,
};
use crate::text::Span;

/// Reads one version. Gives nothing when the file's name is no date, since the day it comes into
/// force is then not known.
pub fn load(
    file: &File,
    region: &Region,
    codes: Codes<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<RuleSet> {
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
    parse(
        file,
        &shape::rule_set::RULE_SET,
        found,
        |table, complete, found| {
            shape::check(table, &shape::rule_set::RULE_SET, file.id, complete, found);
            let root = root(table, file);
            let own = OwnIds::of(&root);
            let exists = |key: &str, id: &str| own.has(key, id) || region.lists(key, id);
            let mut conditions = Reader {
                exists: &exists,
                used: Vec::new(),
                empty: Vec::new(),
                found: Vec::new(),
            };
            let mut rule_set = read(&root, file, region, in_force?, &mut conditions);
            found.append(&mut conditions.found);
            rule_set.levels = levels::read(&root, codes, found);
            // A file that says nothing is no rule set that asks nothing.
            rule_set.written =
                shape::addresses(table, &shape::rule_set::RULE_SET, file.id, complete);
            rule_set.broken = !complete || table.get_ref().is_empty();
            if complete {
                let lists = [
                    ("activities", rule_set.activities.len()),
                    ("services", rule_set.services.len()),
                    ("one_of", rule_set.one_of.len()),
                    ("visit_names", rule_set.visit_names.len()),
                    ("reasons", rule_set.reasons.len()),
                ];
                rule_set.broken |=
                    misspelt_keys(&root, &shape::rule_set::RULE_SET).contains(&"scope");
                rule_set.unread = unread_lists(&root, &shape::rule_set::RULE_SET, &lists);
                check::references(&rule_set, region, &conditions, found);
                sense::check(&rule_set, &conditions, found);
                check::index_names(&mut rule_set, found);
            } else {
                // What could be read is still shown in previews; clashes of names may only seem to be some.
                check::index_names(&mut rule_set, &mut Vec::new());
            }
            Some(rule_set)
        },
    )
}

fn read(
    table: &Table<'_>,
    file: &File,
    region: &Region,
    in_force: NaiveDate,
    conditions: &mut Reader<'_>,
) -> RuleSet {
    let page = table.table("page");
    RuleSet {
        id: format!("{}/{in_force}", region.id),
        file: file.id,
        broken: false,
        unread: Default::default(),
        in_force,
        decided: table.date("decided"),
        title: table.plain("title").unwrap_or_else(|| in_force.to_string()),
        source: table.plain("source"),
        written: Vec::new(),
        source_url: table.text("source_url"),
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
        scope: conditions.read(table, "scope"),
        scope_text: table.plain("scope_text"),
        headings: table
            .table("headings")
            .map(|table| headings(&table))
            .unwrap_or_default(),
        response: table
            .table("response")
            .and_then(|table| response(&table, conditions)),
        exemptions: demands(table),
        levels: Vec::new(),
        page: page.map(|page| page_demands(&page)).unwrap_or_default(),
        page_by: page
            .iter()
            .flat_map(|page| page.tables("by"))
            .filter_map(|by| Some((conditions.read(&by, "when")?, page_demands(&by))))
            .collect(),
        activities: table
            .tables("activities")
            .filter_map(|table| activity(&table))
            .collect(),
        services: table
            .tables("services")
            .filter_map(|t| service::service(&t, conditions))
            .collect(),
        one_of: table
            .tables("one_of")
            .filter_map(|t| service::one_of(&t, conditions))
            .collect(),
        visit_names: table
            .tables("visit_names")
            .filter_map(|table| visit_name(&table))
            .collect(),
        reasons: table
            .tables("reasons")
            .filter_map(|table| reason(&table))
            .collect(),
        phase_in: phase_in(table, conditions),
        names: Default::default(),
        visit_name_index: Default::default(),
    }
}

fn change(table: &Table<'_>) -> Option<Change> {
    Some(Change {
        date: table.date("date")?,
        change: table.plain("change")?,
        by: table.plain("by"),
    })
}

fn response(table: &Table<'_>, conditions: &mut Reader<'_>) -> Option<Response> {
    Some(Response {
        limit: limit::read(table, "response", &mut conditions.found)?,
        target_hours: table.number("target_hours").map(|hours| hours.value),
        by: table
            .tables("by")
            .filter_map(|by| {
                let when = conditions.read(&by, "when")?;
                let limit = limit::read(&by, "response.by", &mut conditions.found)?;
                Some((when, limit))
            })
            .collect(),
        calendar: match table.plain("calendar").as_deref() {
            Some("weekday") => ResponseCalendar::Weekday,
            _ => ResponseCalendar::WorkingDay,
        },
        promise: match table.plain("promise").as_deref() {
            Some("feedback") => Promise::Feedback,
            _ => Promise::Answer,
        },
    })
}

/// What an exemption must state, by the `exemptions` of a rule set or service.
fn demands(table: &Table<'_>) -> ExemptionDemands {
    let demanded = |key| Some(table.table("exemptions")?.plain(key)? == "required");
    ExemptionDemands {
        until: demanded("until"),
        approved: demanded("approved"),
    }
}

fn headings(table: &Table<'_>) -> Headings {
    Headings {
        e_services: table.plain("e_services"),
        e_services_en: table.plain("e_services_en"),
        booking: table.plain("booking"),
        booking_en: table.plain("booking_en"),
    }
}

fn page_demands(page: &Table<'_>) -> PageDemands {
    PageDemands {
        required: page.texts("required"),
        advised: page.texts("advised"),
        reviewed_within_days: page.number("reviewed_within_days"),
    }
}

/// The ids that a rule set's own conditions may name.
struct OwnIds(Vec<(&'static str, String)>);

impl OwnIds {
    fn of(root: &Table<'_>) -> Self {
        let ids = |list, key: &'static str| {
            let ids = root.tables(list).filter_map(|table| table.plain("id"));
            ids.map(move |id| (key, id))
        };
        Self(
            ids("activities", "activity")
                .chain(ids("services", "offers"))
                .collect(),
        )
    }

    fn has(&self, key: &str, id: &str) -> bool {
        self.0.iter().any(|(of, own)| *of == key && own == id)
    }
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
        lifts: table
            .plain("for")
            .and_then(|word| ReasonFor::parse(&word))
            .unwrap_or_default(),
    })
}

/// The phase-in lines of a rule set, service or group.
fn phase_in(table: &Table<'_>, conditions: &mut Reader<'_>) -> Vec<PhaseIn> {
    table
        .tables("phase_in")
        .filter_map(|table| {
            let when = conditions.read(&table, "when");
            Some(PhaseIn {
                when,
                from: table.date("from")?.value,
            })
        })
        .collect()
}
