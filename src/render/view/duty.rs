//! What binds whom: the obligations of a service or group in words.

use serde::Serialize;

use crate::model::rule_set::{Duty, ServiceKind};
use crate::render::error::RenderResult;
use crate::render::view::localized::Localized;
use crate::render::view::who::Who;

/// An obligation and whom it binds.
#[derive(Debug, Serialize)]
pub struct DutyView<'a> {
    /// "Ska erbjudas av", "Bör erbjudas av", "Kan erbjudas av", "Får inte erbjudas av".
    pub duty: &'a str,
    /// Who: in the document's words, else by the condition.
    pub who: Localized<'a>,
}

/// How binding a duty can be at the most.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// ska
    Must,
    /// bör
    Should,
    /// kan
    May,
    /// får inte
    MustNot,
}

impl Strength {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Must, Self::Should, Self::May, Self::MustNot];

    const fn key(self) -> &'static str {
        match self {
            Self::Must => "duty_must",
            Self::Should => "duty_should",
            Self::May => "duty_may",
            Self::MustNot => "duty_must_not",
        }
    }

    /// The key of the words over the services of a group.
    pub const fn group_key(self) -> &'static str {
        match self {
            Self::Must => "group_must",
            Self::Should => "group_should",
            Self::May => "group_may",
            Self::MustNot => "group_must_not",
        }
    }

    /// The heading of services that are all this binding.
    pub const fn heading_key(self, kind: ServiceKind) -> &'static str {
        match (self, kind) {
            (Self::Must, ServiceKind::Booking) => "rules_must_booking",
            (Self::Must, ServiceKind::EService) => "rules_must_e_service",
            (Self::Should, ServiceKind::Booking) => "rules_should_booking",
            (Self::Should, ServiceKind::EService) => "rules_should_e_service",
            (Self::May, ServiceKind::Booking) => "rules_may_booking",
            (Self::May, ServiceKind::EService) => "rules_may_e_service",
            (Self::MustNot, ServiceKind::Booking) => "rules_must_not_booking",
            (Self::MustNot, ServiceKind::EService) => "rules_must_not_e_service",
        }
    }
}

/// The strongest duty a rule set can lay on a unit.
pub fn strongest(duty: &Duty) -> Strength {
    if duty.must.is_some() {
        Strength::Must
    } else if duty.should.is_some() {
        Strength::Should
    } else if duty.may.is_some() || duty.must_not.is_none() {
        Strength::May
    } else {
        Strength::MustNot
    }
}

/// Every obligation of a service or group, and whom it binds. The document's words are about the
/// strongest of them.
pub fn duties<'a>(
    duty: &'a Duty,
    applies_to: &'a Option<String>,
    who: Who<'a>,
) -> RenderResult<Vec<DutyView<'a>>> {
    let (strongest, locale) = (strongest(duty), who.locale);
    let conditions = [&duty.must, &duty.should, &duty.may, &duty.must_not];
    let mut views = Vec::new();
    for (strength, condition) in Strength::ALL.into_iter().zip(conditions) {
        let stated = applies_to.as_ref().filter(|_| strength == strongest);
        let who = match (stated, condition) {
            (Some(words), _) => Localized::content(words, locale),
            (None, Some(placed)) => Localized::own(who.of(&placed.condition)?),
            (None, None) if strength == strongest => Localized::own(who.nobody()?),
            (None, None) => continue,
        };
        views.push(DutyView {
            duty: locale.text(strength.key())?,
            who,
        });
    }
    Ok(views)
}
