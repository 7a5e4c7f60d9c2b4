//! Units as FHIR resources, in release 4 (4.0.1) and release 5 (5.0.0): `Organization`, `Location` and
//! `HealthcareService`, which one unit of the national directory becomes.
//!
//! The releases differ in where contacts and hours stand; each difference is in one place, told by
//! [`Release`]. Nothing that is never published is among the data.

pub mod contact;
pub mod element;
pub mod hours;
pub mod location;
pub mod organization;
pub mod service;
pub mod unit;

use serde::Serialize;

use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::fhir::element::Reference;

/// A release of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// Release 4.
    R4,
    /// Release 5.
    R5,
}

/// A resource, which is written as it stands.
pub trait Resource: Serialize {
    /// How other resources of the bundle name it.
    fn reference(&self) -> Reference<'_>;
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
    id(&[unit.region(), unit.slug()])
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
