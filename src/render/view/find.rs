//! Finding the unit: address, directions, map.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::model::practical::{Facility, Visit};
use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::contact::is_web;
use crate::render::view::localized::Localized;

/// The section on the way to the unit.
#[derive(Debug, Serialize)]
pub struct FindView<'a> {
    /// Visiting address.
    pub street: Option<Localized<'a>>,
    /// Town or village.
    pub locality: Option<&'a str>,
    /// How to get there.
    pub directions: Option<Localized<'a>>,
    /// How to find the way inside.
    pub floor_directions: Option<Localized<'a>>,
    /// Where to park.
    pub parking: Option<Localized<'a>>,
    /// How to get there by bus, train or boat.
    pub public_transport: Option<Localized<'a>>,
    /// Postal address.
    pub postal_address: Option<Localized<'a>>,
    /// A map on another site: a link, nothing is fetched from it.
    pub map: Option<String>,
    /// The place for the map of a phone, where the region names no map.
    pub geo: Option<String>,
}

/// The section; nothing when the unit says nothing of it.
pub fn find_view<'a>(unit: &'a Unit, region: &Region, locale: &Locale) -> Option<FindView<'a>> {
    let Visit {
        street,
        postal_address,
        coordinates,
        directions,
        floor_directions,
        parking,
        public_transport,
        // A section of their own.
        accessibility: _,
        facilities: _,
        // Beside the hours for visitors.
        visiting_rules: _,
        span: _,
    } = &unit.visit;
    let said = |text: &'a Option<crate::text::Spanned<String>>| {
        text.as_ref()
            .map(|text| Localized::of_unit(unit, text, locale))
    };
    let view = FindView {
        street: said(street),
        locality: unit.locality.as_ref().map(|locality| locality.as_str()),
        directions: said(directions),
        floor_directions: said(floor_directions),
        parking: said(parking),
        public_transport: said(public_transport),
        postal_address: said(postal_address),
        map: match &region.map {
            Some(map) => region_map(map.as_str(), unit),
            None => coordinates.as_ref().map(|at| map_link(at.value)),
        },
        geo: coordinates
            .as_ref()
            .filter(|_| region.map.is_none())
            .map(|at| geo_link(at.value)),
    };
    let FindView {
        street,
        // A town alone shows nobody the way; it stands below the name.
        locality: _,
        directions,
        floor_directions,
        parking,
        public_transport,
        postal_address,
        map,
        // Stands beside the link to a map.
        geo: _,
    } = &view;
    let texts = [
        street,
        directions,
        floor_directions,
        parking,
        public_transport,
        postal_address,
    ];
    let empty = texts.iter().all(|text| text.is_none()) && map.is_none();
    (!empty).then_some(view)
}

/// The region's map at a unit; nothing where the unit does not state what the map asks for.
fn region_map(map: &str, unit: &Unit) -> Option<String> {
    let mut filled = map.to_owned();
    if map.contains("{lat}") || map.contains("{lon}") {
        let [latitude, longitude] = unit.visit.coordinates.as_ref()?.value;
        filled = filled
            .replace("{lat}", &latitude.to_string())
            .replace("{lon}", &longitude.to_string());
    }
    if map.contains("{address}") {
        let street = unit.visit.street.as_ref()?.as_str();
        let address = match &unit.locality {
            Some(locality) => format!("{street}, {}", locality.as_str()),
            None => street.to_owned(),
        };
        let address = utf8_percent_encode(&address, NON_ALPHANUMERIC).to_string();
        filled = filled.replace("{address}", &address);
    }
    is_web(&filled).then_some(filled)
}

/// A place for the map of a phone.
fn geo_link([latitude, longitude]: [f64; 2]) -> String {
    format!("geo:{latitude},{longitude}?q={latitude},{longitude}")
}

/// A map with a mark at the place.
pub fn map_link([latitude, longitude]: [f64; 2]) -> String {
    format!(
        "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
    )
}

/// What makes a visit easier, in words.
pub fn facilities(unit: &Unit, locale: &Locale) -> RenderResult<Vec<String>> {
    let facilities = unit.visit.facilities.iter();
    let words = facilities.map(|facility| {
        let words = locale.text(match facility {
            Facility::Lift => "facility_lift",
            Facility::StepFree => "facility_step_free",
            Facility::AccessibleToilet => "facility_accessible_toilet",
            Facility::HearingLoop => "facility_hearing_loop",
            Facility::AccessibleParking => "facility_accessible_parking",
            Facility::AutomaticDoors => "facility_automatic_doors",
        })?;
        Ok(words.to_owned())
    });
    words.collect()
}
