//! The form of services and groups in a rule-set file.

use crate::load::shape::condition::CONDITION;
use crate::load::shape::{Key, Kind, Shape, TEXTS, optional, required};

/// Shared with the rule set as a whole.
pub static DAYS: Kind = Kind::Integer { min: 0, max: 365 };
/// Shared with the rule set as a whole.
pub static HOURS: Kind = Kind::Integer { min: 1, max: 8760 };
/// Shared with the rule set as a whole.
pub static PHASES: Kind = Kind::List(&Kind::Table(&PHASE_IN_SHAPE));
/// Shared with the rule set as a whole.
pub static DEMANDS: Kind = Kind::Table(&DEMANDS_SHAPE);
static DEMAND: Kind = Kind::Choice(&["required", "optional"]);
static SERVICE_KIND: Kind = Kind::Choice(&["e-service", "booking"]);
static OWN_RESPONSE: Kind = Kind::Either(&[Kind::Flag, Kind::Table(&OWN_RESPONSE_SHAPE)]);
static TERMS: Kind = Kind::List(&Kind::Table(&TERMS_SHAPE));
static AT_LEAST: Kind = Kind::Integer { min: 1, max: 100 };
static VISIT_FILTER: Kind = Kind::Either(&[Kind::True, Kind::Table(&VISIT_FILTER_SHAPE)]);
static WEEKS: Kind = Kind::Integer { min: 0, max: 520 };

/// `[[services]]`
pub static SERVICE: Shape = Shape { keys: SERVICE_KEYS };
static SERVICE_KEYS: &[Key] = &[
    required("id", &Kind::Text, "Id of the service.", "Tjänstens id."),
    required(
        "kind",
        &SERVICE_KIND,
        "E-service or booking.",
        "E-tjänst eller tidbokning.",
    ),
    required("name", &Kind::Text, "The standard name.", "Standardnamnet."),
    optional(
        "name_en",
        &Kind::Text,
        "Gloss on English pages, never instead of the name.",
        "Förklaring på engelska sidor, aldrig i stället för namnet.",
    ),
    optional(
        "label",
        &Kind::Text,
        "Short form for residents.",
        "Kort form för invånare.",
    ),
    optional(
        "label_en",
        &Kind::Text,
        "Short form in English.",
        "Kort form på engelska.",
    ),
    optional(
        "summary",
        &Kind::Text,
        "What it means, in the document's words.",
        "Vad den innebär, med dokumentets ord.",
    ),
    optional(
        "summary_en",
        &Kind::Text,
        "What it means, in English.",
        "Vad den innebär, på engelska.",
    ),
    optional(
        "help",
        &Kind::Prose,
        "To the resident: what I do, what I get, how I log in.",
        "Till invånaren: vad jag gör, vad jag får och hur jag loggar in.",
    ),
    optional(
        "help_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional(
        "texts",
        &TERMS,
        "Terms for the resident; the first whose condition holds.",
        "Villkor för invånaren; de första vars villkor gäller.",
    ),
    optional(
        "url",
        &Kind::Text,
        "Its address, where it is the same for all units.",
        "Tjänstens adress, om den är samma för alla enheter.",
    ),
    optional(
        "aliases",
        &TEXTS,
        "Other names it goes by.",
        "Andra namn den går under.",
    ),
    optional(
        "former_ids",
        &TEXTS,
        "Ids of services that it replaces.",
        "Id för tjänster som den ersätter.",
    ),
    optional(
        "name_pattern",
        &Kind::Text,
        "A shape of standard names, such as \"Kontakta {funktion}\".",
        "En form för standardnamn, som \"Kontakta {funktion}\".",
    ),
    optional(
        "source",
        &Kind::Text,
        "Section of the document.",
        "Avsnitt i dokumentet.",
    ),
    optional(
        "applies_to",
        &Kind::Text,
        "Who must offer it, in the document's words.",
        "Vilka som ska erbjuda den, med dokumentets ord.",
    ),
    optional(
        "requirement",
        &Kind::Text,
        "A further demand, in the document's words.",
        "Ytterligare krav, med dokumentets ord.",
    ),
    optional(
        "login",
        &Kind::Flag,
        "Whether the resident logs in.",
        "Om invånaren loggar in.",
    ),
    optional(
        "response",
        &OWN_RESPONSE,
        "Whether a response time applies, or its own.",
        "Om svarstiden gäller, eller tjänstens egen svarstid.",
    ),
    optional(
        "must_not_when",
        &CONDITION,
        "When it must not be offered.",
        "När den inte får erbjudas.",
    ),
    optional(
        "must_when",
        &CONDITION,
        "When it must be offered.",
        "När den ska erbjudas.",
    ),
    optional(
        "should_when",
        &CONDITION,
        "When it should be offered.",
        "När den bör erbjudas.",
    ),
    optional(
        "may_when",
        &CONDITION,
        "When it may be offered.",
        "När den kan erbjudas.",
    ),
    optional(
        "visits",
        &VISIT_FILTER,
        "The duty is about these visit types.",
        "Kravet gäller dessa vårdtjänster.",
    ),
    optional(
        "weeks_ahead",
        &WEEKS,
        "Weeks ahead that must be bookable.",
        "Antal veckor framåt som ska gå att boka.",
    ),
    optional(
        "satisfied_by",
        &TEXTS,
        "Services that fulfil the duty instead.",
        "Tjänster som uppfyller kravet i stället.",
    ),
    optional(
        "exceptions",
        &TEXTS,
        "Reasons the document names.",
        "Undantag som dokumentet nämner.",
    ),
    optional(
        "exceptions_exhaustive",
        &Kind::Flag,
        "Whether only those reasons count.",
        "Om bara de undantagen gäller.",
    ),
    optional(
        "exemptions",
        &DEMANDS,
        "What an exemption from it must state.",
        "Vad ett undantag från tjänsten måste ange.",
    ),
    optional(
        "phase_in",
        &PHASES,
        "Before a day, a shortfall is a notice.",
        "Före en dag är en brist bara en upplysning.",
    ),
];

static VISIT_FILTER_SHAPE: Shape = Shape {
    keys: VISIT_FILTER_KEYS,
};
static VISIT_FILTER_KEYS: &[Key] = &[
    optional(
        "assessment_first",
        &Kind::Flag,
        "Visits with (or without) an assessment first.",
        "Besök med (eller utan) bedömning i förväg.",
    ),
    optional(
        "names",
        &TEXTS,
        "Visits that the unit must have, each bookable.",
        "Besök som enheten måste ha, vart och ett bokningsbart.",
    ),
];

/// `[[one_of]]`
pub static ONE_OF: Shape = Shape { keys: ONE_OF_KEYS };
static ONE_OF_KEYS: &[Key] = &[
    required(
        "id",
        &Kind::Text,
        "The id it is reported under.",
        "Id som gruppen redovisas under.",
    ),
    optional(
        "name",
        &Kind::Text,
        "A name for people.",
        "Ett namn för läsare.",
    ),
    optional(
        "name_en",
        &Kind::Text,
        "The name in English.",
        "Namnet på engelska.",
    ),
    optional(
        "source",
        &Kind::Text,
        "Section of the document.",
        "Avsnitt i dokumentet.",
    ),
    optional(
        "applies_to",
        &Kind::Text,
        "Who must offer them, in the document's words.",
        "Vilka som ska erbjuda dem, med dokumentets ord.",
    ),
    required(
        "services",
        &TEXTS,
        "Ids of the services.",
        "Tjänsternas id.",
    ),
    optional(
        "at_least",
        &AT_LEAST,
        "How many of them; 1 when left out.",
        "Hur många av dem; 1 om det utelämnas.",
    ),
    optional(
        "must_not_when",
        &CONDITION,
        "When none may be offered.",
        "När ingen får erbjudas.",
    ),
    optional(
        "must_when",
        &CONDITION,
        "When one must be offered.",
        "När en ska erbjudas.",
    ),
    optional(
        "should_when",
        &CONDITION,
        "When one should be offered.",
        "När en bör erbjudas.",
    ),
    optional(
        "may_when",
        &CONDITION,
        "When one may be offered.",
        "När en kan erbjudas.",
    ),
    optional(
        "phase_in",
        &PHASES,
        "Before a day, a shortfall is a notice.",
        "Före en dag är en brist bara en upplysning.",
    ),
];

static OWN_RESPONSE_SHAPE: Shape = Shape {
    keys: OWN_RESPONSE_KEYS,
};
static OWN_RESPONSE_KEYS: &[Key] = &[
    optional(
        "days",
        &DAYS,
        "Days after the day of arrival; 0 is the same day.",
        "Dagar efter ankomstdagen; 0 är samma dag.",
    ),
    optional(
        "hours",
        &HOURS,
        "Hours after arrival, in place of days.",
        "Timmar efter ankomsten, i stället för dagar.",
    ),
];

static TERMS_SHAPE: Shape = Shape { keys: TERMS_KEYS };
static TERMS_KEYS: &[Key] = &[
    optional(
        "when",
        &CONDITION,
        "Which units; all when left out.",
        "Vilka enheter; alla om det utelämnas.",
    ),
    required(
        "text",
        &Kind::Text,
        "The terms; {unit}, {phone} and {municipality} are filled in.",
        "Villkoren; {unit}, {phone} och {municipality} fylls i.",
    ),
    optional(
        "text_en",
        &Kind::Text,
        "The terms in English.",
        "Villkoren på engelska.",
    ),
];

static PHASE_IN_SHAPE: Shape = Shape {
    keys: PHASE_IN_KEYS,
};
static PHASE_IN_KEYS: &[Key] = &[
    optional(
        "when",
        &CONDITION,
        "Which units; all when left out.",
        "Vilka enheter; alla om det utelämnas.",
    ),
    required(
        "from",
        &Kind::Date,
        "First day of full force.",
        "Första dag då kravet gäller fullt ut.",
    ),
];

static DEMANDS_SHAPE: Shape = Shape { keys: DEMANDS_KEYS };
static DEMANDS_KEYS: &[Key] = &[
    optional(
        "until",
        &DEMAND,
        "Whether an exemption must have a last day.",
        "Om ett undantag måste ha en sista dag.",
    ),
    optional(
        "approved",
        &DEMAND,
        "Whether an exemption must have a day of approval.",
        "Om ett undantag måste ha en dag då det beviljades.",
    ),
];
