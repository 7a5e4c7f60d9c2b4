//! The hours that a unit's file states: weeks by kind, and what differs from them for a time.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::hours::day::Day;
use crate::model::hours::day_key::DayKey;
use crate::model::hours::week::Week;
use crate::text::{Span, Spanned};

/// Kinds of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoursKind {
    /// The unit is open.
    Opening,
    /// The phone is answered.
    Phone,
    /// Come without an appointment.
    DropIn,
    /// Visit somebody.
    Visiting,
}

impl HoursKind {
    /// All kinds, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Opening, Self::Phone, Self::DropIn, Self::Visiting];

    /// The key in `[hours]`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Phone => "phone",
            Self::DropIn => "drop_in",
            Self::Visiting => "visiting",
        }
    }
}

/// Hours by day of the week, with those that hold for a time, and where they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours {
    /// The hours outside all periods.
    pub week: Week,
    /// Where the hours of each day are written; a day of several directory strings has several.
    pub places: Vec<(DayKey, Span)>,
    /// Other hours for a time.
    pub periods: Vec<Period>,
    /// Texts of the directory that have dates of their own.
    pub dated: Vec<DatedText>,
    /// What is noted on days, where it is written.
    pub notes: Vec<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

/// Other ordinary hours for a time: `[[hours.periods]]`, or a season of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day; as long as there have been hours when it is not stated.
    pub from: Option<NaiveDate>,
    /// The last day; until further notice when it is not stated.
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// The hours.
    pub week: Week,
    /// Where the hours of each day are written.
    pub places: Vec<(DayKey, Span)>,
    /// Whether it is a table of the unit's own file, and not a season of the directory.
    pub is_table: bool,
    /// The table's place, or that of the hours.
    pub span: Span,
}

impl Period {
    /// Whether it holds on a date.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && !self.is_over_by(date)
    }

    /// Whether its last day has passed.
    pub fn is_over_by(&self, date: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < date)
    }
}

/// A text of the directory that has dates of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedText {
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Its place.
    pub span: Span,
}

/// Days in a row with one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; nothing where it has no end.
    pub to: Option<NaiveDate>,
    /// The week.
    pub week: &'a Week,
    /// The period, unless it is the ordinary week.
    pub period: Option<&'a Period>,
}

impl WeekHours {
    /// A week that always holds.
    pub fn always(week: Week, places: Vec<(DayKey, Span)>, span: Span) -> Self {
        Self {
            week,
            places,
            periods: Vec::new(),
            dated: Vec::new(),
            notes: Vec::new(),
            span,
        }
    }

    /// Whether nothing is said of any day.
    pub fn is_empty(&self) -> bool {
        self.week.is_empty() && self.periods.iter().all(|period| period.week.is_empty())
    }

    /// The week that holds on a date: that of the period that began last, else the ordinary one.
    pub fn week_on(&self, date: NaiveDate) -> (&Week, Option<&Period>) {
        let periods = self.periods.iter().filter(|period| period.contains(date));
        match periods.max_by_key(|period| period.from) {
            Some(period) => (&period.week, Some(period)),
            None => (&self.week, None),
        }
    }

    /// The weeks from a date on, in order.
    pub fn segments(&self, from: NaiveDate) -> Vec<Segment<'_>> {
        let begins = self.periods.iter().filter_map(|period| period.from);
        let after = self
            .periods
            .iter()
            .filter_map(|period| period.to?.succ_opt());
        let mut changes: Vec<NaiveDate> = begins.chain(after).filter(|day| *day > from).collect();
        changes.push(from);
        changes.sort_unstable();
        changes.dedup();
        let mut segments: Vec<Segment<'_>> = Vec::new();
        for day in changes {
            let (week, period) = self.week_on(day);
            if let Some(last) = segments.last_mut() {
                if last.period.map(std::ptr::from_ref) == period.map(std::ptr::from_ref) {
                    continue;
                }
                last.to = day.pred_opt();
            }
            segments.push(Segment {
                from: day,
                to: None,
                week,
                period,
            });
        }
        segments
    }
}

/// `[[hours.functions]]`: hours of something at the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionHours {
    /// What it is.
    pub name: Option<Spanned<String>>,
    /// Its hours.
    pub hours: Option<WeekHours>,
    /// A sentence on it.
    pub note: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

/// Other hours on a day, or on days in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialHours {
    /// The first day.
    pub from: Spanned<NaiveDate>,
    /// The last day, where it is another.
    pub to: Option<Spanned<NaiveDate>>,
    /// Hours by kind.
    pub hours: BTreeMap<HoursKind, Day>,
    /// What is noted on them, where it is written.
    pub notes: Vec<Spanned<String>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
}

impl SpecialHours {
    /// The last day.
    pub fn last(&self) -> NaiveDate {
        self.to.as_ref().map_or(self.from.value, |to| to.value)
    }

    /// Whether they hold on a date.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from.value <= date && date <= self.last()
    }
}

/// Days when the unit is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// First day.
    pub from: Spanned<NaiveDate>,
    /// Last day; until further notice when it is not stated.
    pub to: Option<Spanned<NaiveDate>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// Who keeps the response time meanwhile.
    pub answered_by: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

impl Closure {
    /// The id of the unit that answers meanwhile, where what is said has the form of one: `kalmar/kvarnby`,
    /// or `kvarnby` in the same region.
    pub fn answering(&self, region: &str) -> Option<String> {
        let written = self.answered_by.as_ref()?.as_str();
        let is_part = |part: &str| {
            part.bytes().any(|byte| byte.is_ascii_lowercase())
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        match written.split_once('/') {
            Some((other, name)) => (is_part(other) && is_part(name)).then(|| written.to_owned()),
            None => is_part(written).then(|| format!("{region}/{written}")),
        }
    }

    /// Whether the unit is closed on a date because of it.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from.value <= date && !self.is_over_by(date)
    }

    /// Whether its last day has passed.
    pub fn is_over_by(&self, date: NaiveDate) -> bool {
        self.to.as_ref().is_some_and(|to| to.value < date)
    }
}
