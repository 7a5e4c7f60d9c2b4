//! Times of day, and stretches of time that begin on a day.

use std::fmt;

/// A time of day in whole minutes, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// 00:00, the beginning of the day.
    pub const START: TimeOfDay = TimeOfDay(0);
    /// 24:00, the end of the day.
    pub const END: TimeOfDay = TimeOfDay(24 * 60);

    /// The time so many minutes after midnight; `None` past 24:00.
    pub fn from_minutes(minutes: u16) -> Option<TimeOfDay> {
        (minutes <= TimeOfDay::END.0).then_some(TimeOfDay(minutes))
    }

    /// The time on the clock; `None` past 24:00 and for minutes from 60.
    pub fn from_clock(hour: u16, minute: u16) -> Option<TimeOfDay> {
        if hour > 24 || minute >= 60 {
            return None;
        }
        TimeOfDay::from_minutes(hour * 60 + minute)
    }

    /// Minutes since midnight, at most 1440.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The time in Swedish, `07.30` (*Svenska skrivregler*: a full stop between hour and minute).
    pub fn sv(self) -> String {
        format!("{:02}.{:02}", self.0 / 60, self.0 % 60)
    }

    /// The time in English, `07:30`: the clock has 24 hours, as on every sign in Sweden.
    pub fn en(self) -> String {
        self.to_string()
    }
}

/// The time as in unit files and in `datetime` attributes: `07:30`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |number: u16| b'0' + (number % 10) as u8;
        let (hour, minute) = (self.0 / 60, self.0 % 60);
        let (tens, ones) = (digit(hour / 10), digit(hour));
        let clock = [tens, ones, b':', digit(minute / 10), digit(minute)];
        f.write_str(std::str::from_utf8(&clock).unwrap_or_default())
    }
}

/// A stretch of time that begins on a day and may pass midnight; it is never empty, and shorter than a
/// day and a night unless it is the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    from: TimeOfDay,
    /// Minutes after the midnight before `from`: above 1440 past the next midnight.
    end: u16,
}

/// Minutes in a day.
const DAY: u16 = 24 * 60;

impl Interval {
    /// 00:00 to 24:00.
    pub const WHOLE_DAY: Interval = Interval {
        from: TimeOfDay::START,
        end: DAY,
    };

    /// The interval between two times, past midnight when the second is not after the first. 00:00 as
    /// the end is midnight, and 00:00-23:59 is the whole day. `None` for two equal times: that may be
    /// a day and a night, or nothing at all.
    pub fn new(from: TimeOfDay, to: TimeOfDay) -> Option<Interval> {
        if from == TimeOfDay::START && to.0 >= DAY - 1 {
            return Some(Interval::WHOLE_DAY);
        }
        let end = match to.0 {
            0 => DAY,
            to if to > from.0 => to,
            to => to + DAY,
        };
        (from != to && from.0 < DAY).then_some(Interval { from, end })
    }

    /// The first minute.
    pub fn from(self) -> TimeOfDay {
        self.from
    }

    /// The end, which is no longer part of the interval: a time of the next day when the interval
    /// passes midnight.
    pub fn to(self) -> TimeOfDay {
        TimeOfDay(if self.end > DAY {
            self.end - DAY
        } else {
            self.end
        })
    }

    /// The end in minutes after the midnight before the beginning: above 1440 past the next midnight.
    pub fn end(self) -> u16 {
        self.end
    }

    /// Whether it goes on past midnight.
    pub fn passes_midnight(self) -> bool {
        self.end > DAY
    }

    /// The part on the day on which it begins, and the part on the next.
    pub fn by_day(self) -> (Interval, Option<Interval>) {
        let today = Interval {
            from: self.from,
            end: self.end.min(DAY),
        };
        let next = self.passes_midnight().then(|| Interval {
            from: TimeOfDay::START,
            end: self.end - DAY,
        });
        (today, next)
    }

    /// Whether a minute after the midnight before the beginning lies in the interval.
    pub fn contains(self, minute: u16) -> bool {
        self.from.0 <= minute && minute < self.end
    }

    /// The interval in Swedish: `07.30–17.00`.
    pub fn sv(self) -> String {
        format!("{}–{}", self.from.sv(), self.to().sv())
    }

    /// The interval in English: `07:30–17:00`.
    pub fn en(self) -> String {
        format!("{}–{}", self.from.en(), self.to().en())
    }
}

/// The interval as in unit files and in schema.org data: `07:30-17:00`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to())
    }
}

/// The first two intervals that have a minute in common, by their places in the list. Intervals that
/// only touch, such as 08:00-12:00 and 12:00-16:00, do not overlap.
pub fn overlaps(intervals: &[Interval]) -> Option<(usize, usize)> {
    intervals.iter().enumerate().find_map(|(second, later)| {
        let first = intervals[..second]
            .iter()
            .position(|earlier| earlier.from.0 < later.end && later.from.0 < earlier.end)?;
        Some((first, second))
    })
}
