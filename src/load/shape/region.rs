//! The form of `region.toml`.

use crate::model::region::CARE_FORMS;

use super::{Key, Kind, Shape, TEXTS, optional, required};
use crate::model::href::AddressKind;

static LISTED: Kind = Kind::List(&Kind::Table(&LISTED_SHAPE));
static TYPES: Kind = Kind::List(&Kind::Table(&TYPE_SHAPE));
/// A function with a mailbox.
pub static CONTACT: Kind = Kind::Table(&CONTACT_SHAPE);
static KIND: Kind = Kind::Choice(&crate::model::condition::UnitKind::NAMES);
static CARE_FORM: Kind = Kind::Choice(&CARE_FORMS);
static SYSTEMS: Kind = Kind::List(&Kind::Table(&SYSTEM_SHAPE));
/// Answers, or the list of questions whose answer is yes.
static ANSWERS: Kind = Kind::Either(&[Kind::List(&Kind::Text), Kind::Map(&Kind::Flag)]);
static URGENT: Kind = Kind::Table(&URGENT_SHAPE);
/// Groups of words that mean the same.
pub(super) static SYNONYMS: Kind = Kind::List(&Kind::Table(&SYNONYM_SHAPE));
static MAP: Kind = Kind::Table(&MAP_SHAPE);
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
    optional(
        "systems",
        &SYSTEMS,
        "Record systems that units work in.",
        "Journalsystem som enheter arbetar i.",
    ),
    optional(
        "urgent",
        &URGENT,
        "Where to turn when the unit is closed.",
        "Vart man vänder sig när enheten har stängt.",
    ),
    optional(
        "synonyms",
        &SYNONYMS,
        "Words that mean the same in a search.",
        "Ord som betyder samma sak i en sökning.",
    ),
    optional(
        "map",
        &MAP,
        "Where \"find us\" leads.",
        "Vart ”Hitta hit” leder.",
    ),
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

static SYSTEM_SHAPE: Shape = Shape { keys: SYSTEM_KEYS };
static SYSTEM_KEYS: &[Key] = &[
    required(
        "id",
        &Kind::Text,
        "Id used in unit files.",
        "Id som används i enheternas filer.",
    ),
    required("name", &Kind::Text, "Its name.", "Systemets namn."),
    optional(
        "name_en",
        &Kind::Text,
        "Name on English pages.",
        "Namn på engelska sidor.",
    ),
    optional(
        "activities",
        &ANSWERS,
        "Answers to the rule set's questions that hold for units working in it.",
        "Svar på riktlinjens frågor som gäller enheter som arbetar i det.",
    ),
];

static URGENT_SHAPE: Shape = Shape { keys: URGENT_KEYS };
static URGENT_KEYS: &[Key] = &[
    required("text", &Kind::Text, "The words.", "Texten."),
    optional(
        "text_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
];

static SYNONYM_SHAPE: Shape = Shape { keys: SYNONYM_KEYS };
static SYNONYM_KEYS: &[Key] = &[required(
    "words",
    &TEXTS,
    "Two words or more that mean the same.",
    "Två eller fler ord som betyder samma sak.",
)];

static MAP_SHAPE: Shape = Shape { keys: MAP_KEYS };
static MAP_KEYS: &[Key] = &[required(
    "url",
    &Kind::Text,
    "Address of a map, with {lat} and {lon}, or {address}.",
    "Adress till en karta, med {lat} och {lon}, eller {address}.",
)];

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
    optional(
        "plural",
        &Kind::Text,
        "Heading of the type's page.",
        "Rubrik på typens sida.",
    ),
    optional(
        "plural_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional(
        "words",
        &TEXTS,
        "Words that people search for the type by.",
        "Ord som man söker efter typen med.",
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
