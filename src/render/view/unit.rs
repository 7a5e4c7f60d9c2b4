//! The contact page of a unit, in the order of its sections.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::condition::UnitKind;
use crate::model::hours::stated::HoursKind;
use crate::model::region::Region;
use crate::model::unit::Unit;
use crate::render::collate::SwedishOrder;
use crate::render::error::RenderResult;
use crate::render::locale::{CONTENT_LANGUAGE, Locale};
use crate::render::markdown;
use crate::render::published::Published;
use crate::render::view::Link;
use crate::render::view::care::{CareView, care_view};
use crate::render::view::contact::{ContactView, contact_view};
use crate::render::view::day_words::Answering;
use crate::render::view::deviations::deviations;
use crate::render::view::find::{FindView, facilities, find_view};
use crate::render::view::help::{HelpView, NewsView, help_view, news_view};
use crate::render::view::hours::{HoursView, hours_view};
use crate::render::view::localized::{Day, Localized};
use crate::render::view::owner::OwnerView;
use crate::render::view::schedule::{ScheduleView, schedule_view};
use crate::render::view::serialized::Serialized;
use crate::render::view::services::offer::Offer;
use crate::render::view::services::promise::days_to_answer;
use crate::render::view::services::{ServicesView, services_view};
use crate::render::view::upcoming_days::UpcomingDays;

/// The level of the headings of sections.
const SECTION_LEVEL: u8 = 2;

/// A unit.
#[derive(Debug, Serialize)]
pub struct UnitView<'a> {
    /// Its name.
    pub name: Localized<'a>,
    /// What it is.
    pub unit_type: Option<Serialized<Localized<'static>>>,
    /// "Kalmar", or "Kristianopel, Karlskrona kommun" where the two differ.
    pub locality: Option<&'a str>,
    /// Whether people come to it in an emergency.
    pub is_emergency: bool,
    /// Its municipality.
    pub municipality: Option<&'a str>,
    /// One sentence on what it helps with.
    pub summary: Option<Localized<'a>>,
    /// The day it opens, when that is still to come.
    pub opens: Option<Day>,
    /// The day it closes for good, when that is known.
    pub closes: Option<Day>,
    /// Temporary information of which today is the last day.
    pub today_notices: Vec<NoticeView<'a>>,
    /// Other temporary information that holds now.
    pub notices: Vec<NoticeView<'a>>,
    /// Phone numbers.
    pub contact: Option<ContactView<'a>>,
    /// E-services and booking.
    pub services: Option<ServicesView<'a>>,
    /// Opening hours.
    pub hours: Option<HoursView<'a>>,
    /// All hours day by day, for the page's script.
    pub schedule: Option<ScheduleView>,
    /// How to seek care.
    pub care: Option<CareView<'a>>,
    /// About the unit.
    pub about: Option<AboutView<'a>>,
    /// What one can get help with.
    pub help: Vec<HelpView<'a>>,
    /// What is new.
    pub news: Vec<NewsView<'a>>,
    /// The way to the unit.
    pub find: Option<FindView<'a>>,
    /// Physical accessibility.
    pub accessibility: Option<Localized<'a>>,
    /// What makes a visit easier.
    pub facilities: Vec<String>,
    /// Units a reader may also want.
    pub related: Vec<Link<'a>>,
    /// Who runs it.
    pub owner: OwnerView<'a>,
}

/// Temporary information.
#[derive(Debug, Serialize)]
pub struct NoticeView<'a> {
    /// The text.
    pub text: Localized<'a>,
    /// Last day it holds.
    pub until: Option<Day>,
}

/// A text about the unit.
#[derive(Debug, Serialize)]
pub struct AboutView<'a> {
    /// Safe HTML.
    pub html: String,
    /// Its language, when that is not the page's.
    pub lang: Option<&'a str>,
    /// Its direction, when that is not the page's.
    pub dir: Option<&'static str>,
}

/// What the view of a unit is made from, beside the unit.
pub struct Around<'a, 'l> {
    /// The offer of services.
    pub offer: Offer<'a, 'l>,
    /// Alphabetical order.
    pub order: &'l SwedishOrder,
    /// The days upcoming in the words of the page.
    pub upcoming: &'l UpcomingDays,
    /// The words of the page.
    pub locale: &'l Locale,
    /// The units that answer while the unit is closed, by id.
    pub answering: BTreeMap<String, Answering<'a>>,
    /// What addresses in texts are published as.
    pub published: &'l Published<'l>,
}

/// The unit as templates see it.
pub fn unit_view<'a>(
    around: &Around<'a, '_>,
    related: Vec<Link<'a>>,
    owner: OwnerView<'a>,
) -> RenderResult<UnitView<'a>> {
    let Around {
        offer,
        order,
        upcoming,
        locale,
        answering,
        published,
    } = around;
    let unit = offer.unit;
    let unit_type = unit
        .unit_type
        .as_ref()
        .and_then(|id| offer.shared.unit_type(id.as_str()));
    let (mut today_notices, mut notices) = (Vec::new(), Vec::new());
    for notice in unit
        .notices
        .iter()
        .filter(|notice| notice.is_current(upcoming.today))
    {
        if let Some(text) = &notice.text {
            let until = notice
                .to
                .as_ref()
                .map(|day| Day::new(day.value, locale))
                .transpose()?;
            let last = notice.to.as_ref().map(|day| day.value);
            let notices = match last == Some(upcoming.today) {
                true => &mut today_notices,
                false => &mut notices,
            };
            notices.push(NoticeView {
                text: Localized::of_unit(unit, text, locale),
                until,
            });
        }
    }
    let opens = unit.opens.as_ref().filter(|day| upcoming.today < day.value);
    let services = services_view(offer, order, upcoming, locale)?;
    let is_promised = services
        .as_ref()
        .is_some_and(|it| it.promise_today.is_some());
    let reply = days_to_answer(offer, &upcoming.days).filter(|_| is_promised);
    Ok(UnitView {
        is_emergency: is_emergency(unit, offer.region),
        name: Localized::content(unit.display_name(), locale),
        unit_type,
        locality: unit.locality.as_ref().map(|locality| locality.as_str()),
        municipality: unit
            .municipality
            .as_ref()
            .map(|municipality| municipality.as_str()),
        summary: unit
            .summary
            .as_ref()
            .map(|summary| Localized::of_unit(unit, summary, locale)),
        opens: opens
            .map(|day| Day::with_weekday(day.value, locale))
            .transpose()?,
        closes: unit
            .closes
            .as_ref()
            .map(|day| Day::with_weekday(day.value, locale))
            .transpose()?,
        today_notices,
        notices,
        contact: contact_view(unit, upcoming, locale)?,
        services,
        hours: hours_view(
            unit,
            deviations(unit, answering, upcoming, locale)?,
            upcoming,
            locale,
        )?,
        schedule: schedule_view(unit, reply, upcoming, locale)?,
        care: care_view(unit, locale)?,
        about: about_view(unit, locale, published),
        help: help_view(unit, upcoming, locale)?,
        news: news_view(unit, upcoming.today, locale)?,
        find: find_view(unit, offer.region, locale),
        accessibility: unit
            .visit
            .accessibility
            .as_ref()
            .map(|words| Localized::of_unit(unit, words, locale)),
        facilities: facilities(unit, locale)?,
        related,
        owner,
    })
}

/// Whether people come to a unit in an emergency: its type says so to search engines, or it is a clinic that is
/// open around the clock.
fn is_emergency(unit: &Unit, region: &Region) -> bool {
    let unit_type = unit.unit_type.as_ref();
    let Some(unit_type) = unit_type.and_then(|id| region.unit_type(id.as_str())) else {
        return false;
    };
    let opening = unit.hours.get(&HoursKind::Opening);
    let never_closes = opening.is_some_and(|hours| hours.week.is_always_open());
    let is_clinic = unit_type.kind == Some(UnitKind::Clinic);
    unit_type.schema.as_deref() == Some("EmergencyService") || (is_clinic && never_closes)
}

/// The text about a unit: in the language that suits the page's readers best, else in one there is.
fn about_view<'a>(
    unit: &'a Unit,
    locale: &Locale,
    published: &Published<'_>,
) -> Option<AboutView<'a>> {
    let rank = |language: &String| locale.rank(language).unwrap_or(usize::MAX);
    let (language, text) = unit
        .about
        .iter()
        .min_by_key(|(language, _)| (rank(language), *language != CONTENT_LANGUAGE))?;
    let foreign = !locale.is(language);
    let picture = |address: &str| published.picture(text, address);
    let html = markdown::render(&text.source, SECTION_LEVEL, published, &picture).html;
    (!html.trim().is_empty()).then_some(AboutView {
        html,
        lang: foreign.then_some(language.as_str()),
        dir: locale.other_direction(language).filter(|_| foreign),
    })
}
