//! Gathers what rows of lists and the search need of a unit.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::model::hours::calendar_day::CalendarDay;
use crate::model::hours::day::DayHours;
use crate::model::hours::stated::HoursKind;
use crate::model::interned_str::InternedStr;
use crate::model::list_facts::{DAYS, ListFacts};
use crate::model::phone::{Phone, PhoneKind};
use crate::model::timetable::{Whose, Why, on_day};
use crate::model::unit::Unit;

/// What lists need of a unit on a day.
pub fn list_facts(unit: &Unit, today: NaiveDate) -> ListFacts {
    let phone = unit.contact.phone.as_ref();
    ListFacts {
        phone: phone.map(|phone| phone.display().into()),
        position: unit.visit.position(),
        days: days(unit, today),
        numbers: unit
            .numbers()
            .filter_map(|it| it.read.as_ref().ok())
            .flat_map(digits)
            .collect(),
        offers: lines(offers(unit)),
        about: lines(about(unit)),
    }
}

/// Texts, one in each line.
fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> Box<str> {
    let texts: Vec<&str> = texts.collect();
    texts.join("\n").into()
}

/// Names that tell what the unit does, and by which it was or is known.
fn offers(unit: &Unit) -> impl Iterator<Item = &str> {
    let street = unit.visit.street.iter().map(|street| street.as_str());
    let former = unit.former_addresses().map(|(_, name)| name);
    let phones = unit.contact.phones.iter();
    let phones = phones.filter_map(|phone| phone.label.as_ref().map(|label| label.as_str()));
    let functions = unit.functions.iter();
    let functions =
        functions.filter_map(|function| function.name.as_ref().map(|name| name.as_str()));
    let visits = unit.visits.iter().flatten();
    let visits = visits.filter(|visit| visit.exempt.is_none());
    let visits = visits.map(|visit| visit.name.as_str());
    let links = unit.services.iter().flat_map(|service| &service.links);
    let links = links.filter_map(|link| link.label.as_ref().map(|label| label.as_str()));
    let extra = unit.extra_services.iter().map(|extra| extra.name.as_str());
    street
        .chain(former)
        .chain(phones)
        .chain(functions)
        .chain(visits)
        .chain(links)
        .chain(extra)
        .chain(unit.help.iter().map(|item| item.title.as_str()))
}

/// Running text that tells what the unit does.
fn about(unit: &Unit) -> impl Iterator<Item = &str> {
    let summary = unit.summary.iter().map(|summary| summary.as_str());
    let visits = unit.visits.iter().flatten();
    let visits = visits.filter_map(|visit| visit.description.as_ref().map(|text| text.as_str()));
    summary.chain(visits)
}

/// The digits of a number, with and without the area code.
fn digits(phone: &Phone) -> Vec<Box<str>> {
    let digits: String = phone
        .display()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let mut all = vec![digits.as_str().into()];
    if phone.kind() != PhoneKind::Short {
        all.extend(digits.strip_prefix(phone.area_code()).map(Into::into));
    }
    all
}

/// The hours of the unit day by day.
fn days(unit: &Unit, today: NaiveDate) -> InternedStr {
    let Some(whose) = Whose::kind(unit, HoursKind::Opening).filter(|it| !it.hours().is_empty())
    else {
        return "".into();
    };
    let mut written = String::with_capacity(DAYS + 32);
    let mut different: Vec<&DayHours> = Vec::new();
    for day in CalendarDay::from(today.pred_opt().unwrap_or(today), DAYS) {
        let on = on_day(unit, whose, &day);
        written.push(match on.hours() {
            None => '-',
            Some(_) if matches!(on.why, Why::NotYetOpen) => '-',
            Some(DayHours::ByAppointment) => '*',
            Some(hours) => {
                let known = different.iter().position(|known| *known == hours);
                let at = known.unwrap_or_else(|| {
                    different.push(hours);
                    different.len() - 1
                });
                // At most as many as there are days.
                u32::try_from(at)
                    .ok()
                    .and_then(|at| char::from_digit(at, 36))
                    .unwrap_or('-')
            }
        });
    }
    for hours in different {
        written.push(';');
        for (at, interval) in hours.intervals().iter().enumerate() {
            let blank = if at == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(
                written,
                "{blank}{}-{}",
                interval.from().minutes(),
                interval.end()
            );
        }
    }
    written.as_str().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_by_its_digits() {
        for (written, found) in [
            ("+46 980 31 92 01", &["0980319201", "319201"][..]),
            ("0980-31 92 01", &["0980319201", "319201"]),
            ("1177", &["1177"]),
        ] {
            let phone = Phone::parse(written).expect("a number");
            let digits = digits(&phone);
            assert!(
                digits.iter().map(|it| &**it).eq(found.iter().copied()),
                "{written}"
            );
        }
    }
}
