//! Data on a unit for search engines: schema.org as JSON-LD.
//!
//! E-services are not `availableService`, which takes procedures and therapies only: each is an offer
//! of a service with its channel, and a visit that can be booked is a `ReserveAction`. Responsible
//! persons or functions are never part of it.

pub(crate) mod breadcrumbs;
mod form;
mod hours;
mod source;

use crate::model::hours::stated::HoursKind;
use crate::model::interned_str::InternedStr;
use crate::model::practical::Accepts;
use crate::model::region::Region;
use crate::model::stated_phone::StatedPhone;
use crate::model::timetable::Whose;
use crate::model::unit::{Booking, FunctionPhone, HSA_ID_SYSTEM, Unit, VisitType};
use crate::render::json_ld::form::{
    Amenity, Channel, Clinic, Contact, EntryPoint, Hours, Identifier, Offer, Offered, Organization,
    Position, PostalAddress, Reservation,
};
use crate::render::json_ld::hours::{special, weeks};
pub(crate) use crate::render::json_ld::source::Source;
use crate::render::services::ServiceRecord;
use crate::render::view::contact::is_web;
use crate::render::view::find::map_link;
use crate::text::Spanned;

/// The types that `region.toml` may give its types of unit; a type without one is the first.
pub const TYPES: [&str; 3] = ["MedicalClinic", "Dentist", "Hospital"];

/// The data of a unit, compact and safe inside a script element. `id` is the address of its page in the
/// site's first language, which names the unit on the pages of all; `url` that of the page itself.
pub(crate) fn unit(source: &Source<'_>, id: &str, url: &str) -> String {
    let Source { unit, region, .. } = source;
    let at = unit.visit.position();
    let main = unit.contact.phone.as_ref().and_then(StatedPhone::dialled);
    let languages: Vec<&str> = unit.languages.iter().map(InternedStr::as_str).collect();
    let website = unit.contact.website.as_ref().map(Spanned::as_str);
    let hours_of = |whose: Option<Whose<'_>>| {
        whose.map_or_else(Vec::new, |whose| weeks(unit, whose, source.today))
    };
    let clinic = Clinic {
        context: "https://schema.org",
        schema_type: schema_type(unit, region),
        id,
        name: unit.display_name(),
        description: unit.summary.as_ref().map(Spanned::as_str),
        url,
        identifier: unit.hsa_id.as_ref().map(|id| Identifier {
            property_id: HSA_ID_SYSTEM,
            value: id.as_str(),
        }),
        telephone: main.clone(),
        address: address(unit),
        geo: at.map(|[latitude, longitude]| Position {
            latitude,
            longitude,
        }),
        has_map: at.map(map_link),
        amenity_feature: amenities(unit),
        is_accepting_new_patients: match unit.care.accepts {
            Some(Accepts::Yes) => Some(true),
            Some(Accepts::No) => Some(false),
            // Neither says that there is a queue.
            Some(Accepts::Queue) | None => None,
        },
        opening_hours: hours_of(Whose::kind(unit, HoursKind::Opening)),
        special_opening_hours: special(unit, source.index.from_today()),
        same_as: website.filter(|website| is_web(website)),
        knows_language: &languages,
        contact_point: contact_points(unit, main, &languages, &hours_of),
        makes_offer: source.services.iter().filter_map(offer).collect(),
        potential_action: reservations(unit),
        parent_organization: Organization {
            name: unit.provider_name().unwrap_or(&region.name),
        },
    };
    let mut bytes = Vec::with_capacity(8 * 1024);
    // Nothing here refuses to be written.
    let _ = serde_json::to_writer(&mut bytes, &clinic);
    let json = String::from_utf8(bytes).unwrap_or_default();
    script_safe(json)
}

/// JSON that may stand inside a script element. A `<` could end it; JSON knows another way to write that.
fn script_safe(json: String) -> String {
    match memchr::memchr(b'<', json.as_bytes()) {
        Some(_) => json.replace('<', "\\u003c"),
        None => json,
    }
}

/// The schema.org type of a unit: what the region says of its type.
fn schema_type(unit: &Unit, region: &Region) -> &'static str {
    let unit_type = unit.unit_type.as_ref();
    let stated = unit_type.and_then(|id| region.unit_type(id.as_str())?.schema.as_deref());
    let known = TYPES.into_iter().find(|known| Some(*known) == stated);
    known.unwrap_or(TYPES[0])
}

/// What makes a visit easier.
fn amenities(unit: &Unit) -> Vec<Amenity> {
    let facilities = unit.visit.facilities.iter();
    let all = facilities.map(|facility| Amenity {
        name: facility.name(),
        value: true,
    });
    all.collect()
}

/// The visiting address.
fn address(unit: &Unit) -> Option<PostalAddress<'_>> {
    let street = unit.visit.street.as_ref();
    let place = unit.locality.as_ref().or(unit.municipality.as_ref());
    if street.is_none() && place.is_none() {
        return None;
    }
    Some(PostalAddress {
        street_address: street.map(Spanned::as_str),
        address_locality: place.map(InternedStr::as_str),
        address_country: "SE",
    })
}

/// Phones: the main one with its hours, then those by function.
fn contact_points<'a>(
    unit: &'a Unit,
    main: Option<String>,
    languages: &'a [&'a str],
    hours_of: &dyn Fn(Option<Whose<'_>>) -> Vec<Hours>,
) -> Vec<Contact<'a>> {
    let main = main.map(|telephone| Contact {
        contact_type: None,
        telephone,
        hours_available: hours_of(Whose::kind(unit, HoursKind::Phone)),
        available_language: languages,
    });
    let by_function = unit.contact.phones.iter().filter_map(|phone| {
        let FunctionPhone {
            label,
            number,
            hours,
            // Shown beside a service on the page.
            service: _,
            span: _,
        } = phone;
        Some(Contact {
            contact_type: label.as_ref().map(Spanned::as_str),
            telephone: number.as_ref()?.dialled()?,
            hours_available: hours_of(hours.as_ref().map(Whose::Phone)),
            available_language: languages,
        })
    });
    main.into_iter().chain(by_function).collect()
}

/// An e-service with the address where it is.
fn offer<'a>(service: &ServiceRecord<'a>) -> Option<Offer<'a>> {
    let url = service.url.filter(|url| is_web(url))?;
    Some(Offer {
        item_offered: Offered {
            name: service.name,
            available_channel: Channel { service_url: url },
        },
    })
}

/// Visits that can be booked on the web.
fn reservations(unit: &Unit) -> Vec<Reservation<'_>> {
    let mut actions = Vec::new();
    for visit in unit.visits.iter().flatten() {
        let VisitType {
            name,
            book,
            // An action has no element for what it is about.
            description: _,
            assessment_first: _,
            // Why it cannot be booked is never published.
            exempt: _,
            note: _,
            span: _,
        } = visit;
        if let Some(Booking::Url(url)) = book.as_ref().map(|book| &book.value)
            && is_web(url)
        {
            actions.push(Reservation {
                name: name.as_str(),
                target: EntryPoint { url_template: url },
            });
        }
    }
    actions
}
