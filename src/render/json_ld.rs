//! Data on a unit for search engines: schema.org as JSON-LD.
//!
//! E-services are not `availableService`, which takes procedures and therapies only: each is an offer
//! of a service with its channel, and a visit that can be booked is a `ReserveAction`. Responsible
//! persons or functions are never part of it.

mod hours;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::model::phone::Phone;
use crate::model::region::Region;
use crate::model::unit::{Booking, HSA_ID_SYSTEM, HoursKind, Unit};
use crate::render::dated::opening;
use crate::render::index::Index;
use crate::render::json_ld::hours::{special, week};
use crate::render::pages::open_data::Service;
use crate::render::view::contact::is_web;
use crate::render::view::find::map_link;
use crate::text::Spanned;

/// The types that `region.toml` may give its types of unit; a type without one is the first.
pub const TYPES: [&str; 3] = ["MedicalClinic", "Dentist", "Hospital"];

/// What the data of a unit is made from.
pub(crate) struct Source<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its region.
    pub region: &'a Region,
    /// What it offers, by standard name.
    pub services: Vec<Service<'a>>,
    /// The lists of the site.
    pub index: &'a Index,
    /// The build's date.
    pub today: NaiveDate,
}

/// The data of a unit, compact and safe inside a script element. `id` is the address of its page in the
/// site's first language, which names the unit on the pages of all; `url` that of the page itself.
pub(crate) fn unit(source: &Source<'_>, id: &str, url: &str) -> String {
    let Source { unit, region, .. } = source;
    let mut data = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", Some("https://schema.org".into()));
    put("@type", Some(schema_type(unit, region).into()));
    put("@id", Some(id.into()));
    put("name", Some(unit.display_name().into()));
    put("description", text(unit.summary.as_ref()));
    put("url", Some(url.into()));
    put("identifier", unit.hsa_id.as_ref().map(identifier));
    put("telephone", unit.contact.phone.as_ref().and_then(telephone));
    put("address", address(unit));
    let at = unit.visit.position();
    put(
        "geo",
        at.map(|[latitude, longitude]| {
            json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude})
        }),
    );
    put("hasMap", at.map(|at| map_link(at).into()));
    put("openingHoursSpecification", opening(unit).and_then(week));
    put("specialOpeningHoursSpecification", special(source));
    let website = unit.contact.website.as_ref();
    let website = website.filter(|website| is_web(website.as_str()));
    put("sameAs", text(website));
    put("knowsLanguage", languages(unit));
    put("contactPoint", contact_points(unit));
    put("makesOffer", offers(&source.services));
    put("potentialAction", reservations(unit));
    put("parentOrganization", Some(parent(unit, region)));
    // A `<` could end the script element; JSON knows another way to write it.
    let json = serde_json::to_string(&data).unwrap_or_default();
    json.replace('<', "\\u003c")
}

/// The schema.org type of a unit: what the region says of its type.
fn schema_type(unit: &Unit, region: &Region) -> &'static str {
    let unit_type = unit.unit_type.as_ref();
    let stated = unit_type.and_then(|id| region.unit_type(id.as_str())?.schema.as_deref());
    let known = TYPES.into_iter().find(|known| Some(*known) == stated);
    known.unwrap_or(TYPES[0])
}

/// A text of a file.
fn text(value: Option<&Spanned<String>>) -> Option<Value> {
    value.map(|text| Value::from(text.as_str()))
}

/// The id in the national directory.
fn identifier(id: &Spanned<String>) -> Value {
    json!({"@type": "PropertyValue", "propertyID": HSA_ID_SYSTEM, "value": id.as_str()})
}

/// Who runs the unit: a private provider, else the region.
fn parent(unit: &Unit, region: &Region) -> Value {
    let name = unit.provider_name().unwrap_or(&region.name);
    json!({"@type": "Organization", "name": name})
}

/// The languages spoken.
fn languages(unit: &Unit) -> Option<Value> {
    let tags: Vec<&str> = unit.care.languages.iter().map(Spanned::as_str).collect();
    (!tags.is_empty()).then(|| tags.into())
}

/// The number in international form; short numbers as they are dialled.
fn telephone(written: &Spanned<String>) -> Option<Value> {
    let phone = Phone::parse(written.as_str()).ok()?;
    Some(phone.e164().unwrap_or_else(|| phone.display()).into())
}

/// The visiting address.
fn address(unit: &Unit) -> Option<Value> {
    let street = unit.visit.street.as_ref();
    let place = unit.locality.as_ref().or(unit.municipality.as_ref());
    if street.is_none() && place.is_none() {
        return None;
    }
    let mut address = Map::new();
    address.insert("@type".to_owned(), "PostalAddress".into());
    for (key, value) in [
        ("streetAddress", text(street)),
        ("addressLocality", text(place)),
        ("addressCountry", Some("SE".into())),
    ] {
        address.extend(value.map(|value| (key.to_owned(), value)));
    }
    Some(Value::Object(address))
}

/// Phones: the main one with its hours, then those by function.
fn contact_points(unit: &Unit) -> Option<Value> {
    let languages = languages(unit);
    let point = |label: Option<&Spanned<String>>, number: Value, hours: Option<Value>| {
        let mut point = Map::new();
        point.insert("@type".to_owned(), "ContactPoint".into());
        for (key, value) in [
            ("contactType", text(label)),
            ("telephone", Some(number)),
            ("hoursAvailable", hours),
            ("availableLanguage", languages.clone()),
        ] {
            point.extend(value.map(|value| (key.to_owned(), value)));
        }
        Value::Object(point)
    };
    let hours = unit.hours.get(&HoursKind::Phone);
    let main = unit.contact.phone.as_ref().and_then(telephone);
    let main = main.map(|number| point(None, number, hours.and_then(|hours| week(&hours.week))));
    let by_function = unit.contact.phones.iter().filter_map(|phone| {
        let hours = phone.hours.as_ref().and_then(|hours| week(&hours.week));
        Some(point(
            phone.label.as_ref(),
            telephone(phone.number.as_ref()?)?,
            hours,
        ))
    });
    let points: Vec<Value> = main.into_iter().chain(by_function).collect();
    (!points.is_empty()).then_some(Value::Array(points))
}

/// E-services, each with the address where it is.
fn offers(services: &[Service<'_>]) -> Option<Value> {
    let offer = |service: &Service<'_>| {
        let url = service.url.filter(|url| is_web(url))?;
        Some(json!({"@type": "Offer", "itemOffered": {
            "@type": "Service", "name": service.name,
            "availableChannel": {"@type": "ServiceChannel", "serviceUrl": url},
        }}))
    };
    let offers: Vec<Value> = services.iter().filter_map(offer).collect();
    (!offers.is_empty()).then_some(Value::Array(offers))
}

/// Visits that can be booked on the web.
fn reservations(unit: &Unit) -> Option<Value> {
    let mut actions = Vec::new();
    for visit in unit.visits.iter().flatten() {
        if let Some(Booking::Url(url)) = visit.book.as_ref().map(|book| &book.value)
            && is_web(url)
        {
            actions.push(json!({
                "@type": "ReserveAction", "name": visit.name.as_str(),
                "target": {"@type": "EntryPoint", "urlTemplate": url},
            }));
        }
    }
    (!actions.is_empty()).then_some(Value::Array(actions))
}
