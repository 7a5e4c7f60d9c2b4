//! Reads unit files.

mod list_facts;
mod offering;
mod practical;
mod timetable;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use thin_vec::ThinVec;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::faults::{invalid_period, missing_field, unknown_reference, unusable_name};
use crate::load::file::{File, parse, root};
use crate::load::table::Table;
use crate::load::{limit, shape, waiting, words};
use crate::model::notice::{News, Notice};
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::unit::{Provider, Unit, UnitSummary};
use crate::text::{Span, Spanned};

/// What reading one unit file gives.
pub struct LoadedUnit {
    /// The unit, of what could be read.
    pub unit: Box<Unit>,
    /// Whether the file was free of syntax faults and not empty.
    pub complete: bool,
    /// The faults of form.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one unit. A file with faults still gives a unit of what could be read.
pub fn load(file: &File, region: &Region, today: NaiveDate) -> LoadedUnit {
    let mut found = Vec::new();
    let (unit, complete) = parse(
        file,
        &shape::unit::UNIT,
        &mut found,
        |table, complete, found| {
            shape::check(table, &shape::unit::UNIT, file.id, complete, found);
            // An empty file says nothing of a unit, as a broken one does not.
            let complete = complete && !table.get_ref().is_empty();
            let root = root(table, file);
            let mut unit = read(&root, file, region, region.rule_set_on(today), found);
            unit.unread = unread(&root, found);
            unit.translations = shape::translated::translations(table, &shape::unit::UNIT, file.id);
            *unit.general.list_facts = list_facts::list_facts(&unit, today);
            check_references(&root, &unit, region, complete, found);
            check_periods(&unit, found);
            (unit, complete)
        },
    );
    let slug = file.path.stem();
    if !unusable_name::is_usable(slug) && file.is_read {
        found.push(unusable_name::fault(Span::whole(file.id), slug));
    }
    for former in &unit.former_names {
        let (region, name) = unit.former_address(&former.value);
        if let Some(bad) = [region, name]
            .into_iter()
            .find(|part| !unusable_name::is_usable(part))
        {
            found.push(unusable_name::fault(former.span, bad));
        }
    }
    if !complete {
        waiting::say_of_unit(file.id, &mut found);
    }
    for diagnostic in &mut found {
        diagnostic.unit = Some(unit.id.clone());
    }
    LoadedUnit {
        unit: Box::new(unit),
        complete,
        diagnostics: found,
    }
}

fn read(
    table: &Table<'_>,
    file: &File,
    region: &Region,
    rule_set: Option<&RuleSet>,
    found: &mut Vec<Diagnostic>,
) -> Unit {
    let slug = file.path.stem();
    let notices = practical::notices(table);
    let news = practical::news(table, found);
    let closures = timetable::closures(table);
    let answering = closures.iter().filter_map(|it| it.answering(&region.id));
    let days = notices.iter().map(Notice::days);
    let general = UnitSummary {
        id: format!("{}/{slug}", region.id),
        file: file.id,
        about_files: ThinVec::new(),
        name: table.text("name"),
        hsa_id: table.text("hsa_id"),
        unit_type: table.word("type"),
        administration: table.word("administration"),
        provider: table.table("provider").map(provider),
        municipality: table.word("municipality"),
        locality: table.word("locality"),
        publish: table.flag("publish").unwrap_or(true),
        reviewed: table.date("reviewed"),
        opens: table.date("opens"),
        closes: table.date("closes"),
        former_names: table.texts("former_names").into(),
        related: table.texts("related").into(),
        answering: answering.collect(),
        pictures: ThinVec::new(),
        notice_days: days.chain(news.iter().map(News::days)).collect(),
        languages: practical::languages(table),
        list_facts: Box::default(),
    };
    Unit {
        general,
        notices,
        news,
        help: practical::help(table, found),
        source: file.text.clone(),
        unread: Default::default(),
        translations: Default::default(),
        summary: table.text("summary"),
        agreements: table.texts("agreements"),
        agreements_stated: table
            .node("agreements")
            .is_some_and(|node| node.get_ref().as_array().is_some()),
        system: table.text("system"),
        patient_contact: table.flag("patient_contact").unwrap_or(true),
        publish_span: table.span_of("publish"),
        responsible: practical::responsible(table),
        contact: practical::contact(table, found),
        visit: practical::visit(table),
        hours: timetable::kinds(table, found),
        functions: timetable::functions(table, found),
        hours_span: table.span_of("hours"),
        special_hours: timetable::special_hours(table, found),
        closures,
        care: practical::care(table),
        response: table
            .table("response")
            .and_then(|table| limit::read(&table, "response", found)),
        activities: offering::activities(table),
        activities_span: table.span_of("activities"),
        services: offering::services(table, rule_set, found),
        services_span: table.span_of("services"),
        horizon: offering::horizon(table, found),
        visits: offering::visits(table, found),
        exemptions: offering::exemptions(table),
        extra_services: offering::extra_services(table),
        about: Default::default(),
    }
}

fn provider(table: Table<'_>) -> Box<Provider> {
    Box::new(Provider {
        name: table.text("name"),
        private: table.flag("private"),
    })
}

/// The keys whose value, or something in it, has a fault of form.
fn unread(root: &Table<'_>, found: &[Diagnostic]) -> BTreeSet<String> {
    let has_fault = |table: &Table<'_>, key: &str| {
        let place = table.span_of(key);
        place.is_some_and(|place| {
            let inside = |span: Span| place.start <= span.start && span.end <= place.end;
            found.iter().any(|fault| inside(fault.primary.span))
        })
    };
    let below = |inner: &str, key: &str| {
        inner
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let mut keys = BTreeSet::new();
    if found.is_empty() {
        return keys;
    }
    for key in root.entries().map(|(key, _)| key.value) {
        // The place of a table is its header alone, so its keys are looked at whatever it says.
        if let Some(table) = root.table(&key) {
            for (inner, _) in table.entries() {
                if has_fault(&table, &inner.value) {
                    keys.insert(format!("{key}.{}", inner.value));
                }
                // A key in Swedish says what the one that it means would say.
                if let Some(meant) = words::key_of(&key, &inner.value) {
                    keys.insert(format!("{key}.{meant}"));
                }
            }
        }
        if has_fault(root, &key) || keys.iter().any(|inner| below(inner, &key)) {
            keys.insert(key);
        }
    }
    keys
}

/// Type, administration, agreements and municipality must be the region's.
fn check_references(
    root: &Table<'_>,
    unit: &Unit,
    region: &Region,
    complete: bool,
    found: &mut Vec<Diagnostic>,
) {
    let place = format!("content/{}/region.toml", region.id);
    let mut look_up = |written: &Spanned<String>, what: Text, list: &str, known: Vec<&str>| {
        if region.knows(list) && !known.contains(&written.as_str()) {
            let known = known.into_iter();
            found.push(unknown_reference::fault(written, &what, known, &place));
        }
    };
    if let Some(unit_type) = root.text("type") {
        let known = region
            .types
            .iter()
            .map(|t| t.listed.id.value.as_str())
            .collect();
        look_up(&unit_type, Text::fixed("type", "typ"), "types", known);
    }
    if let Some(administration) = root.text("administration") {
        let known = region
            .administrations
            .iter()
            .map(|a| a.id.value.as_str())
            .collect();
        let what = Text::fixed("administration", "förvaltning");
        look_up(&administration, what, "administrations", known);
    }
    for agreement in &unit.agreements {
        let known = region
            .agreements
            .iter()
            .map(|a| a.id.value.as_str())
            .collect();
        let what = Text::fixed("agreement", "avtalsform");
        look_up(agreement, what, "agreements", known);
    }
    if let Some(system) = &unit.system {
        let known = region
            .systems
            .iter()
            .map(|s| s.listed.id.value.as_str())
            .collect();
        let what = Text::fixed("record system", "journalsystem");
        look_up(system, what, "systems", known);
    }
    if let Some(municipality) = root.text("municipality") {
        let known = region
            .municipalities
            .iter()
            .map(|m| m.value.as_str())
            .collect();
        let what = Text::fixed("municipality", "kommun");
        look_up(&municipality, what, "municipalities", known);
    }
    let owner = unit.administration.is_some() || unit.is_private() || unit.provider.is_some();
    let asks = region.knows("administrations") && !region.administrations.is_empty();
    if complete && !owner && asks {
        found.push(missing_field::because(
            unit.span(),
            "administration",
            say!(
                "name the administration that runs the unit, or `provider = {{ name = \"…\", private = true }}` for a private unit",
                "ange förvaltningen som driver enheten, eller `provider = {{ name = \"…\", private = true }}` för en privat enhet"
            ),
        ));
    }
}

/// Ends come after beginnings.
fn check_periods(unit: &Unit, found: &mut Vec<Diagnostic>) {
    for closure in &unit.closures {
        if let Some(to) = &closure.to {
            found.extend(invalid_period::fault(&closure.from, to));
        }
    }
    for notice in &unit.notices {
        if let (Some(from), Some(to)) = (&notice.from, &notice.to) {
            found.extend(invalid_period::fault(from, to));
        }
    }
    if let (Some(opens), Some(closes)) = (&unit.opens, &unit.closes) {
        found.extend(invalid_period::fault(opens, closes));
    }
    if let Some(ages) = &unit.care.ages {
        let [from, to] = ages.value;
        found.extend((to < from).then(|| invalid_period::ages(ages.span, from, to)));
    }
}
