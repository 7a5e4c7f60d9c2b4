//! Hours as `OpeningHoursSpecification`: those of a week, and those of single days ahead.

use crate::model::hours::{DayHours, DayKey, TimeOfDay, Week};
use crate::render::dated::dated;
use crate::render::json_ld::form::{Clock, DatedHours, Hours};
use crate::render::json_ld::source::Source;

/// schema.org's days of the week, Monday first.
const WEEKDAYS: [&str; 7] = [
    "https://schema.org/Monday",
    "https://schema.org/Tuesday",
    "https://schema.org/Wednesday",
    "https://schema.org/Thursday",
    "https://schema.org/Friday",
    "https://schema.org/Saturday",
    "https://schema.org/Sunday",
];

/// The hours of a week: days with equal hours together.
pub(super) fn week(week: &Week) -> Vec<Hours> {
    let mut specifications = Vec::new();
    for (days, hours) in crate::model::hours::runs(week) {
        let names: Vec<&str> = days.iter().map(|day| day_name(*day)).collect();
        specifications.extend(spans(hours).map(|(opens, closes)| Hours {
            day_of_week: names.clone(),
            opens,
            closes,
        }));
    }
    specifications
}

/// Hours on the days ahead that differ from the week's.
pub(super) fn special(source: &Source<'_>) -> Vec<DatedHours> {
    let mut specifications = Vec::new();
    for day in dated(source.unit, source.index, source.today) {
        specifications.extend(spans(day.hours).map(|(opens, closes)| DatedHours {
            opens,
            closes,
            valid_from: day.from.to_string(),
            valid_through: day.to.to_string(),
        }));
    }
    specifications
}

/// The schema.org name of a row.
fn day_name(day: DayKey) -> &'static str {
    let index = day.index();
    index.map_or("https://schema.org/PublicHolidays", |index| WEEKDAYS[index])
}

/// Opening and closing times; a closed day opens and closes at midnight.
fn spans(hours: &DayHours) -> impl Iterator<Item = (Clock, Clock)> {
    let closed = match hours {
        DayHours::Closed => Some((Clock(TimeOfDay::START), Clock(TimeOfDay::START))),
        DayHours::AroundTheClock | DayHours::Open(_) => None,
    };
    let parts = hours.intervals().iter();
    let open = parts.map(|part| (Clock(part.from()), Clock(part.to())));
    closed.into_iter().chain(open)
}
