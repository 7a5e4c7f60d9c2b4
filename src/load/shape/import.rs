//! The form of a map of columns, by which tables are imported.

use super::{Key, Kind, Shape, optional, required};

/// Forms of cells that a column may state.
pub const FORMS: &[&str] = &["hsa", "rt90", "sweref99", "wgs84", "address", "name-place"];
/// Which of two coordinates a column holds.
pub const PARTS: &[&str] = &["north", "east"];

static TEXTS: Kind = Kind::List(&Kind::Text);
static COLUMN: Kind = Kind::Either(&[Kind::Text, Kind::Table(&COLUMN_SHAPE), Kind::Flag]);
static COLUMNS: Kind = Kind::Map(&COLUMN);
static VALUE: Kind = Kind::Either(&[Kind::Text, Kind::Flag]);
static VALUES: Kind = Kind::Map(&Kind::Map(&Kind::Either(&[
    Kind::Text,
    Kind::Flag,
    Kind::Map(&VALUE),
])));

/// `import.toml`
pub static IMPORT: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    optional(
        "region",
        &Kind::Text,
        "Region of the units, by its folder.",
        "Enheternas region, med mappens namn.",
    ),
    optional(
        "key",
        &Kind::Text,
        "Key by which a row finds its unit; `hsa_id` when left out.",
        "Nyckel som en rad hittar sin enhet med; `hsa_id` om den utelämnas.",
    ),
    optional(
        "owned",
        &TEXTS,
        "Keys that the source may overwrite; others are filled only where empty.",
        "Nycklar som källan får skriva över; andra fylls bara i där de är tomma.",
    ),
    optional(
        "folder",
        &Kind::Text,
        "Folder of new units below units/, with keys in braces: `{administration}`.",
        "Mapp för nya enheter under units/, med nycklar inom klamrar: `{administration}`.",
    ),
    required(
        "columns",
        &COLUMNS,
        "Where each column goes, by its heading; `false` leaves it out.",
        "Vart varje kolumn går, efter sin rubrik; `false` utelämnar den.",
    ),
    optional(
        "values",
        &VALUES,
        "What words of the source mean, by key.",
        "Vad källans ord betyder, för varje fält.",
    ),
];

static COLUMN_SHAPE: Shape = Shape { keys: COLUMN_KEYS };
static COLUMN_KEYS: &[Key] = &[
    required(
        "to",
        &Kind::Text,
        "Key of the unit file, dotted.",
        "Enhetsfilens fält, med punkter.",
    ),
    optional(
        "form",
        &Kind::Choice(FORMS),
        "Form of the cells.",
        "Cellernas form.",
    ),
    optional(
        "part",
        &Kind::Choice(PARTS),
        "Which coordinate it is, where two columns hold them.",
        "Vilken koordinat det är, när två kolumner har dem.",
    ),
];
