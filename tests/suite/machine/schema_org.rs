//! JSON-LD against the vocabulary of schema.org: every class is known, every property belongs to its
//! class or one above, and every value is of an expected kind.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Built, EXAMPLE, WORST, json, vendored};

/// The data blocks of the pages of a site.
fn blocks(site: &Built) -> Vec<(String, Value)> {
    let mut blocks = Vec::new();
    for (path, page) in site.ending(".html") {
        let begin = "<script type=\"application/ld+json\">";
        for rest in page.split(begin).skip(1) {
            let (block, _) = rest.split_once("</script>").expect("the block ends");
            blocks.push((path.to_owned(), json(path, block)));
        }
    }
    blocks
}

/// The vocabulary.
struct Vocabulary(Value);

impl Vocabulary {
    /// A class and all above it; nothing for one that is not known.
    fn lineage(&self, class: &str) -> BTreeSet<String> {
        let Some(above) = self.0["classes"][class].as_array() else {
            return BTreeSet::new();
        };
        let above = above.iter().filter_map(Value::as_str);
        let mut all: BTreeSet<String> = above.flat_map(|class| self.lineage(class)).collect();
        all.insert(class.to_owned());
        all
    }

    /// What is wrong with a thing.
    fn faults(&self, at: &str, thing: &Value, found: &mut Vec<String>) {
        let fields = thing.as_object().expect("a thing is an object");
        let class = thing["@type"].as_str().unwrap_or_default();
        let lineage = self.lineage(class);
        if lineage.is_empty() {
            found.push(format!("{at}: no class {class:?}"));
        }
        for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('@')) {
            let at = format!("{at}.{name}");
            let property = &self.0["properties"][name];
            let words = |key: &str| -> BTreeSet<String> {
                let words = property[key].as_array().into_iter().flatten();
                words
                    .filter_map(|it| Some(it.as_str()?.to_owned()))
                    .collect()
            };
            if words("domains").is_disjoint(&lineage) {
                found.push(format!("{at}: not of {class}"));
            }
            let values = value
                .as_array()
                .map_or(std::slice::from_ref(value), Vec::as_slice);
            for value in values {
                if !self.fits(value, &words("ranges")) {
                    found.push(format!("{at}: {value} is not one of {:?}", words("ranges")));
                }
                if value.is_object() {
                    self.faults(&at, value, found);
                }
            }
        }
    }

    /// Whether a value is of one of some kinds.
    fn fits(&self, value: &Value, ranges: &BTreeSet<String>) -> bool {
        let is = |range: &str| ranges.contains(range);
        match value {
            Value::Object(_) => {
                let class = value["@type"].as_str().unwrap_or_default();
                !self.lineage(class).is_disjoint(ranges)
            }
            Value::Number(_) => is("Number") || is("Integer"),
            Value::Bool(_) => is("Boolean"),
            Value::String(text) => {
                let members = self.0["enumerations"].as_object().expect("enumerations");
                let is_member = members.iter().any(|(name, members)| {
                    let members = members.as_array().into_iter().flatten();
                    let mut members = members.filter_map(Value::as_str);
                    let member = text.strip_prefix("https://schema.org/");
                    is(name) && members.any(|it| Some(it) == member)
                });
                let time = text.len() == 5 && text.as_bytes()[2] == b':';
                let date = text.parse::<chrono::NaiveDate>().is_ok();
                let url = text.starts_with("https://") || text.starts_with("http://");
                is("Text")
                    || is_member
                    || (is("Time") && time)
                    || (is("Date") && date)
                    || (is("URL") && url)
                    // A thing may be named by its address alone.
                    || (is("Thing") && url)
            }
            Value::Array(_) | Value::Null => false,
        }
    }
}

#[test]
fn every_units_data_is_valid_by_the_vocabulary() {
    let vocabulary = Vocabulary(vendored("schema-org-12.0.json"));
    let mut found = Vec::new();
    let mut classes = BTreeSet::new();
    let mut properties = BTreeSet::new();
    for site in [&*EXAMPLE, &*WORST] {
        let blocks = blocks(site);
        assert!(!blocks.is_empty());
        for (path, block) in blocks {
            assert_eq!(block["@context"], "https://schema.org", "{path}");
            classes.insert(block["@type"].as_str().unwrap_or_default().to_owned());
            properties.extend(block.as_object().expect("a thing").keys().cloned());
            vocabulary.faults(&path, &block, &mut found);
        }
    }
    assert_eq!(found, Vec::<String>::new());
    for class in ["MedicalClinic", "Dentist", "Hospital"] {
        assert!(classes.contains(class), "no unit is a {class}: {classes:?}");
    }
    for property in [
        "openingHoursSpecification",
        "specialOpeningHoursSpecification",
        "contactPoint",
        "geo",
        "knowsLanguage",
        "identifier",
        "makesOffer",
        "potentialAction",
    ] {
        assert!(properties.contains(property), "{property}: {properties:?}");
    }
}

#[test]
fn the_check_finds_what_is_wrong() {
    let vocabulary = Vocabulary(vendored("schema-org-12.0.json"));
    for wrong in [
        serde_json::json!({"@type": "Klinik"}),
        serde_json::json!({"@type": "MedicalClinic", "opens": "08:00"}),
        serde_json::json!({"@type": "MedicalClinic", "geo": "56, 16"}),
        serde_json::json!({"@type": "MedicalClinic", "contactPoint": {"@type": "GeoCoordinates"}}),
        serde_json::json!({"@type": "OpeningHoursSpecification", "dayOfWeek": "Måndag"}),
        serde_json::json!({"@type": "OpeningHoursSpecification", "opens": "8"}),
        serde_json::json!({"@type": "GeoCoordinates", "latitude": null}),
    ] {
        let mut found = Vec::new();
        vocabulary.faults("", &wrong, &mut found);
        assert!(!found.is_empty(), "{wrong}");
    }
}

#[test]
fn a_unit_is_one_thing_in_all_languages() {
    let of = |path: &str| {
        let blocks = blocks(&EXAMPLE).into_iter();
        let mut blocks = blocks.filter(|(at, _)| at == path);
        blocks.next().expect("the page has data").1
    };
    let (swedish, english) = (
        of("kalmar/strandvik/index.html"),
        of("en/kalmar/strandvik/index.html"),
    );
    assert_eq!(swedish["@id"], english["@id"]);
    assert_ne!(swedish["url"], english["url"]);
}
