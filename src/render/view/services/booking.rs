//! Booking as residents look for it: what they can book, and the times that they have.

use serde::Serialize;

use crate::model::rule_set::Service;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::localized::Localized;
use crate::render::view::serialized::Serialized;
use crate::render::view::services::offer::Offer;
use crate::render::view::services::service::ServiceView;
use crate::render::view::services::visits::VisitView;

/// The part on booking.
#[derive(Debug, Serialize)]
pub struct BookingView<'a> {
    /// What residents call it, where the services of visits share one name.
    pub name: Option<Serialized<Localized<'static>>>,
    /// English gloss of that name on English pages.
    pub gloss: Option<Serialized<Localized<'static>>>,
    /// What residents book at once.
    pub direct: Vec<ServiceView<'a>>,
    /// What they book when the unit has assessed what they need.
    pub assessed: Vec<ServiceView<'a>>,
    /// Services that are about no kind of visit.
    pub times: Vec<ServiceView<'a>>,
    /// Whether these are about times that residents have: the rule set lists the booking of visits apart.
    pub own_times: bool,
}

impl<'a> BookingView<'a> {
    /// Whether nothing can be booked.
    pub fn is_empty(&self) -> bool {
        self.direct.is_empty() && self.assessed.is_empty() && self.times.is_empty()
    }

    /// All services.
    pub fn services_mut(&mut self) -> impl Iterator<Item = &mut ServiceView<'a>> {
        let visits = self.direct.iter_mut().chain(&mut self.assessed);
        visits.chain(&mut self.times)
    }
}

/// The part; of services in the order of the rule set, and visits that belong to none of them.
pub fn booking_view<'a>(
    services: Vec<(&Service, ServiceView<'a>)>,
    other_visits: Vec<VisitView<'a>>,
    offer: &Offer<'_, '_>,
    locale: &Locale,
) -> RenderResult<BookingView<'a>> {
    let rules = offer.rule_set;
    let has_visits = |service: &Service| service.visits.is_some();
    let mut view = BookingView {
        name: None,
        gloss: None,
        direct: Vec::new(),
        assessed: Vec::new(),
        times: Vec::new(),
        own_times: rules.is_some_and(|rules| rules.services.iter().any(has_visits)),
    };
    let mut names: Vec<String> = Vec::new();
    for (service, item) in services {
        let Some(visits) = &service.visits else {
            view.times.push(item);
            continue;
        };
        let name = service.label.as_deref();
        names.push(name.unwrap_or(service.name.as_str()).to_owned());
        match visits.assessment_first {
            Some(true) => view.assessed.push(item),
            Some(false) | None => view.direct.push(item),
        }
    }
    if !other_visits.is_empty() {
        let name = locale.text("booking_heading_visits")?;
        names.push(name.to_owned());
        view.direct.push(ServiceView {
            visits: other_visits,
            ..ServiceView::named(&Localized::own(name))
        });
    }
    if names.windows(2).all(|pair| pair[0] == pair[1]) {
        let mut items = view.direct.iter().chain(&view.assessed);
        if let Some(first) = items.next() {
            (view.name, view.gloss) = (Some(first.name.clone()), first.gloss.clone());
        }
    }
    Ok(view)
}
