//! Reads the services and groups of a rule set.

use crate::load::condition::{self, Used};
use crate::load::rule_set::phase_in;
use crate::load::table::Table;
use crate::model::name::NamePattern;
use crate::model::rule_set::{Duty, OneOf, Service, ServiceKind, VisitFilter};

/// One `[[services]]` table. Without an id it cannot be named anywhere; its finding exists already.
pub fn service(table: &Table<'_>, used: &mut Vec<Used>) -> Option<Service> {
    let id = table.text("id")?;
    let kind = match table.plain("kind").as_deref() {
        Some("booking") => ServiceKind::Booking,
        _ => ServiceKind::EService,
    };
    Some(Service {
        kind,
        name: table.text("name").unwrap_or_else(|| id.clone()),
        name_en: table.plain("name_en"),
        label: table.plain("label"),
        label_en: table.plain("label_en"),
        summary: table.plain("summary"),
        summary_en: table.plain("summary_en"),
        url: table.text("url"),
        aliases: table.texts("aliases"),
        name_pattern: table
            .plain("name_pattern")
            .and_then(|text| NamePattern::parse(&text)),
        source: table.plain("source"),
        applies_to: table.plain("applies_to"),
        requirement: table.plain("requirement"),
        login: table.flag("login"),
        response: table
            .flag("response")
            .unwrap_or(kind == ServiceKind::EService),
        duty: duty(table, used),
        visits: visit_filter(table),
        weeks_ahead: table.number("weeks_ahead"),
        satisfied_by: table.texts("satisfied_by"),
        exceptions: table.texts("exceptions"),
        exceptions_exhaustive: table.flag("exceptions_exhaustive").unwrap_or(false),
        phase_in: phase_in(table, used),
        span: id.span,
        id,
    })
}

/// One `[[one_of]]` table.
pub fn one_of(table: &Table<'_>, used: &mut Vec<Used>) -> Option<OneOf> {
    let id = table.text("id")?;
    Some(OneOf {
        name: table.plain("name"),
        name_en: table.plain("name_en"),
        source: table.plain("source"),
        services: table.texts("services"),
        duty: duty(table, used),
        phase_in: phase_in(table, used),
        span: id.span,
        id,
    })
}

fn duty(table: &Table<'_>, used: &mut Vec<Used>) -> Duty {
    Duty {
        must_not: condition::read(table, "must_not_when", used),
        must: condition::read(table, "must_when", used),
        should: condition::read(table, "should_when", used),
        may: condition::read(table, "may_when", used),
    }
}

fn visit_filter(table: &Table<'_>) -> Option<VisitFilter> {
    if table.flag("visits") == Some(true) {
        return Some(VisitFilter::default());
    }
    let filter = table.table("visits")?;
    Some(VisitFilter {
        assessment_first: filter.flag("assessment_first"),
    })
}
