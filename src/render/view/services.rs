//! E-services and booking: standard names, what each means, and what the resident is promised.
//!
//! Order: booking first, then e-services, both as the rule set lists them, then the unit's own
//! additions in alphabetical order. Verdicts are not shown here: they are for the unit, not for who
//! reads the page.

pub mod booking;
pub mod offer;
pub mod promise;
pub mod service;
pub mod standard;
pub mod terms;
pub mod visits;

use serde::Serialize;

use crate::assess::verdict::Meaning;
use crate::model::rule_set::{Headings, Naming, Service, ServiceKind};
use crate::model::unit::{Channel, ServiceEntry, ServiceLink, Unit};
use crate::render::collate::SwedishOrder;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::care::ages_in_words;
use crate::render::view::contact::is_web;
use crate::render::view::hours::week_view;
use crate::render::view::linked::{LinkedText, linked_text};
use crate::render::view::localized::Localized;
use crate::render::view::phone::phone_view;
use crate::render::view::serialized::Serialized;
use crate::render::view::services::booking::{BookingView, booking_view};
use crate::render::view::services::offer::Offer;
use crate::render::view::services::promise::{
    answer, horizon_in_words, promise, promise_today, reply,
};
use crate::render::view::services::service::{LinkView, ServicePhone, ServiceView};
use crate::render::view::services::terms::terms;
use crate::render::view::services::visits::{VisitView, bookable_visits};
use crate::render::view::upcoming_days::{DayForm, UpcomingDays};
use crate::text::Spanned;

/// The section on e-services and booking.
#[derive(Debug, Serialize)]
pub struct ServicesView<'a> {
    /// Booking services.
    pub booking: Option<BookingView<'a>>,
    /// The heading of booking, where the rule set has one.
    pub booking_heading: Option<Localized<'a>>,
    /// The heading of e-services, likewise.
    pub e_services_heading: Option<Localized<'a>>,
    /// E-services.
    pub e_services: Vec<ServiceView<'a>>,
    /// The unit's own additions, and what no rule set knows.
    pub extra: Vec<ServiceView<'a>>,
    /// The response time, in the region's own words.
    pub promise: Option<Serialized<str>>,
    /// The same for what is sent today, with the place of the day: for the page's script.
    pub promise_today: Option<String>,
    /// That the resident logs in, where that holds for most of the services.
    pub login: Option<String>,
    /// How far ahead times can be booked.
    pub horizon: Option<Serialized<str>>,
}

impl<'a> ServicesView<'a> {
    /// The services under standard names.
    fn services_mut(&mut self) -> impl Iterator<Item = &mut ServiceView<'a>> {
        let booking = self.booking.iter_mut();
        let booking = booking.flat_map(BookingView::services_mut);
        booking.chain(&mut self.e_services)
    }

    /// Says of most services at once that residents log in, and of each of the others what holds for it.
    fn say_login_once(&mut self, locale: &Locale) -> RenderResult<()> {
        let mut known = Vec::new();
        for service in self.services_mut() {
            if service.href.is_some() || !service.visits.is_empty() {
                known.push(service.logs_in);
            }
            known.extend(service.links.iter().map(|link| link.logs_in));
        }
        let yes = known.iter().filter(|it| **it == Some(true)).count();
        let is_said = yes * 2 > known.len();
        if is_said {
            let key = match known.contains(&None) {
                true => "service_login_mostly",
                false => "service_login",
            };
            self.login = Some(locale.text(key)?.to_owned());
        }
        let exception = match is_said {
            true => (false, locale.text("service_no_login_here")?),
            false => (true, locale.text("service_login_here")?),
        };
        let words = |logs_in: Option<bool>| {
            let (which, words) = exception;
            (logs_in == Some(which)).then(|| words.to_owned())
        };
        for service in self.services_mut() {
            service.login = words(service.logs_in);
            for link in &mut service.links {
                link.login = words(link.logs_in);
            }
        }
        Ok(())
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
    let headings = offer.rule_set.map(|rule_set| &rule_set.headings);
    let heading = |of: fn(&Headings) -> (&Option<String>, &Option<String>)| {
        let (text, english) = of(headings?);
        Some(Localized::glossed(
            text.as_deref()?,
            english.as_deref(),
            locale,
        ))
    };
    let mut view = ServicesView {
        booking_heading: heading(|it| (&it.booking, &it.booking_en)),
        e_services_heading: heading(|it| (&it.e_services, &it.e_services_en)),
        booking: None,
        e_services: Vec::new(),
        extra: Vec::new(),
        promise: promise(offer, locale)?,
        promise_today: promise_today(offer, locale)?,
        login: None,
        horizon: None,
    };
    let mut visits = bookable_visits(offer, locale)?;
    let (given, unknown) = sort_entries(offer);

    let mut items: Vec<(usize, &Service, ServiceView<'a>)> = Vec::new();
    for given in &given {
        let taken = visits.take(given.service);
        let item = service_view(offer, given, taken, upcoming, locale)?;
        items.push((given.rank, given.service, item));
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
                logs_in: service.login,
                terms: terms(offer, service, locale),
                visits: taken,
                phones: phones_of(offer, service, None, locale),
                ..ServiceView::standard(offer.shared.services.get(rank, service, locale))
            };
            items.push((rank, service, item));
        }
    }
    items.sort_by_key(|(rank, ..)| *rank);
    let mut booking = Vec::new();
    for (_, service, item) in items {
        match service.kind {
            ServiceKind::Booking => booking.push((service, item)),
            ServiceKind::EService => view.e_services.push(item),
        }
    }
    let booking = booking_view(booking, visits.rest(), offer, locale)?;
    view.booking = (!booking.is_empty()).then_some(booking);
    view.extra = extra_services(offer.unit, &unknown, order, locale)?;

    let any_reply = view.services_mut().any(|service| service.is_answered);
    if !any_reply {
        (view.promise, view.promise_today) = (None, None);
    }
    view.say_login_once(locale)?;
    if view.booking.is_some() {
        view.horizon = offer
            .unit
            .horizon
            .as_ref()
            .map(|horizon| horizon_in_words(horizon.value, offer, locale))
            .transpose()?;
    }
    let ServicesView {
        booking_heading: _,
        e_services_heading: _,
        booking,
        e_services,
        extra,
        // None says anything without a service.
        promise: _,
        promise_today: _,
        login: _,
        horizon: _,
    } = &view;
    let empty = booking.is_none() && e_services.is_empty() && extra.is_empty();
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

/// A service the unit gives.
fn service_view<'a>(
    offer: &Offer<'a, '_>,
    given: &Given<'a>,
    visits: Vec<VisitView<'a>>,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<ServiceView<'a>> {
    let Given { service, entry, .. } = *given;
    let (href, links) = addresses(offer.unit, entry, service.login, upcoming, locale)?;
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
    let answer = answer(offer, service).filter(|_| is_digital);
    Ok(ServiceView {
        href,
        logs_in: service.login.filter(|_| href.is_some()),
        links,
        is_answered: answer.is_some(),
        reply: match answer {
            Some(answer) => reply(answer, offer, locale)?,
            None => None,
        },
        terms: terms.filter(|_| is_digital),
        only_by: channels("service_only_by", &entry.only_by, offer.unit, locale)?,
        also_by: channels("service_also_by", &entry.also_by, offer.unit, locale)?,
        visits,
        phones: phones_of(offer, service, Some(entry), locale),
        ..view
    })
}

/// The numbers by function that name a service, by any of its names.
fn phones_of<'a>(
    offer: &Offer<'a, '_>,
    service: &Service,
    entry: Option<&ServiceEntry>,
    locale: &Locale,
) -> Vec<ServicePhone<'a>> {
    let names = |written: &str| {
        let meant = offer.rule_set.and_then(|rules| rules.resolve(written));
        meant.is_some_and(|(meant, _)| std::ptr::eq(meant, service))
            || entry.is_some_and(|entry| entry.key.as_str() == written)
    };
    let unit = offer.unit;
    let phones = unit.contact.phones.iter().filter(|phone| {
        let service = phone.service.as_ref();
        service.is_some_and(|written| names(written.as_str()))
    });
    let shown = phones.filter_map(|phone| {
        let label = phone.label.as_ref();
        Some(ServicePhone {
            label: label.map(|label| Localized::of_unit(unit, label, locale)),
            phone: phone_view(phone.number.as_ref()?),
        })
    });
    shown.collect()
}

/// The address of a service, when it leads to the web; or several, and one of which more is said.
fn addresses<'a>(
    unit: &'a Unit,
    entry: &'a ServiceEntry,
    login: Option<bool>,
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
            logs_in: link.login.or(login),
            login: None,
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

/// A sentence on channels, with the unit's number as a link.
fn channels(
    key: &str,
    channels: &[Channel],
    unit: &Unit,
    locale: &Locale,
) -> RenderResult<Option<LinkedText>> {
    if channels.is_empty() {
        return Ok(None);
    }
    let number = unit.contact.phone.as_ref().map(phone_view);
    let word = |channel: &Channel| match (channel, &number) {
        (Channel::Phone, Some(number)) => {
            let number = number.display.as_str().into();
            locale.say("channel_phone_number", &[("number", number)])
        }
        (Channel::Phone, None) => Ok(locale.text("channel_phone")?.to_owned()),
        (Channel::Letter, _) => Ok(locale.text("channel_letter")?.to_owned()),
        (Channel::Visit, _) => Ok(locale.text("channel_visit")?.to_owned()),
    };
    let words = channels.iter().map(word);
    let words = locale.or(&words.collect::<RenderResult<Vec<_>>>()?)?;
    let sentence = locale.say(key, &[("channels", words.into())])?;
    Ok(Some(linked_text(&sentence, number.as_ref())))
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
            only_by: channels("service_only_by", only_by, unit, locale)?,
            also_by: channels("service_also_by", also_by, unit, locale)?,
            ..ServiceView::named(&name)
        };
        extra.push((key, view));
    }
    extra.sort_by(|(a, _), (b, _)| order.compare(a, b));
    Ok(extra.into_iter().map(|(_, view)| view).collect())
}
