//! Dates in a unit's file as programs need them: the days ahead whose opening hours are not those of
//! the week, and the day the page last changed.
//!
//! Pages say the same in words: see [`deviations`](crate::render::view::deviations).

use chrono::NaiveDate;

use crate::model::calendar::Holiday;
use crate::model::hours::{DayHours, Week};
use crate::model::unit::{HoursKind, Unit, UnitSummary};
use crate::render::index::{Index, deviations_end};

/// Opening hours on a day, or on days in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The hours on each of them.
    pub hours: &'a DayHours,
    /// Why, in the unit's words.
    pub reason: Option<&'a str>,
    /// The holiday, where that is why.
    pub holiday: Option<Holiday>,
}

/// The opening hours of a unit's week.
pub fn opening(unit: &Unit) -> Option<&Week> {
    unit.hours.get(&HoursKind::Opening).map(|hours| &hours.week)
}

/// The days ahead with other opening hours, by date: closures, special days, and holidays with hours
/// of their own.
pub fn dated<'a>(unit: &'a Unit, index: &Index, today: NaiveDate) -> Vec<Dated<'a>> {
    let end = deviations_end(today);
    let mut found = Vec::new();
    let closures = unit.closures.iter();
    for closure in closures.filter(|it| today <= it.to.value && it.from.value < end) {
        found.push(Dated {
            from: closure.from.value,
            to: closure.to.value,
            hours: &DayHours::Closed,
            reason: closure.reason.as_ref().map(|reason| reason.as_str()),
            holiday: None,
        });
    }
    let is_closed = |date: NaiveDate| {
        let mut closures = unit.closures.iter();
        closures.any(|it| it.from.value <= date && date <= it.to.value)
    };
    for day in &unit.special_hours {
        let date = day.date.value;
        let hours = day.hours.get(&HoursKind::Opening);
        if let Some(hours) = hours.filter(|_| today <= date && date < end && !is_closed(date)) {
            found.push(Dated {
                from: date,
                to: date,
                hours,
                reason: day.reason.as_ref().map(|reason| reason.as_str()),
                holiday: None,
            });
        }
    }
    let is_special = |date: NaiveDate| unit.special_hours.iter().any(|day| day.date.value == date);
    if let Some(hours) = opening(unit).and_then(|week| week.holiday.as_ref()) {
        for (date, holiday) in &index.holidays {
            if !is_closed(*date) && !is_special(*date) {
                found.push(Dated {
                    from: *date,
                    to: *date,
                    hours,
                    reason: None,
                    holiday: Some(*holiday),
                });
            }
        }
    }
    found.sort_by_key(|day| day.from);
    found
}

/// The day a unit's page last changed, by what its file itself states: it was reviewed, the unit
/// opened, a notice came or had gone. Nothing where the file states no such day up to `today`.
pub fn changed(unit: &UnitSummary, today: NaiveDate) -> Option<NaiveDate> {
    let came = unit.notice_days.iter().filter_map(|days| days.from);
    let went = unit.notice_days.iter().filter_map(|days| days.to);
    let went = went.filter_map(|day| day.succ_opt());
    let stated = unit.reviewed.iter().chain(&unit.opens);
    let days = stated.map(|day| day.value).chain(came).chain(went);
    days.filter(|day| *day <= today).max()
}

/// A day as a moment, in the form of RFC 3339: its beginning in Greenwich, as files state no time.
pub fn moment(day: NaiveDate) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::fixture::{catalog_unit, day};

    #[test]
    fn a_page_changes_on_the_days_its_file_states() {
        let unit = catalog_unit();
        // Reviewed 2 November; notices from 20 November to 1 December, and from 5 to 8 December.
        let changed = |on: &str| changed(&unit, day(on)).map(|day| day.to_string());
        for (today, expected) in [
            ("2026-11-01", None),
            ("2026-11-02", Some("2026-11-02")),
            ("2026-11-19", Some("2026-11-02")),
            ("2026-11-21", Some("2026-11-20")),
            ("2026-12-01", Some("2026-11-20")),
            ("2026-12-02", Some("2026-12-02")),
            ("2026-12-05", Some("2026-12-05")),
            ("2027-02-01", Some("2026-12-09")),
        ] {
            assert_eq!(changed(today).as_deref(), expected, "{today}");
        }
    }

    #[test]
    fn closures_hide_what_they_cover() {
        let unit = catalog_unit();
        let index = Index::new(&Default::default(), &[], day("2026-11-21"));
        let days: Vec<String> = dated(&unit, &index, day("2026-11-21"))
            .iter()
            .map(|it| format!("{} {} {}", it.from, it.to, it.hours.sv()))
            .collect();
        assert_eq!(
            days,
            [
                "2026-12-23 2026-12-23 08.00–12.00",
                "2026-12-24 2026-12-26 stängt",
                "2026-12-31 2026-12-31 stängt",
                "2027-01-01 2027-01-01 stängt",
                "2027-01-06 2027-01-06 stängt",
            ]
        );
        let later = Index::new(&Default::default(), &[], day("2027-07-15"));
        assert_eq!(dated(&unit, &later, day("2027-07-15")), []);
    }
}
