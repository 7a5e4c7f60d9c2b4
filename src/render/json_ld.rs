//! Data on a unit for search engines: schema.org as JSON-LD.
//!
//! E-services are not `availableService`, which takes procedures and therapies only; booking is a
//! `ReserveAction`. Responsible persons or functions are never part of it.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::model::hours::{DayHours, DayKey, Week};
use crate::model::phone::Phone;
use crate::model::region::Region;
use crate::model::unit::{Booking, HoursKind, Unit};
use crate::render::index::{Index, deviations_end};
use crate::render::view::contact::is_web;

/// schema.org names of the weekdays, Monday first.
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The types a unit may have; anything else in `region.toml` becomes the first.
const TYPES: [&str; 7] = [
    "MedicalClinic",
    "Dentist",
    "Hospital",
    "MedicalBusiness",
    "MedicalOrganization",
    "Physician",
    "Pharmacy",
];

/// The data of a unit, compact and safe inside a script element.
pub fn unit(unit: &Unit, region: &Region, url: &str, index: &Index, today: NaiveDate) -> String {
    let schema = unit
        .unit_type
        .as_ref()
        .and_then(|id| region.unit_type(id.as_str())?.schema.as_deref());
    let schema = TYPES
        .into_iter()
        .find(|known| Some(*known) == schema)
        .unwrap_or(TYPES[0]);
    let mut data = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            data.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<crate::text::Spanned<String>>| {
        value.as_ref().map(|text| Value::from(text.as_str()))
    };
    put("@context", Some("https://schema.org".into()));
    put("@type", Some(schema.into()));
    put("@id", Some(url.into()));
    put("name", Some(unit.display_name().into()));
    put("description", text(&unit.summary));
    put("url", Some(url.into()));
    put(
        "telephone",
        unit.contact
            .phone
            .as_ref()
            .and_then(|phone| telephone(phone.as_str())),
    );
    put("address", address(unit));
    put(
        "geo",
        unit.visit.coordinates.as_ref().map(|at| {
            let [latitude, longitude] = at.value;
            json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude})
        }),
    );
    let opening = unit.hours.get(&HoursKind::Opening).map(|hours| &hours.week);
    put("openingHoursSpecification", opening.and_then(week));
    put(
        "specialOpeningHoursSpecification",
        special(unit, opening, index, today),
    );
    let website = unit
        .contact
        .website
        .as_ref()
        .filter(|website| is_web(website.as_str()));
    put("sameAs", website.map(|website| website.as_str().into()));
    put("contactPoint", contact_points(unit));
    put("potentialAction", reservations(unit));
    put(
        "parentOrganization",
        Some(json!({"@type": "Organization", "name": region.name})),
    );
    // A `<` could end the script element; JSON knows another way to write it.
    let json = serde_json::to_string(&data).unwrap_or_default();
    json.replace('<', "\\u003c")
}

/// The number in international form; short numbers as they are dialled.
fn telephone(written: &str) -> Option<Value> {
    let phone = Phone::parse(written).ok()?;
    Some(phone.e164().unwrap_or_else(|| phone.display()).into())
}

/// The visiting address.
fn address(unit: &Unit) -> Option<Value> {
    let street = unit.visit.street.as_ref().map(|street| street.as_str());
    let place = unit
        .locality
        .as_ref()
        .or(unit.municipality.as_ref())
        .map(|place| place.as_str());
    if street.is_none() && place.is_none() {
        return None;
    }
    let mut address = Map::new();
    address.insert("@type".to_owned(), "PostalAddress".into());
    for (key, value) in [
        ("streetAddress", street),
        ("addressLocality", place),
        ("addressCountry", Some("SE")),
    ] {
        if let Some(value) = value {
            address.insert(key.to_owned(), value.into());
        }
    }
    Some(Value::Object(address))
}

/// The hours of a week: days with equal hours together.
fn week(week: &Week) -> Option<Value> {
    let mut specifications = Vec::new();
    for (days, hours) in crate::model::hours::runs(week) {
        let names: Vec<Value> = days.iter().map(|day| day_name(*day).into()).collect();
        for (opens, closes) in spans(hours) {
            specifications.push(json!({
                "@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": opens, "closes": closes,
            }));
        }
    }
    (!specifications.is_empty()).then_some(Value::Array(specifications))
}

/// The schema.org name of a row.
fn day_name(day: DayKey) -> &'static str {
    day.index()
        .map_or("PublicHolidays", |index| WEEKDAYS[index])
}

/// Opening and closing times; a closed day opens and closes at midnight.
fn spans(hours: &DayHours) -> Vec<(String, String)> {
    match hours {
        DayHours::Closed => vec![("00:00".to_owned(), "00:00".to_owned())],
        DayHours::AroundTheClock => vec![("00:00".to_owned(), "23:59".to_owned())],
        DayHours::Open(parts) => {
            let end = |at: String| {
                if at == "24:00" {
                    "23:59".to_owned()
                } else {
                    at
                }
            };
            parts
                .iter()
                .map(|part| (part.from().to_string(), end(part.to().to_string())))
                .collect()
        }
    }
}

/// Dated hours in the near future: closures, special days, holidays with stated hours.
fn special(unit: &Unit, opening: Option<&Week>, index: &Index, today: NaiveDate) -> Option<Value> {
    let end = deviations_end(today);
    let mut dated: Vec<(NaiveDate, Value)> = Vec::new();
    let mut add = |from: NaiveDate, to: NaiveDate, hours: &DayHours| {
        for (opens, closes) in spans(hours) {
            let value = json!({
                "@type": "OpeningHoursSpecification", "opens": opens, "closes": closes,
                "validFrom": from.to_string(), "validThrough": to.to_string(),
            });
            dated.push((from, value));
        }
    };
    for closure in &unit.closures {
        if today <= closure.to.value && closure.from.value < end {
            add(closure.from.value, closure.to.value, &DayHours::Closed);
        }
    }
    let is_closed = |date: NaiveDate| {
        unit.closures
            .iter()
            .any(|c| c.from.value <= date && date <= c.to.value)
    };
    for day in &unit.special_hours {
        let date = day.date.value;
        if let Some(hours) = day
            .hours
            .get(&HoursKind::Opening)
            .filter(|_| today <= date && date < end && !is_closed(date))
        {
            add(date, date, hours);
        }
    }
    let is_special = |date: NaiveDate| unit.special_hours.iter().any(|day| day.date.value == date);
    if let Some(hours) = opening.and_then(|week| week.holiday.as_ref()) {
        for (date, _) in index
            .holidays
            .iter()
            .filter(|(date, _)| !is_closed(*date) && !is_special(*date))
        {
            add(*date, *date, hours);
        }
    }
    dated.sort_by_key(|(from, _)| *from);
    (!dated.is_empty()).then(|| Value::Array(dated.into_iter().map(|(_, value)| value).collect()))
}

/// Phones by function.
fn contact_points(unit: &Unit) -> Option<Value> {
    let mut points = Vec::new();
    for phone in &unit.contact.phones {
        let Some(number) = phone
            .number
            .as_ref()
            .and_then(|number| telephone(number.as_str()))
        else {
            continue;
        };
        let mut point = Map::new();
        point.insert("@type".to_owned(), "ContactPoint".into());
        if let Some(label) = &phone.label {
            point.insert("contactType".to_owned(), label.as_str().into());
        }
        point.insert("telephone".to_owned(), number);
        if let Some(hours) = phone.hours.as_ref().and_then(|hours| week(&hours.week)) {
            point.insert("hoursAvailable".to_owned(), hours);
        }
        points.push(Value::Object(point));
    }
    (!points.is_empty()).then_some(Value::Array(points))
}

/// Visits that can be booked on the web.
fn reservations(unit: &Unit) -> Option<Value> {
    let mut actions = Vec::new();
    for visit in unit.visits.iter().flatten() {
        if let Some(Booking::Url(url)) = visit.book.as_ref().map(|book| &book.value)
            && is_web(url)
        {
            actions.push(
                json!({"@type": "ReserveAction", "name": visit.name.as_str(), "target": url}),
            );
        }
    }
    (!actions.is_empty()).then_some(Value::Array(actions))
}
