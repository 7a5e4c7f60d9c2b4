//! Calendars: the form of RFC 5545 line by line, and the meaning by a parser of others.

use icalendar::{Calendar, CalendarComponent, Component, DatePerhapsTime, Event};

use super::{Built, EXAMPLE, WORST};

/// The calendars of a site.
fn calendars(site: &Built) -> Vec<(&str, &str)> {
    let calendars: Vec<_> = site.ending(".ics").collect();
    assert!(!calendars.is_empty());
    calendars
}

fn events(path: &str, text: &str) -> Vec<Event> {
    let calendar: Calendar = text
        .parse()
        .unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    let events = calendar.components.into_iter().filter_map(|it| match it {
        CalendarComponent::Event(event) => Some(event),
        _ => None,
    });
    events.collect()
}

#[test]
fn every_line_ends_and_is_folded_as_the_standard_wants() {
    for site in [&*EXAMPLE, &*WORST] {
        for (path, text) in calendars(site) {
            assert!(
                text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"),
                "{path}"
            );
            assert!(text.ends_with("\r\nEND:VCALENDAR\r\n"), "{path}");
            let bare = text.replace("\r\n", "");
            assert!(!bare.contains(['\r', '\n']), "{path}");
            for line in text.split("\r\n") {
                assert!(line.len() <= 75, "{path}: {line}");
            }
        }
    }
}

#[test]
fn a_parser_of_others_reads_every_calendar_and_no_two_days_have_one_name() {
    let mut all = std::collections::BTreeSet::new();
    for (path, text) in calendars(&EXAMPLE) {
        for event in events(path, text) {
            assert!(
                all.insert(event.get_uid().expect("a name").to_owned()),
                "{path}: {event:?}"
            );
            assert_eq!(
                event.property_value("DTSTAMP"),
                Some("20261121T000000Z"),
                "{path}"
            );
        }
    }
    for (path, text) in calendars(&WORST) {
        let begun = text.matches("BEGIN:VEVENT\r\n").count();
        assert_eq!(events(path, text).len(), begun, "{path}");
    }
    assert!(all.len() > 20, "{}", all.len());
}

#[test]
fn a_calendar_says_what_the_page_says() {
    let path = "kalmar/strandvik/strandvik.ics";
    let events = events(path, EXAMPLE.text(path));
    let page = EXAMPLE.text("kalmar/strandvik/index.html");
    assert!(page.contains("href=\"/kalmar/strandvik/strandvik.ics\" type=\"text/calendar\""));
    let rows = page.split("<tr data-item data-first=\"").skip(1);
    let rows: Vec<&str> = rows.filter_map(|row| row.get(..10)).collect();
    let days: Vec<String> = events
        .iter()
        .map(|event| match event.get_start().expect("a first day") {
            DatePerhapsTime::Date(day) => day.to_string(),
            other => panic!("{other:?} is not a day"),
        })
        .collect();
    assert_eq!(days, rows);
    let christmas = events.iter().find(|event| {
        event.get_uid() == Some("https://kontaktsidor.example.se/kalmar/strandvik/#2026-12-24")
    });
    let christmas = christmas.expect("Christmas Eve");
    assert_eq!(
        christmas.get_summary(),
        Some("Hälsocentralen Strandvik: stängt")
    );
    assert_eq!(christmas.get_description(), Some("Julhelg"));
}
