//! Phone numbers, phone hours and the unit's own site.

use serde::Serialize;

use crate::model::hours::stated::HoursKind;
use crate::model::unit::{FunctionPhone, Unit, UnitContact};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::hours::{WeekView, week_view};
use crate::render::view::localized::Localized;
use crate::render::view::phone::{PhoneView, phone_view};
use crate::render::view::upcoming_days::{DayForm, UpcomingDays};

/// The section on how to reach the unit.
#[derive(Debug, Serialize)]
pub struct ContactView<'a> {
    /// The main number.
    pub phone: Option<PhoneView>,
    /// When it is answered.
    pub hours: Option<WeekView<'a>>,
    /// Numbers by function.
    pub phones: Vec<FunctionView<'a>>,
    /// The unit's own site.
    pub website: Option<&'a str>,
}

/// A number for one function.
#[derive(Debug, Serialize)]
pub struct FunctionView<'a> {
    /// What it is for.
    pub label: Option<Localized<'a>>,
    /// The number.
    pub phone: PhoneView,
    /// When it is answered.
    pub hours: Option<WeekView<'a>>,
    /// The name of these hours, for the page's script.
    pub hours_of: String,
}

/// The section; nothing when the unit can be reached in none of these ways.
pub fn contact_view<'a>(
    unit: &'a Unit,
    upcoming: &UpcomingDays,
    locale: &Locale,
) -> RenderResult<Option<ContactView<'a>>> {
    let UnitContact {
        phone: main,
        website,
        phones: by_function,
        span: _,
    } = &unit.contact;
    let week_of = |hours| week_view(unit, hours, DayForm::List, upcoming, locale);
    let mut phones = Vec::new();
    for phone in by_function {
        let FunctionPhone {
            label,
            number,
            hours,
            // Shown beside a service on the page.
            service: _,
            span: _,
        } = phone;
        let Some(number) = number else {
            continue;
        };
        phones.push(FunctionView {
            hours_of: format!("phone-{}", phones.len() + 1),
            label: label
                .as_ref()
                .map(|label| Localized::of_unit(unit, label, locale)),
            phone: phone_view(number),
            hours: week_of(hours.as_ref())?,
        });
    }
    let view = ContactView {
        phone: main.as_ref().map(phone_view),
        hours: week_of(unit.hours.get(&HoursKind::Phone))?,
        phones,
        website: website
            .as_ref()
            .map(|website| website.as_str())
            .filter(|website| is_web(website)),
    };
    let ContactView {
        phone,
        hours,
        phones,
        website,
    } = &view;
    let empty = phone.is_none() && hours.is_none() && phones.is_empty() && website.is_none();
    Ok((!empty).then_some(view))
}

/// Whether an address leads to the web: nothing else becomes a link, whatever a file says.
pub fn is_web(address: &str) -> bool {
    let starts_with = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts_with("https://") || starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        assert!(is_web("https://example.se") && is_web("HTTP://example.se"));
        assert!(
            !is_web("javascript:alert(1)//://")
                && !is_web("data:text/html,x")
                && !is_web("example.se")
        );
    }
}
