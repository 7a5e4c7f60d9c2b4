//! The form of hours in a unit file.

use super::{Key, Kind, Shape, TEXT_OR_TEXTS, optional, required};
use crate::model::hours::day::Weeks;

/// `[hours]`
pub static HOURS: Kind = Kind::Table(&HOURS_SHAPE);
/// `[[special_hours]]`
pub static SPECIAL: Kind = Kind::List(&Kind::Table(&SPECIAL_SHAPE));
/// `[[closures]]`
pub static CLOSURES: Kind = Kind::List(&Kind::Table(&CLOSURE_SHAPE));

/// Hours of one day key: an interval, several, a word, or a table with more on them.
pub static DAY: Kind =
    Kind::Either(&[Kind::Text, Kind::List(&Kind::Text), Kind::Table(&DAY_SHAPE)]);
static DAY_SHAPE: Shape = Shape { keys: DAY_KEYS };
static DAY_KEYS: &[Key] = &[
    required(
        "hours",
        &TEXT_OR_TEXTS,
        "The hours of the day.",
        "Dagens tider.",
    ),
    optional(
        "note",
        &Kind::Prose,
        "A short sentence on them.",
        "En kort mening om dem.",
    ),
    optional(
        "weeks",
        &Kind::Choice(&Weeks::NAMES),
        "The ISO weeks in which they hold.",
        "De ISO-veckor då de gäller: udda eller jämna.",
    ),
];
/// A week: a table by day, or HSA strings.
pub static WEEK: Kind = Kind::Either(&[Kind::Map(&DAY), Kind::Text, Kind::List(&Kind::Text)]);

static HOURS_SHAPE: Shape = Shape { keys: HOURS_KEYS };
static HOURS_KEYS: &[Key] = &[
    optional("opening", &WEEK, "The unit is open.", "Enheten har öppet."),
    optional(
        "phone",
        &WEEK,
        "The phone is answered.",
        "Telefonen är bemannad.",
    ),
    optional(
        "drop_in",
        &WEEK,
        "Come without an appointment.",
        "Kom utan bokad tid.",
    ),
    optional("visiting", &WEEK, "Visiting hours.", "Besökstider."),
    optional(
        "periods",
        &PERIODS,
        "Other ordinary hours for a time; a kind that is left out stays as it is.",
        "Andra ordinarie tider under en tid; ett slag som utelämnas är som det är.",
    ),
    optional(
        "functions",
        &FUNCTIONS,
        "Hours of something at the unit.",
        "Tider för något på enheten.",
    ),
];

static PERIODS: Kind = Kind::List(&Kind::Table(&PERIOD_SHAPE));
static PERIOD_SHAPE: Shape = Shape { keys: PERIOD_KEYS };
static PERIOD_KEYS: &[Key] = &[
    required("from", &Kind::Date, "First day.", "Första dagen."),
    optional(
        "to",
        &Kind::Date,
        "Last day; without it the hours hold from the first day on.",
        "Sista dagen; utan den gäller tiderna från och med den första.",
    ),
    optional("reason", &Kind::Prose, "Why.", "Varför."),
    optional("opening", &WEEK, "The unit is open.", "Enheten har öppet."),
    optional(
        "phone",
        &WEEK,
        "The phone is answered.",
        "Telefonen är bemannad.",
    ),
    optional(
        "drop_in",
        &WEEK,
        "Come without an appointment.",
        "Kom utan bokad tid.",
    ),
    optional("visiting", &WEEK, "Visiting hours.", "Besökstider."),
];

static FUNCTIONS: Kind = Kind::List(&Kind::Table(&FUNCTION_SHAPE));
static FUNCTION_SHAPE: Shape = Shape {
    keys: FUNCTION_KEYS,
};
static FUNCTION_KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Prose,
        "What it is, such as Provtagning.",
        "Vad det är, till exempel Provtagning.",
    ),
    required("hours", &WEEK, "Its hours.", "Dess tider."),
    optional(
        "note",
        &Kind::Prose,
        "A sentence on it.",
        "En mening om det.",
    ),
];

static SPECIAL_SHAPE: Shape = Shape { keys: SPECIAL_KEYS };
static SPECIAL_KEYS: &[Key] = &[
    optional("date", &Kind::Date, "The day.", "Dagen."),
    optional(
        "from",
        &Kind::Date,
        "The first of several days.",
        "Den första av flera dagar.",
    ),
    optional("to", &Kind::Date, "The last of them.", "Den sista av dem."),
    optional(
        "opening",
        &DAY,
        "Opening hours that day.",
        "Öppettider den dagen.",
    ),
    optional(
        "phone",
        &DAY,
        "Phone hours that day.",
        "Telefontider den dagen.",
    ),
    optional(
        "drop_in",
        &DAY,
        "Drop-in hours that day.",
        "Drop-in-tider den dagen.",
    ),
    optional(
        "visiting",
        &DAY,
        "Visiting hours that day.",
        "Besökstider den dagen.",
    ),
    optional("reason", &Kind::Prose, "Why.", "Varför."),
];

static CLOSURE_SHAPE: Shape = Shape { keys: CLOSURE_KEYS };
static CLOSURE_KEYS: &[Key] = &[
    required(
        "from",
        &Kind::Date,
        "First day closed.",
        "Första stängda dagen.",
    ),
    optional(
        "to",
        &Kind::Date,
        "Last day closed; until further notice when left out.",
        "Sista stängda dagen; tills vidare om den utelämnas.",
    ),
    optional("reason", &Kind::Prose, "Why.", "Varför."),
    optional(
        "answered_by",
        &Kind::Prose,
        "Who keeps the response time meanwhile: a unit, as `region/unit` or `unit`, or any words.",
        "Vem som håller svarstiden under tiden: en enhet, som `region/enhet` eller `enhet`, eller några ord.",
    ),
];
