//! Which columns a table of units has: keys of unit files, questions and services of the rule sets in
//! force, and what units say besides.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::diagnostic::{Text, say};
use crate::import::services::keys_of;
use crate::import::site::{Existing, SiteUnits};
use crate::import::target::{self, Holds, Target};
use crate::load::shape::unit::UNIT;
use crate::load::shape::{Key, Kind, Shape};
use crate::model::name::nearest;
use crate::model::region::Region;
use crate::model::rule_set::{Activity, Naming, RuleSet, Service};

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading, which `import` knows.
    pub heading: String,
    /// Where its cells come from.
    pub source: Source,
    /// Where they go when they are imported.
    pub target: Target,
    /// What it is for.
    pub about: Text,
}

/// Where the cells of a column come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The id of the unit.
    Id,
    /// The id of its region.
    Region,
    /// A key of the unit's file.
    Key,
    /// A service of a rule set in force, under whichever name the file has it.
    Service(String),
    /// A key of `[services]` as it is written, which no column of a service shows.
    OtherKey(String),
}

/// All columns that a table has when none are named, in the order of the form. Lists of tables, such as
/// `closures`, have none.
pub fn all(site: &SiteUnits<'_>) -> Vec<Column> {
    let mut columns = vec![id(), region()];
    let used = Used::of(site);
    of_shape(&UNIT, "", site, &used, &mut columns);
    columns
}

/// The columns of these keys, after the id by which rows find their units. A key above others stands for
/// all of them.
///
/// # Errors
/// For a key that no unit file has.
pub fn named(site: &SiteUnits<'_>, names: &[String]) -> Result<Vec<Column>, Text> {
    let all = all(site);
    let mut columns = vec![id()];
    for name in names.iter().map(|name| name.trim()) {
        let found = one_named(site, &all, name).ok_or_else(|| unknown(&all, name))?;
        for column in found {
            if columns.iter().all(|other| other.heading != column.heading) {
                columns.push(column);
            }
        }
    }
    Ok(columns)
}

fn one_named(site: &SiteUnits<'_>, all: &[Column], name: &str) -> Option<Vec<Column>> {
    let above = format!("{}.", name.trim_end_matches(".*"));
    let mut found: Vec<Column> = all
        .iter()
        .filter(|column| column.heading == name || column.heading.starts_with(&above))
        .cloned()
        .collect();
    if found.is_empty()
        && let Some(written) = name.strip_prefix("services.")
    {
        let written = written.trim_matches('"');
        let (_, rule_set) = in_force(site).find(|(_, rules)| rules.resolve(written).is_some())?;
        let (service, _) = rule_set.resolve(written)?;
        found.extend(service_column(service));
    }
    if found.is_empty() && !name.starts_with("activities.") {
        let target = target::of(name)?;
        let key = key_at(&target)?;
        if matches!(target.holds, Holds::Value(_)) {
            found.push(key_column(target, key));
        }
    }
    (!found.is_empty()).then_some(found)
}

fn unknown(all: &[Column], name: &str) -> Text {
    let headings: Vec<&str> = all.iter().map(|column| column.heading.as_str()).collect();
    let last = |known: &&&str| known.rsplit('.').next() == name.rsplit('.').next();
    let meant =
        nearest(name, headings.iter().copied()).or_else(|| headings.iter().find(last).copied());
    match meant {
        Some(meant) => say!(
            "--columns: unit files have no key `{name}`; did you mean `{meant}`?",
            "--columns: enhetsfiler har ingen nyckel `{name}`; menade du `{meant}`?"
        ),
        None => say!(
            "--columns: unit files have no key `{name}`; the keys are in docs/reference.md",
            "--columns: enhetsfiler har ingen nyckel `{name}`; nycklarna står i docs/reference.md"
        ),
    }
}

fn id() -> Column {
    Column {
        heading: "id".to_owned(),
        source: Source::Id,
        target: Target {
            path: vec!["id".to_owned()],
            holds: Holds::Id,
        },
        about: Text::fixed(
            "Which unit the row is. Leave it as it is.",
            "Vilken enhet raden är. Låt den stå som den är.",
        ),
    }
}

fn region() -> Column {
    Column {
        heading: "region".to_owned(),
        source: Source::Region,
        target: Target {
            path: vec!["region".to_owned()],
            holds: Holds::Id,
        },
        about: Text::fixed("Region, by its folder.", "Region, med mappens namn."),
    }
}

fn key_column(target: Target, key: &Key) -> Column {
    Column {
        heading: target.name(),
        source: Source::Key,
        target,
        about: Text::fixed(key.en, key.sv),
    }
}

fn activity_column(activity: &Activity) -> Option<Column> {
    let question = &activity.question;
    let english = activity.question_en.as_ref().unwrap_or(question);
    let target = target::of(&format!("activities.{}", activity.id.as_str()))?;
    Some(Column {
        heading: target.name(),
        source: Source::Key,
        target,
        about: say!("{english}", "{question}"),
    })
}

fn service_column(service: &Service) -> Option<Column> {
    let name = &service.name.value;
    let english = service.name_en.as_ref().unwrap_or(name);
    let id = service.id.as_str();
    let target = target::of(&format!("services.{id}"))?;
    Some(Column {
        heading: target.name(),
        source: Source::Service(id.to_owned()),
        target,
        about: say!("{name} ({english})", "{name}"),
    })
}

/// The rule sets in force, with their regions.
pub fn in_force<'a>(site: &'a SiteUnits<'_>) -> impl Iterator<Item = (&'a Region, &'a RuleSet)> {
    let regions = site.catalog.regions.values();
    regions.filter_map(|region| Some((region, region.rule_set_on(site.today)?)))
}

fn rules_of<'a>(site: &'a SiteUnits<'_>, unit: &Existing) -> Option<(&'a Region, &'a RuleSet)> {
    let region = site.catalog.regions.get(unit.region())?;
    Some((region, region.rule_set_on(site.today)?))
}

/// The key by which a unit's file has a service.
pub fn key_of_service<'u>(site: &SiteUnits<'_>, unit: &'u Existing, id: &str) -> Option<&'u str> {
    let (region, rule_set) = rules_of(site, unit)?;
    let is_named = |key: &&str| {
        let found = rule_set.resolve(key);
        found.is_none_or(|(_, naming)| naming != Naming::Pattern)
    };
    let keys = || keys_of(&unit.table, id, region, rule_set);
    keys()
        .find(|key| *key == id)
        .or_else(|| keys().find(is_named))
}

/// The keys of a unit's services that no column of a service shows: names that a pattern allows, second
/// names of a service, and what no rule set in force knows.
pub fn other_keys<'u>(site: &SiteUnits<'_>, unit: &'u Existing) -> impl Iterator<Item = &'u str> {
    let services = rules_of(site, unit).map(|(_, rule_set)| rule_set.services.as_slice());
    let services = services.unwrap_or_default().iter();
    let shown: Vec<&str> = services
        .filter_map(|service| key_of_service(site, unit, service.id.as_str()))
        .collect();
    let entries = unit.table.get("services").and_then(Value::as_table);
    let keys = entries.into_iter().flat_map(|entries| entries.keys());
    keys.map(String::as_str)
        .filter(move |key| !shown.contains(key))
}

/// What the files of units say that the form alone does not tell.
struct Used {
    /// Keys, dotted.
    keys: BTreeSet<String>,
    /// Keys of `[services]` that no column of a service shows.
    services: BTreeSet<String>,
}

impl Used {
    fn of(site: &SiteUnits<'_>) -> Self {
        let mut used = Self {
            keys: BTreeSet::new(),
            services: BTreeSet::new(),
        };
        for unit in &site.units {
            collect(&unit.table, "", &mut used.keys);
            let others = other_keys(site, unit).map(str::to_owned);
            used.services.extend(others);
        }
        used
    }
}

fn collect(table: &Table, above: &str, keys: &mut BTreeSet<String>) {
    for (key, value) in table {
        let name = format!("{above}{key}");
        match value {
            Value::Table(inner) => collect(inner, &format!("{name}."), keys),
            _ => drop(keys.insert(name)),
        }
    }
}

/// The columns of a table of the form.
fn of_shape(
    shape: &'static Shape,
    above: &str,
    site: &SiteUnits<'_>,
    used: &Used,
    columns: &mut Vec<Column>,
) {
    for key in shape.keys {
        let name = format!("{above}{}", key.name);
        match key.kind {
            Kind::Table(inner) => of_shape(inner, &format!("{name}."), site, used, columns),
            Kind::Map(_) if name == "activities" => activities(site, used, key, columns),
            Kind::Map(_) if name == "services" => services(site, used, key, columns),
            Kind::Map(_) | Kind::List(Kind::Table(_)) => {}
            _ => {
                columns.extend(target::of(&name).map(|target| key_column(target, key)));
                columns.extend(translations(&name, key, used));
            }
        }
    }
}

/// The columns of a text in the other languages that units have it in.
fn translations<'a>(name: &str, key: &'a Key, used: &'a Used) -> impl Iterator<Item = Column> + 'a {
    let begin = format!("{name}_");
    let all = used.keys.iter().filter(|_| matches!(key.kind, Kind::Prose));
    let all = all.filter(move |used| used.starts_with(&begin));
    all.filter_map(|used| target::of(used).map(|target| key_column(target, key)))
}

fn activities(site: &SiteUnits<'_>, used: &Used, key: &Key, columns: &mut Vec<Column>) {
    let asked = in_force(site).flat_map(|(_, rule_set)| &rule_set.activities);
    let mut found: Vec<Column> = Vec::new();
    found.extend(asked.filter_map(activity_column));
    let others = used.keys.iter();
    let others = others.filter(|name| name.starts_with("activities."));
    found.extend(others.filter_map(|name| Some(key_column(target::of(name)?, key))));
    add_new(found, columns);
}

fn services(site: &SiteUnits<'_>, used: &Used, key: &Key, columns: &mut Vec<Column>) {
    let known = in_force(site).flat_map(|(_, rule_set)| &rule_set.services);
    let mut found: Vec<Column> = Vec::new();
    found.extend(known.filter_map(service_column));
    found.extend(used.services.iter().filter_map(|name| {
        let mut column = key_column(target::of(&format!("services.{name}"))?, key);
        column.source = Source::OtherKey(name.clone());
        Some(column)
    }));
    add_new(found, columns);
}

/// Adds columns whose headings are not there.
fn add_new(found: Vec<Column>, columns: &mut Vec<Column>) {
    for column in found {
        if columns.iter().all(|other| other.heading != column.heading) {
            columns.push(column);
        }
    }
}

/// The key of the form that a place is.
fn key_at(target: &Target) -> Option<&'static Key> {
    let mut shape = &UNIT;
    let mut found = None;
    for part in &target.path {
        let key = shape.keys.iter().find(|key| key.name == part);
        let key = key.or_else(|| {
            let split = crate::load::shape::translated::split(shape, part);
            split.map(|(key, _)| key)
        })?;
        found = Some(key);
        match key.kind {
            Kind::Table(inner) => shape = inner,
            _ => break,
        }
    }
    found
}
