//! What differs in how to find a unit and seek care there, what one can get help with, what is new, and
//! texts in other languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Text, say};
use crate::diff::change::{Changes, plain, word, written};
use crate::diff::phrases::{joined, same};
use crate::diff::{Topic, weekly};
use crate::model::interned_str::InternedStr;
use crate::model::notice::News;
use crate::model::practical::{Accepts, Care, HelpItem, Visit};
use crate::model::unit::Unit;

/// What differs between two states of a unit.
pub fn compare(changes: &mut Changes, before: &Unit, after: &Unit) {
    address(changes, before, after);
    care(changes, before, after);
    help(changes, before, after);
    news(changes, before, after);
    translations(changes, before, after);
}

fn address(changes: &mut Changes, before: &Unit, after: &Unit) {
    let subjects = [
        say!("Street", "Gata"),
        say!("Town", "Ort"),
        say!("Municipality", "Kommun"),
        say!("Postal address", "Postadress"),
        say!("Coordinates", "Koordinater"),
        say!("Facilities", "Det som finns för dig som besöker"),
    ];
    let texts = [
        say!("Directions", "Hitta hit"),
        say!("The way inside", "Hitta inne"),
        say!("Accessibility", "Tillgänglighet"),
        say!("Rules for visitors", "Besöksregler"),
        say!("Parking", "Parkering"),
        say!("Public transport", "Kollektivtrafik"),
    ];
    let ((old, old_prose), (new, new_prose)) = (places(before), places(after));
    for ((subject, before), after) in subjects.into_iter().zip(old).zip(new) {
        changes.value(Topic::Address, subject, before, after);
    }
    for ((subject, before), after) in texts.into_iter().zip(old_prose).zip(new_prose) {
        changes.prose(Topic::Address, subject, before, after);
    }
}

/// Where a unit is: values, and running text.
fn places(unit: &Unit) -> ([Option<Text>; 6], [Option<&str>; 6]) {
    let Visit {
        street,
        postal_address,
        coordinates,
        directions,
        floor_directions,
        parking,
        public_transport,
        accessibility,
        facilities,
        visiting_rules,
        span: _,
    } = &unit.visit;
    let coordinates = coordinates.as_ref().map(|coordinates| {
        let [latitude, longitude] = coordinates.value;
        same(format!("{latitude}, {longitude}"))
    });
    let values = [
        plain(street),
        word(&unit.locality),
        word(&unit.municipality),
        plain(postal_address),
        coordinates,
        (!facilities.is_empty()).then(|| {
            let names: Vec<&str> = facilities.iter().map(|it| it.name()).collect();
            same(names.join(", "))
        }),
    ];
    let texts = [
        directions,
        floor_directions,
        accessibility,
        visiting_rules,
        parking,
        public_transport,
    ];
    (values, texts.map(written))
}

fn care(changes: &mut Changes, before: &Unit, after: &Unit) {
    let values = [
        say!("Languages", "Språk"),
        say!("Ages", "Åldrar"),
        say!("New patients", "Nya patienter"),
    ];
    let texts = [
        say!("Referral", "Remiss"),
        say!("Choosing the unit", "Välja enheten"),
        say!("Waiting time", "Väntetid"),
        say!("Fees", "Avgifter"),
        say!("Interpreter", "Tolk"),
    ];
    let ((old, old_texts), (new, new_texts)) = (seeking(before), seeking(after));
    for ((subject, before), after) in values.into_iter().zip(old).zip(new) {
        changes.value(Topic::Care, subject, before, after);
    }
    for ((subject, before), after) in texts.into_iter().zip(old_texts).zip(new_texts) {
        changes.prose(Topic::Care, subject, before, after);
    }
}

/// How to seek care: values, and running text.
fn seeking(unit: &Unit) -> ([Option<Text>; 3], [Option<&str>; 5]) {
    let Care {
        referral,
        ages,
        accepts,
        fees,
        choose,
        interpreter,
        waiting_time,
    } = &unit.care;
    let languages: Vec<&str> = unit.languages.iter().map(InternedStr::as_str).collect();
    let ages = ages.as_ref().map(|ages| {
        let [from, to] = ages.value;
        same(format!("{from}–{to}"))
    });
    let accepts = accepts.map(|accepts| match accepts {
        Accepts::Yes => say!("yes", "ja"),
        Accepts::No => say!("no", "nej"),
        Accepts::Queue => say!("in a queue", "i kö"),
    });
    let languages = (!languages.is_empty()).then(|| same(languages.join(", ")));
    let texts = [referral, choose, waiting_time, fees, interpreter];
    ([languages, ages, accepts], texts.map(written))
}

/// What one can get help with, by title.
fn help(changes: &mut Changes, before: &Unit, after: &Unit) {
    let by_title = |unit: &Unit| -> BTreeMap<String, HelpItem> {
        let items = unit.help.iter().cloned();
        items.map(|item| (item.title.value.clone(), item)).collect()
    };
    let (old, new) = (by_title(before), by_title(after));
    let titles: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for title in titles {
        let (old, new) = (old.get(title), new.get(title));
        let said = |item: Option<&HelpItem>| {
            let HelpItem {
                title: _,
                text,
                phone,
                // Told by itself.
                hours: _,
                url,
            } = item?;
            let phone = phone.as_ref().map(|phone| phone.written.as_str());
            let parts = [written(text), phone, written(url)];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            Some(match parts.is_empty() {
                true => say!("is there", "finns"),
                false => same(parts.join(", ")),
            })
        };
        let subject = joined(&say!("Help with", "Hjälp med"), " ", &same(title));
        changes.value(Topic::About, subject.clone(), said(old), said(new));
        let hours = |item: Option<&HelpItem>| item.and_then(|item| item.hours.clone());
        let (old, new) = (hours(old), hours(new));
        weekly::all_weeks(changes, Topic::Hours, &subject, old.as_ref(), new.as_ref());
    }
}

/// What is new, by title.
fn news(changes: &mut Changes, before: &Unit, after: &Unit) {
    let all = |unit: &Unit| {
        let news = unit.news.iter().map(|news| {
            let News {
                title,
                text,
                from,
                to,
            } = news;
            let day = |day: &Option<crate::text::Spanned<chrono::NaiveDate>>| {
                let day = day.as_ref();
                day.map_or("…".to_owned(), |day| day.value.to_string())
            };
            let days = format!("{} – {}", day(from), day(to));
            let parts = written(text).into_iter().chain([days.as_str()]);
            let words = parts.collect::<Vec<_>>().join(" ");
            let subject = joined(&say!("News", "Aktuellt"), ": ", &same(title.as_str()));
            (title.value.clone(), subject, same(words))
        });
        news.collect()
    };
    changes.entries(Topic::Notices, all(before), all(after));
}

/// Texts in other languages than Swedish. In lists they are told apart by the Swedish text.
fn translations(changes: &mut Changes, before: &Unit, after: &Unit) {
    let all = |unit: &Unit| -> BTreeMap<(String, String, String), String> {
        let all = unit.translations.iter().map(|it| {
            let original = match it.key.contains("[]") {
                true => it.original.value.clone(),
                false => String::new(),
            };
            let key = (it.key.clone(), it.language.clone(), original);
            (key, it.text.value.clone())
        });
        all.collect()
    };
    let (old, new) = (all(before), all(after));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for name in keys {
        let (key, language, original) = name;
        let topic = match key.split(['.', '[']).next().unwrap_or_default() {
            "services" | "extra_services" => Topic::Services,
            "visits" => Topic::Visits,
            "contact" => Topic::Phone,
            "hours" | "special_hours" => Topic::Hours,
            "closures" => Topic::Closures,
            "notices" | "news" => Topic::Notices,
            "visit" => Topic::Address,
            "care" => Topic::Care,
            _ => Topic::About,
        };
        let key = key.replace("[]", "");
        let mut subject = same(format!("{key}_{language}"));
        if !original.is_empty() {
            subject = joined(&subject, " – ", &same(original));
        }
        let text = |texts: &BTreeMap<_, String>| texts.get(name).cloned();
        let (before, after) = (text(&old), text(&new));
        changes.prose(topic, subject, before.as_deref(), after.as_deref());
    }
}
