//! The form of `content/site.toml`.

use super::{Key, Kind, Shape, TEXT_OR_TEXTS, TEXTS, optional, required};
use crate::model::href::AddressKind;
use crate::model::server::Server;
use crate::model::statement::{Ground, Method, Status};

/// How heavy a finding is.
pub static LEVEL: Kind = Kind::Choice(&["deny", "warn", "note", "allow"]);
static LEVELS: Kind = Kind::Map(&LEVEL);
static PUBLISHER: Kind = Kind::Table(&PUBLISHER_SHAPE);

/// `content/site.toml`
pub static SITE: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    required(
        "title",
        &Kind::Text,
        "Title of the site.",
        "Webbplatsens titel.",
    ),
    optional(
        "title_en",
        &Kind::Text,
        "Title on English pages.",
        "Titel på engelska sidor.",
    ),
    required(
        "base_url",
        &Kind::Address(AddressKind::Site),
        "Address where the site is published.",
        "Adressen där webbplatsen publiceras.",
    ),
    optional(
        "languages",
        &TEXTS,
        "Languages of the pages, the main one first.",
        "Sidornas språk, huvudspråket först.",
    ),
    optional(
        "language",
        &Kind::Choice(&["sv", "en"]),
        "Language of findings and messages where neither `--lang` nor the system chooses one.",
        "Språk för anmärkningar och meddelanden när varken `--lang` eller systemet anger något.",
    ),
    optional(
        "theme",
        &Kind::Text,
        "Folder below `themes/`.",
        "Mapp under `themes/`.",
    ),
    optional(
        "server",
        &SERVER,
        "The web server that the site is published with: `build` also writes what it needs.",
        "Webbservern som webbplatsen publiceras med: `build` skriver också det den behöver.",
    ),
    optional(
        "hsts",
        &Kind::Flag,
        "Whether the web server tells browsers to use HTTPS only, for a year (`Strict-Transport-Security`); `false` when left out. Say `true` when all of the host has HTTPS for good.",
        "Om webbservern ska säga till webbläsare att bara använda HTTPS, i ett år (`Strict-Transport-Security`); `false` om nyckeln saknas. Skriv `true` när hela värden har HTTPS för gott.",
    ),
    optional(
        "minify",
        &Kind::Flag,
        "Whether pages are minified; `false` when left out. Building then takes longer, and pages become a little smaller.",
        "Om sidorna ska minimeras; `false` om fältet saknas. Bygget tar då längre tid och sidorna blir lite mindre.",
    ),
    optional(
        "publisher",
        &PUBLISHER,
        "Who publishes the site.",
        "Vem som publicerar webbplatsen.",
    ),
    optional(
        "accessibility",
        &Kind::Table(&STATEMENT_SHAPE),
        "The site's accessibility statement. The law demands all its parts: who and what, status, shortcomings, assessment, how to report, the authority.",
        "Webbplatsens tillgänglighetsredogörelse. Lagen kräver alla delar: vem och vad, status, brister, bedömning, hur man anmäler, myndigheten.",
    ),
    optional(
        "levels",
        &LEVELS,
        "How much each kind of finding weighs.",
        "Hur tungt varje slags anmärkning väger.",
    ),
];

static PUBLISHER_SHAPE: Shape = Shape {
    keys: PUBLISHER_KEYS,
};
static PUBLISHER_KEYS: &[Key] = &[
    required(
        "name",
        &Kind::Text,
        "Name of the publisher.",
        "Utgivarens namn.",
    ),
    optional(
        "email",
        &Kind::Address(AddressKind::Mailbox),
        "Function mailbox.",
        "Funktionsbrevlåda.",
    ),
    optional(
        "url",
        &Kind::Address(AddressKind::Page),
        "The publisher's own site.",
        "Utgivarens egen webbplats.",
    ),
];

static SERVER: Kind = Kind::Choice(&Server::WORDS);
static STATUS: Kind = Kind::Choice(&Status::WORDS);
static METHOD: Kind = Kind::Choice(&Method::WORDS);
static GROUND: Kind = Kind::Choice(&Ground::WORDS);
static SHORTCOMINGS: Kind = Kind::List(&Kind::Table(&Shape {
    keys: SHORTCOMING_KEYS,
}));
static REPORT: Kind = Kind::Table(&Shape { keys: REPORT_KEYS });
static AUTHORITY: Kind = Kind::Table(&Shape {
    keys: AUTHORITY_KEYS,
});

static STATEMENT_SHAPE: Shape = Shape {
    keys: STATEMENT_KEYS,
};
static STATEMENT_KEYS: &[Key] = &[
    optional(
        "actor",
        &Kind::Text,
        "The public actor behind the site, where it is not the publisher.",
        "Den offentliga aktör som står bakom webbplatsen, om det inte är utgivaren.",
    ),
    optional(
        "covers",
        &TEXT_OR_TEXTS,
        "What the statement covers, such as the site's address.",
        "Vad redogörelsen gäller, till exempel webbplatsens adress.",
    ),
    optional(
        "status",
        &STATUS,
        "How far the site complies with the law.",
        "Hur väl webbplatsen är förenlig med lagen.",
    ),
    optional(
        "shortcomings",
        &SHORTCOMINGS,
        "What is not accessible, with the reason. May only be left out when the site complies in full.",
        "Vad som inte är tillgängligt, och varför. Får bara utelämnas när webbplatsen är helt förenlig.",
    ),
    optional(
        "assessed",
        &Kind::Date,
        "The day of the last assessment.",
        "Dagen för den senaste bedömningen.",
    ),
    optional(
        "method",
        &METHOD,
        "Who assessed the site.",
        "Vem som har bedömt webbplatsen.",
    ),
    optional(
        "method_note",
        &Kind::Text,
        "More on how the site was assessed.",
        "Mer om hur webbplatsen har bedömts.",
    ),
    optional(
        "method_note_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional(
        "published",
        &Kind::Date,
        "The day the site was published.",
        "Dagen då webbplatsen publicerades.",
    ),
    optional(
        "updated",
        &Kind::Date,
        "The day the statement was last changed.",
        "Dagen då redogörelsen senast ändrades.",
    ),
    optional(
        "report",
        &REPORT,
        "Where people report shortcomings and ask for exempt content. At least one way.",
        "Var man anmäler brister och begär undantaget innehåll. Minst ett sätt.",
    ),
    optional(
        "authority",
        &AUTHORITY,
        "The authority that takes complaints.",
        "Den myndighet som tar emot klagomål.",
    ),
];

static SHORTCOMING_KEYS: &[Key] = &[
    required(
        "what",
        &Kind::Text,
        "What is not accessible.",
        "Vad som inte är tillgängligt.",
    ),
    optional(
        "what_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    required("reason", &Kind::Text, "Why.", "Varför."),
    optional(
        "reason_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional(
        "instead",
        &Kind::Text,
        "What people can do instead.",
        "Vad man kan göra i stället.",
    ),
    optional(
        "instead_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional(
        "ground",
        &GROUND,
        "Whether it is a fault against the law (the default), a disproportionate burden, or exempt.",
        "Om det är en brist mot lagen (förval), en oskäligt betungande anpassning, eller undantaget.",
    ),
];

static REPORT_KEYS: &[Key] = &[
    optional(
        "email",
        &Kind::Address(AddressKind::Mailbox),
        "Function mailbox.",
        "Funktionsbrevlåda.",
    ),
    optional("phone", &Kind::Text, "Phone number.", "Telefonnummer."),
    optional(
        "url",
        &Kind::Address(AddressKind::Page),
        "Address of a form.",
        "Adress till ett formulär.",
    ),
];

static AUTHORITY_KEYS: &[Key] = &[
    optional("name", &Kind::Text, "Its name.", "Namnet."),
    optional(
        "name_en",
        &Kind::Text,
        "The same in English.",
        "Detsamma på engelska.",
    ),
    optional(
        "url",
        &Kind::Address(AddressKind::Page),
        "Where complaints are made.",
        "Var man klagar.",
    ),
];
