//! Headings and other words that stand in the forms of a difference whatever differs, all of one language
//! together.

use serde::Serialize;

use crate::diagnostic::Language;

/// The words of a language.
#[derive(Serialize)]
pub struct Headings {
    /// Of the whole.
    pub whole: &'static str,
    /// The warning that publishing will stop.
    pub denies: &'static str,
    /// Instead of everything, when nothing differs.
    pub nothing_differs: &'static str,
    /// Of what could not be compared.
    pub uncompared: &'static str,
    /// Of units.
    pub units: &'static str,
    /// Of findings of no unit.
    pub findings: &'static str,
    /// Of rule sets.
    pub rules: &'static str,
    /// Of what shared files do to units.
    pub effects: &'static str,
    /// Of other shared files.
    pub settings: &'static str,
    /// Of the look of pages.
    pub look: &'static str,
    /// Of a list of pages.
    pub pages: &'static str,
    /// The words of a link.
    pub preview_page: &'static str,
    /// Of what residents notice.
    pub seen: &'static str,
    /// Of verdicts.
    pub verdicts: &'static str,
    /// Of facts.
    pub facts: &'static str,
    /// Of keys of a file.
    pub keys: &'static str,
    /// Of the column of things.
    pub what: &'static str,
    /// Of the column of former values.
    pub before: &'static str,
    /// Of the column of values now.
    pub after: &'static str,
    /// Instead of a value that there is none of.
    pub nothing: &'static str,
    /// Before a piece of text that is gone.
    pub removed: &'static str,
    /// Before a piece of text that is new.
    pub added: &'static str,
}

const ENGLISH: Headings = Headings {
    whole: "What this change means",
    denies: "This change brings errors that stop publishing.",
    nothing_differs: "Nothing differs.",
    uncompared: "Could not be compared",
    units: "Units",
    findings: "Other findings",
    rules: "Rule sets",
    effects: "What rules and settings change",
    settings: "Region and site",
    look: "Look of pages",
    pages: "Pages",
    preview_page: "the page in the preview",
    seen: "What residents notice",
    verdicts: "Verdicts",
    facts: "Facts that decide duties",
    keys: "Keys",
    what: "What",
    before: "Before",
    after: "After",
    nothing: "nothing",
    removed: "removed:",
    added: "added:",
};

const SWEDISH: Headings = Headings {
    whole: "Vad ändringen innebär",
    denies: "Ändringen medför fel som stoppar publiceringen.",
    nothing_differs: "Inget skiljer sig.",
    uncompared: "Gick inte att jämföra",
    units: "Enheter",
    findings: "Andra anmärkningar",
    rules: "Riktlinjer",
    effects: "Vad regler och inställningar ändrar",
    settings: "Region och webbplats",
    look: "Sidornas utseende",
    pages: "Sidor",
    preview_page: "sidan i förhandsvisningen",
    seen: "Vad invånarna märker",
    verdicts: "Bedömningar",
    facts: "Uppgifter som avgör krav",
    keys: "Nycklar",
    what: "Vad",
    before: "Före",
    after: "Efter",
    nothing: "inget",
    removed: "borttaget:",
    added: "tillagt:",
};

/// The words in a language.
pub fn of(language: Language) -> &'static Headings {
    match language {
        Language::English => &ENGLISH,
        Language::Swedish => &SWEDISH,
    }
}
