//! Where a column goes: a key of a unit file, found in the form of such files.

use crate::load::shape::hours::WEEK;
use crate::load::shape::unit::UNIT;
use crate::load::shape::{Kind, Shape, translated};
use crate::model::language::is_known;

/// Where a column goes.
#[derive(Clone, Debug)]
pub struct Target {
    /// The key and those above it.
    pub path: Vec<String>,
    /// What the column holds.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// The id of the unit, `<region>/<name>`.
    Id,
    /// Names of services that the unit gives.
    Services,
    /// One of two coordinates: the first is the north one.
    Coordinate(usize),
    /// The value of the key.
    Value(&'static Kind),
}

impl Target {
    /// The key, dotted.
    pub fn name(&self) -> String {
        self.path.join(".")
    }

    /// Whether a dotted key is this one, or lies above it.
    pub fn is_below(&self, dotted: &str) -> bool {
        let name = self.name();
        let rest = name.strip_prefix(dotted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether it holds hours by day.
    pub fn is_week(&self) -> bool {
        matches!(self.holds, Holds::Value(kind) if std::ptr::eq(kind, &raw const WEEK))
    }
}

/// What the columns of a site's own `units.csv` and `units.json` are in a unit file, where they have
/// another name there. Those without a key follow from others.
const OPEN_DATA: [(&str, Option<&str>); 21] = [
    ("accepts", Some("care.accepts")),
    ("facilities", Some("visit.facilities")),
    ("agreements", Some("agreements")),
    ("hours_details", None),
    ("kind", None),
    ("languages", Some("care.languages")),
    ("latitude", Some("latitude")),
    ("longitude", Some("longitude")),
    ("opening", Some("hours.opening")),
    ("page", None),
    ("phone", Some("contact.phone")),
    ("postal_address", Some("visit.postal_address")),
    ("private", Some("provider.private")),
    ("provider", Some("provider.name")),
    ("region", None),
    ("rule_set", None),
    ("services", Some("services")),
    ("street", Some("visit.street")),
    ("summary", Some("summary")),
    ("system", Some("system")),
    ("website", Some("contact.website")),
];

/// What a heading of ours means: a key, or nothing for one that follows from others. No value for a
/// heading that is not ours.
pub fn of_heading(heading: &str) -> Option<Option<Target>> {
    let open = OPEN_DATA.iter().find(|(name, _)| *name == heading);
    match open {
        Some((_, None)) => Some(None),
        Some((_, Some(key))) => of(key).map(Some),
        None => of(heading).map(Some),
    }
}

/// Whether a heading of ours holds hours by day.
pub fn is_week(heading: &str) -> bool {
    of_heading(heading)
        .flatten()
        .is_some_and(|target| target.is_week())
}

/// The place of a dotted key.
pub fn of(dotted: &str) -> Option<Target> {
    let coordinates = || vec!["visit".to_owned(), "coordinates".to_owned()];
    let path = |key: &str| vec![key.to_owned()];
    match dotted {
        "id" => {
            return Some(Target {
                path: path("id"),
                holds: Holds::Id,
            });
        }
        "services" => {
            return Some(Target {
                path: path("services"),
                holds: Holds::Services,
            });
        }
        "latitude" => {
            return Some(Target {
                path: coordinates(),
                holds: Holds::Coordinate(0),
            });
        }
        "longitude" => {
            return Some(Target {
                path: coordinates(),
                holds: Holds::Coordinate(1),
            });
        }
        _ => {}
    }
    let mut shape = &UNIT;
    let mut path = Vec::new();
    let mut rest = dotted;
    loop {
        let (key, below) = match rest.split_once('.') {
            Some((key, below)) => (key, Some(below)),
            None => (rest, None),
        };
        let kind = kind_of(shape, key)?;
        path.push(key.to_owned());
        match (kind, below) {
            (Kind::Table(inner), Some(below)) => {
                shape = inner;
                rest = below;
            }
            (Kind::Map(kind), Some(below)) => {
                let key = below.trim_matches('"');
                path.push(key.to_owned());
                return (!key.is_empty()).then_some(Target {
                    path,
                    holds: Holds::Value(kind),
                });
            }
            (Kind::Table(_) | Kind::Map(_), None) | (_, Some(_)) => return None,
            (kind, None) => {
                return Some(Target {
                    path,
                    holds: Holds::Value(kind),
                });
            }
        }
    }
}

fn kind_of(shape: &'static Shape, key: &str) -> Option<&'static Kind> {
    let known = shape.keys.iter().find(|known| known.name == key);
    let known = known.or_else(|| {
        let (known, language) = translated::split(shape, key)?;
        is_known(language).then_some(known)
    });
    known.map(|known| known.kind)
}

/// All keys, dotted, in the order of the form; tables whose keys the file chooses with a star.
pub fn all() -> Vec<String> {
    let mut names = Vec::new();
    collect(&UNIT, "", &mut names);
    names
}

fn collect(shape: &Shape, above: &str, names: &mut Vec<String>) {
    for key in shape.keys {
        let name = format!("{above}{}", key.name);
        match key.kind {
            Kind::Table(inner) => collect(inner, &format!("{name}."), names),
            Kind::Map(_) => names.push(format!("{name}.*")),
            _ => names.push(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_unit_are_places_for_columns() {
        for (dotted, path) in [
            ("name", vec!["name"]),
            ("visit.street", vec!["visit", "street"]),
            ("summary_en", vec!["summary_en"]),
            ("services.fornya-recept", vec!["services", "fornya-recept"]),
            (
                "services.\"Begära intyg\"",
                vec!["services", "Begära intyg"],
            ),
            (
                "activities.utfardar-intyg",
                vec!["activities", "utfardar-intyg"],
            ),
        ] {
            assert_eq!(of(dotted).expect(dotted).path, path);
        }
        for none in [
            "",
            "visit",
            "visit.fax",
            "activities",
            "hours",
            "name.first",
            "hours.opening.mon",
        ] {
            assert!(of(none).is_none(), "{none}");
        }
        assert!(is_week("hours.phone") && is_week("opening") && !is_week("hours.periods"));
    }

    #[test]
    fn every_key_that_can_be_named_is_a_place() {
        for name in all() {
            let name = name.replace('*', "x");
            assert!(of(&name).is_some(), "{name}");
        }
        for (name, _) in OPEN_DATA {
            assert!(of_heading(name).is_some(), "{name}");
        }
    }
}
