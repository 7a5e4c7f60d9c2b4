//! Hours as `OpeningHoursSpecification`: those of a week, and those of single days ahead.

use serde_json::{Value, json};

use crate::model::hours::{DayHours, DayKey, Week};
use crate::render::dated::dated;
use crate::render::json_ld::Source;

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
pub(super) fn week(week: &Week) -> Option<Value> {
    let mut specifications = Vec::new();
    for (days, hours) in crate::model::hours::runs(week) {
        let names: Vec<Value> = days.iter().map(|day| day_name(*day).into()).collect();
        for (opens, closes) in spans(hours) {
            specifications.push(json!({
                "@type": "OpeningHoursSpecification", "dayOfWeek": names, "opens": opens, "closes": closes,
            }));
        }
    }
    (!specifications.is_empty()).then_some(Value::Array(specifications))
}

/// Hours on the days ahead that differ from the week's.
pub(super) fn special(source: &Source<'_>) -> Option<Value> {
    let mut specifications = Vec::new();
    for day in dated(source.unit, source.index, source.today) {
        for (opens, closes) in spans(day.hours) {
            specifications.push(json!({
                "@type": "OpeningHoursSpecification", "opens": opens, "closes": closes,
                "validFrom": day.from.to_string(), "validThrough": day.to.to_string(),
            }));
        }
    }
    (!specifications.is_empty()).then_some(Value::Array(specifications))
}

/// The schema.org name of a row.
fn day_name(day: DayKey) -> &'static str {
    let index = day.index();
    index.map_or("https://schema.org/PublicHolidays", |index| WEEKDAYS[index])
}

/// Opening and closing times; a closed day opens and closes at midnight.
fn spans(hours: &DayHours) -> Vec<(String, String)> {
    match hours {
        DayHours::Closed => vec![("00:00".to_owned(), "00:00".to_owned())],
        DayHours::AroundTheClock => vec![("00:00".to_owned(), "23:59".to_owned())],
        DayHours::Open(parts) => {
            let end = |at: String| match at.as_str() {
                "24:00" => "23:59".to_owned(),
                _ => at,
            };
            let span = |part: &crate::model::hours::Interval| {
                (part.from().to_string(), end(part.to().to_string()))
            };
            parts.iter().map(span).collect()
        }
    }
}
