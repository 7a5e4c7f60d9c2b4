//! What residents can do online: services, booking and kinds of visit that have come, gone or changed.
//!
//! Services are the same when they have the same id, however their names are written or standardised.

use std::collections::BTreeMap;

use crate::assess::verdict::{Assessment, Meaning, Subject};
use crate::diagnostic::{Text, say};
use crate::diff::change::{Changes, State};
use crate::diff::phrases::same;
use crate::diff::{Change, Topic, weekly};
use crate::model::name::fold;
use crate::model::rule_set::{Service, ServiceKind};
use crate::model::unit::{Booking, Channel, Horizon, ServiceEntry, ServiceLink, VisitType};

/// One service that a unit gives.
struct Given {
    topic: Topic,
    id: Option<String>,
    name: Text,
    /// How it is given.
    how: Text,
    /// How its key is written, where it has a line of its own.
    written: Option<String>,
    /// Ids of the services that it replaces.
    former: Vec<String>,
}

/// What differs in services, booking and visits.
pub fn compare(changes: &mut Changes, before: State<'_>, after: State<'_>) {
    services(changes, before, after);
    let horizon = |state: State<'_>| state.unit.horizon.as_ref().map(|it| horizon(it.value));
    changes.value(
        Topic::Booking,
        say!("Bookable ahead", "Bokningsbart framåt"),
        horizon(before),
        horizon(after),
    );
    let visits = |state: State<'_>| state.unit.visits.iter().flatten().map(visit).collect();
    changes.entries(Topic::Visits, visits(before), visits(after));
}

fn services(changes: &mut Changes, before: State<'_>, after: State<'_>) {
    let (mut old, mut new) = (given(before), given(after));
    // A name that one version of the rules knows and another does not is still the same line, and a service
    // that replaces another is the same service.
    let renamed: Vec<(String, String)> = new
        .iter()
        .filter(|(key, _)| !old.contains_key(*key))
        .filter_map(|(key, given)| {
            let other = old.iter().find(|(other, it)| {
                let same_line = given.written.is_some() && it.written == given.written;
                !new.contains_key(*other) && (same_line || given.former.contains(*other))
            })?;
            Some((other.0.clone(), key.clone()))
        })
        .collect();
    for (from, to) in renamed {
        if let Some(given) = old.remove(&from) {
            old.insert(to, given);
        }
    }
    let keys: Vec<String> = old.keys().chain(new.keys()).cloned().collect();
    for key in std::collections::BTreeSet::from_iter(keys) {
        let (was, is) = (old.remove(&key), new.remove(&key));
        let Some(known) = is.as_ref().or(was.as_ref()) else {
            continue;
        };
        let (topic, subject, service) = (known.topic, known.name.clone(), known.id.clone());
        let (was, is) = (was.map(|it| it.how), is.map(|it| it.how));
        if was != is {
            changes.list.push(Change {
                topic,
                subject,
                service,
                before: was,
                after: is,
                words: Vec::new(),
            });
        }
    }
}

/// Everything a unit gives, by what tells it apart.
fn given(state: State<'_>) -> BTreeMap<String, Given> {
    let mut all = BTreeMap::new();
    for (at, entry) in state.unit.services.iter().enumerate() {
        let Some(how) = how(entry) else { continue };
        let service = state.assessment.and_then(|it| meant(state, it, at));
        let pattern = service.is_some_and(|service| service.name_pattern.is_some());
        let (key, id, name, kind) = match service {
            Some(service) if !pattern => (
                service.id.value.clone(),
                Some(service.id.value.clone()),
                name(service),
                service.kind,
            ),
            _ => (
                format!("\u{1}{}", fold(&entry.key.value)),
                service.map(|service| service.id.value.clone()),
                same(&entry.key.value),
                service.map_or(ServiceKind::EService, |service| service.kind),
            ),
        };
        let written = Some(fold(&entry.key.value));
        all.entry(key).or_insert(Given {
            topic: topic(kind),
            id,
            name,
            how,
            written,
            former: service.map(former_ids).unwrap_or_default(),
        });
    }
    for service in through_visits(state) {
        all.entry(service.id.value.clone()).or_insert(Given {
            topic: topic(service.kind),
            id: Some(service.id.value.clone()),
            name: name(service),
            how: say!("by kind of visit", "per besökstyp"),
            written: None,
            former: former_ids(service),
        });
    }
    for extra in &state.unit.extra_services {
        let url = extra.url.as_ref().map(|url| url.as_str());
        all.entry(format!("\u{2}{}", fold(&extra.name.value)))
            .or_insert(Given {
                topic: Topic::Services,
                id: None,
                name: same(&extra.name.value),
                how: url.map_or_else(|| say!("without address", "utan adress"), same),
                written: None,
                former: Vec::new(),
            });
    }
    all
}

fn former_ids(service: &Service) -> Vec<String> {
    let former = service.former_ids.iter();
    former.map(|id| id.value.clone()).collect()
}

/// The service that a line means, in whichever version of the rules knows it.
fn meant<'a>(state: State<'a>, assessment: &Assessment, at: usize) -> Option<&'a Service> {
    let region = state.region?;
    match assessment.meanings.get(at)? {
        Meaning::Service(service, _) => {
            let rules = region.rule_sets.get(assessment.rule_set?)?;
            rules.services.get(*service)
        }
        Meaning::OtherVersion(version, service) => {
            region.rule_sets.get(*version)?.services.get(*service)
        }
        Meaning::LeftOver(_) | Meaning::Unknown => None,
    }
}

/// Services that are offered by way of visits that can be booked.
fn through_visits<'a>(state: State<'a>) -> Vec<&'a Service> {
    let rules = state
        .assessment
        .and_then(|it| state.region?.rule_sets.get(it.rule_set?));
    let verdicts = state.assessment.iter().flat_map(|it| &it.verdicts);
    verdicts
        .filter(|verdict| verdict.offered)
        .filter_map(|verdict| match verdict.subject {
            Subject::Service(at) => rules?.services.get(at),
            Subject::Group(_) => None,
        })
        .filter(|service| service.visits.is_some())
        .collect()
}

fn topic(kind: ServiceKind) -> Topic {
    match kind {
        ServiceKind::Booking => Topic::Booking,
        ServiceKind::EService => Topic::Services,
    }
}

/// The name residents read, with its gloss for the English words.
pub fn name(service: &Service) -> Text {
    let swedish = service.label.as_deref().unwrap_or(service.name.as_str());
    same(swedish)
}

/// How a service is given; nothing when it is not given at all.
fn how(entry: &ServiceEntry) -> Option<Text> {
    let ServiceEntry {
        key: _,
        links,
        also_by,
        only_by,
        only_by_span: _,
        standard_url: _,
    } = entry;
    let mut ways: Vec<Text> = Vec::new();
    ways.extend(links.iter().map(address));
    let others = if entry.is_digital() { also_by } else { only_by };
    ways.extend(others.iter().map(|channel| match channel {
        Channel::Phone => say!("by phone", "per telefon"),
        Channel::Letter => say!("by letter", "per brev"),
        Channel::Visit => say!("at the unit", "på plats"),
    }));
    let all = ways
        .into_iter()
        .reduce(|all, way| super::phrases::joined(&all, ", ", &way));
    match entry.is_digital() {
        true => all,
        false => all.map(|ways| Text {
            en: format!("only {}", ways.en).into(),
            sv: format!("bara {}", ways.sv).into(),
        }),
    }
}

/// An address with what is said of it.
fn address(link: &ServiceLink) -> Text {
    let ServiceLink {
        url,
        label,
        note,
        hours,
        ages,
        login,
    } = link;
    let mut more: Vec<Text> = Vec::new();
    more.extend(label.iter().chain(note).map(|text| same(text.as_str())));
    more.extend(ages.as_ref().map(|ages| {
        let [from, to] = ages.value;
        say!("ages {from}–{to}", "åldrar {from}–{to}")
    }));
    more.extend(login.map(|login| match login {
        true => say!("with login", "med inloggning"),
        false => say!("without login", "utan inloggning"),
    }));
    more.extend(hours.as_ref().map(weekly::in_words));
    let more = more
        .into_iter()
        .reduce(|all, one| super::phrases::joined(&all, "; ", &one));
    let url = url.as_str();
    match more {
        Some(more) => Text {
            en: format!("{url} ({})", more.en).into(),
            sv: format!("{url} ({})", more.sv).into(),
        },
        None => same(url),
    }
}

fn horizon(horizon: Horizon) -> Text {
    match horizon {
        Horizon::Weeks(1) => say!("1 week", "1 vecka"),
        Horizon::Weeks(weeks) => say!("{weeks} weeks", "{weeks} veckor"),
        Horizon::Until(day) => say!("until {day}", "till och med {day}"),
    }
}

/// A kind of visit: what tells it apart, its name, and everything else.
fn visit(visit: &VisitType) -> (String, Text, Text) {
    let VisitType {
        name,
        description,
        assessment_first,
        book,
        exempt,
        note,
        span: _,
    } = visit;
    let mut words: Vec<Text> = Vec::new();
    words.push(match book.as_ref().map(|book| &book.value) {
        Some(Booking::Url(url)) => say!("booked at {url}", "bokas på {url}"),
        Some(Booking::LinkFromStaff) => say!("link from staff", "bokningslänk från enheten"),
        Some(Booking::BasisFromStaff) => {
            say!("booking basis from staff", "bokningsunderlag från enheten")
        }
        None => say!("cannot be booked", "kan inte bokas"),
    });
    match assessment_first {
        Some(true) => words.push(say!("assessment first", "bedömning först")),
        Some(false) => words.push(say!("no assessment first", "ingen bedömning först")),
        None => {}
    }
    if let Some(reason) = exempt {
        let reason = reason.as_str();
        words.push(say!("exempt: {reason}", "undantag: {reason}"));
    }
    let further = [note, description];
    words.extend(further.into_iter().flatten().map(|it| same(it.as_str())));
    let all = words
        .into_iter()
        .reduce(|all, word| super::phrases::joined(&all, ", ", &word));
    (
        fold(&name.value),
        same(&name.value),
        all.unwrap_or_else(|| same("")),
    )
}
