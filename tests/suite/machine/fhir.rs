//! FHIR bundles against HL7's own JSON Schemas, and what those cannot say: references lead to resources
//! of the bundle, ids are unique, and what the standard requires is there.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Built, EXAMPLE, WORST, json, vendored};

/// The bundles of a release.
fn bundles(site: &Built, release: &str) -> Vec<(String, Value)> {
    let ending = format!("/fhir-{release}.json");
    let bundles: Vec<_> = site
        .ending(&ending)
        .map(|(path, text)| (path.to_owned(), json(path, text)))
        .collect();
    assert!(!bundles.is_empty(), "no bundle of {release}");
    bundles
}

/// The resources of a bundle.
fn resources(bundle: &Value) -> impl Iterator<Item = &Value> {
    let entries = bundle["entry"].as_array().expect("entries");
    entries.iter().map(|entry| &entry["resource"])
}

fn of<'b>(bundle: &'b Value, kind: &str, id: &str) -> &'b Value {
    let mut resources = resources(bundle);
    resources
        .find(|it| it["resourceType"] == kind && it["id"] == id)
        .unwrap_or_else(|| panic!("no {kind}/{id}"))
}

/// Every reference in a value.
fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("reference").and_then(Value::as_str));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Whether a value holds an empty text, list or object, or none: the standard knows no such thing.
fn holds_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty() || values.iter().any(holds_nothing),
        Value::Object(fields) => fields.is_empty() || fields.values().any(holds_nothing),
        _ => false,
    }
}

#[test]
fn bundles_are_valid_by_the_schemas_of_hl7() {
    for release in ["r4", "r5"] {
        let schema = vendored(&format!("fhir-{release}.json"));
        let validator = jsonschema::validator_for(&schema).expect("the schema is sound");
        for site in [&*EXAMPLE, &*WORST] {
            for (path, bundle) in bundles(site, release) {
                // Each resource alone: a fault in one would otherwise be told as one of the whole.
                for resource in resources(&bundle) {
                    let alone = serde_json::json!({
                        "resourceType": "Bundle", "type": "collection", "entry": [{"resource": resource}],
                    });
                    assert!(validator.is_valid(&alone), "{path}: {resource}");
                }
                assert!(validator.is_valid(&bundle), "{path}");
            }
        }
    }
}

#[test]
fn the_schemas_tell_the_releases_apart() {
    let (r4, r5) = (vendored("fhir-r4.json"), vendored("fhir-r5.json"));
    let (_, bundle) = bundles(&EXAMPLE, "r5").remove(0);
    assert!(!jsonschema::is_valid(&r4, &bundle));
    let (_, bundle) = bundles(&EXAMPLE, "r4").remove(0);
    assert!(!jsonschema::is_valid(&r5, &bundle));
}

#[test]
fn references_lead_to_resources_of_the_bundle() {
    for release in ["r4", "r5"] {
        for site in [&*EXAMPLE, &*WORST] {
            for (path, bundle) in bundles(site, release) {
                let mut names = BTreeSet::new();
                for entry in bundle["entry"].as_array().expect("entries") {
                    let part = |key: &str| entry["resource"][key].as_str().expect("a text");
                    let name = format!("{}/{}", part("resourceType"), part("id"));
                    let url = entry["fullUrl"].as_str().expect("an address");
                    assert!(url.ends_with(&format!("/{name}")), "{url}");
                    assert!(names.insert(name), "{url} is there twice");
                }
                let mut found = Vec::new();
                references(&bundle, &mut found);
                assert!(!found.is_empty());
                for reference in found {
                    assert!(names.contains(reference), "{path}: {reference}");
                }
            }
        }
    }
}

#[test]
fn what_the_standard_requires_is_there_and_nothing_is_empty() {
    for release in ["r4", "r5"] {
        for site in [&*EXAMPLE, &*WORST] {
            for (path, bundle) in bundles(site, release) {
                assert!(!holds_nothing(&bundle), "{path}");
                assert_eq!(bundle["type"], "collection");
                for resource in resources(&bundle) {
                    // Invariant org-1; a position has both numbers; a closed time says why.
                    assert!(resource["name"].is_string(), "{resource}");
                    if let Some(position) = resource.get("position") {
                        assert!(
                            position["latitude"].is_number() && position["longitude"].is_number()
                        );
                    }
                    let availability = &resource["availability"][0];
                    for time in [&resource["notAvailable"], &availability["notAvailableTime"]] {
                        for time in time.as_array().into_iter().flatten() {
                            assert!(
                                time["description"].is_string()
                                    && time["during"]["start"].is_string()
                            );
                        }
                    }
                    for time in [&resource["availableTime"], &availability["availableTime"]] {
                        for time in time.as_array().into_iter().flatten() {
                            let all_day = time["allDay"] == true;
                            assert_ne!(all_day, time["availableStartTime"].is_string(), "{time}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_unit_is_an_organisation_a_place_and_a_service() {
    for (release, hours) in [
        ("r4", "/availableTime"),
        ("r5", "/availability/0/availableTime"),
    ] {
        let bundles = bundles(&EXAMPLE, release);
        let (_, bundle) = bundles
            .iter()
            .find(|(path, _)| path.starts_with("kalmar/"))
            .expect("Kalmar");
        let shown = EXAMPLE.files.keys();
        let shown = shown.filter(|path| path.starts_with("kalmar/") && path.ends_with(".vcf"));
        let services = resources(bundle).filter(|it| it["resourceType"] == "HealthcareService");
        assert_eq!(services.count(), shown.count());

        let id = "kalmar.strandvik";
        let organization = of(bundle, "Organization", id);
        assert_eq!(
            organization["identifier"][0]["system"],
            "urn:oid:1.2.752.29.4.19"
        );
        assert_eq!(organization["identifier"][0]["value"], "SE0000000000-E001");
        let owner = organization["partOf"]["reference"]
            .as_str()
            .expect("an owner");
        let (kind, owner) = owner.split_once('/').expect("a reference");
        assert_eq!(
            of(bundle, kind, owner)["partOf"]["reference"],
            "Organization/kalmar"
        );
        let service = of(bundle, "HealthcareService", id);
        let monday = &service.pointer(hours).expect("hours")[0];
        assert!(
            monday["daysOfWeek"]
                .as_array()
                .expect("days")
                .contains(&"mon".into())
        );
        assert!(
            monday["availableStartTime"]
                .as_str()
                .is_some_and(|time| time.len() == 8)
        );
        assert!(of(bundle, "Location", id)["position"]["latitude"].is_number());
    }
}
