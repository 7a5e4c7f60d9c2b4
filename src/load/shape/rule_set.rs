//! The form of a rule-set file.

use super::condition::CONDITION;
use super::region::CONTACT;
use super::{Key, Kind, Shape, optional, required};

static TEXTS: Kind = Kind::List(&Kind::Text);
static WEEKS: Kind = Kind::Integer { min: 0, max: 520 };
static DAYS: Kind = Kind::Integer { min: 0, max: 365 };
static CALENDAR: Kind = Kind::Choice(&["working-day", "weekday"]);
static PROMISE: Kind = Kind::Choice(&["feedback", "answer"]);
static SERVICE_KIND: Kind = Kind::Choice(&["e-service", "booking"]);
static HISTORY: Kind = Kind::List(&Kind::Table(&HISTORY_SHAPE));
static PRINCIPLES: Kind = Kind::List(&Kind::Table(&PRINCIPLE_SHAPE));
static ACTIVITIES: Kind = Kind::List(&Kind::Table(&ACTIVITY_SHAPE));
static SERVICES: Kind = Kind::List(&Kind::Table(&SERVICE_SHAPE));
static GROUPS: Kind = Kind::List(&Kind::Table(&ONE_OF_SHAPE));
static VISIT_NAMES: Kind = Kind::List(&Kind::Table(&VISIT_NAME_SHAPE));
static REASONS: Kind = Kind::List(&Kind::Table(&REASON_SHAPE));
static PHASES: Kind = Kind::List(&Kind::Table(&PHASE_IN_SHAPE));
static RESPONSE: Kind = Kind::Table(&RESPONSE_SHAPE);
static PAGE: Kind = Kind::Table(&PAGE_SHAPE);
static VISIT_FILTER: Kind = Kind::Either(&[Kind::True, Kind::Table(&VISIT_FILTER_SHAPE)]);

/// `content/<region>/rules/<first day in force>.toml`
pub static RULE_SET: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    required(
        "title",
        &Kind::Text,
        "Title of the document.",
        "Dokumentets titel.",
    ),
    optional("decided", &Kind::Date, "Day of decision.", "Beslutsdag."),
    optional(
        "source",
        &Kind::Text,
        "The document it was transcribed from.",
        "Dokumentet som regeln är avskriven från.",
    ),
    optional(
        "owner",
        &CONTACT,
        "Who owns the document.",
        "Vem som äger dokumentet.",
    ),
    optional(
        "purpose",
        &Kind::Text,
        "The document's aim, in its own words.",
        "Dokumentets syfte, med dess egna ord.",
    ),
    optional(
        "concerned",
        &Kind::Text,
        "Whom it addresses.",
        "Vilka dokumentet riktar sig till.",
    ),
    optional(
        "principles",
        &PRINCIPLES,
        "General rules that are printed, not assessed.",
        "Övergripande regler som visas men inte bedöms.",
    ),
    optional(
        "history",
        &HISTORY,
        "History of the document.",
        "Dokumentets ändringshistorik.",
    ),
    optional(
        "scope",
        &CONDITION,
        "Which units it binds.",
        "Vilka enheter som omfattas.",
    ),
    optional("response", &RESPONSE, "Response time.", "Svarstid."),
    optional(
        "page",
        &PAGE,
        "What a contact page must and should hold.",
        "Vad en kontaktsida ska och bör innehålla.",
    ),
    optional(
        "phase_in",
        &PHASES,
        "Before a day, a shortfall is a notice.",
        "Före en dag är en brist bara en upplysning.",
    ),
    optional(
        "reasons",
        &REASONS,
        "The words of the exception ids.",
        "Undantagens ordalydelse.",
    ),
    optional(
        "activities",
        &ACTIVITIES,
        "Questions asked of each unit.",
        "Frågor som ställs till varje enhet.",
    ),
    optional(
        "services",
        &SERVICES,
        "Services, in the order of the page.",
        "Tjänster, i sidans ordning.",
    ),
    optional(
        "one_of",
        &GROUPS,
        "Groups of which at least one service is offered.",
        "Grupper där minst en tjänst ska erbjudas.",
    ),
    optional(
        "visit_names",
        &VISIT_NAMES,
        "Standard names of bookable visits.",
        "Standardnamn på bokningsbara besök.",
    ),
];

static HISTORY_SHAPE: Shape = Shape { keys: HISTORY_KEYS };
static HISTORY_KEYS: &[Key] = &[
    required(
        "date",
        &Kind::Date,
        "Day of the change.",
        "Dag för ändringen.",
    ),
    required(
        "change",
        &Kind::Text,
        "What was changed.",
        "Vad som ändrades.",
    ),
    optional("by", &Kind::Text, "Who changed it.", "Vem som ändrade."),
];

static PRINCIPLE_SHAPE: Shape = Shape {
    keys: PRINCIPLE_KEYS,
};
static PRINCIPLE_KEYS: &[Key] = &[
    required(
        "text",
        &Kind::Text,
        "The rule, in the document's words.",
        "Regeln, med dokumentets ord.",
    ),
    optional(
        "source",
        &Kind::Text,
        "Section of the document.",
        "Avsnitt i dokumentet.",
    ),
];

static RESPONSE_SHAPE: Shape = Shape {
    keys: RESPONSE_KEYS,
};
static RESPONSE_KEYS: &[Key] = &[
    required(
        "days",
        &DAYS,
        "Days after the day of arrival.",
        "Dagar efter ankomstdagen.",
    ),
    optional(
        "calendar",
        &CALENDAR,
        "The region's word for the days it counts.",
        "Regionens ord för dagarna som räknas.",
    ),
    optional(
        "promise",
        &PROMISE,
        "What is promised: feedback or an answer.",
        "Vad som utlovas: återkoppling eller svar.",
    ),
];

static PAGE_SHAPE: Shape = Shape { keys: PAGE_KEYS };
static PAGE_KEYS: &[Key] = &[
    optional(
        "required",
        &TEXTS,
        "Keys of a unit file that must be filled.",
        "Nycklar i enhetens fil som ska vara ifyllda.",
    ),
    optional(
        "advised",
        &TEXTS,
        "Keys of a unit file that should be filled.",
        "Nycklar i enhetens fil som bör vara ifyllda.",
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

static REASON_SHAPE: Shape = Shape { keys: REASON_KEYS };
static REASON_KEYS: &[Key] = &[
    required(
        "id",
        &Kind::Text,
        "Id used in unit files.",
        "Id som används i enheternas filer.",
    ),
    required(
        "text",
        &Kind::Text,
        "The document's words.",
        "Dokumentets ord.",
    ),
    optional(
        "text_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
];

static ACTIVITY_SHAPE: Shape = Shape {
    keys: ACTIVITY_KEYS,
};
static ACTIVITY_KEYS: &[Key] = &[
    required(
        "id",
        &Kind::Text,
        "Key in a unit's `[activities]`.",
        "Nyckel i enhetens `[activities]`.",
    ),
    required("question", &Kind::Text, "The question.", "Frågan."),
    optional(
        "question_en",
        &Kind::Text,
        "The question in English.",
        "Frågan på engelska.",
    ),
];

static SERVICE_SHAPE: Shape = Shape { keys: SERVICE_KEYS };
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
        "url",
        &Kind::Text,
        "Its address, where it is the same for all units.",
        "Adressen, när den är densamma för alla enheter.",
    ),
    optional(
        "aliases",
        &TEXTS,
        "Other names it goes by.",
        "Andra namn den går under.",
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
        &Kind::Flag,
        "Whether a response time applies.",
        "Om svarstiden gäller.",
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
        "phase_in",
        &PHASES,
        "Before a day, a shortfall is a notice.",
        "Före en dag är en brist bara en upplysning.",
    ),
];

static VISIT_FILTER_SHAPE: Shape = Shape {
    keys: VISIT_FILTER_KEYS,
};
static VISIT_FILTER_KEYS: &[Key] = &[optional(
    "assessment_first",
    &Kind::Flag,
    "Visits with (or without) an assessment first.",
    "Besök med (eller utan) bedömning i förväg.",
)];

static ONE_OF_SHAPE: Shape = Shape { keys: ONE_OF_KEYS };
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
    required(
        "services",
        &TEXTS,
        "Ids of the services.",
        "Tjänsternas id.",
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

static VISIT_NAME_SHAPE: Shape = Shape {
    keys: VISIT_NAME_KEYS,
};
static VISIT_NAME_KEYS: &[Key] = &[
    required("name", &Kind::Text, "The standard name.", "Standardnamnet."),
    optional(
        "name_en",
        &Kind::Text,
        "The name in English.",
        "Namnet på engelska.",
    ),
    optional(
        "aliases",
        &TEXTS,
        "Other names it goes by.",
        "Andra namn det går under.",
    ),
];
