//! The form of a rule-set file.

pub mod service;

use self::service::{DAYS, DEMANDS, HOURS, PHASES};
use super::condition::CONDITION;
use super::region::CONTACT;
use super::{Key, Kind, Shape, TEXTS, optional, required};

static CALENDAR: Kind = Kind::Choice(&["working-day", "weekday"]);
static PROMISE: Kind = Kind::Choice(&["feedback", "answer"]);
static HEADINGS: Kind = Kind::Table(&Shape { keys: HEADING_KEYS });
static HISTORY: Kind = Kind::List(&Kind::Table(&HISTORY_SHAPE));
static PRINCIPLES: Kind = Kind::List(&Kind::Table(&PRINCIPLE_SHAPE));
static ACTIVITIES: Kind = Kind::List(&Kind::Table(&ACTIVITY_SHAPE));
static SERVICES: Kind = Kind::List(&Kind::Table(&service::SERVICE));
static GROUPS: Kind = Kind::List(&Kind::Table(&service::ONE_OF));
static VISIT_NAMES: Kind = Kind::List(&Kind::Table(&VISIT_NAME_SHAPE));
static REASONS: Kind = Kind::List(&Kind::Table(&REASON_SHAPE));
static RESPONSE: Kind = Kind::Table(&RESPONSE_SHAPE);
static RESPONSES_BY: Kind = Kind::List(&Kind::Table(&RESPONSE_BY_SHAPE));
static PAGE: Kind = Kind::Table(&PAGE_SHAPE);
static PAGES_BY: Kind = Kind::List(&Kind::Table(&PAGE_BY_SHAPE));
static REVIEW_DAYS: Kind = Kind::Integer { min: 1, max: 3650 };
static LEVELS: Kind = Kind::Map(&super::site::LEVEL);
static REASON_FOR: Kind = Kind::Choice(&crate::model::rule_set::ReasonFor::NAMES);

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
        "source_url",
        &Kind::Text,
        "Address of the document.",
        "Dokumentets adress.",
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
    optional(
        "scope_text",
        &Kind::Text,
        "Which units it binds, in the document's words.",
        "Vilka enheter som omfattas, med dokumentets ord.",
    ),
    optional(
        "headings",
        &HEADINGS,
        "Headings of what units offer, on their pages.",
        "Rubriker över det som enheterna erbjuder, på deras sidor.",
    ),
    optional(
        "exemptions",
        &DEMANDS,
        "What an exemption must state.",
        "Vad ett undantag måste ange.",
    ),
    optional(
        "levels",
        &LEVELS,
        "Levels of findings in this region; those of site.toml go before.",
        "Nivåer för regionens anmärkningar; de i site.toml går före.",
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
        "Groups of which some services must be offered.",
        "Grupper där några av tjänsterna ska erbjudas.",
    ),
    optional(
        "visit_names",
        &VISIT_NAMES,
        "Standard names of bookable visits.",
        "Standardnamn på bokningsbara besök.",
    ),
];

static HEADING_KEYS: &[Key] = &[
    optional(
        "e_services",
        &Kind::Text,
        "Above e-services.",
        "Över e-tjänster.",
    ),
    optional(
        "e_services_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional("booking", &Kind::Text, "Above booking.", "Över tidbokning."),
    optional(
        "booking_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
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
    optional(
        "target_hours",
        &HOURS,
        "Hours to aim at; printed, never denied.",
        "Timmar att sträva efter; visas, men krävs inte.",
    ),
    optional(
        "by",
        &RESPONSES_BY,
        "Other times for some units; the first whose condition holds.",
        "Andra tider för vissa enheter; den första vars villkor gäller.",
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

static RESPONSE_BY_SHAPE: Shape = Shape {
    keys: RESPONSE_BY_KEYS,
};
static RESPONSE_BY_KEYS: &[Key] = &[
    required("when", &CONDITION, "Which units.", "Vilka enheter."),
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

static PAGE_BY_SHAPE: Shape = Shape { keys: PAGE_BY_KEYS };
static PAGE_BY_KEYS: &[Key] = &[
    required("when", &CONDITION, "Which units.", "Vilka enheter."),
    optional(
        "required",
        &TEXTS,
        "Further keys of a unit file that must be filled.",
        "Ytterligare nycklar i enhetens fil som ska vara ifyllda.",
    ),
    optional(
        "advised",
        &TEXTS,
        "Further keys of a unit file that should be filled.",
        "Ytterligare nycklar i enhetens fil som bör vara ifyllda.",
    ),
    optional(
        "reviewed_within_days",
        &REVIEW_DAYS,
        "How old a review of the page may be.",
        "Hur gammal en granskning av sidan får vara.",
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
    optional(
        "reviewed_within_days",
        &REVIEW_DAYS,
        "How old a review of the page may be.",
        "Hur gammal en granskning av sidan får vara.",
    ),
    optional(
        "by",
        &PAGES_BY,
        "Further demands on the pages of some units.",
        "Ytterligare krav på vissa enheters sidor.",
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
    optional(
        "for",
        &REASON_FOR,
        "What the reason may lift: a visit, a duty of the whole unit, or any.",
        "Vad skälet kan gälla: ett besök, ett krav på hela enheten, eller vilket som helst.",
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
