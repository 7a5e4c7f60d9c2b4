//! A table of hours: what is said of each day of a week, of holidays, and of the days before them.

use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::{CLOSED, Day, DayHours};
use crate::model::hours::day_key::DayKey;

/// The hours of a week. `None` is not named.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    /// Monday to Sunday.
    pub days: [Option<Day>; 7],
    /// The days for which [`is_red_day`](crate::model::calendar::is_red_day) holds.
    pub holiday: Option<Day>,
    /// The days before them.
    pub holiday_eve: Option<Day>,
}

impl Week {
    /// What is said of a row.
    pub fn get(&self, day: DayKey) -> Option<&Day> {
        match (day, day.index()) {
            (_, Some(index)) => self.days[index].as_ref(),
            (DayKey::HolidayEve, None) => self.holiday_eve.as_ref(),
            (_, None) => self.holiday.as_ref(),
        }
    }

    /// Sets what is said of a row and gives what stood there.
    pub fn set(&mut self, row: DayKey, day: Day) -> Option<Day> {
        match (row, row.index()) {
            (_, Some(index)) => self.days[index].replace(day),
            (DayKey::HolidayEve, None) => self.holiday_eve.replace(day),
            (_, None) => self.holiday.replace(day),
        }
    }

    /// Whether nothing is said of any row.
    pub fn is_empty(&self) -> bool {
        DayKey::ALL.iter().all(|day| self.get(*day).is_none())
    }

    /// Whether a day of the week is named: those that are not are then closed.
    pub fn names_a_weekday(&self) -> bool {
        self.days.iter().any(Option::is_some)
    }

    /// Whether some row is not closed.
    pub fn is_ever_open(&self) -> bool {
        let rows = DayKey::ALL.iter().filter_map(|row| self.get(*row));
        rows.into_iter().any(|day| !day.is_shut())
    }

    /// Whether all seven days are round the clock: then holidays are too, unless they are named.
    pub fn is_always_open(&self) -> bool {
        let always = Some(&DayHours::AroundTheClock);
        let is_always = |day: &Option<Day>| day.as_ref().and_then(Day::same_in_all_weeks) == always;
        self.days.iter().all(is_always)
    }

    /// What holds on a day of the week that is no holiday; `None` where no day of the week is named.
    pub fn weekday(&self, day: DayKey) -> Option<&Day> {
        let named = self.get(day);
        named.or_else(|| self.names_a_weekday().then_some(&CLOSED))
    }

    /// The row that holds on a date. On a holiday that is `holiday`, also where it is not named, for to
    /// show the weekday's hours would be to promise an open door; only what is always open is open then
    /// too. On the day before a holiday it is `holiday-eve` where that is named, unless the day of the
    /// week is closed anyhow: an eve shortens a day, and opens none.
    pub fn row_on(&self, day: &CalendarDay) -> DayKey {
        if day.is_red {
            let goes_on = self.holiday.is_none() && self.is_always_open();
            return if goes_on {
                day.weekday
            } else {
                DayKey::Holiday
            };
        }
        let is_shut = || {
            let usual = self.weekday(day.weekday);
            usual.is_some_and(|usual| *usual.in_week(day.weeks) == DayHours::Closed)
        };
        if day.is_eve && self.holiday_eve.is_some() && !is_shut() {
            return DayKey::HolidayEve;
        }
        day.weekday
    }

    /// What the week says of a date; `None` when that is not stated.
    pub fn on(&self, day: &CalendarDay) -> Option<&Day> {
        match self.row_on(day) {
            DayKey::Holiday => self.holiday.as_ref(),
            DayKey::HolidayEve => self.holiday_eve.as_ref(),
            weekday => self.weekday(weekday),
        }
    }
}

/// The rows of a table for readers: days in a row with equal hours together, days that are not
/// stated left out, red days last and alone.
pub fn runs(week: &Week) -> Vec<(Vec<DayKey>, &Day)> {
    let mut runs: Vec<(Vec<DayKey>, &Day)> = Vec::new();
    let mut previous = None;
    for day in DayKey::WEEKDAYS {
        let hours = week.get(day);
        match (hours, runs.last_mut()) {
            (Some(_), Some((days, _))) if hours == previous => days.push(day),
            (Some(hours), _) => runs.push((vec![day], hours)),
            (None, _) => {}
        }
        previous = hours;
    }
    for day in [DayKey::HolidayEve, DayKey::Holiday] {
        runs.extend(week.get(day).map(|hours| (vec![day], hours)));
    }
    runs
}
