//! The form of `region.toml`.

use super::{Key, Kind, Shape, optional, required};
use crate::model::href::AddressKind;

static TEXTS: Kind = Kind::List(&Kind::Text);
static LISTED: Kind = Kind::List(&Kind::Table(&LISTED_SHAPE));
static TYPES: Kind = Kind::List(&Kind::Table(&TYPE_SHAPE));
/// A function with a mailbox.
pub static CONTACT: Kind = Kind::Table(&CONTACT_SHAPE);
static KIND: Kind = Kind::Choice(&crate::model::condition::Kind::NAMES);
static CARE_FORM: Kind = Kind::Choice(&["01", "02", "03", "04"]);
static SCHEMA: Kind = Kind::Choice(&["MedicalClinic", "Dentist", "Hospital"]);

/// `content/<region>/region.toml`
pub static REGION: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Text,
        "Name of the region.",
        "Regionens namn.",
    ),
    optional(
        "short_name",
        &Kind::Text,
        "Short name for lists.",
        "Kort namn i listor.",
    ),
    optional(
        "name_en",
        &Kind::Text,
        "Name on English pages.",
        "Namn på engelska sidor.",
    ),
    optional(
        "naming_contact",
        &CONTACT,
        "Who decides how services are named.",
        "Vem som beslutar hur tjänster benämns.",
    ),
    optional(
        "website",
        &Kind::Address(AddressKind::Page),
        "The region's own site.",
        "Regionens egen webbplats.",
    ),
    required(
        "municipalities",
        &TEXTS,
        "Municipalities of the region.",
        "Regionens kommuner.",
    ),
    optional(
        "administrations",
        &LISTED,
        "Administrations that run units.",
        "Förvaltningar som driver enheter.",
    ),
    optional(
        "agreements",
        &LISTED,
        "Agreements a private unit may have.",
        "Avtal som en privat enhet kan ha.",
    ),
    required("types", &TYPES, "Types of unit.", "Typer av enheter."),
];

static LISTED_SHAPE: Shape = Shape { keys: LISTED_KEYS };
static LISTED_KEYS: &[Key] = &[
    required(
        "id",
        &Kind::Text,
        "Id used in unit files.",
        "Id som används i enheternas filer.",
    ),
    required(
        "name",
        &Kind::Text,
        "Name residents read.",
        "Namn som invånare läser.",
    ),
    optional(
        "name_en",
        &Kind::Text,
        "Name on English pages.",
        "Namn på engelska sidor.",
    ),
];

static TYPE_SHAPE: Shape = Shape { keys: TYPE_KEYS };
static TYPE_KEYS: &[Key] = &[
    required(
        "id",
        &Kind::Text,
        "Id used in unit files.",
        "Id som används i enheternas filer.",
    ),
    required(
        "name",
        &Kind::Text,
        "Name residents read.",
        "Namn som invånare läser.",
    ),
    optional(
        "name_en",
        &Kind::Text,
        "Name on English pages.",
        "Namn på engelska sidor.",
    ),
    required(
        "kind",
        &KIND,
        "Clinic or ward.",
        "Mottagning eller avdelning.",
    ),
    optional(
        "care_form",
        &CARE_FORM,
        "HSA code of the form of care.",
        "HSA-kod för vård- och omsorgsform.",
    ),
    optional(
        "schema",
        &SCHEMA,
        "schema.org type for search engines.",
        "schema.org-typ för sökmotorer.",
    ),
];

static CONTACT_SHAPE: Shape = Shape { keys: CONTACT_KEYS };
static CONTACT_KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Text,
        "Name of the function.",
        "Funktionens namn.",
    ),
    optional(
        "email",
        &Kind::Address(AddressKind::Mailbox),
        "Function mailbox.",
        "Funktionsbrevlåda.",
    ),
];
