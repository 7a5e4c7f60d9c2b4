//! What a page lacks, in words, and what to write: for the fields that rule sets ask for.

use crate::diagnostic::Text;

/// A field of a page that is not there.
pub struct Lacking {
    /// What is lacking.
    pub message: Text,
    /// The value to write, with what only the unit knows left open or as an example.
    pub example: &'static str,
    /// Whether the example is a value of its own, which the unit replaces by its own.
    pub is_example: bool,
}

/// The words for a field, dotted; nothing where there are none but its key.
pub fn lacking(field: &str) -> Option<Lacking> {
    let (_, en, sv, example) = FIELDS.iter().find(|(name, ..)| *name == field)?;
    Some(Lacking {
        message: Text::fixed(en, sv),
        example,
        is_example: !example.contains('…'),
    })
}

/// The field, what is lacking in English and in Swedish, and a value.
const FIELDS: &[(&str, &str, &str, &str)] = &[
    (
        "contact.phone",
        "the phone number is missing",
        "telefonnummer saknas",
        "\"0480-…\"",
    ),
    (
        "contact.website",
        "the page has no website",
        "sidan saknar webbplats",
        "\"https://…\"",
    ),
    (
        "visit.street",
        "the page has no visiting address",
        "sidan saknar besöksadress",
        "\"Storgatan …\"",
    ),
    (
        "visit.postal_address",
        "the page has no postal address",
        "sidan saknar postadress",
        "\"Box …\"",
    ),
    (
        "visit.coordinates",
        "the page has no coordinates",
        "sidan saknar koordinater",
        "[56.66, 16.36]",
    ),
    (
        "visit.directions",
        "the page has no directions",
        "sidan saknar vägbeskrivning",
        "\"…\"",
    ),
    (
        "visit.floor_directions",
        "the page does not say how to find the way inside",
        "sidan saknar vägbeskrivning inne i huset",
        "\"…\"",
    ),
    (
        "visit.accessibility",
        "the page does not say how accessible the place is",
        "sidan saknar uppgift om tillgänglighet",
        "\"…\"",
    ),
    (
        "visit.parking",
        "the page does not say where to park",
        "sidan saknar uppgift om parkering",
        "\"…\"",
    ),
    (
        "visit.public_transport",
        "the page does not say how to get there by bus or train",
        "sidan saknar uppgift om kollektivtrafik",
        "\"…\"",
    ),
    (
        "hours.opening",
        "the page has no opening hours",
        "sidan saknar öppettider",
        "{ mon-fri = \"08:00-17:00\", holiday = \"closed\" }",
    ),
    (
        "hours.phone",
        "the page has no phone hours",
        "sidan saknar telefontider",
        "{ mon-fri = \"08:00-16:00\", holiday = \"closed\" }",
    ),
    (
        "hours.drop_in",
        "the page has no drop-in hours",
        "sidan saknar drop-in-tider",
        "{ tue = \"13:00-15:00\", holiday = \"closed\" }",
    ),
    (
        "hours.visiting",
        "the page has no visiting hours",
        "sidan saknar besökstider",
        "{ mon-sun = \"14:00-18:00\", holiday = \"14:00-18:00\" }",
    ),
    (
        "responsible.role",
        "who is responsible for the page is missing",
        "ansvarig för sidan saknas",
        "\"Verksamhetschef\"",
    ),
    (
        "responsible.email",
        "the mailbox of whoever is responsible is missing",
        "den ansvarigas funktionsbrevlåda saknas",
        "\"…\"",
    ),
    (
        "summary",
        "the page has no summary",
        "sidan saknar sammanfattning",
        "\"…\"",
    ),
    ("locality", "the town is missing", "ort saknas", "\"…\""),
    (
        "care.referral",
        "the page does not say whether a referral is needed",
        "sidan saknar uppgift om remiss",
        "\"…\"",
    ),
    (
        "care.languages",
        "the page does not say which languages are spoken",
        "sidan saknar uppgift om språk",
        "[\"sv\", \"en\"]",
    ),
    (
        "care.ages",
        "the page does not say for which ages the unit is",
        "sidan saknar uppgift om ålder",
        "[0, 99]",
    ),
    (
        "care.waiting_time",
        "the page has no waiting time",
        "sidan saknar väntetid",
        "\"…\"",
    ),
    (
        "care.fees",
        "the page has no fees",
        "sidan saknar avgifter",
        "\"…\"",
    ),
    (
        "booking.weeks_ahead",
        "the page does not say how far ahead times can be booked",
        "sidan saknar uppgift om hur långt fram det går att boka tid",
        "4",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::shape::unit::is_page_field;

    #[test]
    fn every_field_is_one_that_a_rule_set_may_ask_for() {
        for (field, ..) in FIELDS {
            assert!(is_page_field(field), "{field}");
        }
    }
}
