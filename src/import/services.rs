//! Services and answers: columns of one service, a column that lists them, and the questions of a rule set.

use toml::{Table, Value};

use crate::assess::offering::meaning;
use crate::assess::verdict::Meaning;
use crate::diagnostic::{Text, say};
use crate::import::context::Context;
use crate::import::grid::Cell;
use crate::import::refused::Refused;
use crate::import::target::{self, Target};
use crate::import::value::of;
use crate::import::words;
use crate::load::shape::Kind;
use crate::model::name::nearest;
use crate::model::region::Region;
use crate::model::rule_set::{RuleSet, Service};
use crate::toml_edits::get;

/// The target with the key under which the unit's file has the service, else the service's id.
pub fn own_key(target: &Target, context: &Context<'_>) -> Result<Target, Refused> {
    let ([table, written], Some(rule_set)) = (target.path.as_slice(), context.rule_set) else {
        return Ok(target.clone());
    };
    if table != "services" {
        return Ok(target.clone());
    }
    if context
        .unit
        .is_some_and(|unit| get(&unit.table, &target.path).is_some())
    {
        return Ok(target.clone());
    }
    let Some((service, _)) = rule_set.resolve(written) else {
        return Err(unknown(written, rule_set));
    };
    Ok(target_of(service, rule_set, context))
}

fn target_of(service: &Service, rule_set: &RuleSet, context: &Context<'_>) -> Target {
    let id = service.id.as_str();
    let key = written_key(id, rule_set, context).unwrap_or_else(|| id.to_owned());
    let mut target = target::of(&format!("services.{id}"))
        .unwrap_or_else(|| unreachable!("bug: services is a table"));
    target.path = vec!["services".to_owned(), key];
    target
}

/// The key by which the unit's file names a service.
fn written_key(id: &str, rule_set: &RuleSet, context: &Context<'_>) -> Option<String> {
    let table = &context.unit?.table;
    keys_of(table, id, context.region?, rule_set)
        .next()
        .map(str::to_owned)
}

/// The keys by which a unit's file names a service.
pub fn keys_of<'t>(
    unit: &'t Table,
    id: &str,
    region: &Region,
    rule_set: &RuleSet,
) -> impl Iterator<Item = &'t str> {
    let entries = unit.get("services").and_then(Value::as_table);
    let is_it = move |key: &&str| match meaning(key, region, rule_set) {
        Meaning::Service(at, _) => rule_set
            .services
            .get(at)
            .is_some_and(|service| service.id.as_str() == id),
        _ => false,
    };
    let keys = entries.into_iter().flat_map(|entries| entries.keys());
    keys.map(String::as_str).filter(is_it)
}

fn unknown(written: &str, rule_set: &RuleSet) -> Refused {
    let names = rule_set
        .services
        .iter()
        .flat_map(|service| [service.id.as_str(), service.name.as_str()]);
    let act = match nearest(written, names) {
        Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
        None => Text::fixed(
            "write a name, an alias or an id of a service of the rule set",
            "skriv ett namn, ett annat namn eller ett id för en tjänst i riktlinjen",
        ),
    };
    Refused {
        what: say!(
            "the rule set has no service `{written}`",
            "riktlinjen har ingen tjänst `{written}`"
        ),
        act,
    }
}

/// The value of a column of one service: an address, yes, or the file's own form. Nothing where the cell
/// says no, or the file says it already.
pub fn value(
    cell: &Cell,
    target: &Target,
    kind: &'static Kind,
    context: &Context<'_>,
) -> Result<Option<Value>, Refused> {
    let key = target.path.last().map(String::as_str).unwrap_or_default();
    let current = context.unit.and_then(|unit| get(&unit.table, &target.path));
    match words::flag(cell) {
        // Nothing is ever deleted.
        Some(false) => return Ok(None),
        Some(true) if current.is_some() => return Ok(None),
        Some(true) => return with_address(key, context).map(Some),
        None => {}
    }
    let text = words::one_line(&cell.shown());
    if let Some(current) = current
        && current.get("url").unwrap_or(current).as_str() == Some(text.as_str())
    {
        return Ok(None);
    }
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    if !is_address && !text.starts_with(['{', '[']) {
        return Err(Refused {
            what: say!("`{text}` is no address", "`{text}` är ingen adress"),
            act: Text::fixed(
                "write an address such as `https://e-tjanster.example.se/…`, or `ja` where the rule set gives the address",
                "skriv en adress som `https://e-tjanster.example.se/…`, eller `ja` där riktlinjen anger adressen",
            ),
        });
    }
    let new = of(cell, target, kind, context.region)?;
    // What else the file says of the service stays.
    if let (Some(Value::Table(table)), Value::String(_)) = (current, &new) {
        let mut table = table.clone();
        table.insert("url".to_owned(), new);
        return Ok(Some(Value::Table(table)));
    }
    Ok(Some(new))
}

/// `true` for a service that has its address in the rule set.
fn with_address(key: &str, context: &Context<'_>) -> Result<Value, Refused> {
    let service = context.rule_set.and_then(|rule_set| rule_set.resolve(key));
    let has_address = service.is_some_and(|(service, _)| service.url.is_some());
    if has_address {
        return Ok(Value::Boolean(true));
    }
    Err(Refused {
        what: say!("`{key}` has no address", "`{key}` har ingen adress"),
        act: say!(
            "write the unit's address of the service in a column with `to = \"services.{key}\"`, or `url` in the rule set where all units have the same",
            "skriv enhetens adress till tjänsten i en kolumn med `to = \"services.{key}\"`, eller `url` i riktlinjen om alla enheter har samma"
        ),
    })
}

/// The services of a list that the unit does not give yet; each may have its address behind it.
pub fn list(cell: &Cell, context: &Context<'_>) -> Vec<Result<(Target, Value), Refused>> {
    let Some(rule_set) = context.rule_set else {
        return vec![Err(Refused::fixed(
            "the region has no rule set in force",
            "regionen har ingen riktlinje som gäller",
            "write a rule set first",
            "skriv en riktlinje först",
        ))];
    };
    let whole = words::one_line(&cell.shown());
    let items = match rule_set.resolve(&whole) {
        Some(_) => vec![whole],
        None => words::list(cell),
    };
    items
        .iter()
        .filter_map(|item| one_of_list(item, rule_set, context))
        .collect()
}

fn one_of_list(
    item: &str,
    rule_set: &RuleSet,
    context: &Context<'_>,
) -> Option<Result<(Target, Value), Refused>> {
    let (name, url) = match item.rsplit_once(' ') {
        Some((name, url)) if url.starts_with("http") => (name.trim_end_matches(':'), Some(url)),
        _ => (item, None),
    };
    let Some((service, _)) = rule_set.resolve(name) else {
        return Some(Err(unknown(name, rule_set)));
    };
    let id = service.id.as_str();
    let is_given = context
        .unit
        .is_some_and(|unit| unit.offered.iter().any(|given| given == id));
    if is_given || written_key(id, rule_set, context).is_some() {
        return None;
    }
    let target = target_of(service, rule_set, context);
    let value = match url {
        Some(url) => Ok(Value::String(url.to_owned())),
        None => with_address(id, context),
    };
    Some(value.map(|value| (target, value)))
}

/// Whether the rule set asks a question.
pub fn check_question(question: &str, context: &Context<'_>) -> Result<(), Refused> {
    let Some(rule_set) = context.rule_set else {
        return Ok(());
    };
    let mut all = rule_set
        .activities
        .iter()
        .map(|activity| activity.id.as_str());
    if all.any(|id| id == question) {
        return Ok(());
    }
    let all = rule_set
        .activities
        .iter()
        .map(|activity| activity.id.as_str());
    let act = match nearest(question, all) {
        Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
        None => Text::fixed(
            "the questions stand in the rule set, under [[activities]]",
            "frågorna står i riktlinjen, under [[activities]]",
        ),
    };
    Err(Refused {
        what: say!(
            "the rule set does not ask `{question}`",
            "riktlinjen frågar inte `{question}`"
        ),
        act,
    })
}
