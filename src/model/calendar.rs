//! The Swedish calendar: public holidays, red days and working days.
//!
//! Two questions that everyday Swedish answers with one word are kept apart:
//!
//! - [`is_red_day`]: do a unit's `holiday` hours replace those of the weekday?
//! - [`is_working_day`]: does the day count when a response is promised within some working days?
//!
//! The rules are those of today, applied to every year, except for the change that came into force
//! in 2005 (National Day in, Whit Monday out). The module does not know bridge days (*klämdagar*),
//! short days such as Maundy Thursday, or a unit's own closures, and it reads no clock.

use chrono::{Datelike, NaiveDate, Weekday};

/// The first year in which National Day is a public holiday and Whit Monday is not
/// (amendment of lag 1989:253, in force from 2005).
const FIRST_YEAR_OF_NATIONAL_DAY: i32 = 2005;

/// A day with a name of its own: the public holidays of lag (1989:253) om allmänna helgdagar, Easter
/// Sunday and Whit Sunday (holidays as Sundays), and the three eves that lag (1930:173) 2 § puts on
/// a par with holidays.
///
/// Easter Eve and Whitsun Eve are left out. They are always Saturdays, neither law names them, and a
/// unit that is open on Saturdays but closed on them says so with a closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// Nyårsdagen, 1 January.
    NewYearsDay,
    /// Trettondedag jul, 6 January.
    Epiphany,
    /// Långfredagen, the Friday before Easter Sunday.
    GoodFriday,
    /// Påskdagen.
    EasterSunday,
    /// Annandag påsk, the day after Easter Sunday.
    EasterMonday,
    /// Första maj, 1 May.
    MayDay,
    /// Kristi himmelsfärdsdag, the sixth Thursday after Easter Sunday.
    AscensionDay,
    /// Pingstdagen, the seventh Sunday after Easter Sunday.
    WhitSunday,
    /// Annandag pingst, the day after Whit Sunday; a public holiday until 2004.
    WhitMonday,
    /// Sveriges nationaldag, 6 June; a public holiday from 2005.
    NationalDay,
    /// Midsommarafton, the Friday before Midsummer Day; not a public holiday in the law.
    MidsummerEve,
    /// Midsommardagen, the Saturday between 20 and 26 June.
    MidsummerDay,
    /// Alla helgons dag, the Saturday between 31 October and 6 November.
    AllSaintsDay,
    /// Julafton, 24 December; not a public holiday in the law.
    ChristmasEve,
    /// Juldagen, 25 December.
    ChristmasDay,
    /// Annandag jul, 26 December.
    BoxingDay,
    /// Nyårsafton, 31 December; not a public holiday in the law.
    NewYearsEve,
}

impl Holiday {
    /// The name in Swedish, as it stands in running text.
    pub fn name_sv(self) -> &'static str {
        match self {
            Holiday::NewYearsDay => "nyårsdagen",
            Holiday::Epiphany => "trettondedag jul",
            Holiday::GoodFriday => "långfredagen",
            Holiday::EasterSunday => "påskdagen",
            Holiday::EasterMonday => "annandag påsk",
            Holiday::MayDay => "första maj",
            Holiday::AscensionDay => "Kristi himmelsfärdsdag",
            Holiday::WhitSunday => "pingstdagen",
            Holiday::WhitMonday => "annandag pingst",
            Holiday::NationalDay => "nationaldagen",
            Holiday::MidsummerEve => "midsommarafton",
            Holiday::MidsummerDay => "midsommardagen",
            Holiday::AllSaintsDay => "alla helgons dag",
            Holiday::ChristmasEve => "julafton",
            Holiday::ChristmasDay => "juldagen",
            Holiday::BoxingDay => "annandag jul",
            Holiday::NewYearsEve => "nyårsafton",
        }
    }

    /// The name in English, as it stands in running text.
    pub fn name_en(self) -> &'static str {
        match self {
            Holiday::NewYearsDay => "New Year's Day",
            Holiday::Epiphany => "Epiphany",
            Holiday::GoodFriday => "Good Friday",
            Holiday::EasterSunday => "Easter Sunday",
            Holiday::EasterMonday => "Easter Monday",
            Holiday::MayDay => "May Day",
            Holiday::AscensionDay => "Ascension Day",
            Holiday::WhitSunday => "Whit Sunday",
            Holiday::WhitMonday => "Whit Monday",
            Holiday::NationalDay => "National Day",
            Holiday::MidsummerEve => "Midsummer Eve",
            Holiday::MidsummerDay => "Midsummer Day",
            Holiday::AllSaintsDay => "All Saints' Day",
            Holiday::ChristmasEve => "Christmas Eve",
            Holiday::ChristmasDay => "Christmas Day",
            Holiday::BoxingDay => "Boxing Day",
            Holiday::NewYearsEve => "New Year's Eve",
        }
    }
}

/// The named day that falls on `date`, if any; an ordinary Sunday has no name.
///
/// When two names meet, the one with a fixed date wins: 1 May 2008 is May Day although it was also
/// Ascension Day, and 6 June is National Day even when it is Whit Sunday.
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    holiday_on_fixed_date(date)
        .or_else(|| holiday_on_fixed_weekday(date))
        .or_else(|| holiday_around_easter(date))
}

/// Whether a unit's `holiday` hours apply on `date`, instead of the hours of the weekday.
///
/// A sign that says "helgdag: stängt" speaks about the days that break the week's pattern. So every
/// named day is red, on whatever weekday it falls, and an ordinary Sunday is not: it has its own row
/// in the table. Midsummer Eve, Christmas Eve and New Year's Eve are red although the law does not
/// list them, because offices keep holiday hours then and lag (1930:173) 2 § treats them alike.
/// Easter Sunday and Whit Sunday are red, since they belong to the long weekends around them.
pub fn is_red_day(date: NaiveDate) -> bool {
    holiday(date).is_some()
}

/// Whether `date` is the day before a red day and none itself: the day before a public holiday,
/// Midsummer Eve, Christmas Eve or New Year's Eve. An ordinary Saturday is not.
pub fn is_holiday_eve(date: NaiveDate) -> bool {
    !is_red_day(date) && date.succ_opt().is_some_and(is_red_day)
}

/// Whether `date` is a working day (*arbetsdag*): Monday to Friday, neither a public holiday nor
/// Midsummer Eve, Christmas Eve or New Year's Eve.
///
/// The source is lag (1930:173) 2 §, which moves a last day away from exactly the other days.
/// Maundy Thursday, Walpurgis Eve and bridge days are working days.
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_red_day(date)
}

/// The working days from `from` to `to`, both included, in order; none when `to` is before `from`.
pub fn working_days_in(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(from), NaiveDate::succ_opt)
        .take_while(move |date| *date <= to)
        .filter(|date| is_working_day(*date))
}

/// Easter Sunday of a year in the Gregorian calendar, by the anonymous Gregorian algorithm (printed
/// in Nature, 20 April 1876, and in Meeus, *Astronomical Algorithms*). `None` only for years that
/// chrono cannot hold.
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let year_of_century = year.rem_euclid(100);
    let (leap_centuries, century_of_four) = (century.div_euclid(4), century.rem_euclid(4));
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - moon_correction + 15).rem_euclid(30);
    let (leap_years, year_of_four) = (year_of_century / 4, year_of_century % 4);
    let to_sunday =
        (32 + 2 * century_of_four + 2 * leap_years - epact - year_of_four).rem_euclid(7);
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late_moon + 114;
    let month = u32::try_from(days / 31).ok()?;
    let day = u32::try_from(days % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Holidays that have the same date every year.
fn holiday_on_fixed_date(date: NaiveDate) -> Option<Holiday> {
    match (date.month(), date.day()) {
        (1, 1) => Some(Holiday::NewYearsDay),
        (1, 6) => Some(Holiday::Epiphany),
        (5, 1) => Some(Holiday::MayDay),
        (6, 6) if date.year() >= FIRST_YEAR_OF_NATIONAL_DAY => Some(Holiday::NationalDay),
        (12, 24) => Some(Holiday::ChristmasEve),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::BoxingDay),
        (12, 31) => Some(Holiday::NewYearsEve),
        _ => None,
    }
}

/// Holidays that are a given weekday within a span of seven dates.
fn holiday_on_fixed_weekday(date: NaiveDate) -> Option<Holiday> {
    match (date.weekday(), date.month(), date.day()) {
        (Weekday::Fri, 6, 19..=25) => Some(Holiday::MidsummerEve),
        (Weekday::Sat, 6, 20..=26) => Some(Holiday::MidsummerDay),
        (Weekday::Sat, 10, 31) | (Weekday::Sat, 11, 1..=6) => Some(Holiday::AllSaintsDay),
        _ => None,
    }
}

/// Holidays that are a given number of days from Easter Sunday.
fn holiday_around_easter(date: NaiveDate) -> Option<Holiday> {
    let easter = easter_sunday(date.year())?;
    match date.signed_duration_since(easter).num_days() {
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::AscensionDay),
        49 => Some(Holiday::WhitSunday),
        50 if date.year() < FIRST_YEAR_OF_NATIONAL_DAY => Some(Holiday::WhitMonday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    /// The first two working days after a day.
    #[test]
    fn working_days_follow_the_reference_vectors() {
        let vectors = [
            ("2026-04-02", "2026-04-07", "2026-04-08"),
            ("2026-04-30", "2026-05-04", "2026-05-05"),
            ("2026-05-13", "2026-05-15", "2026-05-18"),
            ("2026-06-18", "2026-06-22", "2026-06-23"),
            ("2026-12-23", "2026-12-28", "2026-12-29"),
            ("2026-12-30", "2027-01-04", "2027-01-05"),
            ("2027-01-05", "2027-01-07", "2027-01-08"),
            ("2027-03-25", "2027-03-30", "2027-03-31"),
            ("2026-11-21", "2026-11-23", "2026-11-24"),
        ];
        for (arrival, one, two) in vectors {
            let next = day(arrival).succ_opt().expect("a day after");
            let days: Vec<NaiveDate> = working_days_in(next, day(two)).collect();
            assert_eq!(days, [day(one), day(two)], "{arrival}");
        }
    }

    #[test]
    fn easter_sundays_match_the_printed_tables() {
        let table = [
            "1818-03-22",
            "1886-04-25",
            "1900-04-15",
            "1943-04-25",
            "1954-04-18",
            "1961-04-02",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2031-04-13",
            "2032-03-28",
            "2033-04-17",
            "2034-04-09",
            "2035-03-25",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2285-03-22",
        ];
        for text in table {
            let expected = day(text);
            assert_eq!(easter_sunday(expected.year()), Some(expected));
        }
    }

    #[test]
    fn the_named_days_of_2026() {
        let expected = [
            ("2026-01-01", "nyårsdagen"),
            ("2026-01-06", "trettondedag jul"),
            ("2026-04-03", "långfredagen"),
            ("2026-04-05", "påskdagen"),
            ("2026-04-06", "annandag påsk"),
            ("2026-05-01", "första maj"),
            ("2026-05-14", "Kristi himmelsfärdsdag"),
            ("2026-05-24", "pingstdagen"),
            ("2026-06-06", "nationaldagen"),
            ("2026-06-19", "midsommarafton"),
            ("2026-06-20", "midsommardagen"),
            ("2026-10-31", "alla helgons dag"),
            ("2026-12-24", "julafton"),
            ("2026-12-25", "juldagen"),
            ("2026-12-26", "annandag jul"),
            ("2026-12-31", "nyårsafton"),
        ];
        let found: Vec<(String, &str)> = day("2026-01-01")
            .iter_days()
            .take(365)
            .filter_map(|date| Some((date.to_string(), holiday(date)?.name_sv())))
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(d, n)| (d.as_str(), *n)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn national_day_replaced_whit_monday_in_2005() {
        assert_eq!(holiday(day("2004-06-06")), None);
        assert_eq!(holiday(day("2004-05-31")), Some(Holiday::WhitMonday));
        assert_eq!(holiday(day("2005-06-06")), Some(Holiday::NationalDay));
        assert_eq!(holiday(day("2005-05-16")), None);
        assert!(is_working_day(day("2005-05-16")));
        assert!(!is_working_day(day("2004-05-31")));
    }

    #[test]
    fn fixed_dates_win_when_two_names_meet() {
        assert_eq!(holiday(day("2008-05-01")), Some(Holiday::MayDay));
        let whit_sunday_2049 = day("2049-06-06");
        assert_eq!(holiday(whit_sunday_2049), Some(Holiday::NationalDay));
    }

    #[test]
    fn sign_and_promise_are_two_questions() {
        // (date, red day, working day)
        let cases = [
            ("2026-11-22", false, false), // an ordinary Sunday
            ("2026-11-21", false, false), // an ordinary Saturday
            ("2026-12-24", true, false),  // julafton on a Thursday
            ("2026-06-19", true, false),  // midsommarafton
            ("2026-04-04", false, false), // påskafton
            ("2026-04-05", true, false),  // påskdagen
            ("2026-04-02", false, true),  // skärtorsdagen
            ("2026-04-30", false, true),  // valborgsmässoafton
            ("2026-01-05", false, true),  // trettondagsafton
            ("2026-05-15", false, true),  // a bridge day
            ("2027-06-06", true, false),  // nationaldagen on a Sunday
            ("2027-06-07", false, true),  // gives no extra day
        ];
        for (date, red, working) in cases {
            assert_eq!(is_red_day(day(date)), red, "{date}");
            assert_eq!(is_working_day(day(date)), working, "{date}");
        }
    }

    #[test]
    fn working_days_of_the_christmas_closure() {
        let days: Vec<NaiveDate> = working_days_in(day("2026-12-23"), day("2026-12-28")).collect();
        assert_eq!(days, [day("2026-12-23"), day("2026-12-28")]);
        assert_eq!(
            working_days_in(day("2026-12-24"), day("2026-12-26")).count(),
            0
        );
        assert_eq!(
            working_days_in(day("2026-12-28"), day("2026-12-23")).count(),
            0
        );
        assert_eq!(
            working_days_in(day("2026-01-01"), day("2026-12-31")).count(),
            251
        );
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for date in [
            NaiveDate::MIN,
            NaiveDate::MAX,
            day("0000-01-01"),
            day("9999-12-31"),
        ] {
            let _ = (holiday(date), is_working_day(date));
        }
        assert!(working_days_in(NaiveDate::MAX, NaiveDate::MAX).count() <= 1);
    }

    /// Any date that a TOML file can hold: years 0 to 9999.
    fn any_date() -> impl Strategy<Value = NaiveDate> {
        (0..=9999_i32, 1..=366_u32).prop_filter_map("not a leap year", |(year, ordinal)| {
            NaiveDate::from_yo_opt(year, ordinal)
        })
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_between_22_march_and_25_april(year in 0..=9999_i32) {
            let easter = easter_sunday(year).expect("every such year has an Easter");
            prop_assert_eq!(easter.weekday(), Weekday::Sun);
            prop_assert!((3, 22) <= (easter.month(), easter.day()));
            prop_assert!((easter.month(), easter.day()) <= (4, 25));
        }

        #[test]
        fn no_working_day_is_a_holiday_or_weekend(date in any_date()) {
            prop_assert!(!(is_working_day(date) && is_red_day(date)));
            prop_assert!(!is_working_day(date) || date.weekday().num_days_from_monday() < 5);
        }

        #[test]
        fn every_year_has_one_midsummer_and_one_all_saints(year in 0..=9999_i32) {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a first day");
            let named: Vec<Holiday> = first
                .iter_days()
                .take_while(|date| date.year() == year)
                .filter_map(holiday)
                .collect();
            for one in [Holiday::MidsummerEve, Holiday::MidsummerDay, Holiday::AllSaintsDay] {
                prop_assert_eq!(named.iter().filter(|day| **day == one).count(), 1);
            }
            prop_assert!(named.len() == 15 || named.len() == 16);
        }
    }
}
