//! Holds a rule set against itself and its region: every id it uses exists, no id or name is taken
//! twice, and no duty is fulfilled in a circle.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::condition::{Reader, Used};
use crate::load::faults::{alias_clash, rule_set_invalid};
use crate::load::region::unique;
use crate::load::shape;
use crate::model::name::{fold, nearest};
use crate::model::region::Region;
use crate::model::rule_set::{Naming, RuleSet};
use crate::text::Spanned;

/// Reports ids that do not exist, ids taken twice, and circles.
pub fn references(
    rule_set: &RuleSet,
    region: &Region,
    conditions: &Reader<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let services: Vec<&str> = rule_set
        .services
        .iter()
        .map(|s| s.id.value.as_str())
        .collect();
    let activities: Vec<&str> = rule_set
        .activities
        .iter()
        .map(|a| a.id.value.as_str())
        .collect();
    let types: Vec<&str> = region
        .types
        .iter()
        .map(|t| t.listed.id.value.as_str())
        .collect();
    let administrations: Vec<&str> = region
        .administrations
        .iter()
        .map(|a| a.id.value.as_str())
        .collect();
    let agreements: Vec<&str> = region
        .agreements
        .iter()
        .map(|a| a.id.value.as_str())
        .collect();

    let municipalities: Vec<&str> = region.municipalities.iter().map(Spanned::as_str).collect();
    let systems: Vec<&str> = region
        .systems
        .iter()
        .map(|s| s.listed.id.value.as_str())
        .collect();
    let service = Text::fixed("service", "ingen tjänst");
    let services_known = rule_set.knows("services");
    for Used { key, id } in &conditions.used {
        let (known, what, is_known) = match *key {
            "activity" => (
                &activities,
                Text::fixed("activity", "ingen verksamhet"),
                rule_set.knows("activities"),
            ),
            "offers" => (&services, service.clone(), services_known),
            "type" => (
                &types,
                Text::fixed("type of unit", "ingen enhetstyp"),
                region.knows("types"),
            ),
            "administration" => (
                &administrations,
                Text::fixed("administration", "ingen förvaltning"),
                region.knows("administrations"),
            ),
            "municipality" => (
                &municipalities,
                Text::fixed("municipality", "ingen kommun"),
                region.knows("municipalities"),
            ),
            "system" => (
                &systems,
                Text::fixed("record system", "inget journalsystem"),
                region.knows("systems"),
            ),
            // Its form is checked as one of a few words.
            "care_form" => continue,
            _ => (
                &agreements,
                Text::fixed("agreement", "inget avtal"),
                region.knows("agreements"),
            ),
        };
        if is_known {
            missing(id, known, &what, found);
        }
    }
    for id in rule_set
        .services
        .iter()
        .flat_map(|service| &service.satisfied_by)
        .filter(|_| services_known)
    {
        missing(id, &services, &service, found);
    }
    let members = rule_set.one_of.iter().flat_map(|group| &group.services);
    for id in members.filter(|_| services_known) {
        missing(id, &services, &service, found);
    }
    page_fields(rule_set, found);
    let subjects = rule_set.services.iter().map(|service| &service.id);
    unique(
        subjects.chain(rule_set.one_of.iter().map(|group| &group.id)),
        found,
    );
    unique(
        rule_set.activities.iter().map(|activity| &activity.id),
        found,
    );
    unique(rule_set.reasons.iter().map(|reason| &reason.id), found);
    circles(rule_set, found);
}

fn missing(id: &Spanned<String>, known: &[&str], what: &Text, found: &mut Vec<Diagnostic>) {
    let name = &id.value;
    if known.contains(&name.as_str()) {
        return;
    }
    let message = Text {
        en: format!("there is no {} `{name}`", what.en).into(),
        sv: format!("det finns {} `{name}`", what.sv).into(),
    };
    let help = match nearest(name, known.iter().copied()) {
        Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
        None => say!(
            "correct the id, or add what is missing",
            "rätta id:t, eller lägg till det som saknas"
        ),
    };
    found.push(rule_set_invalid::fault(id.span, message, help));
}

/// The fields of `[page]` are keys of a unit file, dotted.
fn page_fields(rule_set: &RuleSet, found: &mut Vec<Diagnostic>) {
    for field in rule_set.page_fields() {
        if !shape::unit::is_page_field(&field.value) {
            let name = &field.value;
            found.push(rule_set_invalid::fault(
                field.span,
                say!("a unit file has no field `{name}`", "en enhetsfil har inget fält `{name}`"),
                say!(
                    "write the key with its table, such as `contact.phone`, or `about` for the text beside the unit",
                    "skriv fältet med sin tabell, till exempel `contact.phone`, eller `about` för texten bredvid enheten"
                ),
            ));
        }
    }
}

/// Reports services that fulfil themselves. Two services may stand in for each other; but a longer
/// round in which a service is fulfilled by one that it does not fulfil in turn says nothing that an
/// assessment could follow, since fulfilment is looked at one step deep.
fn circles(rule_set: &RuleSet, found: &mut Vec<Diagnostic>) {
    let edges: BTreeMap<&str, Vec<&str>> = rule_set
        .services
        .iter()
        .map(|s| {
            (
                s.id.value.as_str(),
                s.satisfied_by.iter().map(|id| id.value.as_str()).collect(),
            )
        })
        .collect();
    let points = |from: &str, to: &str| edges.get(from).is_some_and(|next| next.contains(&to));
    let mut reported: Vec<&str> = Vec::new();
    for service in &rule_set.services {
        for by in &service.satisfied_by {
            let (this, other) = (service.id.value.as_str(), by.value.as_str());
            if this == other {
                found.push(rule_set_invalid::fault(
                    by.span,
                    say!(
                        "`{this}` is fulfilled by itself",
                        "`{this}` uppfylls av sig själv"
                    ),
                    say!(
                        "remove it from `satisfied_by`",
                        "ta bort den ur `satisfied_by`"
                    ),
                ));
                continue;
            }
            let way = way_back(&edges, other, this).filter(|_| !points(other, this));
            let Some(way) = way.filter(|way| !way.iter().any(|id| reported.contains(id))) else {
                continue;
            };
            let round = [&[this], &*way].concat().join("` → `");
            reported.extend(way);
            found.push(rule_set_invalid::fault(
                by.span,
                say!(
                    "`satisfied_by` runs in a circle: `{round}`",
                    "`satisfied_by` går runt i en cirkel: `{round}`"
                ),
                say!(
                    "let each service name all that fulfil it, or use `[[one_of]]`",
                    "låt varje tjänst nämna alla som uppfyller den, eller använd `[[one_of]]`"
                ),
            ));
        }
    }
}

/// The shortest way from one service to another along `satisfied_by`, both included.
fn way_back<'a>(
    edges: &BTreeMap<&'a str, Vec<&'a str>>,
    from: &'a str,
    to: &'a str,
) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![from]];
    let mut at = 0;
    while let Some(way) = ways.get(at).cloned() {
        at += 1;
        let here = *way.last()?;
        for next in edges.get(here).into_iter().flatten().copied() {
            let longer = [&*way, &[next]].concat();
            if next == to {
                return Some(longer);
            }
            if !ways.iter().any(|known| known.last() == Some(&next)) {
                ways.push(longer);
            }
        }
    }
    None
}

/// Fills the indexes of names, reporting names that two services or two visits share.
pub fn index_names(rule_set: &mut RuleSet, found: &mut Vec<Diagnostic>) {
    let services = rule_set.services.iter().map(|service| {
        let own = [(&service.id, Naming::Id), (&service.name, Naming::Standard)];
        (service.name.value.as_str(), own.to_vec(), &service.aliases)
    });
    let mut names = index(services, &say!("another service", "en annan tjänst"), found);
    for (at, service) in rule_set.services.iter().enumerate() {
        for former in &service.former_ids {
            former_id(former, at, &mut names, found);
        }
    }
    let visits = rule_set.visit_names.iter().map(|visit| {
        (
            visit.name.value.as_str(),
            vec![(&visit.name, Naming::Standard)],
            &visit.aliases,
        )
    });
    let visit_names = index(visits, &say!("another visit", "ett annat besök"), found);
    rule_set.names = names;
    rule_set.visit_name_index = visit_names;
}

/// Enters the id of a service that another replaces. Of several that replace it the first counts; it goes
/// before aliases, which say the same of a name, and never before what is in force.
fn former_id(
    former: &Spanned<String>,
    at: usize,
    names: &mut BTreeMap<String, (usize, Naming)>,
    found: &mut Vec<Diagnostic>,
) {
    let entry = names.entry(fold(&former.value));
    let (_, naming) = entry
        .and_modify(|(owner, naming)| {
            if *naming == Naming::Alias && *owner == at {
                *naming = Naming::Former;
            }
        })
        .or_insert((at, Naming::Former));
    if matches!(naming, Naming::Id | Naming::Standard) {
        let name = &former.value;
        found.push(rule_set_invalid::fault(
            former.span,
            say!(
                "`{name}` is still a service of this rule set",
                "`{name}` finns fortfarande som tjänst i riktlinjen"
            ),
            say!(
                "name services that are gone in `former_ids`",
                "nämn tjänster som inte längre finns i `former_ids`"
            ),
        ));
    }
}

type Named<'a> = (
    &'a str,
    Vec<(&'a Spanned<String>, Naming)>,
    &'a Vec<Spanned<String>>,
);

fn index<'a>(
    items: impl Iterator<Item = Named<'a>> + Clone,
    another: &Text,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, (usize, Naming)> {
    let mut index = BTreeMap::new();
    let mut owners: BTreeMap<String, (&Spanned<String>, &str)> = BTreeMap::new();
    // Ids and standard names first, so that an alias never takes one from its owner.
    let own = items
        .clone()
        .enumerate()
        .flat_map(|(at, (owner, names, _))| {
            names
                .into_iter()
                .map(move |(name, naming)| (at, owner, name, naming))
        });
    let aliases = items.enumerate().flat_map(|(at, (owner, _, aliases))| {
        aliases
            .iter()
            .map(move |alias| (at, owner, alias, Naming::Alias))
    });
    for (at, owner, name, naming) in own.chain(aliases) {
        let folded = fold(&name.value);
        match (index.get(&folded), owners.get(&folded)) {
            // One id at two services is a fault of its own.
            (Some((_, Naming::Id)), Some((first, _)))
                if naming == Naming::Id && first.value == name.value => {}
            (Some((earlier, _)), Some((first, first_owner))) if *earlier != at => {
                found.push(alias_clash::fault(name, first, first_owner, another));
            }
            (Some(_), _) => {}
            _ => {
                index.insert(folded.clone(), (at, naming));
                owners.insert(folded, (name, owner));
            }
        }
    }
    index
}
