//! The services of a unit under their standard names, as files for programs tell of them.

use serde::{Serialize, Serializer};

use crate::assess::units::FullUnit;
use crate::assess::verdict::Meaning;
use crate::model::Catalog;
use crate::model::unit::{Channel, ServiceEntry, ServiceLink};
use crate::text::Spanned;

/// A service of a unit.
#[derive(Serialize)]
pub struct ServiceRecord<'a> {
    /// Its id in the rule set.
    pub id: &'a str,
    /// Its standard name.
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// All its addresses, where there are several or more is said of one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkRecord<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "channels")]
    pub only_by: &'a [Channel],
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "channels")]
    pub also_by: &'a [Channel],
}

/// One of several addresses of a service.
#[derive(Serialize)]
pub struct LinkRecord<'a> {
    /// Where it leads.
    pub url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ages: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<bool>,
}

/// The services a unit gives under standard names: those of its file in their order, then those that
/// it offers through visit types that can be booked.
pub fn services<'a>(catalog: &'a Catalog, full: &'a FullUnit) -> Vec<ServiceRecord<'a>> {
    let (unit, assessment) = (&full.unit, &full.assessment);
    let region = catalog.regions.get(unit.region());
    let version = assessment.rule_set;
    let mut services = Vec::with_capacity(unit.services.len());
    for (entry, meaning) in unit.services.iter().zip(&assessment.meanings) {
        let found = match meaning {
            Meaning::Service(service, _) => version.map(|version| (version, *service)),
            Meaning::OtherVersion(version, service) => Some((*version, *service)),
            Meaning::LeftOver(_) | Meaning::Unknown => None,
        };
        let found = found
            .and_then(|(version, service)| region?.rule_sets.get(version)?.services.get(service));
        if let Some(service) = found {
            services.push(ServiceRecord {
                id: service.id.as_str(),
                name: service.name.as_str(),
                url: entry.links.first().map(|link| link.url.as_str()),
                links: links(entry),
                only_by: &entry.only_by,
                also_by: &entry.also_by,
            });
        }
    }
    let rule_set = version.and_then(|version| region?.rule_sets.get(version));
    for service in assessment.offered_services() {
        let Some(service) = rule_set.and_then(|rule_set| rule_set.services.get(service)) else {
            continue;
        };
        let (id, name) = (service.id.as_str(), service.name.as_str());
        if !services.iter().any(|listed| listed.id == id) {
            services.push(ServiceRecord {
                id,
                name,
                url: None,
                links: Vec::new(),
                only_by: &[],
                also_by: &[],
            });
        }
    }
    services
}

/// The addresses of a service, where there are several or more is said of one.
fn links(entry: &ServiceEntry) -> Vec<LinkRecord<'_>> {
    let says_more = |link: &ServiceLink| {
        link.label.is_some() || link.note.is_some() || link.ages.is_some() || link.login.is_some()
    };
    if entry.links.len() < 2 && !entry.links.iter().any(says_more) {
        return Vec::new();
    }
    let links = entry.links.iter().map(|link| LinkRecord {
        url: link.url.as_str(),
        label: link.label.as_ref().map(Spanned::as_str),
        note: link.note.as_ref().map(Spanned::as_str),
        ages: link.ages.as_ref().map(|ages| ages.value),
        login: link.login,
    });
    links.collect()
}

/// Writes channels by their words in files.
fn channels<S: Serializer>(channels: &[Channel], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(channels.iter().map(|channel| channel_name(*channel)))
}

/// The word of a channel in files.
fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => Channel::NAMES[0],
        Channel::Letter => Channel::NAMES[1],
        Channel::Visit => Channel::NAMES[2],
    }
}
