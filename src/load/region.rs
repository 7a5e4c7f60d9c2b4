//! Reads `region.toml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, say};
use crate::load::faults::{alias_clash, rule_set_invalid};
use crate::load::file::{File, parse, root};
use crate::load::shape;
use crate::load::shape::Shape;
use crate::load::table::Table;
use crate::model::condition::UnitKind;
use crate::model::contact::Contact;
use crate::model::name::{fold, nearest};
use crate::model::region::{Listed, Region, System, UnitType, Urgent};
use crate::text::Spanned;

/// Reads a region. Its rule sets are read after it, because they name what it defines.
pub fn load(file: &File, id: &str, found: &mut Vec<Diagnostic>) -> Region {
    parse(
        file,
        &shape::region::REGION,
        found,
        |parsed, complete, found| {
            shape::check(parsed, &shape::region::REGION, file.id, complete, found);
            let table = root(parsed, file);
            let name = table.plain("name").unwrap_or_else(|| id.to_owned());
            let mut region = Region {
                id: id.to_owned(),
                file: file.id,
                broken: !complete || table.is_empty(),
                unread: Default::default(),
                short_name: table.plain("short_name").unwrap_or_else(|| name.clone()),
                name,
                name_en: table.plain("name_en"),
                naming_contact: table
                    .table("naming_contact")
                    .and_then(|table| contact(&table)),
                website: table.text("website"),
                written: shape::addresses(parsed, &shape::region::REGION, file.id, complete),
                municipalities: table.texts("municipalities"),
                administrations: table
                    .tables("administrations")
                    .filter_map(|t| listed(&t))
                    .collect(),
                agreements: table
                    .tables("agreements")
                    .filter_map(|t| listed(&t))
                    .collect(),
                types: table
                    .tables("types")
                    .filter_map(|t| unit_type(&t))
                    .collect(),
                systems: table.tables("systems").filter_map(|t| system(&t)).collect(),
                urgent: table.table("urgent").and_then(|urgent| {
                    Some(Urgent {
                        text: urgent.plain("text")?,
                        text_en: urgent.plain("text_en"),
                    })
                }),
                synonyms: synonyms(&table, found),
                map: map(&table, found),
                rule_sets: Vec::new(),
            };
            let lists = [
                ("municipalities", region.municipalities.len()),
                ("administrations", region.administrations.len()),
                ("agreements", region.agreements.len()),
                ("types", region.types.len()),
                ("systems", region.systems.len()),
            ];
            region.unread = unread_lists(&table, &shape::region::REGION, &lists);
            let types = region.types.iter().map(|unit_type| &unit_type.listed.id);
            unique(types, found);
            unique(
                region.administrations.iter().map(|listed| &listed.id),
                found,
            );
            unique(region.agreements.iter().map(|listed| &listed.id), found);
            let systems = region.systems.iter().map(|system| &system.listed.id);
            unique(systems, found);
            same_address(&region.municipalities, found);
            region
        },
    )
}

/// The keys that misspelt ones of the file may mean.
pub fn misspelt_keys(table: &Table<'_>, shape: &Shape) -> Vec<&'static str> {
    let known = shape.keys.iter().map(|key| key.name);
    let unknown = table.entries().map(|(key, _)| key.value);
    let unknown = unknown.filter(|key| !known.clone().any(|known| known == key));
    unknown
        .filter_map(|key| nearest(&key, known.clone()))
        .collect()
}

/// The lists of which fewer values could be read than there are, or which may stand under a misspelt key.
pub fn unread_lists(
    table: &Table<'_>,
    shape: &Shape,
    read: &[(&'static str, usize)],
) -> BTreeSet<&'static str> {
    let meant = misspelt_keys(table, shape);
    let is_whole = |(list, read): &(&str, usize)| {
        let key = shape.keys.iter().find(|key| key.name == *list);
        let lacks = key.is_some_and(|key| key.required);
        let whole = match table.node(list) {
            Some(node) => node
                .get_ref()
                .as_array()
                .is_some_and(|all| all.len() == *read),
            None => !lacks,
        };
        whole && !meant.contains(list)
    };
    let unread = read.iter().filter(|list| !is_whole(list));
    unread.map(|(list, _)| *list).collect()
}

/// A function with a mailbox.
pub fn contact(table: &Table<'_>) -> Option<Contact> {
    Some(Contact {
        name: table.plain("name")?,
        email: table.plain("email"),
    })
}

fn listed(table: &Table<'_>) -> Option<Listed> {
    let id = table.text("id")?;
    let name = table.plain("name").unwrap_or_else(|| id.value.clone());
    Some(Listed {
        id,
        name,
        name_en: table.plain("name_en"),
        span: table.span,
    })
}

fn unit_type(table: &Table<'_>) -> Option<UnitType> {
    Some(UnitType {
        listed: listed(table)?,
        kind: table
            .text("kind")
            .and_then(|kind| UnitKind::parse(&kind.value)),
        care_form: table.plain("care_form"),
        schema: table.plain("schema"),
        plural: table.plain("plural"),
        plural_en: table.plain("plural_en"),
        words: plain(table.texts("words")),
    })
}

/// Texts without their places.
pub fn plain(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn system(table: &Table<'_>) -> Option<System> {
    let listed = listed(table)?;
    let said = table.texts("activities").into_iter();
    let mut activities: BTreeMap<String, Spanned<bool>> = said
        .map(|id| (id.value, Spanned::new(true, id.span)))
        .collect();
    for (id, answer) in table
        .table("activities")
        .iter()
        .flat_map(|table| table.entries())
    {
        if let Some(answer) = answer.get_ref().as_bool() {
            activities.insert(id.value, Spanned::new(answer, id.span));
        }
    }
    Some(System { listed, activities })
}

/// Words that mean the same; one alone means the same as nothing.
pub fn synonyms(table: &Table<'_>, found: &mut Vec<Diagnostic>) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for table in table.tables("synonyms") {
        let words = plain(table.texts("words"));
        let different: BTreeSet<String> = words.iter().map(|word| fold(word)).collect();
        if table.node("words").is_some() && different.len() < 2 {
            found.push(rule_set_invalid::fault(
                table.span_of("words").unwrap_or(table.span),
                say!(
                    "synonyms are at least two different words",
                    "synonymer är minst två olika ord"
                ),
                say!(
                    "add a word that means the same, or remove the table",
                    "lägg till ett ord som betyder detsamma, eller ta bort tabellen"
                ),
            ));
            continue;
        }
        all.push(words);
    }
    all
}

/// The address of a map, which must say where on it.
fn map(table: &Table<'_>, found: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
    let url = table.table("map")?.text("url")?;
    let has = |part: &str| url.value.contains(part);
    if (has("{lat}") && has("{lon}")) || has("{address}") {
        return Some(url);
    }
    found.push(rule_set_invalid::fault(
        url.span,
        say!(
            "the address of the map does not say where on it",
            "kartans adress säger inte var på kartan"
        ),
        say!(
            "write `{{lat}}` and `{{lon}}`, or `{{address}}`, where the map wants them",
            "skriv `{{lat}}` och `{{lon}}`, eller `{{address}}`, där kartan vill ha dem"
        ),
    ));
    None
}

/// Reports answers of record systems to questions that no version of the rule set asks.
pub fn check_systems(region: &Region, found: &mut Vec<Diagnostic>) {
    if region.rule_sets.iter().any(|rules| rules.broken) {
        return;
    }
    let activities = || region.rule_sets.iter().flat_map(|rules| &rules.activities);
    for (id, answer) in region.systems.iter().flat_map(|system| &system.activities) {
        if activities().any(|activity| activity.id.value == *id) {
            continue;
        }
        let known = activities().map(|activity| activity.id.value.as_str());
        let help = match nearest(id, known) {
            Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
            None => say!(
                "write the id of a question of the rule set",
                "skriv id:t för en av riktlinjens frågor"
            ),
        };
        found.push(rule_set_invalid::fault(
            answer.span,
            say!("no rule set asks `{id}`", "ingen riktlinje frågar `{id}`"),
            help,
        ));
    }
}

/// Reports ids that are defined twice.
pub fn unique<'a>(ids: impl Iterator<Item = &'a Spanned<String>>, found: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for id in ids {
        match seen.iter().find(|earlier| earlier.value == id.value) {
            Some(earlier) => {
                let name = &id.value;
                let message = say!(
                    "the id `{name}` is defined twice",
                    "id:t `{name}` finns två gånger"
                );
                let help = say!("give one of them another id", "ge den ena ett annat id");
                let fault = rule_set_invalid::fault(id.span, message, help)
                    .with_related(earlier.span, say!("first defined here", "finns först här"));
                found.push(fault);
            }
            None => seen.push(id),
        }
    }
}

/// Reports municipalities whose pages would share an address (`Ås` and `As`).
fn same_address(municipalities: &[Spanned<String>], found: &mut Vec<Diagnostic>) {
    for (at, municipality) in municipalities.iter().enumerate() {
        let slug = slug::slugify(&municipality.value);
        let earlier = municipalities[..at]
            .iter()
            .find(|other| slug::slugify(&other.value) == slug);
        if let Some(earlier) = earlier {
            found.push(alias_clash::municipalities(municipality, earlier));
        }
    }
}
