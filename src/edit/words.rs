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
        let label = pick(language, en, sv);
        let help = if says_the_same(sentence, label) {
            ""
        } else {
            sentence
        };
        return (label.to_owned(), help.to_owned());
    }
    let end = sentence.find([',', ';', '.']).unwrap_or(sentence.len());
    let (label, rest) = sentence.split_at(end);
    let rest = rest.trim_start_matches([',', ';', '.']).trim();
    (label.to_owned(), capitalized(rest))
}

/// Whether a sentence is the label with an article.
fn says_the_same(sentence: &str, label: &str) -> bool {
    let is_short = sentence.split_whitespace().count() <= 2;
    is_short && sentence.to_lowercase().contains(&label.to_lowercase())
}

/// A sentence on a part of the form, where that of the key does not do beside the heading.
pub fn section_help(key: &str, language: Language) -> Option<&'static str> {
    let help = pick(
        language,
        "Hours of ordinary weeks. Other days have headings of their own.",
        "Tider en vanlig vecka. Avvikande dagar har egna rubriker.",
    );
    (key == "hours").then_some(help)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_that_says_no_more_than_the_label_is_left_out() {
        assert!(says_the_same("Texten.", "Text") && says_the_same("The text.", "Text"));
        assert!(!says_the_same("Huvudnummer.", "Telefon"));
        assert!(!says_the_same("Namn som invånare läser.", "Namn"));
    }
}
