//! The words of the page beside those that all forms of the report share, all of one language together.

use serde::Serialize;

use crate::diagnostic::Language;
use crate::report::words::Words;

/// What stands on the page whatever its figures are.
#[derive(Serialize)]
pub struct PageWords {
    title: &'static str,
    skip: &'static str,
    contents: &'static str,
    internal: &'static str,
    to_contents: &'static str,
    no_comparison: &'static str,
    summary: &'static str,
    to_units: &'static str,
    trend: &'static str,
    pub share_by_day: &'static str,
    counted: &'static str,
    no_rule_set: &'static str,
    units: &'static str,
    duties_met: &'static str,
    all_met: &'static str,
    unmet_duties: &'static str,
    unmet_duties_of_group: &'static str,
    closed: &'static str,
    unreadable: &'static str,
    nothing_to_do: &'static str,
    pub nobody: &'static str,
    pub tasks: &'static str,
    with: &'static str,
    counted_for: &'static str,
    nobody_falls_short: &'static str,
    fall_short: &'static str,
    nothing_changes: &'static str,
    pub verdict: &'static str,
    pub verdicts: &'static str,
    pub must_act: &'static str,
    pub other_changes: &'static str,
    pub binds_nobody: &'static str,
    pub of: &'static str,
    percent: &'static str,
    pub headings: Headings,
}

/// Headings of the sections of a region.
#[derive(Serialize)]
pub struct Headings {
    pub compare: &'static str,
    pub matrix: &'static str,
    pub work: &'static str,
    pub waiting: &'static str,
    pub freshness: &'static str,
    pub upcoming: &'static str,
}

/// A word of the report and what it means; a sentence alone where it explains no word.
#[derive(Clone, Copy, Serialize)]
pub struct Meaning {
    word: &'static str,
    text: &'static str,
}

const ENGLISH: PageWords = PageWords {
    title: "Base offering: report",
    skip: "Skip to the content",
    contents: "Contents",
    internal: "Internal. This report names who is responsible for units and is not to be published.",
    to_contents: "To the contents",
    no_comparison: "No other rule set has been decided.",
    summary: "Summary",
    to_units: "To the units that must act",
    trend: "Trend",
    share_by_day: "Share of duties met, day by day",
    counted: "How it is counted",
    no_rule_set: "No rule set that can be used is in force on this day.",
    units: "Units",
    duties_met: "Share of duties met",
    all_met: "Units with all duties met",
    unmet_duties: "Unmet duties",
    unmet_duties_of_group: "unmet duties",
    closed: "closed for good, left out",
    unreadable: "with faults of syntax in the file, left out: see `basutbud check`",
    nothing_to_do: "There is nothing to do.",
    nobody: "Nobody is named as responsible",
    tasks: "Tasks",
    with: "With",
    counted_for: "for",
    nobody_falls_short: "No unit will fall short where it does not now.",
    fall_short: "will fall short where they do not now.",
    nothing_changes: "Nothing changes for any unit.",
    verdict: "verdict",
    verdicts: "verdicts",
    must_act: "Who must act",
    other_changes: "Other changes",
    binds_nobody: "binds no unit",
    of: "of",
    percent: "%",
    headings: Headings {
        compare: "With another rule set",
        matrix: "Units and services",
        work: "Work list, by who is responsible",
        waiting: "Exemptions waiting for review",
        freshness: "When pages were reviewed",
        upcoming: "Coming rule sets",
    },
};

const SWEDISH: PageWords = PageWords {
    title: "Basutbudet: rapport",
    skip: "Hoppa till innehållet",
    contents: "Innehåll",
    internal: "Internt. Rapporten anger vem som ansvarar för enheter och får inte publiceras.",
    to_contents: "Till innehållet",
    no_comparison: "Ingen kommande riktlinje är beslutad.",
    summary: "Sammanfattning",
    to_units: "Till de enheter som behöver göra något",
    trend: "Utveckling",
    share_by_day: "Andel uppfyllda krav, dag för dag",
    counted: "Så är det räknat",
    no_rule_set: "Ingen riktlinje som går att använda gäller den här dagen.",
    units: "Enheter",
    duties_met: "Andel uppfyllda krav",
    all_met: "Enheter som uppfyller alla krav",
    unmet_duties: "Krav som saknas",
    unmet_duties_of_group: "krav som saknas",
    closed: "stängda för gott, inte medräknade",
    unreadable: "med syntaxfel i filen, inte medräknade: se `basutbud check`",
    nothing_to_do: "Det finns inget att göra.",
    nobody: "Ingen ansvarig är angiven",
    tasks: "Uppgifter",
    with: "Med",
    counted_for: "räknat för",
    nobody_falls_short: "Ingen enhet kommer att sakna något som den inte saknar nu.",
    fall_short: "kommer att sakna något som inte saknas nu.",
    nothing_changes: "Inget ändras för någon enhet.",
    verdict: "bedömning",
    verdicts: "bedömningar",
    must_act: "Vem som behöver göra något",
    other_changes: "Andra förändringar",
    binds_nobody: "gäller ingen enhet",
    of: "av",
    percent: "\u{a0}%",
    headings: Headings {
        compare: "Med en annan riktlinje",
        matrix: "Enheter och tjänster",
        work: "Arbetslista per ansvarig",
        waiting: "Undantag att pröva",
        freshness: "När sidorna granskades",
        upcoming: "Kommande riktlinjer",
    },
};

const MEANINGS_ENGLISH: [Meaning; 5] = [
    Meaning {
        word: "Coverage",
        text: "is the share that is met of the duties that bind: met, exempt and unmet together. Exempt is thus not counted as met.",
    },
    Meaning {
        word: "Not known",
        text: "means that the unit has not answered a question that the duty depends on, or does not state which visits can be booked. It counts neither as met nor as unmet.",
    },
    Meaning {
        word: "Duties",
        text: "are what a unit must offer or must not offer. What it should offer stands by itself, as recommendations.",
    },
    Meaning {
        word: "Units with all duties met",
        text: "are in the rule set's scope and have no duty that is unmet or not known. They may have exemptions.",
    },
    Meaning {
        word: "",
        text: "Units that have closed for good are left out. Units that are not shown yet are counted.",
    },
];

const MEANINGS_SWEDISH: [Meaning; 5] = [
    Meaning {
        word: "Täckning",
        text: "är andelen uppfyllda av de krav som gäller: uppfyllda, undantagna och saknade tillsammans. Undantag räknas alltså inte som uppfyllda.",
    },
    Meaning {
        word: "Underlag saknas",
        text: "när enheten inte har besvarat en fråga som kravet beror på, eller inte anger vilka besök som går att boka. Det räknas varken som uppfyllt eller som saknat.",
    },
    Meaning {
        word: "Krav",
        text: "är det som enheten ska erbjuda eller inte får erbjuda. Det som den bör erbjuda står för sig, som rekommendationer.",
    },
    Meaning {
        word: "Enheter som uppfyller alla krav",
        text: "omfattas av riktlinjen och har inget krav som saknas eller saknar underlag. De kan ha undantag.",
    },
    Meaning {
        word: "",
        text: "Enheter som har stängt för gott är inte med. Enheter som inte visas ännu är med.",
    },
];

impl Words {
    /// The words of the page.
    pub fn page(self) -> &'static PageWords {
        match self.0 {
            Language::English => &ENGLISH,
            Language::Swedish => &SWEDISH,
        }
    }

    /// What words and figures mean.
    pub fn meanings(self) -> &'static [Meaning] {
        match self.0 {
            Language::English => &MEANINGS_ENGLISH,
            Language::Swedish => &MEANINGS_SWEDISH,
        }
    }

    /// When a page is to be read again.
    pub fn too_old(self, days: i64) -> String {
        match self.0 {
            Language::English => format!(
                "A page is to be read again when it has not been reviewed for as long as the rules of its region allow ({days} days where they do not say), never has been, or states a day that lies ahead."
            ),
            Language::Swedish => format!(
                "En sida behöver läsas igenom när den inte har granskats på så länge som regionens riktlinje tillåter ({days} dagar när den inte säger något), aldrig har granskats, eller anger ett datum i framtiden."
            ),
        }
    }

    /// The sentence below a list that is cut.
    pub fn cut(self, shown: usize, all: usize) -> String {
        let (shown, all) = (self.count(shown), self.count(all));
        match self.0 {
            Language::English => format!(
                "{shown} of {all} rows are shown here. All of them are in the CSV and XLSX forms: `basutbud report --format xlsx --out report.xlsx`."
            ),
            Language::Swedish => format!(
                "Här visas {shown} av {all} rader. Alla finns i CSV och XLSX: `basutbud report --format xlsx --out rapport.xlsx`."
            ),
        }
    }

    /// The heading of exemptions that end within so many days.
    pub fn ending_within(self, days: i64) -> String {
        match self.0 {
            Language::English => format!("Exemptions that end within {days} days"),
            Language::Swedish => format!("Undantag som går ut inom {days} dagar"),
        }
    }

    /// What is said in place of a list without rows.
    pub fn none(self, list: &str) -> &'static str {
        let (en, sv) = match list {
            "due" => (
                "No page needs to be read through.",
                "Ingen sida behöver läsas igenom.",
            ),
            "exemptions" => ("No exemption ends soon.", "Inget undantag går ut snart."),
            "waiting" => (
                "No exemption waits for review.",
                "Inget undantag väntar på prövning.",
            ),
            "extras" => (
                "Every extra e-service has been talked over.",
                "Alla extra e-tjänster har haft samråd.",
            ),
            _ => ("There is nothing to show.", "Det finns inget att visa."),
        };
        self.pick(en, sv)
    }

    /// What lists of reviews leave out.
    pub fn not_reviewed(self, hidden: usize) -> String {
        let units = self.units(hidden);
        match self.0 {
            Language::English => format!("{units} without a published page are not counted here."),
            Language::Swedish => format!("{units} utan publicerad sida räknas inte här."),
        }
    }

    /// How many exemptions there are beside those that end soon.
    pub fn other_exemptions(self, later: usize, endless: usize) -> String {
        let (later, endless) = (self.count(later), self.count(endless));
        match self.0 {
            Language::English => format!(
                "Beside those that end soon, {later} exemptions are in use, {endless} of them without an end."
            ),
            Language::Swedish => format!(
                "Utöver dem som går ut snart gäller {later} undantag, varav {endless} utan slutdag."
            ),
        }
    }

    /// The same where units may wait for different times.
    pub fn ages_by_unit(self) -> [String; 5] {
        let [_, _, _, never, ahead] = self.ages(0);
        let [fresh, ageing, old] = match self.0 {
            Language::English => [
                "at most half as long ago as is allowed",
                "longer ago, and no longer than is allowed",
                "longer ago than is allowed",
            ],
            Language::Swedish => [
                "för högst halva den tillåtna tiden sedan",
                "längre sedan, men inom den tillåtna tiden",
                "längre sedan än den tillåtna tiden",
            ],
        };
        [fresh.into(), ageing.into(), old.into(), never, ahead]
    }

    /// How long ago pages were reviewed, for each of the five ages: fresh, ageing, old, never, ahead.
    pub fn ages(self, old: i64) -> [String; 5] {
        let half = old / 2;
        let next = half + 1;
        match self.0 {
            Language::English => [
                format!("at most {half} days ago"),
                format!("{next} to {old} days ago"),
                format!("more than {old} days ago"),
                "never".to_owned(),
                "on a day that lies ahead".to_owned(),
            ],
            Language::Swedish => [
                format!("för högst {half} dagar sedan"),
                format!("för {next}–{old} dagar sedan"),
                format!("för mer än {old} dagar sedan"),
                "aldrig".to_owned(),
                "datum i framtiden".to_owned(),
            ],
        }
    }
}
