//! Units and findings of the whole site, for the start page: searched, ordered and parted into pages by the
//! server, so that a browser never holds all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::diagnostic::Language;
use crate::diagnostic::code::Severity;
use crate::diagnostic::settle::Finding;
use crate::model::unit::UnitSummary;
use crate::preview::Snapshot;
use crate::preview::address::parameter;
use crate::preview::context::PreviewContext;
use crate::preview::finding_row::{FindingRow, rows};
use crate::preview::responsible::{Responsible, ResponsibleByFile};
use crate::render::address::encode;
use crate::render::collate::SwedishOrder;
use crate::text::inputs::Content;

/// How many findings or units a page of the list has.
const PER_PAGE: usize = 50;

/// Some of the findings.
#[derive(Serialize)]
pub(super) struct FindingPage<'a> {
    /// How many errors, warnings and notes the site has.
    counts: [usize; 3],
    /// How many match.
    total: usize,
    /// The place of the first one shown, from 0.
    from: usize,
    per_page: usize,
    findings: Vec<FindingRow<'a>>,
}

/// Some of the units.
#[derive(Serialize)]
pub(super) struct UnitPage<'a> {
    /// How many match.
    total: usize,
    /// The place of the first one shown, from 0.
    from: usize,
    per_page: usize,
    units: Vec<UnitRow<'a>>,
}

/// A unit in the list.
#[derive(Serialize)]
struct UnitRow<'a> {
    id: &'a str,
    name: &'a str,
    place: String,
    /// The function and the mailbox of who is responsible.
    responsible: [&'a str; 2],
    status: String,
    /// Day of the last review.
    reviewed: Option<String>,
    /// Its errors, warnings and notes.
    counts: [usize; 3],
    page: Option<String>,
    form: Option<String>,
    #[serde(skip)]
    rank: usize,
}

/// The findings that a query asks for, the most severe first.
pub(super) fn findings<'s>(
    snapshot: &'s Snapshot<'_>,
    context: &PreviewContext,
    query: &str,
) -> FindingPage<'s> {
    let words = words_of(query);
    let severity = parameter(query, "severity");
    let matches = |finding: &&Finding| {
        let diagnostic = &finding.diagnostic;
        if !severity.is_empty() && finding.severity().name() != severity {
            return false;
        }
        if words.is_empty() {
            return true;
        }
        let unit = diagnostic.unit.as_deref();
        let text = [
            snapshot
                .sources()
                .path(diagnostic.primary.span.file)
                .as_str(),
            diagnostic.code.name,
            diagnostic.message.get(context.language),
            diagnostic
                .help
                .as_ref()
                .map_or("", |it| it.get(context.language)),
            unit.map_or("", |unit| snapshot.name_of(unit)),
        ];
        has_all(&text.join("\n"), &words)
    };
    let mut found: Vec<&Finding> = snapshot.findings().filter(matches).collect();
    found.sort_by_key(|finding| Reverse(finding.severity()));
    let total = found.len();
    let from = from_of(query, total);
    let shown = found.into_iter().skip(from).take(PER_PAGE).collect();
    let counts = snapshot.counts();
    FindingPage {
        counts: [counts.errors, counts.warnings, counts.notes],
        total,
        from,
        per_page: PER_PAGE,
        findings: rows(snapshot, context, shown),
    }
}

/// The units that a query asks for, in the order that it asks for.
pub(super) fn units<'s>(
    snapshot: &'s mut Snapshot<'_>,
    context: &PreviewContext,
    query: &str,
) -> UnitPage<'s> {
    snapshot.find_responsible();
    let snapshot = &*snapshot;
    let words = words_of(query);
    let mail = parameter(query, "mail").to_lowercase();
    let counts = counts_by_unit(snapshot);
    let mut rows = all_units(snapshot, context, &counts);
    rows.retain(|row| {
        let is_mine = mail.is_empty() || row.responsible[1].to_lowercase() == mail;
        let [role, email] = row.responsible;
        let text = [row.name, row.id, &row.place, role, email, &row.status];
        is_mine && (words.is_empty() || has_all(&text.join("\n"), &words))
    });
    order(&mut rows, &parameter(query, "order"));
    let total = rows.len();
    let from = from_of(query, total);
    UnitPage {
        total,
        from,
        per_page: PER_PAGE,
        units: rows.into_iter().skip(from).take(PER_PAGE).collect(),
    }
}

fn counts_by_unit<'s>(snapshot: &'s Snapshot<'_>) -> BTreeMap<&'s str, [usize; 3]> {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for finding in snapshot.findings() {
        if let Some(unit) = finding.diagnostic.unit.as_deref() {
            let at = match finding.severity() {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Note => 2,
            };
            counts.entry(unit).or_default()[at] += 1;
        }
    }
    counts
}

/// All units by name, those with broken files first.
fn all_units<'s>(
    snapshot: &'s Snapshot<'_>,
    context: &PreviewContext,
    counts: &BTreeMap<&str, [usize; 3]>,
) -> Vec<UnitRow<'s>> {
    let page = |unit: &str| {
        let url = snapshot.page_of(unit);
        url.map(|url| format!("{}/{}", snapshot.base_path(), encode(url)))
    };
    let broken = snapshot.catalog.broken_units.iter().map(|unit| UnitRow {
        id: &unit.id,
        name: &unit.id,
        place: String::new(),
        responsible: [""; 2],
        status: pick(
            context,
            "the file cannot be read",
            "filen går inte att läsa",
        )
        .to_owned(),
        reviewed: None,
        counts: counts.get(unit.id.as_str()).copied().unwrap_or_default(),
        page: Some(format!("{}/{}/", snapshot.base_path(), encode(&unit.id))),
        form: context.form_of(&unit.id),
        rank: 0,
    });
    let sound = snapshot.catalog.units.iter().map(|unit| {
        let path = snapshot.sources().path(unit.file);
        let responsible = snapshot.memory.responsible.get(path);
        let responsible = responsible.map_or([""; 2], |it| [&*it.role, &*it.email]);
        let (rank, status) = status(snapshot, context, unit);
        UnitRow {
            id: &unit.id,
            name: unit.display_name(),
            place: place(unit),
            responsible,
            status,
            reviewed: unit.reviewed.as_ref().map(|day| day.value.to_string()),
            counts: counts.get(unit.id.as_str()).copied().unwrap_or_default(),
            page: page(&unit.id),
            form: context.form_of(&unit.id),
            rank,
        }
    });
    let mut rows: Vec<UnitRow<'s>> = broken.chain(sound).collect();
    let order = SwedishOrder::new();
    rows.sort_by(|a, b| {
        (a.rank != 0)
            .cmp(&(b.rank != 0))
            .then_with(|| order.compare(a.name, b.name))
    });
    rows
}

/// Where a unit is, in words.
fn place(unit: &UnitSummary) -> String {
    let parts = [&unit.locality, &unit.municipality];
    let mut parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .map(|part| part.as_str())
        .collect();
    parts.dedup();
    parts.join(", ")
}

/// Whether a unit's page is shown, in words, with its place among the others.
fn status(
    snapshot: &Snapshot<'_>,
    context: &PreviewContext,
    unit: &UnitSummary,
) -> (usize, String) {
    let today = snapshot.today;
    let opens = unit.opens.as_ref().map(|day| day.value);
    let closes = unit.closes.as_ref().map(|day| day.value);
    let (rank, words) = if !unit.publish {
        (1, pick(context, "not shown", "visas inte"))
    } else if closes.is_some_and(|day| day < today) {
        (2, pick(context, "closed for good", "har stängt"))
    } else if opens.is_some_and(|day| day > today) {
        (3, pick(context, "not open yet", "inte öppnad än"))
    } else {
        (4, pick(context, "shown", "visas"))
    };
    (rank, words.to_owned())
}

/// Sorts rows that are in the order of names; equal ones stay so.
fn order(rows: &mut [UnitRow<'_>], by: &str) {
    let last = |text: &str| (text.is_empty(), text.to_lowercase());
    match by {
        "place" => rows.sort_by_cached_key(|row| last(&row.place)),
        "responsible" => rows.sort_by_cached_key(|row| {
            let [role, email] = row.responsible;
            last(if role.is_empty() { email } else { role })
        }),
        "status" => rows.sort_by_key(|row| row.rank),
        "reviewed" => rows.sort_by(|a, b| a.reviewed.cmp(&b.reviewed)),
        "findings" => rows.sort_by_key(|row| Reverse(row.counts)),
        _ => {}
    }
}

impl Snapshot<'_> {
    /// Finds out who is responsible for units whose files have changed since it was last asked.
    fn find_responsible(&mut self) {
        let mut known = std::mem::take(&mut self.memory.responsible);
        let store = self.compilation.units(self.inputs);
        let units = self.catalog.units.par_iter().enumerate();
        let found = units.filter_map(|(at, unit)| {
            let path = self.policy.sources.path(unit.file);
            let content = self.inputs.content.get(path)?;
            let same = known.get(path).filter(|it| is_same(&it.content, content));
            let responsible = same.cloned().or_else(|| {
                let full = store.load(at).ok()?;
                let stated = full.unit.responsible.as_ref();
                let role = stated.and_then(|it| it.role.as_ref());
                let email = stated.and_then(|it| it.email.as_ref());
                Some(Arc::new(Responsible {
                    content: content.clone(),
                    role: role.map_or("", |it| it.as_str()).into(),
                    email: email.map_or("", |it| it.as_str()).into(),
                }))
            })?;
            Some((path.clone(), responsible))
        });
        let found: ResponsibleByFile = found.collect();
        known.clear();
        self.memory.responsible = found;
    }
}

/// Whether two contents are the same one, without comparing long texts.
fn is_same(a: &Content, b: &Content) -> bool {
    match (a, b) {
        (Content::Text(a), Content::Text(b)) => Arc::ptr_eq(a, b),
        (a, b) => a == b,
    }
}

fn words_of(query: &str) -> Vec<String> {
    let words = parameter(query, "words").to_lowercase();
    words.split_whitespace().map(str::to_owned).collect()
}

fn has_all(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

/// The place of the first row of the page that is asked for; the last page where there are fewer rows.
fn from_of(query: &str, total: usize) -> usize {
    let from = parameter(query, "from").parse().unwrap_or(0);
    let last = total.saturating_sub(1) / PER_PAGE * PER_PAGE;
    last.min(from / PER_PAGE * PER_PAGE)
}

fn pick<'t>(context: &PreviewContext, en: &'t str, sv: &'t str) -> &'t str {
    match context.language {
        Language::English => en,
        Language::Swedish => sv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_there_is_the_last_one() {
        assert_eq!(from_of("", 60_000), 0);
        assert_eq!(from_of("from=50", 60_000), 50);
        assert_eq!(from_of("from=74", 60_000), 50);
        assert_eq!(from_of("from=999999999", 60_000), 59_950);
        assert_eq!(from_of("from=-1", 60_000), 0);
        assert_eq!(from_of("from=50", 0), 0);
    }
}
