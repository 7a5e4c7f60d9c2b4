//! The base offering: every service of a rule set, the document around it, and its versions.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::contact::Contact;
use crate::model::region::Region;
use crate::model::rule_set::{Duty, RuleSet, Service, ServiceKind};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::localized::{Day, Localized, gloss, paragraphs};
use crate::render::view::services::promise::promise_in_words;

/// A rule set in force.
#[derive(Debug, Serialize)]
pub struct RuleSetView<'a> {
    /// The document's title.
    pub title: Localized<'a>,
    /// The document it was transcribed from.
    pub source: Option<Localized<'a>>,
    /// First day in force.
    pub in_force: Day,
    /// Day of decision.
    pub decided: Option<Day>,
    /// The aim, in paragraphs.
    pub purpose: Vec<Localized<'a>>,
    /// Whom it addresses, in paragraphs.
    pub concerned: Vec<Localized<'a>>,
    /// General rules.
    pub principles: Vec<PrincipleView<'a>>,
    /// The response time.
    pub promise: Option<String>,
    /// Booking services.
    pub booking: Vec<RuleView<'a>>,
    /// E-services.
    pub e_services: Vec<RuleView<'a>>,
    /// Groups of which one service must be offered.
    pub one_of: Vec<GroupView<'a>>,
    /// Who owns the document.
    pub owner: Option<ContactView<'a>>,
    /// History of the document.
    pub history: Vec<ChangeView<'a>>,
}

/// A function with a mailbox.
#[derive(Debug, Serialize)]
pub struct ContactView<'a> {
    /// Its name.
    pub name: Localized<'a>,
    /// Its mailbox.
    pub email: Option<&'a str>,
}

/// A general rule.
#[derive(Debug, Serialize)]
pub struct PrincipleView<'a> {
    /// The document's words.
    pub text: Localized<'a>,
    /// Section of the document.
    pub source: Option<Localized<'a>>,
}

/// A service and the duty to offer it.
#[derive(Debug, Serialize)]
pub struct RuleView<'a> {
    /// Its id.
    pub id: &'a str,
    /// The standard name.
    pub name: Localized<'a>,
    /// English gloss on English pages.
    pub gloss: Option<Localized<'a>>,
    /// What residents read, where it differs.
    pub label: Option<Localized<'a>>,
    /// The list of units that offer it.
    pub href: String,
    /// What it means.
    pub summary: Option<Localized<'a>>,
    /// "Ska erbjudas av", "Bör erbjudas av", "Kan erbjudas av", "Får inte erbjudas av".
    pub duty: &'a str,
    /// Who, in the document's words.
    pub applies_to: Option<Localized<'a>>,
    /// The document's further demand.
    pub requirement: Option<Localized<'a>>,
    /// Weeks ahead that must be bookable.
    pub weeks_ahead: Option<String>,
    /// Reasons not to offer it.
    pub exceptions: Vec<Localized<'a>>,
    /// Whether other reasons are accepted too.
    pub more_exceptions: bool,
    /// Names of services that fulfil the duty instead.
    pub satisfied_by: Vec<Localized<'a>>,
    /// Section of the document.
    pub source: Option<Localized<'a>>,
}

/// At least one of these services.
#[derive(Debug, Serialize)]
pub struct GroupView<'a> {
    /// Its name.
    pub name: Option<Localized<'a>>,
    /// The obligation.
    pub duty: &'a str,
    /// Names of the services.
    pub services: Vec<Localized<'a>>,
    /// Section of the document.
    pub source: Option<Localized<'a>>,
}

/// A line of the document's history.
#[derive(Debug, Serialize)]
pub struct ChangeView<'a> {
    /// The day.
    pub date: Day,
    /// What was changed.
    pub change: Localized<'a>,
    /// By whom.
    pub by: Option<Localized<'a>>,
}

/// Another version of the rule set.
#[derive(Debug, Serialize)]
pub struct VersionView<'a> {
    /// Its title.
    pub title: Localized<'a>,
    /// First day in force.
    pub in_force: Day,
    /// Day of decision.
    pub decided: Option<Day>,
    /// Whether it is still to come.
    pub upcoming: bool,
    /// Services it has and the one in force has not.
    pub more: Vec<Localized<'a>>,
    /// Services the one in force has and it has not.
    pub fewer: Vec<Localized<'a>>,
}

/// A contact as templates see it.
pub fn contact_view<'a>(contact: &'a Contact, locale: &Locale) -> ContactView<'a> {
    ContactView {
        name: Localized::content(&contact.name, locale),
        email: contact.email.as_deref(),
    }
}

/// The rule set as templates see it. `link` gives the list of units that offer a service.
pub fn rule_set_view<'a>(
    rule_set: &'a RuleSet,
    link: &dyn Fn(&str) -> String,
    locale: &'a Locale,
) -> RenderResult<RuleSetView<'a>> {
    let of_kind = |kind| {
        rule_set
            .services
            .iter()
            .filter(move |service| service.kind == kind)
    };
    let rules = |kind| {
        of_kind(kind)
            .map(|service| rule_view(service, rule_set, link, locale))
            .collect::<RenderResult<Vec<_>>>()
    };
    let said =
        |text: &'a Option<String>| text.as_deref().map(|text| Localized::content(text, locale));
    let response = rule_set.response.as_ref();
    let response = response
        .map(|it| promise_in_words(it.days, it.calendar, it.promise, locale))
        .transpose()?;
    let mut history = Vec::new();
    for change in &rule_set.history {
        history.push(ChangeView {
            date: Day::new(change.date, locale)?,
            change: Localized::content(&change.change, locale),
            by: said(&change.by),
        });
    }
    let mut one_of = Vec::new();
    for group in &rule_set.one_of {
        let names = group
            .services
            .iter()
            .map(|id| service_name(id.as_str(), rule_set, locale));
        one_of.push(GroupView {
            name: group
                .name
                .as_deref()
                .map(|name| Localized::glossed(name, group.name_en.as_deref(), locale)),
            duty: duty_in_words(&group.duty, locale)?,
            services: names.collect(),
            source: said(&group.source),
        });
    }
    let principles = rule_set.principles.iter();
    Ok(RuleSetView {
        title: Localized::content(&rule_set.title, locale),
        source: said(&rule_set.source),
        in_force: Day::new(rule_set.in_force, locale)?,
        decided: rule_set
            .decided
            .map(|day| Day::new(day, locale))
            .transpose()?,
        purpose: rule_set
            .purpose
            .as_deref()
            .map(|text| paragraphs(text, locale))
            .unwrap_or_default(),
        concerned: rule_set
            .concerned
            .as_deref()
            .map(|text| paragraphs(text, locale))
            .unwrap_or_default(),
        principles: principles
            .map(|it| PrincipleView {
                text: Localized::content(&it.text, locale),
                source: said(&it.source),
            })
            .collect(),
        promise: response,
        booking: rules(ServiceKind::Booking)?,
        e_services: rules(ServiceKind::EService)?,
        one_of,
        owner: rule_set
            .owner
            .as_ref()
            .map(|owner| contact_view(owner, locale)),
        history,
    })
}

/// A service and its duty.
fn rule_view<'a>(
    service: &'a Service,
    rule_set: &'a RuleSet,
    link: &dyn Fn(&str) -> String,
    locale: &'a Locale,
) -> RenderResult<RuleView<'a>> {
    let said =
        |text: &'a Option<String>| text.as_deref().map(|text| Localized::content(text, locale));
    let reason = |id: &'a crate::text::Spanned<String>| match rule_set.reason(id.as_str()) {
        Some(reason) => Localized::glossed(&reason.text, reason.text_en.as_deref(), locale),
        None => Localized::content(id.as_str(), locale),
    };
    let weeks = service
        .weeks_ahead
        .as_ref()
        .map(|weeks| locale.say("rule_weeks_ahead", &[("weeks", weeks.value.into())]));
    let summary = service.summary.as_deref();
    let label = service
        .label
        .as_deref()
        .filter(|label| *label != service.name.as_str());
    Ok(RuleView {
        id: service.id.as_str(),
        name: Localized::content(service.name.as_str(), locale),
        gloss: gloss(service.name_en.as_deref(), locale),
        label: label.map(|label| Localized::content(label, locale)),
        href: link(service.id.as_str()),
        summary: summary
            .map(|text| Localized::glossed(text, service.summary_en.as_deref(), locale)),
        duty: duty_in_words(&service.duty, locale)?,
        applies_to: said(&service.applies_to),
        requirement: said(&service.requirement),
        weeks_ahead: weeks.transpose()?,
        exceptions: service.exceptions.iter().map(reason).collect(),
        more_exceptions: !service.exceptions.is_empty() && !service.exceptions_exhaustive,
        satisfied_by: service
            .satisfied_by
            .iter()
            .map(|id| service_name(id.as_str(), rule_set, locale))
            .collect(),
        source: said(&service.source),
    })
}

/// The strongest duty a rule set can lay on a unit, in words.
fn duty_in_words<'a>(duty: &Duty, locale: &'a Locale) -> RenderResult<&'a str> {
    locale.text(if duty.must.is_some() {
        "duty_must"
    } else if duty.should.is_some() {
        "duty_should"
    } else if duty.may.is_some() || duty.must_not.is_none() {
        "duty_may"
    } else {
        "duty_must_not"
    })
}

/// The standard name of a service; its id when the rule set does not know it.
fn service_name<'a>(id: &'a str, rule_set: &'a RuleSet, locale: &Locale) -> Localized<'a> {
    Localized::content(
        rule_set
            .service(id)
            .map_or(id, |service| service.name.as_str()),
        locale,
    )
}

/// The other versions of a region's rule set, newest first.
pub fn versions<'a>(
    region: &'a Region,
    in_force: Option<usize>,
    locale: &Locale,
) -> RenderResult<Vec<VersionView<'a>>> {
    let current = in_force.and_then(|at| region.rule_sets.get(at));
    let mut versions = Vec::new();
    for (at, other) in region.rule_sets.iter().enumerate().rev() {
        if in_force == Some(at) || other.broken {
            continue;
        }
        versions.push(VersionView {
            title: Localized::content(&other.title, locale),
            in_force: Day::new(other.in_force, locale)?,
            decided: other.decided.map(|day| Day::new(day, locale)).transpose()?,
            upcoming: in_force.is_none_or(|current| at > current),
            more: missing_in(other, current, locale),
            fewer: current
                .map(|current| missing_in(current, Some(other), locale))
                .unwrap_or_default(),
        });
    }
    Ok(versions)
}

/// Names of services of one version that another has not.
fn missing_in<'a>(
    version: &'a RuleSet,
    other: Option<&RuleSet>,
    locale: &Locale,
) -> Vec<Localized<'a>> {
    let Some(other) = other else {
        return Vec::new();
    };
    let known: BTreeSet<&str> = other
        .services
        .iter()
        .map(|service| service.id.as_str())
        .collect();
    let missing = version
        .services
        .iter()
        .filter(|service| !known.contains(service.id.as_str()));
    missing
        .map(|service| Localized::content(service.name.as_str(), locale))
        .collect()
}
