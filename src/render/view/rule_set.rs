//! The base offering: every service of a rule set, the document around it, and its versions.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::contact::Contact;
use crate::model::region::Region;
use crate::model::rule_set::{RuleSet, Service, ServiceKind};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::duty::{DutyView, Strength, duties, strongest};
use crate::render::view::localized::{Day, Localized, gloss, paragraphs};
use crate::render::view::services::promise::promise_in_words;
use crate::render::view::who::Who;
use crate::text::Spanned;

/// A rule set in force.
#[derive(Debug, Serialize)]
pub struct RuleSetView<'a> {
    /// The document's title.
    pub title: Localized<'a>,
    /// The document it was transcribed from.
    pub source: Option<Localized<'a>>,
    /// Its address.
    pub source_url: Option<&'a str>,
    /// First day in force.
    pub in_force: Day,
    /// Day of decision.
    pub decided: Option<Day>,
    /// The aim, in paragraphs.
    pub purpose: Vec<Localized<'a>>,
    /// Whom it addresses, in paragraphs.
    pub concerned: Vec<Localized<'a>>,
    /// Which units it binds, in the document's words: paragraphs, then the points of a list.
    pub scope: Vec<Localized<'a>>,
    /// The points.
    pub scope_list: Vec<Localized<'a>>,
    /// General rules.
    pub principles: Vec<PrincipleView<'a>>,
    /// The response time.
    pub promise: Option<String>,
    /// The time to aim at.
    pub target: Option<String>,
    /// Other response times: of whom, and the time.
    pub other_promises: Vec<OtherPromise>,
    /// The services: by how binding they are where that differs, and by kind.
    pub sections: Vec<SectionView<'a>>,
    /// Groups of which some services must be offered.
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

/// A response time for some units.
#[derive(Debug, Serialize)]
pub struct OtherPromise {
    /// Which units.
    pub who: String,
    /// The time.
    pub promise: String,
}

/// Services under one heading.
#[derive(Debug, Serialize)]
pub struct SectionView<'a> {
    /// The heading.
    pub heading: &'a str,
    /// The services.
    pub items: Vec<RuleView<'a>>,
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
    /// What binds whom.
    pub duties: Vec<DutyView<'a>>,
    /// First day of full force, where that is to come.
    pub phase_in: Option<Day>,
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

/// Some of these services.
#[derive(Debug, Serialize)]
pub struct GroupView<'a> {
    /// Its name.
    pub name: Option<Localized<'a>>,
    /// How many of its services must be offered.
    pub lead: String,
    /// What binds whom.
    pub duties: Vec<DutyView<'a>>,
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
    region: &'a Region,
    rule_set: &'a RuleSet,
    link: &dyn Fn(&str) -> String,
    locale: &'a Locale,
) -> RenderResult<RuleSetView<'a>> {
    let said =
        |text: &'a Option<String>| text.as_deref().map(|text| Localized::content(text, locale));
    let who = Who {
        region,
        rule_set,
        locale,
    };
    let response = rule_set.response.as_ref();
    let mut other_promises = Vec::new();
    for (asked, (when, limit)) in response
        .iter()
        .flat_map(|it| it.by.iter().map(move |by| (it, by)))
    {
        other_promises.push(OtherPromise {
            who: who.of(&when.condition)?,
            promise: promise_in_words(asked, limit.value, locale)?,
        });
    }
    let target = response
        .and_then(|it| it.target_hours)
        .map(|hours| locale.say("rule_set_target", &[("hours", hours.into())]))
        .transpose()?;
    let response = response
        .map(|it| promise_in_words(it, it.limit.value, locale))
        .transpose()?;
    let mut history = Vec::new();
    for change in &rule_set.history {
        history.push(ChangeView {
            date: Day::new(change.date.value, locale)?,
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
            lead: locale.say(
                strongest(&group.duty).group_key(),
                &[("count", group.at_least.into())],
            )?,
            duties: duties(&group.duty, &group.applies_to, who)?,
            services: names.collect(),
            source: said(&group.source),
        });
    }
    let principles = rule_set.principles.iter();
    Ok(RuleSetView {
        title: Localized::content(&rule_set.title, locale),
        source: said(&rule_set.source),
        source_url: rule_set.source_url.as_ref().map(Spanned::as_str),
        in_force: Day::new(rule_set.in_force, locale)?,
        decided: rule_set
            .decided
            .as_ref()
            .map(|day| Day::new(day.value, locale))
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
        scope: scope_lines(rule_set, locale, Line::Paragraph),
        scope_list: scope_lines(rule_set, locale, Line::Point),
        principles: principles
            .map(|it| PrincipleView {
                text: Localized::content(&it.text, locale),
                source: said(&it.source),
            })
            .collect(),
        promise: response,
        target,
        other_promises,
        sections: sections(who, link)?,
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
    who: Who<'a>,
    link: &dyn Fn(&str) -> String,
) -> RenderResult<RuleView<'a>> {
    let (rule_set, locale) = (who.rule_set, who.locale);
    let said =
        |text: &'a Option<String>| text.as_deref().map(|text| Localized::content(text, locale));
    let reason = |id: &'a Spanned<String>| match rule_set.reason(id.as_str()) {
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
        duties: duties(&service.duty, &service.applies_to, who)?,
        phase_in: service
            .phase_in
            .iter()
            .chain(&rule_set.phase_in)
            .map(|phase| phase.from)
            .filter(|from| *from > rule_set.in_force)
            .max()
            .map(|from| Day::new(from, locale))
            .transpose()?,
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

/// The services under headings: by kind alone where all are equally binding.
fn sections<'a>(who: Who<'a>, link: &dyn Fn(&str) -> String) -> RenderResult<Vec<SectionView<'a>>> {
    let services = &who.rule_set.services;
    let strengths = Strength::ALL.into_iter().filter(|strength| {
        let is_as_strong = |service: &Service| strongest(&service.duty) == *strength;
        services.iter().any(is_as_strong)
    });
    let strengths: Vec<Strength> = strengths.collect();
    let mut sections = Vec::new();
    for strength in &strengths {
        for kind in [ServiceKind::Booking, ServiceKind::EService] {
            let items = services
                .iter()
                .filter(|service| service.kind == kind && strongest(&service.duty) == *strength)
                .map(|service| rule_view(service, who, link))
                .collect::<RenderResult<Vec<_>>>()?;
            if items.is_empty() {
                continue;
            }
            let heading = match (strengths.as_slice(), kind) {
                ([_], ServiceKind::Booking) => "booking_heading",
                ([_], ServiceKind::EService) => "e_services_heading",
                _ => strength.heading_key(kind),
            };
            sections.push(SectionView {
                heading: who.locale.text(heading)?,
                items,
            });
        }
    }
    Ok(sections)
}

/// What a line of `scope_text` is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Paragraph,
    Point,
}

/// The paragraphs or the points of the scope in the document's words; a point begins with `- `.
fn scope_lines<'a>(rule_set: &'a RuleSet, locale: &Locale, wanted: Line) -> Vec<Localized<'a>> {
    let lines = rule_set.scope_text.iter().flat_map(|text| text.lines());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines
        .filter_map(|line| match (line.strip_prefix("- "), wanted) {
            (Some(point), Line::Point) => Some(point),
            (None, Line::Paragraph) => Some(line),
            _ => None,
        })
        .map(|line| Localized::content(line, locale))
        .collect()
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
            decided: other
                .decided
                .as_ref()
                .map(|day| Day::new(day.value, locale))
                .transpose()?,
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
