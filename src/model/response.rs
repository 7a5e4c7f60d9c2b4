//! Response times: the longest time until a resident hears from the unit.

use std::cmp::Ordering;

use crate::diagnostic::{Text, say};
use crate::model::condition::PlacedCondition;
use crate::text::Spanned;

/// The longest time until a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Working days after the day of arrival; none is the same day.
    Days(u32),
    /// Hours after arrival.
    Hours(u32),
}

impl Limit {
    /// How it stands to another: greater is slower. Days are compared with hours as hours: the same day
    /// is a working day of eight, every further day one of twenty-four.
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Days(one), Self::Days(other)) => one.cmp(&other),
            _ => self.hours().cmp(&other.hours()),
        }
    }

    /// The quicker of two.
    pub fn quicker(self, other: Self) -> Self {
        match self.compare(other) {
            Ordering::Greater => other,
            _ => self,
        }
    }

    /// "within 2 working days", "samma vardag", "inom 2 timmar", in the region's own word.
    pub fn within(self, calendar: ResponseCalendar) -> Text {
        let (en, sv) = match calendar {
            ResponseCalendar::WorkingDay => ("working day", "arbetsdag"),
            ResponseCalendar::Weekday => ("weekday", "vardag"),
        };
        match self {
            Self::Days(0) => say!("on the same {en}", "samma {sv}"),
            Self::Days(1) => say!("within 1 {en}", "inom 1 {sv}"),
            Self::Days(days) => say!("within {days} {en}s", "inom {days} {sv}ar"),
            Self::Hours(1) => say!("within 1 hour", "inom 1 timme"),
            Self::Hours(hours) => say!("within {hours} hours", "inom {hours} timmar"),
        }
    }

    fn hours(self) -> u32 {
        match self {
            Self::Days(0) => 8,
            Self::Days(days) => days.saturating_mul(24),
            Self::Hours(hours) => hours,
        }
    }
}

/// The response time a rule set demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The longest time, at its line.
    pub limit: Spanned<Limit>,
    /// Hours to aim at; never denied.
    pub target_hours: Option<u32>,
    /// Other times for some units; the first whose condition holds.
    pub by: Vec<(PlacedCondition, Spanned<Limit>)>,
    /// The region's word for the days it counts.
    pub calendar: ResponseCalendar,
    /// What is promised.
    pub promise: Promise,
}

/// Whether a response time applies to a service, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceResponse {
    /// None does: no case is opened.
    None,
    /// The rule set's.
    RuleSet,
    /// Its own.
    Own(Spanned<Limit>),
}

/// The region's own word for a working day. Both count Monday to Friday minus holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseCalendar {
    /// arbetsdag
    WorkingDay,
    /// vardag
    Weekday,
}

/// What the resident is promised within the response time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A first feedback (Kalmar: "första återkoppling").
    Feedback,
    /// An answer (Västra Götaland: "svar").
    Answer,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_days_are_compared_as_hours() {
        use Limit::{Days, Hours};
        for (quicker, slower) in [
            (Hours(2), Days(0)),
            (Days(0), Days(1)),
            (Days(0), Hours(24)),
            (Hours(23), Days(1)),
            (Days(2), Hours(49)),
            (Hours(2), Hours(3)),
        ] {
            assert_eq!(
                quicker.compare(slower),
                Ordering::Less,
                "{quicker:?} {slower:?}"
            );
            assert_eq!(slower.compare(quicker), Ordering::Greater);
            assert_eq!(slower.quicker(quicker), quicker);
        }
        assert_eq!(Hours(48).compare(Days(2)), Ordering::Equal);
    }

    #[test]
    fn a_time_is_told_in_the_region_s_word() {
        let words = |limit: Limit| limit.within(ResponseCalendar::Weekday).sv.into_owned();
        assert_eq!(words(Limit::Days(0)), "samma vardag");
        assert_eq!(words(Limit::Days(1)), "inom 1 vardag");
        assert_eq!(words(Limit::Days(2)), "inom 2 vardagar");
        assert_eq!(words(Limit::Hours(1)), "inom 1 timme");
        assert_eq!(words(Limit::Hours(2)), "inom 2 timmar");
    }
}
