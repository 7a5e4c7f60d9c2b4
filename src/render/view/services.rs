//! E-services and booking: standard names, what each means, and what the resident is promised.
//!
//! Order: booking first, then e-services, both as the rule set lists them, then the unit's own
//! additions in alphabetical order. Verdicts are not shown here: they are for the unit, not for who
//! reads the page.

pub mod offer;
pub mod promise;
pub mod standard;
pub mod terms;
pub mod visits;

use serde::Serialize;
use tera::Value;

use crate::assess::verdict::Meaning;
use crate::model::rule_set::{Naming, Service, ServiceKind};
use crate::model::unit::{Channel, ServiceEntry, ServiceLink, Unit};
use crate::render::collate::SwedishOrder;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::care::ages_in_words;
use crate::render::view::contact::is_web;
use crate::render::view::hours::{WeekView, week_view};
use crate::render::view::localized::Localized;
use crate::render::view::services::offer::Offer;
use crate::render::view::services::promise::{horizon_in_words, promise, reply};
use crate::render::view::services::standard::Standard;
use crate::render::view::services::terms::terms;
use crate::render::view::services::visits::{VisitView, bookable_visits};
use crate::render::view::upcoming_days::{DayForm, UpcomingDays};
use crate::text::Spanned;

/// The section on e-services and booking.
#[derive(Debug, Serialize)]
pub struct ServicesView<'a> {
    /// Booking services.
    pub booking: Vec<ServiceView<'a>>,
    /// E-services.
    pub e_services: Vec<ServiceView<'a>>,
    /// The unit's own additions, and what no rule set knows.
    pub extra: Vec<ServiceView<'a>>,
    /// The response time, in the region's own words.
    pub promise: Option<Value>,
    /// How far ahead times can be booked.
    pub horizon: Option<Value>,
}

/// One service.
#[derive(Debug, Serialize)]
pub struct ServiceView<'a> {
    /// The service's id; nothing for an addition of the unit's own.
    pub id: Value,
    /// What residents read; [`Localized`], as the next three.
    pub name: Value,
    /// The standard name, where residents read a shorter one.
    pub standard_name: Value,
    /// English gloss on English pages.
    pub gloss: Value,
    /// Where it is; nothing when it is not given digitally, or at several addresses.
    pub href: Option<&'a str>,
    /// Several addresses, or one of which more is said.
    pub links: Vec<LinkView<'a>>,
    /// What it means.
    pub summary: Value,
    /// What the resident agrees to.
    pub terms: Option<Value>,
    /// Whether the resident logs in.
    pub login: bool,
    /// When an answer comes, where that is promised.
    pub reply: Option<Value>,
    /// Localized where it is given only by phone, letter or at the unit.
    pub only_by: Option<String>,
    /// Localized where it is given in other ways too.
    pub also_by: Option<String>,
    /// The kinds of visit that can be booked.
    pub visits: Vec<VisitView<'a>>,
}

/// One of several addresses of a service.
#[derive(Debug, Serialize)]
pub struct LinkView<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Whom or what it is for; [`Localized`].
    pub label: Option<Localized<'a>>,
    /// A sentence to the resident; [`Localized`].
    pub note: Option<Localized<'a>>,
    /// For which ages, in words.
    pub ages: Option<String>,
    /// When it is open.
    pub hours: Option<WeekView<'a>>,
    /// Whether the resident logs in.
    pub login: bool,
}

impl ServiceView<'_> {
    /// A service of which only the name is known.
    pub fn named(name: &Localized<'_>) -> Self {
        Self::standard(Standard {
            id: Value::none(),
            name: Value::from_serializable(name),
            standard_name: Value::none(),
            gloss: Value::none(),
            summary: Value::none(),
        })
    }

    /// A service of which nothing is known of the unit's own.
    fn standard(standard: Standard) -> Self {
        let Standard {
            id,
            name,
            standard_name,
            gloss,
            summary,
        } = standard;
        Self {
            id,
            name,
            standard_name,
            gloss,
            href: None,
            links: Vec::new(),
            summary,
            terms: None,
            login: false,
            reply: None,
            only_by: None,
            also_by: None,
            visits: Vec::new(),
        }
    }
}

/// A line of `[services]` and the service it means.
struct Given<'a> {
    service: &'a Service,
    entry: &'a ServiceEntry,
    /// The place of the service in the rule set; services of other versions come after.
    rank: usize,
    naming: Option<Naming>,
}

/// The section; nothing when the unit gives no service.
pub fn services_view<'a>(
    offer: &Offer<'a, '_>,
    order: &SwedishOrder,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Option<ServicesView<'a>>> {
    let mut view = ServicesView {
        booking: Vec::new(),
        e_services: Vec::new(),
        extra: Vec::new(),
        promise: promise(offer, locale)?,
        horizon: None,
    };
    let mut visits = bookable_visits(offer, locale)?;
    let (given, unknown) = sort_entries(offer);

    let mut items: Vec<(usize, ServiceKind, ServiceView<'a>)> = Vec::new();
    for given in &given {
        let taken = visits.take(given.service);
        let item = service_view(offer, given, taken, upcoming, locale)?;
        items.push((given.rank, given.service.kind, item));
    }
    // Services that are given through visit types alone have no line of their own.
    for (rank, service) in offer
        .rule_set
        .iter()
        .flat_map(|rule_set| rule_set.services.iter().enumerate())
    {
        let taken = visits.take(service);
        if !taken.is_empty() {
            let item = ServiceView {
                login: service.login == Some(true),
                terms: terms(offer, service, locale),
                visits: taken,
                ..ServiceView::standard(offer.shared.services.get(rank, service, locale))
            };
            items.push((rank, service.kind, item));
        }
    }
    items.sort_by_key(|(rank, ..)| *rank);
    for (_, kind, item) in items {
        match kind {
            ServiceKind::Booking => view.booking.push(item),
            ServiceKind::EService => view.e_services.push(item),
        }
    }
    let rest = visits.rest();
    if !rest.is_empty() {
        view.booking.push(other_visits(rest, locale)?);
    }
    view.extra = extra_services(offer.unit, &unknown, order, locale)?;

    let any_reply = view
        .booking
        .iter()
        .chain(&view.e_services)
        .any(|service| service.reply.is_some());
    view.promise = view.promise.filter(|_| any_reply);
    if !view.booking.is_empty() {
        view.horizon = offer
            .unit
            .horizon
            .as_ref()
            .map(|horizon| horizon_in_words(horizon.value, offer, locale))
            .transpose()?;
    }
    let ServicesView {
        booking,
        e_services,
        extra,
        // Neither says anything without a service.
        promise: _,
        horizon: _,
    } = &view;
    let empty = [booking, e_services, extra]
        .iter()
        .all(|list| list.is_empty());
    Ok((!empty).then_some(view))
}

/// The unit's lines with the services they mean (each service once), and the lines nobody knows.
fn sort_entries<'a>(offer: &Offer<'a, '_>) -> (Vec<Given<'a>>, Vec<&'a ServiceEntry>) {
    let mut given: Vec<Given<'a>> = Vec::new();
    let mut unknown = Vec::new();
    for (at, entry) in offer.unit.services.iter().enumerate() {
        if !entry.is_digital() && entry.only_by.is_empty() {
            continue;
        }
        let meaning = offer.assessment.meanings.get(at);
        let found = match meaning {
            Some(Meaning::Service(service, naming)) => offer
                .rule_set
                .and_then(|rule_set| rule_set.services.get(*service))
                .map(|found| Given {
                    service: found,
                    entry,
                    rank: *service,
                    naming: Some(*naming),
                }),
            Some(Meaning::OtherVersion(version, service)) => offer
                .region
                .rule_sets
                .get(*version)
                .and_then(|rule_set| rule_set.services.get(*service))
                .map(|found| Given {
                    service: found,
                    entry,
                    rank: usize::MAX,
                    naming: None,
                }),
            // The line with the new key is shown.
            Some(Meaning::LeftOver(_)) => continue,
            Some(Meaning::Unknown) | None => None,
        };
        match found {
            Some(found) => {
                // A service with a free part in its name may stand several times under different names.
                let same = |other: &Given<'a>| {
                    std::ptr::eq(other.service, found.service)
                        && found.naming != Some(Naming::Pattern)
                };
                if !given.iter().any(same) {
                    given.push(found);
                }
            }
            None => unknown.push(entry),
        }
    }
    (given, unknown)
}

/// Bookable visits that belong to no service of the rule set.
fn other_visits<'a>(visits: Vec<VisitView<'a>>, locale: &Locale) -> RenderResult<ServiceView<'a>> {
    let name = Localized::own(locale.text("booking_other_visits")?);
    Ok(ServiceView {
        visits,
        ..ServiceView::named(&name)
    })
}

/// A service the unit gives.
fn service_view<'a>(
    offer: &Offer<'a, '_>,
    given: &Given<'a>,
    visits: Vec<VisitView<'a>>,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<ServiceView<'a>> {
    let Given { service, entry, .. } = *given;
    let (href, links) = addresses(
        offer.unit,
        entry,
        service.login == Some(true),
        upcoming,
        locale,
    )?;
    let is_digital = href.is_some() || !links.is_empty();
    let terms = terms(offer, service, locale);
    let view = match given.naming {
        Some(Naming::Pattern) => {
            let standard = offer.shared.services.get(given.rank, service, locale);
            ServiceView {
                id: standard.id,
                summary: standard.summary,
                ..ServiceView::named(&Localized::content(entry.key.as_str(), locale))
            }
        }
        _ => ServiceView::standard(offer.shared.services.get(given.rank, service, locale)),
    };
    Ok(ServiceView {
        href,
        login: service.login == Some(true) && href.is_some(),
        links,
        reply: match is_digital {
            true => reply(offer, service, locale)?,
            false => None,
        },
        terms: terms.filter(|_| is_digital),
        only_by: channels("service_only_by", &entry.only_by, locale)?,
        also_by: channels("service_also_by", &entry.also_by, locale)?,
        visits,
        ..view
    })
}

/// The address of a service, when it leads to the web; or several, and one of which more is said.
fn addresses<'a>(
    unit: &'a Unit,
    entry: &'a ServiceEntry,
    login: bool,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<(Option<&'a str>, Vec<LinkView<'a>>)> {
    let of_web = |link: &&ServiceLink| is_web(link.url.as_str());
    let links: Vec<&ServiceLink> = entry.links.iter().filter(of_web).collect();
    let is_plain = |link: &ServiceLink| {
        let said = link.label.is_some() || link.note.is_some() || link.hours.is_some();
        !said && link.ages.is_none() && link.login.is_none()
    };
    if let [link] = links.as_slice()
        && is_plain(link)
    {
        return Ok((Some(link.url.as_str()), Vec::new()));
    }
    let view = |link: &&'a ServiceLink| {
        let said = |text: &'a Option<Spanned<String>>| {
            text.as_ref()
                .map(|text| Localized::of_unit(unit, text, locale))
        };
        let ages = link.ages.as_ref().map(|ages| ages.value);
        Ok(LinkView {
            href: link.url.as_str(),
            label: said(&link.label),
            note: said(&link.note),
            ages: ages.map(|ages| ages_in_words(ages, locale)).transpose()?,
            hours: week_view(unit, link.hours.as_ref(), DayForm::List, upcoming, locale)?,
            login: link.login.unwrap_or(login),
        })
    };
    let views = links.iter().map(view).collect::<RenderResult<_>>()?;
    Ok((None, views))
}

/// The first address of a service that leads to the web.
fn web_address(entry: &ServiceEntry) -> Option<&str> {
    let mut urls = entry.links.iter().map(|link| link.url.as_str());
    urls.find(|url| is_web(url))
}

/// A sentence on channels.
fn channels(key: &str, channels: &[Channel], locale: &Locale) -> RenderResult<Option<String>> {
    if channels.is_empty() {
        return Ok(None);
    }
    let word = |channel: &Channel| {
        locale.text(match channel {
            Channel::Phone => "channel_phone",
            Channel::Letter => "channel_letter",
            Channel::Visit => "channel_visit",
        })
    };
    let words = channels
        .iter()
        .map(|channel| Ok(word(channel)?.to_owned()))
        .collect::<RenderResult<Vec<_>>>()?;
    Ok(Some(
        locale.say(key, &[("channels", locale.or(&words)?.into())])?,
    ))
}

/// The unit's own additions and what no rule set knows, in alphabetical order.
fn extra_services<'a>(
    unit: &'a Unit,
    unknown: &[&'a ServiceEntry],
    order: &SwedishOrder,
    locale: &Locale,
) -> RenderResult<Vec<ServiceView<'a>>> {
    let mut extra = Vec::new();
    let none: &[Channel] = &[];
    let own = unit.extra_services.iter().filter_map(|extra| {
        let url = extra
            .url
            .as_ref()
            .map(|url| url.as_str())
            .filter(|url| is_web(url))?;
        let name = Localized::of_unit(unit, &extra.name, locale);
        Some((extra.name.as_str(), name, Some(url), none, none))
    });
    let unknown = unknown.iter().map(|entry| {
        (
            entry.key.as_str(),
            Localized::content(entry.key.as_str(), locale),
            web_address(entry),
            entry.only_by.as_slice(),
            entry.also_by.as_slice(),
        )
    });
    for (key, name, href, only_by, also_by) in own.chain(unknown) {
        let view = ServiceView {
            href,
            only_by: channels("service_only_by", only_by, locale)?,
            also_by: channels("service_also_by", also_by, locale)?,
            ..ServiceView::named(&name)
        };
        extra.push((key, view));
    }
    extra.sort_by(|(a, _), (b, _)| order.compare(a, b));
    Ok(extra.into_iter().map(|(_, view)| view).collect())
}
