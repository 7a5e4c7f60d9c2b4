//! Reads what a unit offers: services, visits, exemptions, extra services.

use std::collections::BTreeMap;

use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, say};
use crate::load::faults::{conflicting_keys, missing_field};
use crate::load::table::Table;
use crate::model::unit::{
    Booking, Channel, Exemption, ExtraService, Horizon, ServiceEntry, VisitType,
};
use crate::text::Spanned;

/// `[activities]`
pub fn activities(unit: &Table<'_>) -> BTreeMap<String, Spanned<bool>> {
    let Some(table) = unit.table("activities") else {
        return BTreeMap::new();
    };
    let answer = |(key, value): (Spanned<String>, &TomlSpanned<DeValue<'_>>)| {
        let answer = value.get_ref().as_bool()?;
        Some((key.value, Spanned::new(answer, key.span)))
    };
    table.entries().filter_map(answer).collect()
}

/// `[services]`
pub fn services(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Vec<ServiceEntry> {
    let Some(table) = unit.table("services") else {
        return Vec::new();
    };
    table
        .entries()
        .map(|(key, value)| service(&table, key, value, found))
        .collect()
}

fn service<'t>(
    services: &Table<'t>,
    key: Spanned<String>,
    value: &'t TomlSpanned<DeValue<'t>>,
    found: &mut Vec<Diagnostic>,
) -> ServiceEntry {
    let Some(table) = services.as_table(value) else {
        let url = services.as_text(value);
        return ServiceEntry {
            key,
            url,
            also_by: vec![],
            only_by: vec![],
            only_by_span: None,
        };
    };
    let channels = |name| {
        let words = table.texts(name);
        words
            .iter()
            .filter_map(|word| Channel::parse(&word.value))
            .collect::<Vec<_>>()
    };
    let entry = ServiceEntry {
        url: table.text("url"),
        also_by: channels("also_by"),
        only_by: channels("only_by"),
        only_by_span: table.span_of("only_by"),
        key,
    };
    match (&entry.url, entry.only_by_span) {
        (Some(url), Some(only_by)) => {
            found.push(conflicting_keys::fault(
                ("url", url.span),
                ("only_by", only_by),
            ));
        }
        (None, None) if table.node("url").is_none() => {
            found.push(missing_field::because(
                entry.key.span,
                &format!("services.{}.url", entry.key.value),
                say!(
                    "add the address of the e-service, or `only_by = [\"phone\"]` when there is none",
                    "lägg till e-tjänstens adress, eller `only_by = [\"phone\"]` om den inte finns"
                ),
            ));
        }
        _ => {}
    }
    entry
}

/// `[booking]`
pub fn horizon(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<Spanned<Horizon>> {
    let table = unit.table("booking")?;
    if let (Some(weeks), Some(until)) = (
        table.span_of("weeks_ahead"),
        table.span_of("bookable_until"),
    ) {
        found.push(conflicting_keys::fault(
            ("weeks_ahead", weeks),
            ("bookable_until", until),
        ));
    }
    let weeks = table
        .number("weeks_ahead")
        .map(|weeks| weeks.map(Horizon::Weeks));
    weeks.or_else(|| {
        table
            .date("bookable_until")
            .map(|until| until.map(Horizon::Until))
    })
}

/// `[[visits]]`; `None` when the file does not say.
pub fn visits(unit: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<Vec<VisitType>> {
    unit.node("visits")?.get_ref().as_array()?;
    Some(
        unit.tables("visits")
            .filter_map(|table| visit(&table, found))
            .collect(),
    )
}

fn visit(table: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<VisitType> {
    let note = table.text("note");
    let exempt = match table.flag("exempt") {
        // `exempt = true` leaves the reason to the note.
        Some(true) => {
            if note.is_none() {
                found.push(missing_field::because(
                    table.span_of("exempt").unwrap_or(table.span),
                    "visits.note",
                    say!(
                        "say in `note` why the visit cannot be booked",
                        "skriv i `note` varför besöket inte går att boka"
                    ),
                ));
            }
            note.clone()
        }
        _ => table.text("exempt"),
    };
    Some(VisitType {
        name: table.text("name")?,
        description: table.text("description"),
        assessment_first: table.flag("assessment_first"),
        book: table.text("book").map(|book| {
            book.map(|text| match text.as_str() {
                "bokningslank" => Booking::LinkFromStaff,
                "bokningsunderlag" => Booking::BasisFromStaff,
                _ => Booking::Url(text),
            })
        }),
        exempt,
        note,
        span: table.span,
    })
}

/// `[[exemptions]]`
pub fn exemptions(unit: &Table<'_>) -> Vec<Exemption> {
    let read = |table: Table<'_>| {
        Some(Exemption {
            service: table.text("service")?,
            reason: table.text("reason"),
            note: table.text("note"),
            until: table.date("until"),
            span: table.span,
        })
    };
    unit.tables("exemptions").filter_map(read).collect()
}

/// `[[extra_services]]`
pub fn extra_services(unit: &Table<'_>) -> Vec<ExtraService> {
    let read = |table: Table<'_>| {
        Some(ExtraService {
            name: table.text("name")?,
            url: table.text("url"),
            agreed: table.date("agreed"),
            span: table.span,
        })
    };
    unit.tables("extra_services").filter_map(read).collect()
}
