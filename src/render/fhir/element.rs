//! Datatypes of FHIR that resources are made of. They borrow what they say and are written as they
//! stand; only what the resources here need is among their elements.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::model::hours::day_key::DayKey;
use crate::model::hours::time::TimeOfDay;
use crate::model::unit::{HSA_ID_SYSTEM, Unit};

/// `Identifier`: an id in a system.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Identifier<'a> {
    system: &'static str,
    value: &'a str,
}

impl<'a> Identifier<'a> {
    /// A unit's id in the national directory.
    pub fn of(unit: &'a Unit) -> Option<Self> {
        Some(Self {
            system: HSA_ID_SYSTEM,
            value: unit.hsa_id.as_ref()?.as_str(),
        })
    }
}

/// `Coding`: a code of a code system.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Coding<'a> {
    /// The code system.
    pub system: &'a str,
    /// The code.
    pub code: &'a str,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<&'a str>,
}

/// `CodeableConcept`: what is meant, as a code or in words.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CodeableConcept<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    coding: Option<[Coding<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

impl<'a> CodeableConcept<'a> {
    /// A code whose meaning its code system tells.
    pub fn code(system: &'a str, code: &'a str) -> Self {
        Self::coding(Coding {
            system,
            code,
            display: None,
        })
    }

    /// A code.
    pub fn coding(coding: Coding<'a>) -> Self {
        Self {
            coding: Some([coding]),
            text: None,
        }
    }

    /// Words.
    pub fn text(text: &'a str) -> Self {
        Self {
            coding: None,
            text: Some(text),
        }
    }
}

/// `Reference`: another resource of the bundle, `Organization/kalmar`.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    kind: &'static str,
    id: Cow<'a, str>,
}

impl<'a> Reference<'a> {
    /// A reference to a resource of a kind.
    pub fn new(kind: &'static str, id: impl Into<Cow<'a, str>>) -> Self {
        let id = id.into();
        Self { kind, id }
    }
}

impl fmt::Display for Reference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

impl Serialize for Reference<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut element = serializer.serialize_struct("Reference", 1)?;
        element.serialize_field("reference", &format_args!("{self}"))?;
        element.end()
    }
}

/// `Address`: where a unit is visited.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Address<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    country: &'static str,
}

impl<'a> Address<'a> {
    /// The visiting address of a unit.
    pub fn of(unit: &'a Unit) -> Option<Self> {
        let street = unit.visit.street.as_ref();
        let place = unit.locality.as_ref().or(unit.municipality.as_ref());
        (street.is_some() || place.is_some()).then(|| Self {
            line: street.map(|street| [street.as_str()]),
            city: place.map(|place| place.as_str()),
            country: "SE",
        })
    }
}

/// `Period`: from a first day to a last.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Period {
    /// The first day.
    #[serde(serialize_with = "as_text")]
    pub start: NaiveDate,
    /// The last day, when there is one.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "as_some_text"
    )]
    pub end: Option<NaiveDate>,
}

/// `time`: hours, minutes and seconds. The standard has no 24 o'clock.
#[derive(Clone, Copy, Debug)]
pub struct Time(pub TimeOfDay);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            TimeOfDay::END => serializer.serialize_str("23:59:59"),
            time => serializer.collect_str(&format_args!("{time}:00")),
        }
    }
}

/// `DaysOfWeek`: days by their codes, which are the keys of unit files.
#[derive(Clone, Copy, Debug)]
pub struct DaysOfWeek<'a>(pub &'a [DayKey]);

impl Serialize for DaysOfWeek<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|day| day.key()))
    }
}

/// Writes a value as it is shown.
fn as_text<S: Serializer>(value: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Writes a value that is there as it is shown.
fn as_some_text<S: Serializer>(
    value: &Option<impl fmt::Display>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}
