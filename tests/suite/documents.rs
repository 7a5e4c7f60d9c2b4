//! The two transcribed documents, whole: every sentence of theirs stands in the rule set and on the page
//! of the base offering, or is listed here with the reason why not.
//!
//! The documents' texts are test data under `tests/documents/`, each with its source in the first lines.

use std::fs;

use basutbud::host::read;

use crate::harness::{TODAY, compiled, day, repository};
use crate::pages::{main_of, rendered};

/// What is not there word for word, and why.
const KALMAR: &[(&str, &str)] = &[
    ("Berörd verksamhet", "heading: the key is `concerned`"),
    (
        "Enheter som ska erbjuda basutbud av e-tjänster",
        "heading: the page says Enheter som omfattas",
    ),
    (
        "Innebär",
        "heading of a column: the page has the text without one",
    ),
    (
        "Ska erbjudas av",
        "heading of a column: the key is `must_when`",
    ),
    (
        "Tidbokningstjänst",
        "heading of a column: the page has the names as headings",
    ),
    ("Ändringshistorik", "heading: the page says Historik"),
    ("Ändring", "heading of a column"),
    ("2026-01-13", "a date: the page writes 13 januari 2026"),
    ("2026-02-18", "a date: the page writes 18 februari 2026"),
    ("Utförd av", "heading of a column"),
    (
        "Kommunikationsdirektör Regiondirektör",
        "two roles in one cell: there is a comma between them",
    ),
];
const VGR: &[(&str, &str)] = &[
    (
        "Beslutet i sin helhet",
        "words of a link: the page links Dokumentet i sin helhet",
    ),
    (
        "Följande e-tjänster ska erbjudas på mottagningen (om de finns inom verksamheten)",
        "heading: the page says E-tjänster som ska erbjudas, and of each service Mottagningen (om de finns inom verksamheten)",
    ),
    (
        "Rekommenderade tjänster, utöver de obligatoriska:",
        "heading: the page says E-tjänster som rekommenderas",
    ),
    (
        "Beställa tid*",
        "the asterisk leads to the note, which is the service's summary",
    ),
    (
        "*Invånaren skickar in ett önskemål om tid med en beskrivning av orsak till besöket.",
        "the note without its asterisk",
    ),
];

#[test]
fn every_sentence_of_the_documents_is_in_the_rules_and_on_the_page() {
    let site = read::site(repository(), day(TODAY));
    let mut compilation = compiled(&site);
    let pages = rendered(&site, &mut compilation);
    let mut faults = Vec::new();
    for (document, rules, page, known) in [
        (
            "kalmar-2026.txt",
            "kalmar/rules/2026-02-18.toml",
            "kalmar/basutbud/index.html",
            KALMAR,
        ),
        (
            "vgr-2016.txt",
            "vgr/rules/2016-01-28.toml",
            "vgr/basutbud/index.html",
            VGR,
        ),
    ] {
        let file = |path: &str| {
            fs::read_to_string(repository().join(path))
                .unwrap_or_else(|_| panic!("{path} is there"))
        };
        let data = plain(&file(&format!("content/{rules}")));
        let page = plain(&without_tags(&main_of(&pages[page])));
        let text = file(&format!("tests/documents/{document}"));
        let (_, text) = text
            .split_once("\n\n")
            .expect("the source, then the document");
        for sentence in sentences(text) {
            let plain = plain(&sentence);
            let found = (data.contains(&plain), page.contains(&plain));
            let was_listed = known.iter().position(|(known, _)| *known == sentence);
            match (found, was_listed) {
                ((true, true), None) => {}
                ((true, true), Some(at)) => {
                    let sentence = known[at].0;
                    faults.push(format!("{document}: need not be listed: {sentence}"));
                }
                (_, Some(_)) => {}
                ((false, _), None) => {
                    faults.push(format!("{document}: not in the rules: {sentence}"))
                }
                ((_, false), None) => {
                    faults.push(format!("{document}: not on the page: {sentence}"))
                }
            }
        }
        let all = sentences(text);
        let gone = known
            .iter()
            .filter(|(sentence, _)| all.iter().all(|it| it != sentence));
        faults.extend(
            gone.map(|(sentence, _)| format!("{document}: not in the document: {sentence}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The sentences, cells and points of a document. Headings and points lose their marks.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let cells = text.lines().flat_map(|line| line.split('\t'));
    for cell in cells.flat_map(|cell| cell.split(" – ")) {
        // Points end in a mark of a font's own in one of the documents.
        let marks =
            |letter: char| letter.is_whitespace() || ['#', '•', '-', '\u{f0b7}'].contains(&letter);
        let cell = cell.trim_matches(marks);
        let mut start = 0;
        for (at, _) in cell.match_indices(". ") {
            let next = cell[at + 2..].trim_start().chars().next();
            // Not after "alt." and the like.
            if next.is_some_and(char::is_uppercase) && !cell[start..at].trim_end().ends_with("alt")
            {
                all.push(cell[start..=at].trim().to_owned());
                start = at + 2;
            }
        }
        all.push(cell[start..].trim().to_owned());
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Text for comparing: single blanks, small letters, no quotation marks or full stops at the end.
fn plain(text: &str) -> String {
    let text = without_tags(text).to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', ':']).to_owned()
}

/// Text without tags and links of Markdown, with the letters that entities stand for.
fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain += before;
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    plain += rest;
    plain.replace("&amp;", "&").replace("&quot;", "\"").replace(
        "[etjanster@regionkalmar.se](mailto:etjanster@regionkalmar.se)",
        "etjanster@regionkalmar.se",
    )
}
