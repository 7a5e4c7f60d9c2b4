//! Hours of a unit: days, times and intervals, the week they make, and how editors write them.
//!
//! Two notations are read. The unit file's own has a key for the days (`mon-thu`) and a text for the
//! hours (`08:00-17:00`, `closed`, `around the clock`, `by appointment`). The directory's has both in
//! one text, and sometimes a comment and dates: `1-5#08:00#17:00#comment#fromDate#toDate`.
//!
//! An interval begins on its day, includes its first minute but not its last, and may pass midnight.
//! What holds of all this on a date is the business of [`timetable`](crate::model::timetable).

pub mod calendar_day;
pub mod day;
pub mod day_key;
pub mod directory;
pub mod fault;
pub mod parse;
mod read;
mod repair;
pub mod stated;
pub mod time;
pub mod week;

#[cfg(test)]
mod tests;
