//! Visits that can be booked, each under the booking service it belongs to.

use serde::Serialize;

use crate::assess::offering::takes;
use crate::model::rule_set::{RuleSet, Service};
use crate::model::unit::{Booking, VisitType};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::contact::is_web;
use crate::render::view::localized::{Localized, gloss};
use crate::render::view::services::offer::Offer;

/// A bookable kind of visit.
#[derive(Clone, Debug, Serialize)]
pub struct VisitView<'a> {
    /// Its external name.
    pub name: Localized<'a>,
    /// English gloss on English pages.
    pub gloss: Option<Localized<'a>>,
    /// What it is.
    pub description: Option<Localized<'a>>,
    /// Where it is booked.
    pub href: Option<&'a str>,
    /// How it is booked, when not by oneself.
    pub how: Option<String>,
}

/// The unit's bookable visits, handed out to the services they belong to.
pub struct Visits<'a> {
    list: Vec<(&'a VisitType, Option<VisitView<'a>>)>,
    rule_set: Option<&'a RuleSet>,
}

impl<'a> Visits<'a> {
    /// Takes the visits that a service is about.
    pub fn take(&mut self, service: &Service) -> Vec<VisitView<'a>> {
        let (Some(filter), Some(rule_set)) = (&service.visits, self.rule_set) else {
            return Vec::new();
        };
        let fits = |visit: &VisitType| takes(filter, visit, rule_set);
        self.list
            .iter_mut()
            .filter(|(visit, _)| fits(visit))
            .filter_map(|(_, view)| view.take())
            .collect()
    }

    /// The visits no service is about.
    pub fn rest(self) -> Vec<VisitView<'a>> {
        self.list.into_iter().filter_map(|(_, view)| view).collect()
    }
}

/// The visits of a unit that can be booked.
pub fn bookable_visits<'a>(offer: &Offer<'a, '_>, locale: &Locale) -> RenderResult<Visits<'a>> {
    let mut list = Vec::new();
    for visit in offer.unit.visits.iter().flatten() {
        let Some(book) = &visit.book else { continue };
        let (href, how) = match &book.value {
            Booking::Url(url) => (Some(url.as_str()).filter(|url| is_web(url)), None),
            Booking::LinkFromStaff => {
                (None, Some(locale.text("visit_link_from_staff")?.to_owned()))
            }
            Booking::BasisFromStaff => (
                None,
                Some(locale.text("visit_basis_from_staff")?.to_owned()),
            ),
        };
        let own = Localized::of_unit(offer.unit, &visit.name, locale);
        let is_translated = own.text != visit.name.as_str();
        let standard = offer
            .rule_set
            .and_then(|rule_set| rule_set.resolve_visit(visit.name.as_str()))
            // Words for the page's own readers go before the standard name with its gloss.
            .filter(|_| !is_translated);
        let view = VisitView {
            name: match standard {
                Some((standard, _)) => Localized::content(standard.name.as_str(), locale),
                None => own,
            },
            gloss: gloss(
                standard.and_then(|(standard, _)| standard.name_en.as_deref()),
                locale,
            ),
            description: visit
                .description
                .as_ref()
                .map(|words| Localized::of_unit(offer.unit, words, locale)),
            href,
            how,
        };
        list.push((visit, Some(view)));
    }
    Ok(Visits {
        list,
        rule_set: offer.rule_set,
    })
}
