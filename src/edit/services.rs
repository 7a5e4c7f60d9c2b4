//! The parts of a form that the rule set makes: services with what is owed and lacking, and the questions
//! with what each answer brings.

use toml::Value;

use crate::assess::assess_unit;
use crate::assess::verdict::{Assessment, Obligation, Outcome, Subject, Verdict};
use crate::diagnostic::Language;
use crate::edit::choices::FormContext;
use crate::edit::field::Control;
use crate::edit::item::{Item, id_of, joined};
use crate::edit::maker::Maker;
use crate::edit::words::pick;
use crate::load::shape::unit::UNIT;
use crate::load::shape::{Kind, Shape};
use crate::model::rule_set::{Activity, RuleSet, Service};
use crate::toml_edits::document::{Found, Item as Written, find, parsed};

/// The services of the rule set in its order, then what else the unit has under `[services]`.
pub(super) fn services(maker: &Maker<'_>) -> Vec<Item> {
    let written = written_keys(maker);
    let rules = maker.context.rule_set;
    let mut items = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (at, service) in rules
        .iter()
        .flat_map(|rules| rules.services.iter().enumerate())
    {
        let of_service = |key: &&String| {
            let meant = rules.and_then(|rules| rules.resolve(key));
            meant.is_some_and(|(meant, _)| meant.id.value == service.id.value)
        };
        let keys: Vec<&String> = written.iter().filter(of_service).collect();
        seen.extend(keys.iter().map(|key| key.as_str()));
        let owed = maker
            .context
            .unit
            .and_then(|full| verdict_of(&full.assessment, at));
        if keys.is_empty() && service.visits.is_none() {
            items.extend(service_items(maker, service, &service.id.value, owed));
        }
        for key in keys {
            items.extend(service_items(maker, service, key, owed));
        }
    }
    for key in written.iter().filter(|key| !seen.contains(&key.as_str())) {
        let path = ["services".to_owned(), key.clone()];
        let item = Item {
            name: joined(&path),
            id: id_of(&joined(&path)),
            label: key.clone(),
            ..Item::default()
        };
        items.push(maker.with_value(item, Control::Text, &path));
    }
    items
}

/// What the unit must or should offer and does not: the id of the field, and its name. A group stands for
/// the services that may fill it.
pub(super) fn lacking(maker: &Maker<'_>, items: &[Item]) -> Vec<(String, String)> {
    let (Some(rules), Some(full)) = (maker.context.rule_set, maker.context.unit) else {
        return Vec::new();
    };
    let verdicts = full.assessment.verdicts.iter();
    let unmet = verdicts.filter(|verdict| {
        let is_owed = matches!(
            verdict.obligation,
            Some(Obligation::Must | Obligation::Should)
        );
        is_owed && verdict.outcome == Outcome::Unmet
    });
    let named = unmet.filter_map(|verdict| {
        let (service, name) = match verdict.subject {
            Subject::Service(at) => {
                let service = rules.services.get(at)?;
                (&service.id.value, maker.context.name_of(service))
            }
            Subject::Group(at) => {
                let group = rules.one_of.get(at)?;
                let name = group.name.as_ref().unwrap_or(&group.id.value);
                (&group.services.first()?.value, name.clone())
            }
        };
        let id = id_of(&joined(&["services".to_owned(), service.clone()]));
        let is_there = items.iter().any(|item| item.id == id);
        // What is kept by visits has no field of its own.
        let place = if is_there { id } else { "visits".to_owned() };
        Some((place, name))
    });
    named.collect()
}

fn service_items(
    maker: &Maker<'_>,
    service: &Service,
    key: &str,
    owed: Option<&Verdict>,
) -> Vec<Item> {
    let language = maker.context.language;
    let path = ["services".to_owned(), key.to_owned()];
    let name = joined(&path);
    let mut item = Item {
        id: id_of(&name),
        label: maker.context.name_of(service),
        help: service.summary.clone().unwrap_or_default(),
        ..Item::default()
    };
    item.notes
        .extend(owed.and_then(|owed| duty(owed, language)));
    let node = match find(maker.root, &path) {
        Some(Found::Node(node)) => parsed(&maker.text[node.range.clone()]),
        Some(Found::Table(_)) => Some(Value::Table(toml::Table::new())),
        _ => None,
    };
    item.name = name;
    match (node, table_shape()) {
        (Some(Value::Table(_)), Some(shape)) => {
            item.kind = "group".to_owned();
            let inside = maker.table(shape, &path);
            std::iter::once(item).chain(inside).collect()
        }
        (Some(Value::String(_)), _) => {
            let words = pick(language, "More details", "Fler uppgifter");
            let act = format!("expand:{}", item.name);
            item.buttons.push((act, words.to_owned()));
            vec![maker.with_value(item, Control::Text, &path)]
        }
        _ => vec![maker.with_value(item, Control::Text, &path)],
    }
}

/// The form of a service that is written as a table.
fn table_shape() -> Option<&'static Shape> {
    let services = UNIT.keys.iter().find(|key| key.name == "services")?;
    let Kind::Map(Kind::Either(kinds)) = services.kind else {
        return None;
    };
    kinds.iter().find_map(|kind| match kind {
        Kind::Table(shape) => Some(*shape),
        _ => None,
    })
}

fn written_keys(maker: &Maker<'_>) -> Vec<String> {
    match maker.root.get("services") {
        Some(Written::Table(table)) => table.items.iter().map(|(key, _)| key.clone()).collect(),
        Some(Written::Value(node)) => match &node.kind {
            crate::toml_edits::document::NodeKind::Table(entries) => entries
                .iter()
                .filter_map(|entry| entry.key.first().cloned())
                .collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn verdict_of(assessment: &Assessment, at: usize) -> Option<&Verdict> {
    let mut verdicts = assessment.verdicts.iter();
    verdicts.find(|verdict| matches!(verdict.subject, Subject::Service(it) if it == at))
}

/// What the unit owes of a service, and whether it has it.
fn duty(verdict: &Verdict, language: Language) -> Option<String> {
    let (en, sv) = match (verdict.obligation?, verdict.outcome) {
        (_, Outcome::OutOfScope) => return None,
        (Obligation::Must, Outcome::Unmet) => {
            ("must be offered, and is lacking", "ska finnas, och saknas")
        }
        (Obligation::Should, Outcome::Unmet) => (
            "should be offered, and is lacking",
            "bör finnas, och saknas",
        ),
        (Obligation::Must | Obligation::Should, Outcome::Exempt) => ("exempt", "undantaget"),
        (Obligation::Must, _) => ("must be offered", "ska finnas"),
        (Obligation::Should, _) => ("should be offered", "bör finnas"),
        (Obligation::May, _) => ("may be offered", "kan finnas"),
        (Obligation::MustNot, Outcome::Unmet) => {
            ("must not be offered, and is", "får inte finnas, men finns")
        }
        (Obligation::MustNot, _) => ("must not be offered", "får inte finnas"),
    };
    Some(pick(language, en, sv).to_owned())
}

/// The questions of the rule set, with what each answer brings.
pub(super) fn activities(maker: &Maker<'_>) -> Vec<Item> {
    let Some(rules) = maker.context.rule_set else {
        return Vec::new();
    };
    let language = maker.context.language;
    let item = |activity: &Activity| {
        let path = ["activities".to_owned(), activity.id.value.clone()];
        let name = joined(&path);
        let en = activity.question_en.as_ref().unwrap_or(&activity.question);
        let mut item = Item {
            id: id_of(&name),
            name,
            label: pick(language, en, &activity.question).to_owned(),
            ..Item::default()
        };
        for (answer, en, sv) in [
            (true, "Yes demands", "Ja kräver"),
            (false, "No demands", "Nej kräver"),
        ] {
            let demanded = demanded(maker.context, rules, &activity.id.value, answer);
            if !demanded.is_empty() {
                let words = pick(language, en, sv);
                item.notes.push(format!("{words}: {}", demanded.join(", ")));
            }
        }
        maker.with_value(item, Control::Answer, &path)
    };
    rules.activities.iter().map(item).collect()
}

/// The services that an answer demands and the other one does not.
fn demanded(
    context: &FormContext<'_>,
    rules: &RuleSet,
    question: &str,
    answer: bool,
) -> Vec<String> {
    let Some(full) = context.unit else {
        return Vec::new();
    };
    let with = |answer: bool| {
        let mut unit = full.unit.clone();
        let span = unit.span();
        let answer = crate::text::Spanned::new(answer, span);
        unit.activities.insert(question.to_owned(), answer);
        let assessment = assess_unit(context.catalog, &unit, context.today);
        let demanded = assessment.verdicts.iter().filter_map(|verdict| {
            let binds = matches!(
                verdict.obligation,
                Some(Obligation::Must | Obligation::Should)
            );
            match verdict.subject {
                Subject::Service(at) if binds => rules.services.get(at),
                _ => None,
            }
        });
        demanded
            .map(|service| context.name_of(service))
            .collect::<Vec<_>>()
    };
    let (these, others) = (with(answer), with(!answer));
    these
        .into_iter()
        .filter(|name| !others.contains(name))
        .collect()
}
