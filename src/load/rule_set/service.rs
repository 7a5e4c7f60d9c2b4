//! Reads the services and groups of a rule set.

use crate::load::condition::Reader;
use crate::load::limit;
use crate::load::rule_set::{demands, phase_in, sense};
use crate::load::shape::translated::SEPARATOR;
use crate::load::table::Table;
use crate::model::name::NamePattern;
use crate::model::response::ServiceResponse;
use crate::model::rule_set::{Duty, OneOf, Service, ServiceKind, Terms, VisitFilter};
use crate::text::Spanned;

/// One `[[services]]` table. Without an id it cannot be named anywhere; its finding exists already.
pub fn service(table: &Table<'_>, conditions: &mut Reader<'_>) -> Option<Service> {
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
        help: table.text("help"),
        help_en: table.text("help_en"),
        help_in: help_in(table),
        texts: table
            .tables("texts")
            .filter_map(|table| terms(&table, conditions))
            .collect(),
        url: table.text("url"),
        former_ids: table.texts("former_ids"),
        aliases: table.texts("aliases"),
        name_pattern: name_pattern(table, conditions),
        source: table.plain("source"),
        applies_to: table.plain("applies_to"),
        requirement: table.plain("requirement"),
        login: table.flag("login"),
        response: response(table, kind, conditions),
        duty: duty(table, conditions),
        visits: visit_filter(table),
        weeks_ahead: table.number("weeks_ahead"),
        satisfied_by: table.texts("satisfied_by"),
        exceptions: table.texts("exceptions"),
        exceptions_exhaustive: table.flag("exceptions_exhaustive").unwrap_or(false),
        exemptions: demands(table),
        phase_in: phase_in(table, conditions),
        span: id.span,
        id,
    })
}

/// The help in further languages than Swedish and English: `help_fi`.
fn help_in(table: &Table<'_>) -> Vec<(Box<str>, Spanned<String>)> {
    let further = table.keys().filter_map(|key| {
        let language = key.strip_prefix("help")?.strip_prefix(SEPARATOR)?;
        let text = table.text(key).filter(|_| language != "en")?;
        Some((language.into(), text))
    });
    further.collect()
}

/// One `[[one_of]]` table.
pub fn one_of(table: &Table<'_>, conditions: &mut Reader<'_>) -> Option<OneOf> {
    let id = table.text("id")?;
    Some(OneOf {
        name: table.plain("name"),
        name_en: table.plain("name_en"),
        source: table.plain("source"),
        applies_to: table.plain("applies_to"),
        services: table.texts("services"),
        at_least: table
            .number("at_least")
            .and_then(|least| usize::try_from(least.value).ok())
            .unwrap_or(1),
        duty: duty(table, conditions),
        phase_in: phase_in(table, conditions),
        span: id.span,
        id,
    })
}

fn duty(table: &Table<'_>, conditions: &mut Reader<'_>) -> Duty {
    Duty {
        must_not: conditions.read(table, "must_not_when"),
        must: conditions.read(table, "must_when"),
        should: conditions.read(table, "should_when"),
        may: conditions.read(table, "may_when"),
    }
}

fn visit_filter(table: &Table<'_>) -> Option<VisitFilter> {
    if table.flag("visits") == Some(true) {
        return Some(VisitFilter::default());
    }
    let filter = table.table("visits")?;
    Some(VisitFilter {
        assessment_first: filter.flag("assessment_first"),
        names: filter.texts("names"),
        empty_names: filter
            .span_of("names")
            .filter(|_| filter.list("names").is_empty()),
    })
}

/// `response = true`, `false` or a table; left out, it applies where a case is opened.
fn response(table: &Table<'_>, kind: ServiceKind, conditions: &mut Reader<'_>) -> ServiceResponse {
    let own = table
        .table("response")
        .and_then(|own| limit::read(&own, "services.response", &mut conditions.found));
    match (own, table.flag("response")) {
        (Some(own), _) => ServiceResponse::Own(own),
        (None, Some(false)) => ServiceResponse::None,
        (None, None) if kind == ServiceKind::Booking => ServiceResponse::None,
        _ => ServiceResponse::RuleSet,
    }
}

fn name_pattern(table: &Table<'_>, conditions: &mut Reader<'_>) -> Option<NamePattern> {
    let written = table.text("name_pattern")?;
    let pattern = NamePattern::parse(&written.value);
    if pattern.is_none() {
        let fault = sense::bad_pattern(written.span, &written.value);
        conditions.found.push(fault);
    }
    pattern
}

fn terms(table: &Table<'_>, conditions: &mut Reader<'_>) -> Option<Terms> {
    Some(Terms {
        when: conditions.read(table, "when"),
        text: table.text("text")?,
        text_en: table.text("text_en"),
    })
}
