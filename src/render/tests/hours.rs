//! What pages and programs are told of hours agrees with what holds, on random hours, days and weeks.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use serde_json::Value;

use crate::assess::units::FullUnit;
use crate::compile::{self, Compilation, compile};
use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::{DayHours, Weeks};
use crate::model::hours::stated::HoursKind;
use crate::model::timetable::{OnDay, Whose, Why, first_day, on_day};
use crate::model::unit::Unit;
use crate::render::dated::plain;
use crate::render::tests::fixture::{inputs, render_some};
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// A source of choices.
struct Dice(u64);

impl Dice {
    /// A number below another.
    fn below(&mut self, count: u64) -> u64 {
        // Knuth's constants for a linear congruential generator.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).expect("small")]
    }

    /// A day around the build's date.
    fn day(&mut self) -> NaiveDate {
        let from = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date");
        from + chrono::Days::new(self.below(100))
    }

    /// Two days in order.
    fn days(&mut self) -> (NaiveDate, NaiveDate) {
        let (one, other) = (self.day(), self.day());
        (one.min(other), one.max(other))
    }

    fn of_day(&mut self) -> String {
        let hours = self.one(&[
            "\"08:00-17:00\"",
            "[\"08:00-12:00\", \"13:00-16:00\"]",
            "\"closed\"",
            "\"around the clock\"",
            "\"by appointment\"",
            "\"22:00-06:00\"",
            "\"00:00-23:59\"",
            "\"18:00-00:00\"",
        ]);
        match self.below(4) {
            0 => format!(
                "{{ hours = {hours}, weeks = \"{}\" }}",
                self.one(&["odd", "even"])
            ),
            1 => format!("{{ hours = {hours}, note = \"Ring på.\" }}"),
            _ => hours.to_owned(),
        }
    }

    fn week(&mut self) -> String {
        if self.below(6) == 0 {
            return "{ mon-sun = \"around the clock\" }".to_owned();
        }
        if self.below(5) == 0 {
            let (from, to) = self.days();
            let dates = format!("{}#{}", from.format("%Y%m%d"), to.format("%Y%m%d"));
            let comment = self.one(&["", "udda veckor", "endast bokade"]);
            return format!("[\"1-4#08:00#16:00\", \"4-6#09:00#15:00#{comment}#{dates}\"]");
        }
        let keys = [
            "mon",
            "tue",
            "wed",
            "thu",
            "fri",
            "sat",
            "sun",
            "holiday-eve",
            "holiday",
        ];
        let named: Vec<&str> = keys.into_iter().filter(|_| self.below(3) > 0).collect();
        let rows = named
            .into_iter()
            .map(|key| format!("{key} = {}", self.of_day()));
        format!("{{ {} }}", rows.collect::<Vec<_>>().join(", "))
    }

    /// What a unit's file says of hours.
    fn unit(&mut self) -> String {
        let mut text = String::new();
        if self.below(5) == 0 {
            text += &format!("opens = {}\n", self.day());
        }
        if self.below(5) == 0 {
            text += &format!("closes = {}\n", self.day() + chrono::Days::new(100));
        }
        text += "[contact]\nphone = \"0980-31 92 01\"\n[[contact.phones]]\nlabel = \"Jour\"\nnumber = \"0980-31 92 02\"\n";
        text += &format!("hours = {}\n", self.week());
        text += &format!(
            "[hours]\nopening = {}\nphone = {}\n",
            self.week(),
            self.week()
        );
        for _ in 0..self.below(3) {
            let (from, to) = self.days();
            text += &format!("[[hours.periods]]\nfrom = {from}\n");
            if self.below(4) > 0 {
                text += &format!("to = {to}\n");
            }
            text += &format!("opening = {}\n", self.week());
        }
        text += &format!(
            "[[hours.functions]]\nname = \"Prov\"\nhours = {}\n",
            self.week()
        );
        for _ in 0..self.below(3) {
            let (from, to) = self.days();
            text += &format!(
                "[[special_hours]]\nfrom = {from}\nto = {to}\nopening = {}\n",
                self.of_day()
            );
        }
        for _ in 0..self.below(2) {
            let (from, to) = self.days();
            text += &format!("[[closures]]\nfrom = {from}\n");
            if self.below(4) > 0 {
                text += &format!("to = {to}\n");
            }
        }
        text
    }
}

/// The small site with units of random hours.
fn with_hours(seed: u64) -> Inputs {
    let mut inputs = inputs();
    let mut dice = Dice(seed);
    for number in 0..UNITS {
        let unit = dice.unit();
        let text = format!(
            "name = \"Enheten {number}\"\nhsa_id = \"SE0000000000-H{number}\"\ntype = \"mottagning\"\nadministration = \"primarvard\"\nmunicipality = \"Åmål\"\n{unit}"
        );
        let path = format!("content/prov/units/h{number}.toml");
        let path = SitePath::new(&path).expect("a sound path");
        inputs.content.insert(path, Content::Text(text.into()));
    }
    inputs
}

/// A unit of the site.
fn full_unit(compilation: &Compilation, inputs: &Inputs, id: &str) -> Arc<FullUnit> {
    let at = compilation.catalog.place_of(id).expect("it is there");
    let unit = compilation.units(inputs).load(at);
    unit.expect("it is in memory")
}

/// How many units a site has that are looked at.
const UNITS: usize = 6;

/// What a form says of hours on a day: minutes, which may be none; or why there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Localized {
    Open(Vec<[u64; 2]>),
    ByAppointment,
    Nothing,
}

/// What holds.
fn truth(on: &OnDay<'_>) -> Localized {
    match on.hours() {
        None => Localized::Nothing,
        Some(DayHours::ByAppointment) => Localized::ByAppointment,
        Some(hours) => {
            let intervals = hours.intervals().iter();
            let minutes = intervals.map(|it| [it.from().minutes().into(), it.end().into()]);
            Localized::Open(minutes.collect())
        }
    }
}

/// Minutes of `07:30`.
fn minutes(clock: &str) -> u64 {
    let (hour, minute) = clock.split_once(':').expect("a time");
    let number = |text: &str| text[..2].parse::<u64>().expect("digits");
    number(hour) * 60 + number(minute)
}

/// A stretch as the script knows it.
fn stretch(from: &str, to: &str) -> [u64; 2] {
    let (from, to) = (minutes(from), minutes(to));
    // A day has no 24:00 in some forms.
    let to = if to == 23 * 60 + 59 { 24 * 60 } else { to };
    [from, if to > from { to } else { to + 24 * 60 }]
}

fn date(value: &Value) -> Option<NaiveDate> {
    value.as_str().map(|text| text.parse().expect("a date"))
}

/// Whether a day lies between two, each of which may be left out.
fn is_between(day: NaiveDate, from: &Value, to: &Value) -> bool {
    date(from).is_none_or(|from| from <= day) && date(to).is_none_or(|to| day <= to)
}

/// What the script of a page says.
fn in_script(schedule: &Value, of: &str, day: NaiveDate) -> Localized {
    let from = date(&schedule["from"]).expect("a first day");
    let at = usize::try_from((day - from).num_days()).expect("ahead");
    let hours = &schedule["hours"][of];
    match hours["days"][at].as_i64() {
        Some(-2) => Localized::ByAppointment,
        Some(place @ 0..) => {
            let hours = &hours["hours"][usize::try_from(place).expect("a place")];
            let hours = hours.as_array().expect("a list").iter();
            let minute = |value: &Value| value.as_u64().expect("a number");
            Localized::Open(hours.map(|it| [minute(&it[0]), minute(&it[1])]).collect())
        }
        _ => Localized::Nothing,
    }
}

/// What an entry of `units.json` says.
fn entry(entry: &Value) -> Localized {
    if entry["by_appointment"] == true {
        return Localized::ByAppointment;
    }
    match entry["hours"].as_array() {
        Some(hours) => Localized::Open(stretches(hours)),
        None => Localized::Nothing,
    }
}

fn stretches(hours: &[Value]) -> Vec<[u64; 2]> {
    let hours = hours.iter().map(|it| it.as_str().expect("a text"));
    let hours = hours.map(|it| it.split_once('-').expect("a stretch"));
    hours.map(|(from, to)| stretch(from, to)).collect()
}

/// What `units.json` says, read as its schema describes it.
fn in_open_data(unit: &Value, kind: &str, day: &CalendarDay) -> Localized {
    let details: Vec<&Value> = unit["hours_details"]
        .as_array()
        .map_or_else(Vec::new, |all| {
            all.iter().filter(|it| it["kind"] == kind).collect()
        });
    let holds = |it: &&&Value| is_between(day.date, &it["from"], &it["to"]);
    let mut dated = details
        .iter()
        .filter(|it| it["days"].is_null() && !it["from"].is_null());
    if let Some(found) = dated.rfind(holds) {
        return entry(found);
    }
    let later: Vec<&Value> = details
        .iter()
        .filter(|it| !it["days"].is_null() && !it["from"].is_null())
        .filter(holds)
        .copied()
        .collect();
    let now: Vec<&Value> = match later.is_empty() {
        true => details
            .iter()
            .filter(|it| it["from"].is_null())
            .copied()
            .collect(),
        false => later.clone(),
    };
    let row = |key: &str| {
        let plain = unit["hours"][kind][key]
            .as_array()
            .filter(|_| later.is_empty());
        if let Some(hours) = plain {
            return Some(Localized::Open(stretches(hours)));
        }
        let is_named = |it: &&&Value| {
            it["days"]
                .as_array()
                .is_some_and(|days| days.contains(&key.into()))
        };
        let entries: Vec<&&Value> = now.iter().filter(is_named).collect();
        let in_week = |it: &&&&Value| it["weeks"].is_null() || it["weeks"] == day.weeks.name();
        let found = entries.iter().find(in_week);
        match found {
            Some(found) => Some(entry(found)),
            None => (!entries.is_empty()).then(|| Localized::Open(Vec::new())),
        }
    };
    if day.is_red {
        return row("holiday").unwrap_or(Localized::Nothing);
    }
    let weekday = row(day.weekday.key()).unwrap_or(Localized::Nothing);
    let eve = row("holiday-eve").filter(|_| day.is_eve && weekday != Localized::Open(Vec::new()));
    eve.unwrap_or(weekday)
}

/// What JSON-LD says; closed where it says nothing, as its readers take it.
fn in_json_ld(data: &Value, day: &CalendarDay) -> Localized {
    let all = |key: &str| data[key].as_array().cloned().unwrap_or_default();
    let open = |entries: Vec<Value>| {
        let entries = entries.into_iter().map(|it| {
            let text = |key: &str| it[key].as_str().expect("a time").to_owned();
            (text("opens"), text("closes"))
        });
        let open = entries
            .filter(|(opens, closes)| (opens.as_str(), closes.as_str()) != ("00:00", "00:00"));
        Localized::Open(
            open.map(|(opens, closes)| stretch(&opens, &closes))
                .collect(),
        )
    };
    let holds = |it: &Value| is_between(day.date, &it["validFrom"], &it["validThrough"]);
    let special: Vec<Value> = all("specialOpeningHoursSpecification")
        .into_iter()
        .filter(&holds)
        .collect();
    if !special.is_empty() {
        return open(special);
    }
    let weekly: Vec<Value> = all("openingHoursSpecification")
        .into_iter()
        .filter(holds)
        .collect();
    let of_day = |name: &str| -> Vec<Value> {
        let name = Value::from(format!("https://schema.org/{name}"));
        let named = weekly.iter().filter(|it| {
            it["dayOfWeek"]
                .as_array()
                .is_some_and(|days| days.contains(&name))
        });
        named.cloned().collect()
    };
    let on_holidays = of_day("PublicHolidays");
    if day.is_red && !on_holidays.is_empty() {
        return open(on_holidays);
    }
    open(of_day(day.weekday.en()))
}

/// What a resource of FHIR says of a day: the hours that fall on it, whichever day they began. Days when
/// it is not available go before its week.
fn in_fhir(times: &Value, closed: &Value, day: &CalendarDay) -> Vec<[u64; 2]> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let during = |it: &Value| is_between(day.date, &it["during"]["start"], &it["during"]["end"]);
    if list(closed).iter().any(during) {
        return Vec::new();
    }
    let today = Value::from(&day.weekday.en().to_lowercase()[..3]);
    let times = list(times)
        .into_iter()
        .filter(|it| list(&it["daysOfWeek"]).contains(&today));
    let mut hours: Vec<[u64; 2]> = times
        .map(|it| match it["allDay"] == true {
            true => [0, 24 * 60],
            false => {
                let time = |key: &str| it[key].as_str().expect("a time");
                stretch(time("availableStartTime"), time("availableEndTime"))
            }
        })
        .collect();
    hours.sort_unstable();
    hours
}

/// The hours that fall on a day, of those that begin on it and on the day before.
fn falling_on(day: Localized, before: Localized) -> Vec<[u64; 2]> {
    const DAY: u64 = 24 * 60;
    let of = |hours| match hours {
        Localized::Open(hours) => hours,
        _ => Vec::new(),
    };
    let today = of(day).into_iter().map(|[from, to]| [from, to.min(DAY)]);
    let night = of(before).into_iter().filter(|[_, to]| *to > DAY);
    let mut hours: Vec<[u64; 2]> = today.chain(night.map(|[_, to]| [0, to - DAY])).collect();
    hours.sort_unstable();
    hours
}

/// Checks what FHIR says of each day's opening hours, in both releases: of days that are as in the week now,
/// the week; of days when the unit is closed, that it is; of other days, release 4, in words.
fn check_fhir(
    unit: &Unit,
    [four, five]: [&Value; 2],
    days: &[CalendarDay],
    written: &str,
) -> Result<(), TestCaseError> {
    let opening = Whose::opening(unit);
    // The week that is told is the one of the first days.
    let segments = opening.hours().segments(first_day(unit, days[0].date));
    let is_of_week = |on: &OnDay<'_>, date: NaiveDate| {
        let first = segments.first();
        let is_first = first.is_none_or(|it| it.from <= date && it.to.is_none_or(|to| date <= to));
        is_first
            && on.row().is_some_and(|row| row.index().is_some())
            && on.day.is_none_or(|day| plain(day).is_some())
    };
    let five = &five["availability"][0];
    let words = four["availabilityExceptions"].as_str().unwrap_or_default();
    for pair in days.windows(2) {
        let [before, on] = [&pair[0], &pair[1]].map(|day| on_day(unit, opening, day));
        let day = &pair[1];
        let told = [
            in_fhir(&four["availableTime"], &four["notAvailable"], day),
            in_fhir(&five["availableTime"], &five["notAvailableTime"], day),
        ];
        let place = format!(
            "FHIR on {} {:?} {:?}\n{written}",
            day.date, day.weekday, on.why
        );
        prop_assert_eq!(&told[0], &told[1], "{}", &place);
        let closed = on.hours() == Some(&DayHours::Closed);
        if is_of_week(&on, day.date) && is_of_week(&before, pair[0].date) {
            let holds = falling_on(truth(&on), truth(&before));
            prop_assert_eq!(&told[0], &holds, "{}", &place);
        } else if closed && on.row().is_none_or(|row| row.index().is_none()) {
            prop_assert!(told[0].is_empty(), "{}: {:?}", &place, &told[0]);
        } else if let Some(hours) = on.hours().filter(|_| !closed && !is_of_week(&on, day.date)) {
            prop_assert!(words.contains(&hours.sv()), "{}: {}", &place, words);
        }
    }
    Ok(())
}

/// The text of an element with an id.
fn element<'a>(page: &'a str, start: &str) -> &'a str {
    let at = page
        .find(start)
        .unwrap_or_else(|| panic!("no {start} in {page}"));
    let rest = &page[at..];
    let rest = &rest[rest.find('>').expect("it ends") + 1..];
    &rest[..rest.find("</script>").expect("it ends")]
}

/// The service of a bundle that has a name.
fn service_of(bundle: &Value, name: &str) -> Value {
    let entries = bundle["entry"].as_array().expect("a list").iter();
    let mut resources = entries.map(|entry| &entry["resource"]);
    let service =
        resources.find(|it| it["resourceType"] == "HealthcareService" && it["name"] == name);
    service.expect("it is there").clone()
}

/// Every form against what holds, on every day that the forms are about.
fn agree(seed: u64) -> Result<(), TestCaseError> {
    let inputs = with_hours(seed);
    let compilation = compile(&inputs, &compile::Settings::default());
    let wanted = |path: &str| {
        path == "units.json"
            || path.starts_with("prov/fhir-")
            || (path.starts_with("prov/h") && path.ends_with("index.html"))
    };
    let rendered = render_some(&inputs, None, wanted);
    prop_assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    let open_data: Value = serde_json::from_str(rendered.file("units.json")).expect("JSON");
    let fhir = ["prov/fhir-r4.json", "prov/fhir-r5.json"]
        .map(|path| serde_json::from_str::<Value>(rendered.file(path)).expect("JSON"));
    let days = CalendarDay::from(inputs.today, 60);
    for number in 0..UNITS {
        let id = format!("prov/h{number}");
        let unit = &full_unit(&compilation, &inputs, &id).unit;
        let written = &unit.source;
        let Some(page) = rendered.files.get(&format!("{id}/index.html")) else {
            continue;
        };
        let schedule: Value = serde_json::from_str(element(page, "id=schedule")).expect("JSON");
        let json_ld: Value =
            serde_json::from_str(element(page, "application/ld+json")).expect("JSON");
        let record = open_data["units"].as_array().expect("a list").iter();
        let record = record
            .into_iter()
            .find(|it| it["id"] == id.as_str())
            .expect("it is there");
        let service = |bundle: &Value| service_of(bundle, &format!("Enheten {number}"));
        let [four, five] = [service(&fhir[0]), service(&fhir[1])];
        check_fhir(unit, [&four, &five], &days, written)?;
        for day in &days {
            let place = format!("{id} on {} {:?}\n{written}", day.date, day.weekday);
            for kind in [HoursKind::Opening, HoursKind::Phone] {
                let Some(whose) = Whose::kind(unit, kind) else {
                    continue;
                };
                let on = on_day(unit, whose, day);
                let holds = truth(&on);
                check_script(&schedule, kind.key(), &on, day, &place)?;
                prop_assert_eq!(
                    in_open_data(record, kind.key(), day),
                    holds.clone(),
                    "open data, {:?}: {}",
                    kind,
                    &place
                );
                // It knows neither what is not stated nor what is by appointment.
                if kind == HoursKind::Opening && matches!(holds, Localized::Open(_)) {
                    prop_assert_eq!(in_json_ld(&json_ld, day), holds, "JSON-LD: {}", &place);
                }
            }
            let phone = unit.contact.phones[0].hours.as_ref().expect("it has hours");
            if !phone.is_empty() {
                check_script(
                    &schedule,
                    "phone-1",
                    &on_day(unit, Whose::Phone(phone), day),
                    day,
                    &place,
                )?;
            }
            let function = unit.functions[0].hours.as_ref().expect("it has hours");
            if !function.is_empty() {
                check_script(
                    &schedule,
                    "function-1",
                    &on_day(unit, Whose::Function(function), day),
                    day,
                    &place,
                )?;
            }
        }
    }
    Ok(())
}

fn check_script(
    schedule: &Value,
    of: &str,
    on: &OnDay<'_>,
    day: &CalendarDay,
    place: &str,
) -> Result<(), TestCaseError> {
    if schedule["hours"][of].is_null() {
        prop_assert_eq!(
            on.day.is_none() || on.row().is_none(),
            true,
            "{} is left out: {}",
            of,
            place
        );
        return Ok(());
    }
    // Before a unit opens, the script leaves it to the page to say so.
    let expected = match on.why {
        Why::NotYetOpen => Localized::Nothing,
        _ => truth(on),
    };
    prop_assert_eq!(
        in_script(schedule, of, day.date),
        expected,
        "script, {}: {}",
        of,
        place
    );
    Ok(())
}

/// What holds, told once more from the words of the reference, one clause at a time.
fn told_again(unit: &Unit, kind: HoursKind, date: NaiveDate) -> Option<DayHours> {
    let hours = &unit.hours[&kind];
    if unit.opens.as_ref().is_some_and(|opens| date < opens.value)
        || unit
            .closes
            .as_ref()
            .is_some_and(|closes| closes.value < date)
    {
        return Some(DayHours::Closed);
    }
    let periods = hours
        .periods
        .iter()
        .filter(|it| it.from.is_none_or(|from| from <= date) && it.to.is_none_or(|to| date <= to));
    let week = periods
        .max_by_key(|it| it.from)
        .map_or(&hours.week, |it| &it.week);
    let odd = date.iso_week().week() % 2 == 1;
    let weeks = if odd { Weeks::Odd } else { Weeks::Even };
    let always = week.days.iter().all(|day| {
        day.as_ref().is_some_and(|day| {
            day.odd == DayHours::AroundTheClock && day.even == DayHours::AroundTheClock
        })
    });
    let is_answered = kind == HoursKind::Phone && always;
    let is_closed = unit
        .closures
        .iter()
        .any(|it| it.from.value <= date && it.to.as_ref().is_none_or(|to| date <= to.value));
    if is_closed && !is_answered {
        return Some(DayHours::Closed);
    }
    let special: Vec<_> = unit
        .special_hours
        .iter()
        .filter(|it| {
            let to = it.to.as_ref().map_or(it.from.value, |to| to.value);
            it.from.value <= date && date <= to && !is_closed
        })
        .collect();
    if let Some(day) = special.iter().find_map(|it| it.hours.get(&kind)) {
        return Some(day.in_week(weeks).clone());
    }
    let shut = special
        .iter()
        .filter_map(|it| it.hours.get(&HoursKind::Opening));
    if shut
        .into_iter()
        .any(|day| *day.in_week(weeks) == DayHours::Closed)
        && !is_answered
    {
        return None;
    }
    let usual = week.days[date.weekday().num_days_from_monday() as usize].as_ref();
    let names_one = week.days.iter().any(Option::is_some);
    let usual = match usual {
        Some(day) => Some(day.in_week(weeks).clone()),
        None => names_one.then_some(DayHours::Closed),
    };
    let red = |date: NaiveDate| crate::model::calendar::holiday(date).is_some();
    if red(date) {
        let named = week.holiday.as_ref().map(|day| day.in_week(weeks).clone());
        return named.or_else(|| always.then_some(DayHours::AroundTheClock));
    }
    let is_eve = red(date.succ_opt().expect("a next day")) && usual != Some(DayHours::Closed);
    match week.holiday_eve.as_ref().filter(|_| is_eve) {
        Some(day) => Some(day.in_week(weeks).clone()),
        None => usual,
    }
}

#[test]
fn a_unit_without_hours_is_closed_on_the_days_that_it_names() {
    let mut inputs = inputs();
    let unit = "name = \"Utan tider\"\nhsa_id = \"SE0000000000-H9\"\ntype = \"mottagning\"\nadministration = \"primarvard\"\nmunicipality = \"Åmål\"\n[[closures]]\nfrom = 2026-12-01\nto = 2026-12-04\nreason = \"Flytt\"\n[[special_hours]]\ndate = 2026-12-10\nopening = \"08:00-12:00\"\n";
    let path = SitePath::new("content/prov/units/utan-tider.toml").expect("a sound path");
    inputs.content.insert(path, Content::Text(unit.into()));
    let rendered = render_some(&inputs, None, |path| {
        path.starts_with("prov/fhir-") || path == "prov/utan-tider/index.html"
    });
    let page = rendered.file("prov/utan-tider/index.html");
    let json_ld: Value = serde_json::from_str(element(page, "application/ld+json")).expect("JSON");
    let special = json_ld["specialOpeningHoursSpecification"].to_string();
    for part in ["2026-12-01", "2026-12-04", "2026-12-10", "12:00"] {
        assert!(special.contains(part), "{special}");
    }
    assert_eq!(json_ld["openingHoursSpecification"], Value::Null);
    let bundle: Value = serde_json::from_str(rendered.file("prov/fhir-r4.json")).expect("JSON");
    let service = service_of(&bundle, "Utan tider");
    assert_eq!(
        service["notAvailable"].to_string(),
        r#"[{"description":"Flytt","during":{"start":"2026-12-01","end":"2026-12-04"}}]"#
    );
    assert_eq!(service["availabilityExceptions"], "2026-12-10: 08.00–12.00");
    assert_eq!(service["availableTime"], Value::Null);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn every_form_says_what_holds(seed in any::<u64>()) {
        agree(seed)?;
    }

    #[test]
    fn what_holds_is_what_the_reference_says(seed in any::<u64>()) {
        let inputs = with_hours(seed);
        let compilation = compile(&inputs, &compile::Settings::default());
        for number in 0..UNITS {
            let unit = &full_unit(&compilation, &inputs, &format!("prov/h{number}")).unit;
            for day in CalendarDay::from(inputs.today, 200) {
                for kind in [HoursKind::Opening, HoursKind::Phone] {
                    let Some(whose) = Whose::kind(unit, kind) else { continue };
                    let on = on_day(unit, whose, &day);
                    let told = told_again(unit, kind, day.date);
                    prop_assert_eq!(on.hours(), told.as_ref(), "{:?} {}\n{}", kind, day.date, unit.source);
                }
            }
        }
    }
}
