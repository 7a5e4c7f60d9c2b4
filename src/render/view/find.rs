//! Finding the unit: address, directions, map.

use serde::Serialize;

use crate::model::unit::Unit;
use crate::render::locale::Locale;
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
    /// Postal address.
    pub postal_address: Option<Localized<'a>>,
    /// A map on another site: a link, nothing is fetched from it.
    pub map: Option<String>,
}

/// The section; nothing when the unit says nothing of it.
pub fn find_view<'a>(unit: &'a Unit, locale: &Locale) -> Option<FindView<'a>> {
    let visit = &unit.visit;
    let said = |text: &'a Option<crate::text::Spanned<String>>| {
        text.as_ref()
            .map(|text| Localized::content(text.as_str(), locale))
    };
    let view = FindView {
        street: said(&visit.street),
        locality: unit.locality.as_ref().map(|locality| locality.as_str()),
        directions: said(&visit.directions),
        floor_directions: said(&visit.floor_directions),
        postal_address: said(&visit.postal_address),
        map: visit.coordinates.as_ref().map(|at| map_link(at.value)),
    };
    let empty =
        view.street.is_none() && view.directions.is_none() && view.floor_directions.is_none();
    (!empty || view.postal_address.is_some() || view.map.is_some()).then_some(view)
}

/// A map with a mark at the place.
pub fn map_link([latitude, longitude]: [f64; 2]) -> String {
    format!(
        "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
    )
}
