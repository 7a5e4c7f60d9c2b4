//! The form of a unit file.

use super::hours::{CLOSURES, HOURS, SPECIAL, WEEK};
use super::{Key, Kind, Shape, TEXTS, optional, required};
use crate::model::practical::{Accepts, Facility};

static LANGUAGES: Kind = Kind::List(&Kind::Language);
static COORDINATES: Kind = Kind::Tuple(2, &Kind::Number);
static AGES: Kind = Kind::Tuple(2, &Kind::Integer { min: 0, max: 120 });
static DAYS: Kind = Kind::Integer { min: 0, max: 365 };
static WEEKS: Kind = Kind::Integer { min: 0, max: 520 };
static CHANNELS: Kind = Kind::List(&Kind::Choice(&crate::model::unit::Channel::NAMES));
static SERVICE: Kind = Kind::Either(&[
    Kind::Text,
    Kind::Table(&SERVICE_SHAPE),
    Kind::List(&Kind::Table(&LINK_SHAPE)),
    Kind::True,
]);
/// An address, or `true` for the rule set's.
static SERVICE_URL: Kind = Kind::Either(&[Kind::Text, Kind::True]);
static HOURS_COUNT: Kind = Kind::Integer { min: 1, max: 8760 };
static SERVICES: Kind = Kind::Map(&SERVICE);
static ANSWERS: Kind = Kind::Map(&Kind::Flag);
static EXEMPT: Kind = Kind::Either(&[Kind::Text, Kind::True]);
static PROVIDER: Kind = Kind::Table(&PROVIDER_SHAPE);
static RESPONSIBLE: Kind = Kind::Table(&RESPONSIBLE_SHAPE);
static CONTACT: Kind = Kind::Table(&CONTACT_SHAPE);
static PHONES: Kind = Kind::List(&Kind::Table(&PHONE_SHAPE));
static VISIT: Kind = Kind::Table(&VISIT_SHAPE);
static FACILITIES: Kind = Kind::List(&Kind::Choice(&Facility::NAMES));
static ACCEPTS: Kind = Kind::Choice(&Accepts::NAMES);
static HELP: Kind = Kind::List(&Kind::Table(&HELP_SHAPE));
static NEWS: Kind = Kind::List(&Kind::Table(&NEWS_SHAPE));
static NOTICES: Kind = Kind::List(&Kind::Table(&NOTICE_SHAPE));
static CARE: Kind = Kind::Table(&CARE_SHAPE);
static RESPONSE: Kind = Kind::Table(&RESPONSE_SHAPE);
static BOOKING: Kind = Kind::Table(&BOOKING_SHAPE);
static VISITS: Kind = Kind::List(&Kind::Table(&VISIT_TYPE_SHAPE));
static EXEMPTIONS: Kind = Kind::List(&Kind::Table(&EXEMPTION_SHAPE));
static EXTRAS: Kind = Kind::List(&Kind::Table(&EXTRA_SHAPE));

/// `content/<region>/units/**/<stem>.toml`
pub static UNIT: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Text,
        "Name residents read, at most 64 characters.",
        "Namnet som invånare läser, högst 64 tecken.",
    ),
    optional(
        "summary",
        &Kind::Prose,
        "One sentence on what the unit helps with.",
        "En mening om vad enheten hjälper till med.",
    ),
    required(
        "hsa_id",
        &Kind::Text,
        "Id in the national directory.",
        "Id i den nationella katalogen HSA.",
    ),
    required(
        "type",
        &Kind::Text,
        "Type of unit, from region.toml.",
        "Typ av enhet, från region.toml.",
    ),
    optional(
        "administration",
        &Kind::Text,
        "Administration, from region.toml; a private unit leaves it out.",
        "Förvaltning, från region.toml; en privat enhet utelämnar den.",
    ),
    optional(
        "provider",
        &PROVIDER,
        "Who runs the unit, when not the region.",
        "Vem som driver enheten, om inte regionen.",
    ),
    optional(
        "agreements",
        &TEXTS,
        "Agreements, from region.toml.",
        "Avtal, från region.toml.",
    ),
    optional(
        "system",
        &Kind::Text,
        "Record system it works in, from region.toml.",
        "Journalsystem som enheten arbetar i, från region.toml.",
    ),
    required(
        "municipality",
        &Kind::Text,
        "Municipality, from region.toml.",
        "Kommun, från region.toml.",
    ),
    optional("locality", &Kind::Text, "Town or village.", "Ort."),
    optional(
        "patient_contact",
        &Kind::Flag,
        "Whether the unit meets patients; yes when left out.",
        "Om enheten har patientkontakt; ja om det utelämnas.",
    ),
    optional(
        "publish",
        &Kind::Flag,
        "Whether the page is shown; yes when left out.",
        "Om sidan visas; ja om det utelämnas.",
    ),
    optional(
        "reviewed",
        &Kind::Date,
        "Day somebody read the whole page and found it true.",
        "Dag då någon läste hela sidan och såg att den stämmer.",
    ),
    optional(
        "opens",
        &Kind::Date,
        "First day open.",
        "Första dagen enheten är öppen.",
    ),
    optional(
        "closes",
        &Kind::Date,
        "Last day open.",
        "Sista dagen enheten är öppen.",
    ),
    optional(
        "former_names",
        &TEXTS,
        "Old page addresses; each becomes a redirect. Of another region as `region/name`.",
        "Gamla sidadresser; var och en skickar vidare hit. I en annan region som `region/namn`.",
    ),
    optional(
        "related",
        &TEXTS,
        "Other units a reader may want, as `region/unit`.",
        "Andra enheter som läsaren kan behöva, som `region/enhet`.",
    ),
    optional(
        "responsible",
        &RESPONSIBLE,
        "Who answers for the content; never published.",
        "Vem som ansvarar för innehållet; publiceras aldrig.",
    ),
    optional(
        "contact",
        &CONTACT,
        "Phone and links.",
        "Telefon och länkar.",
    ),
    optional(
        "visit",
        &VISIT,
        "Finding the unit.",
        "Att hitta till enheten.",
    ),
    optional(
        "hours",
        &HOURS,
        "Weekly hours by kind.",
        "Veckans tider, per slag.",
    ),
    optional(
        "special_hours",
        &SPECIAL,
        "Other hours on some days.",
        "Andra tider på vissa dagar.",
    ),
    optional(
        "closures",
        &CLOSURES,
        "Days when the unit is closed.",
        "Dagar då enheten är stängd.",
    ),
    optional(
        "notices",
        &NOTICES,
        "Temporary information.",
        "Tillfällig information.",
    ),
    optional("care", &CARE, "Seeking care.", "Att söka vård."),
    optional(
        "help",
        &HELP,
        "What one can get help with.",
        "Det man kan få hjälp med.",
    ),
    optional(
        "news",
        &NEWS,
        "What is new; shown from its first to its last day.",
        "Aktuellt; visas från den första till den sista dagen.",
    ),
    optional(
        "response",
        &RESPONSE,
        "The unit's own response time.",
        "Enhetens egen svarstid.",
    ),
    optional(
        "activities",
        &ANSWERS,
        "Answers to the rule set's questions.",
        "Svar på riktlinjens frågor.",
    ),
    optional(
        "services",
        &SERVICES,
        "E-services and booking the unit offers.",
        "E-tjänster och tidbokning som enheten erbjuder.",
    ),
    optional(
        "booking",
        &BOOKING,
        "How far ahead times can be booked.",
        "Hur långt fram det går att boka tid.",
    ),
    optional(
        "visits",
        &VISITS,
        "Bookable kinds of visit; `[]` says there are none.",
        "Vårdtjänster som går att boka; `[]` betyder att det inte finns några.",
    ),
    optional(
        "exemptions",
        &EXEMPTIONS,
        "Reasoned leaves from obligations.",
        "Motiverade undantag från krav.",
    ),
    optional(
        "extra_services",
        &EXTRAS,
        "The unit's own additions.",
        "Enhetens egna tillägg.",
    ),
];

static PROVIDER_SHAPE: Shape = Shape {
    keys: PROVIDER_KEYS,
};
static PROVIDER_KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Text,
        "Name of the provider.",
        "Vårdgivarens namn.",
    ),
    optional(
        "private",
        &Kind::Flag,
        "Whether it is private.",
        "Om vårdgivaren är privat.",
    ),
];

static RESPONSIBLE_SHAPE: Shape = Shape {
    keys: RESPONSIBLE_KEYS,
};
static RESPONSIBLE_KEYS: &[Key] = &[
    optional("role", &Kind::Text, "Function.", "Funktion."),
    optional(
        "email",
        &Kind::Text,
        "Function mailbox.",
        "Funktionsbrevlåda.",
    ),
];

static CONTACT_SHAPE: Shape = Shape { keys: CONTACT_KEYS };
static CONTACT_KEYS: &[Key] = &[
    optional("phone", &Kind::Text, "Main number.", "Huvudnummer."),
    optional(
        "website",
        &Kind::Text,
        "The unit's own site.",
        "Enhetens egen webbplats.",
    ),
    optional(
        "phones",
        &PHONES,
        "Numbers by function.",
        "Nummer per funktion.",
    ),
];

static PHONE_SHAPE: Shape = Shape { keys: PHONE_KEYS };
static PHONE_KEYS: &[Key] = &[
    required(
        "label",
        &Kind::Prose,
        "What the number is for.",
        "Vad numret är till för.",
    ),
    required("number", &Kind::Text, "The number.", "Numret."),
    optional("hours", &WEEK, "When it is answered.", "När någon svarar."),
    optional(
        "service",
        &Kind::Text,
        "The service that the number is shown with too.",
        "Tjänsten som numret också visas vid.",
    ),
];

static VISIT_SHAPE: Shape = Shape { keys: VISIT_KEYS };
static VISIT_KEYS: &[Key] = &[
    optional(
        "street",
        &Kind::Text,
        "Visiting address, without postcode.",
        "Besöksadress, utan postnummer.",
    ),
    optional(
        "postal_address",
        &Kind::Text,
        "Postal address.",
        "Postadress.",
    ),
    optional(
        "coordinates",
        &COORDINATES,
        "Latitude and longitude, WGS 84.",
        "Latitud och longitud, WGS 84.",
    ),
    optional(
        "directions",
        &Kind::Prose,
        "How to get there.",
        "Hur man tar sig dit.",
    ),
    optional(
        "floor_directions",
        &Kind::Prose,
        "How to find the way inside.",
        "Hur man hittar inne i huset.",
    ),
    optional(
        "parking",
        &Kind::Prose,
        "Where to park.",
        "Var det går att parkera.",
    ),
    optional(
        "public_transport",
        &Kind::Prose,
        "How to get there by bus, train or boat.",
        "Hur man tar sig dit med buss, tåg eller båt.",
    ),
    optional(
        "facilities",
        &FACILITIES,
        "What makes a visit easier.",
        "Det som gör ett besök lättare.",
    ),
    optional(
        "accessibility",
        &Kind::Prose,
        "Physical accessibility.",
        "Fysisk tillgänglighet.",
    ),
    optional(
        "visiting_rules",
        &Kind::Prose,
        "Rules for visitors, at most 128 characters.",
        "Regler för besökare, högst 128 tecken.",
    ),
];

static NOTICE_SHAPE: Shape = Shape { keys: NOTICE_KEYS };
static NOTICE_KEYS: &[Key] = &[
    optional(
        "from",
        &Kind::Date,
        "First day shown.",
        "Första dagen den visas.",
    ),
    optional(
        "to",
        &Kind::Date,
        "Last day shown.",
        "Sista dagen den visas.",
    ),
    required("text", &Kind::Prose, "The text.", "Texten."),
];

static CARE_SHAPE: Shape = Shape { keys: CARE_KEYS };
static CARE_KEYS: &[Key] = &[
    optional(
        "languages",
        &LANGUAGES,
        "Languages spoken, as tags such as \"sv\".",
        "Språk som talas, som koder, till exempel \"sv\".",
    ),
    optional(
        "referral",
        &Kind::Prose,
        "Whether a referral is needed.",
        "Om det behövs remiss.",
    ),
    optional(
        "ages",
        &AGES,
        "Youngest and oldest; 99 = no upper limit.",
        "Yngst och äldst; 99 = ingen övre gräns.",
    ),
    optional(
        "accepts",
        &ACCEPTS,
        "Whether new patients are received.",
        "Om enheten tar emot nya patienter.",
    ),
    optional(
        "choose",
        &Kind::Prose,
        "How to choose the unit.",
        "Hur man väljer eller listar sig på enheten.",
    ),
    optional(
        "waiting_time",
        &Kind::Prose,
        "How long the wait is.",
        "Hur lång väntetiden är.",
    ),
    optional("fees", &Kind::Prose, "What it costs.", "Vad det kostar."),
    optional(
        "interpreter",
        &Kind::Prose,
        "How to get an interpreter.",
        "Hur man får tolk.",
    ),
];

static HELP_SHAPE: Shape = Shape { keys: HELP_KEYS };
static HELP_KEYS: &[Key] = &[
    required("title", &Kind::Prose, "What it is.", "Vad det är."),
    optional("text", &Kind::Prose, "More on it.", "Mer om det."),
    optional("phone", &Kind::Text, "Its own number.", "Eget nummer."),
    optional("hours", &WEEK, "When it is open.", "När det är öppet."),
    optional(
        "url",
        &Kind::Text,
        "Where there is more to read.",
        "Där det står mer.",
    ),
];

static NEWS_SHAPE: Shape = Shape { keys: NEWS_KEYS };
static NEWS_KEYS: &[Key] = &[
    required("title", &Kind::Prose, "What is new.", "Vad som är nytt."),
    optional("text", &Kind::Prose, "More on it.", "Mer om det."),
    optional(
        "from",
        &Kind::Date,
        "First day shown.",
        "Första dagen det visas.",
    ),
    optional(
        "to",
        &Kind::Date,
        "Last day shown.",
        "Sista dagen det visas.",
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
        &HOURS_COUNT,
        "Hours after arrival, in place of days.",
        "Timmar efter ankomsten, i stället för dagar.",
    ),
];

static LINK_SHAPE: Shape = Shape { keys: LINK_KEYS };
static LINK_KEYS: &[Key] = &[
    required(
        "url",
        &Kind::Text,
        "Address of the service.",
        "Tjänstens adress.",
    ),
    LABEL,
    NOTE,
    LINK_HOURS,
    LINK_AGES,
    LOGIN,
];
const LABEL: Key = optional(
    "label",
    &Kind::Prose,
    "Whom or what the address is for, where a service has several.",
    "Vem eller vad adressen är till för, när en tjänst har flera.",
);
const NOTE: Key = optional(
    "note",
    &Kind::Prose,
    "One short sentence to the resident.",
    "En kort mening till invånaren.",
);
const LINK_HOURS: Key = optional(
    "hours",
    &WEEK,
    "When the service is open.",
    "När tjänsten är öppen.",
);
const LINK_AGES: Key = optional(
    "ages",
    &AGES,
    "Youngest and oldest; 99 = no upper limit.",
    "Yngst och äldst; 99 = ingen övre gräns.",
);
const LOGIN: Key = optional(
    "login",
    &Kind::Flag,
    "Whether the resident logs in, where it is another than the rule set says.",
    "Om invånaren loggar in, när det är annat än riktlinjen säger.",
);

static SERVICE_SHAPE: Shape = Shape { keys: SERVICE_KEYS };
static SERVICE_KEYS: &[Key] = &[
    optional(
        "url",
        &SERVICE_URL,
        "Address of the service; `true` is the one that the rule set gives.",
        "Tjänstens adress; `true` är den som riktlinjen anger.",
    ),
    LABEL,
    NOTE,
    LINK_HOURS,
    LINK_AGES,
    LOGIN,
    optional(
        "also_by",
        &CHANNELS,
        "Further ways it is given.",
        "Andra sätt den också ges på.",
    ),
    optional(
        "only_by",
        &CHANNELS,
        "The only ways it is given.",
        "De enda sätt den ges på.",
    ),
];

static BOOKING_SHAPE: Shape = Shape { keys: BOOKING_KEYS };
static BOOKING_KEYS: &[Key] = &[
    optional(
        "weeks_ahead",
        &WEEKS,
        "Whole weeks ahead that can be booked.",
        "Hela veckor framåt som går att boka.",
    ),
    optional(
        "bookable_until",
        &Kind::Date,
        "Last day that can be booked.",
        "Sista dagen som går att boka.",
    ),
];

static VISIT_TYPE_SHAPE: Shape = Shape {
    keys: VISIT_TYPE_KEYS,
};
static VISIT_TYPE_KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Prose,
        "External name of the visit.",
        "Besökets externa namn.",
    ),
    optional("description", &Kind::Prose, "What it is.", "Vad det är."),
    required(
        "assessment_first",
        &Kind::Flag,
        "Whether a medical assessment comes first.",
        "Om medicinsk bedömning krävs på förhand.",
    ),
    optional(
        "book",
        &Kind::Text,
        "An address, \"bokningslank\" or \"bokningsunderlag\".",
        "En adress, \"bokningslank\" eller \"bokningsunderlag\".",
    ),
    optional(
        "exempt",
        &EXEMPT,
        "Why it cannot be booked: a reason id, or `true` with a note.",
        "Varför det inte går att boka: ett undantags-id, eller `true` med en anteckning.",
    ),
    optional("note", &Kind::Text, "The reason in words.", "Skälet i ord."),
];

static EXEMPTION_SHAPE: Shape = Shape {
    keys: EXEMPTION_KEYS,
};
static EXEMPTION_KEYS: &[Key] = &[
    required("service", &Kind::Text, "The service.", "Tjänsten."),
    required(
        "reason",
        &Kind::Text,
        "A reason id, or a few words.",
        "Ett undantags-id, eller några ord.",
    ),
    optional(
        "note",
        &Kind::Text,
        "More words on the reason.",
        "Mer om skälet.",
    ),
    optional(
        "until",
        &Kind::Date,
        "Last day it holds.",
        "Sista dagen undantaget gäller.",
    ),
    optional(
        "approved",
        &Kind::Date,
        "Day when the region approved it.",
        "Dag då regionen beviljade det.",
    ),
];

static EXTRA_SHAPE: Shape = Shape { keys: EXTRA_KEYS };
static EXTRA_KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Prose,
        "Name of the service.",
        "Tjänstens namn.",
    ),
    required(
        "url",
        &Kind::Text,
        "Address of the service.",
        "Tjänstens adress.",
    ),
    optional(
        "agreed",
        &Kind::Date,
        "Day of consultation with the region.",
        "Dag för samråd med regionen.",
    ),
];

/// Whether a dotted name is a field a rule set's `[page]` may ask for: a key of a unit file, or
/// `about` for the text beside it.
pub fn is_page_field(path: &str) -> bool {
    path == "about" || key_of_page_field(path).is_some()
}

/// The key of a unit file that a dotted name leads to.
pub fn key_of_page_field(path: &str) -> Option<&'static Key> {
    let mut shape = &UNIT;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        let key = shape.keys.iter().find(|key| key.name == part)?;
        match key.kind {
            Kind::Table(inner) if parts.peek().is_some() => shape = inner,
            _ => return parts.peek().is_none().then_some(key),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_fields_are_keys_of_a_unit() {
        for good in [
            "contact.phone",
            "visit.street",
            "hours.opening",
            "responsible",
            "about",
            "name",
        ] {
            assert!(is_page_field(good), "{good}");
        }
        for bad in [
            "",
            "contact.",
            "contact.telegraph",
            "name.first",
            "phone",
            "hours.opening.mon",
        ] {
            assert!(!is_page_field(bad), "{bad}");
        }
    }
}
