//! What holds on a day: the one answer that pages, their script, data for programs and checks give.
//!
//! In this order: a unit that is not yet open or closed for good is closed; a closure closes it, but
//! no phone that is always answered; special hours go before those of the week; a period's week
//! before the ordinary one; and in a week a holiday, or the day before one, before the day of the week.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::{CLOSED, Day, DayHours, Weeks};
use crate::model::hours::day_key::DayKey;
use crate::model::hours::stated::{Closure, HoursKind, Period, SpecialHours, WeekHours};
use crate::model::hours::week::Week;
use crate::model::unit::Unit;
use crate::text::{FileId, Span};

/// Whose hours of a unit are meant.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// A kind of the unit's hours.
    Kind(HoursKind, &'a WeekHours),
    /// The phone of a function, which special hours never name.
    Phone(&'a WeekHours),
    /// Something at the unit, which special hours never name.
    Function(&'a WeekHours),
}

impl<'a> Whose<'a> {
    /// The hours of a kind that a unit states.
    pub fn kind(unit: &'a Unit, kind: HoursKind) -> Option<Self> {
        Some(Self::Kind(kind, unit.hours.get(&kind)?))
    }

    /// The opening hours of a unit. Where it states none, its week says nothing, but days on which it is
    /// closed are known all the same.
    pub fn opening(unit: &'a Unit) -> Self {
        static UNSTATED: LazyLock<WeekHours> = LazyLock::new(|| WeekHours {
            week: Week::default(),
            places: Vec::new(),
            periods: Vec::new(),
            dated: Vec::new(),
            notes: Vec::new(),
            span: Span::whole(FileId(0)),
        });
        Self::kind(unit, HoursKind::Opening).unwrap_or(Self::Kind(HoursKind::Opening, &UNSTATED))
    }

    /// The weeks that are stated.
    pub fn hours(self) -> &'a WeekHours {
        match self {
            Self::Kind(_, hours) | Self::Phone(hours) | Self::Function(hours) => hours,
        }
    }

    /// Whether it is a phone.
    fn is_phone(self) -> bool {
        matches!(self, Self::Phone(_) | Self::Kind(HoursKind::Phone, _))
    }
}

/// All hours that a unit states.
pub fn all_hours(unit: &Unit) -> impl Iterator<Item = Whose<'_>> {
    let kinds = unit.hours.iter();
    let kinds = kinds.map(|(kind, hours)| Whose::Kind(*kind, hours));
    let phones = unit.contact.phones.iter();
    let phones = phones.filter_map(|phone| phone.hours.as_ref().map(Whose::Phone));
    let functions = unit.functions.iter();
    let functions = functions.filter_map(|it| it.hours.as_ref().map(Whose::Function));
    let help = unit.help.iter();
    let help = help.filter_map(|it| it.hours.as_ref().map(Whose::Function));
    kinds.chain(phones).chain(functions).chain(help)
}

/// The first day from which a unit's hours are told: today, or the day on which it opens.
pub fn first_day(unit: &Unit, today: NaiveDate) -> NaiveDate {
    let opens = unit.opens.as_ref().map(|opens| opens.value);
    opens.map_or(today, |opens| opens.max(today))
}

/// What holds on a day, and why.
#[derive(Clone, Copy, Debug)]
pub struct OnDay<'a> {
    weeks: Weeks,
    /// What is said of the day; nothing where it is not stated.
    pub day: Option<&'a Day>,
    /// Why that holds.
    pub why: Why<'a>,
}

/// Why hours hold on a day.
#[derive(Clone, Copy, Debug)]
pub enum Why<'a> {
    /// The unit is not yet open.
    NotYetOpen,
    /// The unit is closed for good.
    ClosedForGood,
    /// The unit is closed.
    Closure(&'a Closure),
    /// The day has hours of its own, or leaves it open what holds.
    Special(&'a SpecialHours),
    /// A row of a period's week.
    Period(&'a Period, DayKey),
    /// A row of the ordinary week.
    Ordinary(DayKey),
}

impl<'a> OnDay<'a> {
    /// The hours; nothing where they are not stated.
    pub fn hours(&self) -> Option<&'a DayHours> {
        Some(self.day?.in_week(self.weeks))
    }

    /// The note on them.
    pub fn note(&self) -> Option<&'a str> {
        self.day?.note.as_deref()
    }

    /// The row of a week that holds, when it is one.
    pub fn row(&self) -> Option<DayKey> {
        match self.why {
            Why::Ordinary(row) | Why::Period(_, row) => Some(row),
            _ => None,
        }
    }
}

/// What holds on a day.
pub fn on_day<'a>(unit: &'a Unit, whose: Whose<'a>, on: &CalendarDay) -> OnDay<'a> {
    let (date, weeks) = (on.date, on.weeks);
    let answer = |day, why| OnDay { weeks, day, why };
    let opens = unit.opens.as_ref();
    if opens.is_some_and(|opens| date < opens.value) {
        return answer(Some(&CLOSED), Why::NotYetOpen);
    }
    if unit.has_closed_by(date) {
        return answer(Some(&CLOSED), Why::ClosedForGood);
    }
    let (week, period) = whose.hours().week_on(date);
    let goes_on = whose.is_phone() && week.is_always_open();
    let closure = unit.closures.iter().find(|closure| closure.contains(date));
    if let Some(closure) = closure.filter(|_| !goes_on) {
        return answer(Some(&CLOSED), Why::Closure(closure));
    }
    if closure.is_none()
        && let Some((special, day)) = special(unit, whose, on, goes_on)
    {
        return answer(day, Why::Special(special));
    }
    let row = week.row_on(on);
    let why = match period {
        Some(period) => Why::Period(period, row),
        None => Why::Ordinary(row),
    };
    answer(week.on(on), why)
}

/// What special hours say of a date; nothing when the week holds. Where the unit is closed to visitors,
/// or its phone has other hours, it is not certain that the rest is as usual.
fn special<'a>(
    unit: &'a Unit,
    whose: Whose<'_>,
    on: &CalendarDay,
    goes_on: bool,
) -> Option<(&'a SpecialHours, Option<&'a Day>)> {
    let all = || {
        let all = unit.special_hours.iter();
        all.filter(|special| special.contains(on.date))
    };
    if let Whose::Kind(kind, _) = whose {
        let named = |special: &'a SpecialHours| Some((special, Some(special.hours.get(&kind)?)));
        if let Some(found) = all().find_map(named) {
            return Some(found);
        }
    }
    let names = |special: &SpecialHours, kind| special.hours.contains_key(&kind);
    let leaves_open = |special: &&SpecialHours| {
        let opening = special.hours.get(&HoursKind::Opening);
        opening.is_some_and(|day| *day.in_week(on.weeks) == DayHours::Closed)
            || match whose {
                Whose::Kind(..) => false,
                Whose::Phone(_) => names(special, HoursKind::Phone),
                Whose::Function(_) => names(special, HoursKind::Opening),
            }
    };
    let found = all().find(leaves_open).filter(|_| !goes_on);
    found.map(|special| (special, None))
}
