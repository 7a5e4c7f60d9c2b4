//! One service as templates see it.

use serde::Serialize;

use crate::render::view::hours::WeekView;
use crate::render::view::linked::LinkedText;
use crate::render::view::localized::Localized;
use crate::render::view::phone::PhoneView;
use crate::render::view::serialized::Serialized;
use crate::render::view::services::standard::Standard;
use crate::render::view::services::visits::VisitView;

/// One service.
#[derive(Debug, Serialize)]
pub struct ServiceView<'a> {
    /// The service's id; nothing for an addition of the unit's own.
    pub id: Option<Serialized<str>>,
    /// What residents read.
    pub name: Serialized<Localized<'static>>,
    /// English gloss on English pages.
    pub gloss: Option<Serialized<Localized<'static>>>,
    /// Where it is; nothing when it is not given digitally, or at several addresses.
    pub href: Option<&'a str>,
    /// Several addresses, or one of which more is said.
    pub links: Vec<LinkView<'a>>,
    /// What it means.
    pub summary: Option<Serialized<Localized<'static>>>,
    /// What the resident agrees to.
    pub terms: Option<Serialized<Localized<'static>>>,
    /// Whether the resident logs in, where that is known.
    #[serde(skip)]
    pub logs_in: Option<bool>,
    /// The same in words, where it is not what holds for most services.
    pub login: Option<String>,
    /// Whether an answer is promised.
    #[serde(skip)]
    pub is_answered: bool,
    /// When it comes, where that is not what holds for the unit.
    pub reply: Option<Serialized<str>>,
    /// Where it is given only by phone, letter or at the unit.
    pub only_by: Option<LinkedText>,
    /// Where it is given in other ways too.
    pub also_by: Option<LinkedText>,
    /// The kinds of visit that can be booked.
    pub visits: Vec<VisitView<'a>>,
    /// Numbers by function that the unit gives with it.
    pub phones: Vec<ServicePhone<'a>>,
}

/// A number that is given with a service.
#[derive(Debug, Serialize)]
pub struct ServicePhone<'a> {
    /// What it is for.
    pub label: Option<Localized<'a>>,
    /// The number.
    pub phone: PhoneView,
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
    /// Whether the resident logs in, where that is known.
    #[serde(skip)]
    pub logs_in: Option<bool>,
    /// The same in words, where it is not what holds for most services.
    pub login: Option<String>,
}

impl ServiceView<'_> {
    /// A service of which only the name is known.
    pub fn named(name: &Localized<'_>) -> Self {
        Self::standard(Standard {
            id: None,
            name: Serialized::new(name),
            gloss: None,
            summary: None,
        })
    }

    /// A service of which nothing is known of the unit's own.
    pub(super) fn standard(standard: Standard) -> Self {
        let Standard {
            id,
            name,
            gloss,
            summary,
        } = standard;
        Self {
            id,
            name,
            gloss,
            href: None,
            links: Vec::new(),
            summary,
            terms: None,
            logs_in: None,
            login: None,
            is_answered: false,
            reply: None,
            only_by: None,
            also_by: None,
            visits: Vec::new(),
            phones: Vec::new(),
        }
    }
}
