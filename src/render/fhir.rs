//! Units as FHIR resources, in release 4 (4.0.1) and release 5 (5.0.0): `Organization`, `Location` and
//! `HealthcareService`, which one unit of the national directory becomes.
//!
//! The releases differ in where contacts and hours stand; each difference is in one place, told by
//! [`Release`]. Nothing that is never published is among the data.

pub mod hours;
pub mod location;
pub mod organization;
pub mod service;

use serde_json::{Map, Value, json};

use crate::model::phone::Phone;
use crate::model::region::Region;
use crate::model::unit::{HSA_ID_SYSTEM, Unit};
use crate::render::view::contact::is_web;
use crate::text::Spanned;

/// A release of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// Release 4.
    R4,
    /// Release 5.
    R5,
}

/// The longest id a resource may have.
const LONGEST_ID: usize = 64;

/// The id of what a region's own resource stands for, and of what lies below it, in parts.
pub fn id(parts: &[&str]) -> String {
    let whole = parts.join(".");
    let is_sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if whole.len() <= LONGEST_ID && whole.chars().all(is_sound) {
        return whole;
    }
    // What is too long or has other characters is told apart by a hash of the whole.
    let hash = blake3::hash(whole.as_bytes()).to_hex();
    let begin: String = whole.chars().filter(|c| is_sound(*c)).take(47).collect();
    format!("{begin}-{}", &hash.as_str()[..16])
}

/// The id of a unit's resources.
pub fn unit_id(unit: &Unit) -> String {
    id(&[&unit.region, &unit.slug])
}

/// A resource, still without what it holds.
fn resource(kind: &str, id: String) -> Map<String, Value> {
    let mut resource = Map::new();
    resource.insert("resourceType".to_owned(), kind.into());
    resource.insert("id".to_owned(), id.into());
    resource
}

/// Adds a value where there is one; the standard knows no empty lists.
fn put(resource: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    if let Some(value) = value.filter(|value| !is_empty(value)) {
        resource.insert(key.to_owned(), value);
    }
}

/// A reference to another resource of the bundle.
fn reference(kind: &str, id: &str) -> Value {
    json!({"reference": format!("{kind}/{id}")})
}

/// The unit's id in the national directory.
fn identifier(unit: &Unit) -> Option<Value> {
    let id = unit.hsa_id.as_ref()?;
    Some(json!([{"system": HSA_ID_SYSTEM, "value": id.as_str()}]))
}

/// The visiting address.
fn address(unit: &Unit) -> Option<Value> {
    let place = unit.locality.as_ref().or(unit.municipality.as_ref());
    let mut address = Map::new();
    let street = unit.visit.street.as_ref();
    put(&mut address, "line", street.map(|it| json!([it.as_str()])));
    put(&mut address, "city", place.map(|it| it.as_str().into()));
    if address.is_empty() {
        return None;
    }
    put(&mut address, "country", Some("SE".into()));
    Some(Value::Object(address))
}

/// A way to reach a unit, and what it is for.
struct Contact<'a> {
    purpose: Option<&'a str>,
    point: Value,
}

/// The ways to reach a unit: its phones and its site.
fn contacts(unit: &Unit) -> Vec<Contact<'_>> {
    let phone = |written: &Spanned<String>| {
        let number = Phone::parse(written.as_str());
        let number = number.map(|phone| phone.e164().unwrap_or_else(|| phone.display()));
        let number = number.unwrap_or_else(|_| written.as_str().to_owned());
        json!({"system": "phone", "value": number, "use": "work"})
    };
    let main = unit.contact.phone.iter().map(|number| Contact {
        purpose: None,
        point: phone(number),
    });
    let by_function = unit.contact.phones.iter().filter_map(|it| {
        Some(Contact {
            purpose: it.label.as_ref().map(|label| label.as_str()),
            point: phone(it.number.as_ref()?),
        })
    });
    let website = unit.contact.website.iter().map(|website| website.as_str());
    let website = website.filter(|website| is_web(website)).map(site);
    main.chain(by_function).chain(website).collect()
}

/// A site on the web.
fn site(address: &str) -> Contact<'_> {
    Contact {
        purpose: None,
        point: json!({"system": "url", "value": address, "use": "work"}),
    }
}

/// Puts ways to reach it into a resource: as `telecom` in release 4, with their purposes in release 5.
fn put_contacts(resource: &mut Map<String, Value>, contacts: Vec<Contact<'_>>, release: Release) {
    match release {
        Release::R4 => {
            let points: Vec<Value> = contacts.into_iter().map(|it| it.point).collect();
            put(resource, "telecom", Some(Value::Array(points)));
        }
        Release::R5 => {
            let detail = |contact: Contact<'_>| {
                let mut detail = Map::new();
                let purpose = contact.purpose.map(|text| json!({"text": text}));
                put(&mut detail, "purpose", purpose);
                put(&mut detail, "telecom", Some(json!([contact.point])));
                Value::Object(detail)
            };
            let details: Vec<Value> = contacts.into_iter().map(detail).collect();
            put(resource, "contact", Some(Value::Array(details)));
        }
    }
}

/// The id of the organisation that runs a unit: a private provider, an administration, the region.
pub fn owner_id(unit: &Unit, region: &Region) -> String {
    if let Some(name) = unit.provider_name() {
        return provider_id(region, name);
    }
    let administration = unit.administration.as_ref();
    match administration.and_then(|id| region.administration(id.as_str())) {
        Some(listed) => administration_id(region, listed.id.as_str()),
        None => id(&[&region.id]),
    }
}

/// The id of an administration.
fn administration_id(region: &Region, administration: &str) -> String {
    id(&[&region.id, "forvaltning", administration])
}

/// The id of a provider, which has none but its name.
fn provider_id(region: &Region, name: &str) -> String {
    let hash = blake3::hash(name.as_bytes()).to_hex();
    id(&[&region.id, "vardgivare", &hash.as_str()[..16]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_as_the_standard_wants_them() {
        assert_eq!(id(&["kalmar", "strandvik"]), "kalmar.strandvik");
        let long = "x".repeat(100);
        for parts in [["kalmar", long.as_str()], ["kalmar", "å b"], ["kalmar", ""]] {
            let id = id(&parts);
            assert!(id.len() <= LONGEST_ID && !id.is_empty(), "{id}");
            assert!(
                id.chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')),
                "{id}"
            );
        }
        assert_ne!(id(&["a", &long]), id(&["a", &format!("{long}x")]));
    }
}
