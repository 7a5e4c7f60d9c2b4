//! The form of `content/site.toml`.

use super::{Key, Kind, Shape, optional, required};

static LEVEL: Kind = Kind::Choice(&["deny", "warn", "note", "allow"]);
static LEVELS: Kind = Kind::Map(&LEVEL);
static TEXTS: Kind = Kind::List(&Kind::Text);
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
        &Kind::Text,
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
        "theme",
        &Kind::Text,
        "Folder below `themes/`.",
        "Mapp under `themes/`.",
    ),
    optional(
        "publisher",
        &PUBLISHER,
        "Who publishes the site.",
        "Vem som publicerar webbplatsen.",
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
        &Kind::Text,
        "Function mailbox.",
        "Funktionsbrevlåda.",
    ),
    optional(
        "url",
        &Kind::Text,
        "The publisher's own site.",
        "Utgivarens egen webbplats.",
    ),
];
