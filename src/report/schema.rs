//! JSON Schema of the source files, for editors: made from the same forms that reading checks against.
//!
//! Draft 7, which TOML editors read best. In a site, ids are enumerated from its own regions, so that
//! an editor completes `type`, `municipality` and the keys of `[services]`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::load::shape::language::language_pattern;
use crate::load::shape::{Kind, Shape};
use crate::load::shape::{condition, import, region, rule_set, site, theme, unit};
use crate::model::Catalog;
use crate::model::language::CONTENT_LANGUAGE;
use crate::model::region::Listed;
use crate::model::rule_set::RuleSet;

/// A text has a character that somebody sees.
const SEEN: &str =
    r"[^\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]";

/// Kinds of source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `units/**/*.toml`
    Unit,
    /// `rules/*.toml`
    Rules,
    /// `region.toml`
    Region,
    /// `site.toml`
    Site,
    /// `theme.toml`
    Theme,
    /// `import.toml`
    Import,
}

impl SourceKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Unit,
        Self::Rules,
        Self::Region,
        Self::Site,
        Self::Theme,
        Self::Import,
    ];

    /// The kind's word, and the name of its schema's file before `.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Rules => "rules",
            Self::Region => "region",
            Self::Site => "site",
            Self::Theme => "theme",
            Self::Import => "import",
        }
    }
}

/// The schema of a kind of file; with the ids of a site when there is one.
pub fn render(kind: SourceKind, catalog: Option<&Catalog>, codes: &[&'static str]) -> String {
    let (shape, title) = match kind {
        SourceKind::Unit => (&unit::UNIT, "Enhet / Unit"),
        SourceKind::Rules => (&rule_set::RULE_SET, "Riktlinje / Rule set"),
        SourceKind::Region => (&region::REGION, "Region"),
        SourceKind::Site => (&site::SITE, "Webbplats / Site"),
        SourceKind::Theme => (&theme::THEME, "Tema / Theme"),
        SourceKind::Import => (&import::IMPORT, "Karta för import / Map for import"),
    };
    let known = match (kind, catalog) {
        (SourceKind::Unit, Some(catalog)) => Known::of_units(catalog),
        (SourceKind::Rules, Some(catalog)) => Known::of_rules(catalog),
        _ => Known::default(),
    };
    let mut schema = table(shape, "", &known);
    let regions = catalog.map(|catalog| &catalog.regions);
    let every_region_has_administrations = regions.is_some_and(|regions| {
        !regions.is_empty()
            && regions
                .values()
                .all(|region| !region.administrations.is_empty())
    });
    if kind == SourceKind::Unit && every_region_has_administrations {
        let owners = ["administration", "provider", "agreements"];
        schema["anyOf"] = owners
            .iter()
            .map(|key| json!({ "required": [key] }))
            .collect();
    }
    if [SourceKind::Site, SourceKind::Rules].contains(&kind) {
        let level = schema["properties"]["levels"]["additionalProperties"].take();
        let levels: Map<String, Value> = codes
            .iter()
            .map(|code| ((*code).to_owned(), level.clone()))
            .collect();
        schema["properties"]["levels"]["properties"] = Value::Object(levels);
        schema["properties"]["levels"]["additionalProperties"] = json!(false);
    }
    if kind == SourceKind::Rules {
        // Conditions nest in themselves, so they are described once and referred to.
        let condition = table(&condition::TABLE, "condition", &known);
        schema["definitions"] = json!({ "condition": condition });
    }
    let mut document = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
    });
    if let (Value::Object(document), Value::Object(schema)) = (&mut document, schema) {
        document.extend(schema);
    }
    format!("{document:#}\n")
}

/// What the site's own data says may stand at a path.
#[derive(Default)]
struct Known {
    /// Values of a text, by dotted path.
    values: Vec<(&'static str, BTreeSet<String>)>,
    /// Keys of a map with their descriptions, by dotted path, and whether other keys are wrong.
    keys: Vec<KnownKeys>,
    /// The languages of the site's pages, beside Swedish.
    languages: Option<Vec<String>>,
}

/// The keys of a map.
struct KnownKeys {
    /// Dotted path of the map.
    at: &'static str,
    /// Each key with its description.
    keys: Vec<(String, String)>,
    /// What other keys mean.
    others: OtherKeys,
}

/// What keys beside the known ones mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OtherKeys {
    /// Names that only the checker can judge, such as other spellings.
    MayBeRight,
    /// A mistake.
    AreWrong,
}

impl Known {
    fn of_units(catalog: &Catalog) -> Self {
        let regions = || catalog.regions.values();
        let newest = || regions().filter_map(|region| region.rule_sets.last());
        let all = || regions().flat_map(|region| &region.rule_sets);
        let ids = |list: Vec<&Listed>| list.into_iter().map(|l| l.id.value.clone()).collect();
        let types = regions()
            .flat_map(|r| r.types.iter().map(|t| &t.listed))
            .collect();
        let administrations = regions()
            .flat_map(|region| &region.administrations)
            .collect();
        let agreements = regions().flat_map(|region| &region.agreements).collect();
        let municipalities = regions()
            .flat_map(|r| &r.municipalities)
            .map(|m| m.value.clone());
        Self {
            values: vec![
                ("type", ids(types)),
                ("administration", ids(administrations)),
                ("agreements", ids(agreements)),
                ("municipality", municipalities.collect()),
                ("system", systems(catalog)),
            ],
            keys: vec![
                KnownKeys {
                    at: "services",
                    keys: newest().flat_map(service_keys).collect(),
                    others: OtherKeys::MayBeRight,
                },
                KnownKeys {
                    at: "activities",
                    keys: all().flat_map(activity_keys).collect(),
                    others: OtherKeys::AreWrong,
                },
            ],
            languages: Some(other_languages(catalog)),
        }
    }

    fn of_rules(catalog: &Catalog) -> Self {
        let regions = || catalog.regions.values();
        let types = regions().flat_map(|r| r.types.iter().map(|t| t.listed.id.value.clone()));
        let administrations =
            regions().flat_map(|r| r.administrations.iter().map(|l| l.id.value.clone()));
        let agreements = regions().flat_map(|r| r.agreements.iter().map(|l| l.id.value.clone()));
        let municipalities =
            regions().flat_map(|r| r.municipalities.iter().map(|m| m.value.clone()));
        Self {
            values: vec![
                ("condition.type", types.collect()),
                ("condition.administration", administrations.collect()),
                ("condition.agreement", agreements.collect()),
                ("condition.municipality", municipalities.collect()),
                ("condition.system", systems(catalog)),
            ],
            keys: Vec::new(),
            languages: None,
        }
    }

    /// The end of a key of a text in another language, as a regular expression.
    fn languages(&self) -> String {
        match &self.languages {
            Some(tags) => format!("({})$", tags.join("|")),
            None => language_pattern().trim_start_matches('^').to_owned(),
        }
    }

    fn values_at(&self, path: &str) -> Option<&BTreeSet<String>> {
        self.values
            .iter()
            .find(|(at, _)| *at == path)
            .map(|(_, values)| values)
    }
}

/// The languages of the site's pages beside Swedish, each also by its first part.
fn other_languages(catalog: &Catalog) -> Vec<String> {
    let tags = catalog.site.languages.iter();
    let tags = tags.flat_map(|tag| [Some(tag.as_str()), tag.value.split('-').next()]);
    let tags: BTreeSet<String> = tags.flatten().map(str::to_owned).collect();
    let others = tags.into_iter();
    others
        .filter(|tag| tag.split('-').next() != Some(CONTENT_LANGUAGE))
        .collect()
}

/// Ids of record systems.
fn systems(catalog: &Catalog) -> BTreeSet<String> {
    let systems = catalog.regions.values().flat_map(|region| &region.systems);
    systems
        .map(|system| system.listed.id.value.clone())
        .collect()
}

fn service_keys(rules: &RuleSet) -> Vec<(String, String)> {
    let words = |name: Option<&str>, summary: Option<&str>| {
        let parts: Vec<&str> = name.into_iter().chain(summary).collect();
        parts.join(". ")
    };
    let describe = |service: &crate::model::rule_set::Service| {
        let sv = words(Some(&service.name.value), service.summary.as_deref());
        let en = words(service.name_en.as_deref(), service.summary_en.as_deref());
        (service.id.value.clone(), in_both(&sv, &en))
    };
    rules.services.iter().map(describe).collect()
}

fn activity_keys(rules: &RuleSet) -> Vec<(String, String)> {
    let question = |activity: &crate::model::rule_set::Activity| {
        let en = activity.question_en.as_deref().unwrap_or_default();
        (activity.id.value.clone(), in_both(&activity.question, en))
    };
    rules.activities.iter().map(question).collect()
}

/// Words in Swedish and, where there are any, in English.
fn in_both(sv: &str, en: &str) -> String {
    match en {
        "" => sv.to_owned(),
        en => format!("{sv} / {en}"),
    }
}

/// The schema of a table.
fn table(shape: &Shape, path: &str, known: &Known) -> Value {
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|key| {
            let inner = if path.is_empty() {
                key.name.to_owned()
            } else {
                format!("{path}.{}", key.name)
            };
            let mut schema = value(key.kind, &inner, known);
            schema["description"] = json!(format!("{} / {}", key.sv, key.en));
            (key.name.to_owned(), schema)
        })
        .collect();
    let texts = shape.keys.iter();
    let texts = texts.filter(|key| matches!(key.kind, Kind::Prose));
    let texts: Vec<&str> = texts.map(|key| key.name).collect();
    let required: Vec<&str> = shape
        .keys
        .iter()
        .filter(|k| k.required)
        .map(|k| k.name)
        .collect();
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if !texts.is_empty() {
        let pattern = format!("^({})_{}", texts.join("|"), known.languages());
        schema["patternProperties"] = json!({ pattern: value(&Kind::Prose, "", known) });
    }
    schema
}

fn value(kind: &Kind, path: &str, known: &Known) -> Value {
    match kind {
        Kind::Text | Kind::Prose | Kind::Address(_) => match known.values_at(path) {
            Some(values) => json!({ "type": "string", "enum": values }),
            None => json!({ "type": "string", "pattern": SEEN }),
        },
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::True => json!({ "const": true }),
        Kind::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Date => {
            json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
        }
        Kind::Colour => {
            json!({ "type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$" })
        }
        Kind::Language => json!({ "type": "string", "pattern": language_pattern() }),
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::List(item) => json!({ "type": "array", "items": value(item, path, known) }),
        Kind::Tuple(length, item) => json!({
            "type": "array",
            "items": value(item, path, known),
            "minItems": length,
            "maxItems": length,
        }),
        Kind::Table(shape) if std::ptr::eq(*shape, &condition::TABLE) => {
            json!({ "$ref": "#/definitions/condition" })
        }
        Kind::Table(shape) => table(shape, path, known),
        Kind::Map(item) => map(item, path, known),
        Kind::Either(kinds) => {
            let all: Vec<Value> = kinds.iter().map(|kind| value(kind, path, known)).collect();
            json!({ "anyOf": all })
        }
    }
}

/// A table whose keys the file chooses.
fn map(item: &Kind, path: &str, known: &Known) -> Value {
    let inner = value(item, &format!("{path}.*"), known);
    let Some(KnownKeys { keys, others, .. }) = known.keys.iter().find(|keys| keys.at == path)
    else {
        return json!({ "type": "object", "additionalProperties": inner });
    };
    let properties: Map<String, Value> = keys
        .iter()
        .map(|(key, words)| {
            let mut schema = inner.clone();
            schema["description"] = json!(words);
            (key.clone(), schema)
        })
        .collect();
    let additional = match others {
        OtherKeys::MayBeRight => inner,
        OtherKeys::AreWrong => json!(false),
    };
    json!({ "type": "object", "properties": properties, "additionalProperties": additional })
}
