//! The words of forms: headings and labels where the table of keys has only a sentence.

use crate::diagnostic::Language;
use crate::load::shape::Key;

/// Headings by key: English and Swedish.
const TITLES: [(&str, &str, &str); 16] = [
    ("basic", "About the unit", "Om enheten"),
    ("provider", "Provider", "Vårdgivare"),
    (
        "responsible",
        "Responsible for the page",
        "Ansvarig för sidan",
    ),
    ("contact", "Contact", "Kontakt"),
    ("visit", "Finding the unit", "Hitta till enheten"),
    ("hours", "Hours", "Tider"),
    (
        "special_hours",
        "Other hours on some days",
        "Avvikande tider",
    ),
    ("closures", "Closed days", "Stängda dagar"),
    ("notices", "Notices", "Meddelanden"),
    ("care", "Seeking care", "Söka vård"),
    (
        "activities",
        "Questions of the rule set",
        "Riktlinjens frågor",
    ),
    ("services", "E-services", "E-tjänster"),
    ("booking", "Booking", "Tidbokning"),
    ("visits", "Kinds of visit", "Besök som går att boka"),
    ("exemptions", "Exemptions", "Undantag"),
    (
        "extra_services",
        "The unit's own additions",
        "Enhetens egna tillägg",
    ),
];

/// Labels by key, where the sentence is not short enough.
const LABELS: [(&str, &str, &str); 24] = [
    ("name", "Name", "Namn"),
    ("summary", "Summary", "Sammanfattning"),
    ("hsa_id", "HSA id", "HSA-id"),
    ("phone", "Phone", "Telefon"),
    ("number", "Number", "Nummer"),
    ("website", "Website", "Webbplats"),
    ("phones", "Numbers by function", "Fler telefonnummer"),
    ("label", "Label", "Rubrik"),
    ("url", "Address", "Webbadress"),
    ("street", "Visiting address", "Besöksadress"),
    ("coordinates", "Coordinates", "Koordinater"),
    ("opening", "Opening hours", "Öppettider"),
    ("drop_in", "Drop-in hours", "Drop-in"),
    ("visiting", "Visiting hours", "Besökstider"),
    (
        "periods",
        "Other hours for a time",
        "Andra tider under en period",
    ),
    (
        "functions",
        "Hours of something at the unit",
        "Tider för något på enheten",
    ),
    ("reviewed", "Last read through", "Senast genomläst"),
    ("date", "Day", "Dag"),
    ("reason", "Reason", "Orsak"),
    ("text", "Text", "Text"),
    (
        "answered_by",
        "Who answers meanwhile",
        "Vem som svarar under tiden",
    ),
    ("ages", "Ages", "Åldrar"),
    ("responsible", "Responsible", "Ansvarig"),
    ("email", "Mailbox", "E-postadress"),
];

/// The heading of a part of the form; empty where there is none of its own.
pub fn section_title(key: &str, language: Language) -> &'static str {
    let title = TITLES.iter().find(|(name, ..)| *name == key);
    title.map_or("", |(_, en, sv)| pick(language, en, sv))
}

/// The label of a key, and what its sentence says beside it.
pub fn label(key: &Key, language: Language) -> (String, String) {
    let sentence = pick(language, key.en, key.sv);
    let known = LABELS.iter().find(|(name, ..)| *name == key.name);
    if let Some((_, en, sv)) = known {
        return (pick(language, en, sv).to_owned(), sentence.to_owned());
    }
    let end = sentence.find([',', ';', '.']).unwrap_or(sentence.len());
    let (label, rest) = sentence.split_at(end);
    let rest = rest.trim_start_matches([',', ';', '.']).trim();
    (label.to_owned(), capitalized(rest))
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// One of two texts.
pub fn pick<'t>(language: Language, en: &'t str, sv: &'t str) -> &'t str {
    match language {
        Language::English => en,
        Language::Swedish => sv,
    }
}
