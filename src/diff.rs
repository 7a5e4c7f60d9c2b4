//! Two states of a site held against each other: what a change means for residents and for compliance.
//!
//! [`compare::compare`] takes two compilations of the same day and gives a [`Difference`]; the forms
//! ([`text`], [`markdown`], [`json`], [`html`]) put it into words and add nothing. It does not read git
//! and knows no address of its own.
//!
//! Where rule sets, regions or settings differ, the head's files are also compiled under the base's
//! shared files. What changes between the base and that is due to the unit, what changes from there to
//! the head is due to the shared files: so each change carries its [`Cause`].

pub mod change;
pub mod compare;
pub mod compliance;
pub mod escape;
mod files;
pub mod findings;
pub mod headings;
pub mod html;
pub mod json;
pub mod markdown;
pub mod matching;
pub mod offering;
pub mod pages;
pub mod phrases;
mod practical;
pub mod residents;
pub mod shared;
pub mod text;
mod uncompared;
pub mod weekly;
pub mod words;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::assess::verdict::{self, Obligation, Outcome};
use crate::diagnostic::Text;
use crate::diagnostic::code::Level;
use crate::diff::words::Piece;

/// Two states of a site, held against each other.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// What the earlier state is called.
    pub base: Option<Text>,
    /// What the later state is called.
    pub head: Option<Text>,
    /// The day of both.
    pub today: NaiveDate,
    /// What could not be compared, and why.
    pub uncompared: Vec<Uncompared>,
    /// Units that differ, the most important first.
    pub units: Vec<UnitDifference>,
    /// Findings of no unit that can be read.
    pub findings: Vec<FindingChange>,
    /// Rule sets that differ.
    pub rules: Vec<FileDifference>,
    /// Which verdicts change because rule sets, regions or settings do.
    pub effects: Vec<Effect>,
    /// Other files that units share: the site's and regions' own files, the site's pages.
    pub settings: Vec<FileDifference>,
    /// What templates, texts, rule sets and settings do to pages.
    pub look: LookDifference,
}

/// What could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncompared {
    /// The file, from the site's root.
    pub path: String,
    /// Why, as a clause: "it has faults of syntax in the base".
    pub reason: Text,
}

/// What became of a unit or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is no longer there.
    Gone,
    /// It was not there before.
    Added,
    /// The same unit has another id, and so another address.
    Renamed,
    /// The same unit lies in another folder; its address is as before.
    Moved,
    /// It is in the same place.
    Kept,
}

/// One unit that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDifference {
    /// Its id now; the former one when it is gone.
    pub id: String,
    /// Its former id, when that was another.
    pub former_id: Option<String>,
    /// Its name now; the former one when it is gone.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// Whether its own files differ. If not, only shared files or other units make the difference.
    pub touched: bool,
    /// Its file, where it is now or was.
    pub path: String,
    /// The route of its page, when it is shown in the head.
    pub page: Option<String>,
    /// Whether a former address has no redirect to the new one.
    pub lost_address: Option<String>,
    /// What differs in what the file says, the most important first.
    pub changes: Vec<Change>,
    /// Verdicts that differ, in the rule set's order.
    pub verdicts: Vec<VerdictChange>,
    /// Exemptions that differ or end soon.
    pub exemptions: Vec<ExemptionChange>,
    /// Findings that are new, fixed or weigh something else.
    pub findings: Vec<FindingChange>,
}

impl UnitDifference {
    /// Whether it is told by itself: its own files differ, or findings do for another reason than
    /// shared files. What shared files alone bring about is told once, for all units.
    pub fn stands_alone(&self) -> bool {
        self.touched || self.findings.iter().any(|it| it.cause == Cause::Unit)
    }
}

/// What a change is about, in order of importance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Whether there is a page, and when the unit opens and closes for good.
    Page,
    /// E-services.
    Services,
    /// How times are booked.
    Booking,
    /// Kinds of visit.
    Visits,
    /// Response time.
    Response,
    /// Telephone.
    Phone,
    /// Weekly and special hours.
    Hours,
    /// Days when the unit is closed.
    Closures,
    /// Temporary information.
    Notices,
    /// Where the unit is.
    Address,
    /// Its name.
    Name,
    /// How to seek care.
    Care,
    /// Texts.
    About,
    /// Links, provider, date of review.
    Other,
    /// Facts that decide which duties bind; not seen by residents.
    Facts,
}

impl Topic {
    /// Whether residents see it.
    pub fn is_for_residents(self) -> bool {
        self != Self::Facts
    }
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is gone.
    Lost,
    /// It has come.
    Gained,
    /// It is another.
    Changed,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub topic: Topic,
    /// The thing: a service, "Monday", "street".
    pub subject: Text,
    /// A service's id.
    pub service: Option<String>,
    /// How it was; nothing when it was not there.
    pub before: Option<Text>,
    /// How it is; nothing when it is not there.
    pub after: Option<Text>,
    /// Running text, word by word; empty for other things.
    pub words: Vec<Piece>,
}

impl Change {
    /// What happened.
    pub fn kind(&self) -> ChangeKind {
        match (&self.before, &self.after) {
            (None, _) => ChangeKind::Gained,
            (_, None) => ChangeKind::Lost,
            _ => ChangeKind::Changed,
        }
    }
}

/// What makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The unit's own files.
    Unit,
    /// Rule sets, regions or settings: it would not differ under the base's.
    Shared,
    /// Each of them alone makes a difference.
    Both,
}

impl Cause {
    /// The word in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Shared => "shared",
            Self::Both => "both",
        }
    }
}

/// One duty's standing, without the unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// The outcome.
    pub outcome: Outcome,
    /// The obligation that binds.
    pub obligation: Option<Obligation>,
    /// Whether the service is offered.
    pub offered: bool,
    /// Why it is unmet.
    pub causes: Vec<verdict::Cause>,
}

/// A verdict that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// The service's or group's id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// How it was; nothing where the rule set did not know it.
    pub before: Option<Standing>,
    /// How it is.
    pub after: Option<Standing>,
    /// Why it differs.
    pub cause: Cause,
}

/// An exemption that differs, or that ends soon in a unit that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExemptionChange {
    /// The service, as its standard name where that is known.
    pub service: String,
    /// How it was: reason, note and last day.
    pub before: Option<Text>,
    /// How it is.
    pub after: Option<Text>,
    /// Its last day, when that is near.
    pub ends: Option<NaiveDate>,
}

/// What happened to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// It was not there before.
    New,
    /// It weighs more than before.
    Heavier,
    /// It weighs less than before.
    Lighter,
    /// It is no longer there.
    Fixed,
}

/// A finding that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingChange {
    /// What happened to it.
    pub kind: FindingKind,
    /// Its code.
    pub code: &'static str,
    /// Its level now; the former one when it is fixed.
    pub level: Level,
    /// Its level before, where it had another.
    pub former_level: Option<Level>,
    /// What is wrong.
    pub message: Text,
    /// The next act.
    pub help: Option<Text>,
    /// The file: in the head, or in the base when it is fixed.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The unit's id in the head, when it concerns one.
    pub unit: Option<String>,
    /// The service's id, when it concerns one.
    pub service: Option<String>,
    /// Its stable name.
    pub fingerprint: String,
    /// Why it differs.
    pub cause: Cause,
}

/// A file that units share and that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDifference {
    /// Its path.
    pub path: String,
    /// What became of it: gone, added or kept.
    pub fate: Fate,
    /// For a rule set: the first day in force.
    pub in_force: Option<NaiveDate>,
    /// For a rule set: whether it is the one in force in the head on the day.
    pub is_current: bool,
    /// The keys that differ, in the order of the file.
    pub keys: Vec<KeyChange>,
    /// Running text, word by word; empty for other files.
    pub words: Vec<Piece>,
}

/// A key that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    /// The key with what it stands in: `services[fornya-recept].weeks_ahead`.
    pub key: String,
    /// Its value before, as it would be written.
    pub before: Option<String>,
    /// Its value now.
    pub after: Option<String>,
}

/// Units whose verdict on a service changes in the same way because of shared files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The region.
    pub region: String,
    /// The service's or group's id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// How it was.
    pub before: Option<Standing>,
    /// How it is.
    pub after: Option<Standing>,
    /// The units' ids and names, in order of id.
    pub units: Vec<(String, String)>,
}

/// What shared files do to the pages of the base's units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookDifference {
    /// How many pages both have and were compared.
    pub compared: usize,
    /// Addresses of the pages that look different.
    pub different: Vec<String>,
    /// Assets that differ; a style sheet is used by every page.
    pub assets: Vec<(String, Fate)>,
    /// Files of the theme that differ.
    pub files: Vec<(String, Fate)>,
    /// How many pages could be made before and cannot any more.
    pub failed: usize,
}

impl LookDifference {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.different.is_empty()
            && self.assets.is_empty()
            && self.files.is_empty()
            && self.failed == 0
    }
}

impl Difference {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.findings.is_empty()
            && self.rules.is_empty()
            && self.effects.is_empty()
            && self.settings.is_empty()
            && self.look.is_empty()
    }

    /// Whether something is denied that was not before.
    pub fn denies(&self) -> bool {
        self.all_findings().any(FindingChange::is_newly_denied)
    }

    /// All findings that differ: those of units, then the others.
    pub fn all_findings(&self) -> impl Iterator<Item = &FindingChange> {
        let of_units = self.units.iter().flat_map(|unit| &unit.findings);
        of_units.chain(&self.findings)
    }

    /// How many findings of units whose files are the same differ because of shared files, by what
    /// happened, level and code.
    pub fn shared_findings(&self) -> BTreeMap<(FindingKind, Reverse<Level>, &'static str), usize> {
        let mut counts = BTreeMap::new();
        let untold = self.units.iter().filter(|unit| !unit.stands_alone());
        for finding in untold.flat_map(|unit| &unit.findings) {
            let key = (finding.kind, Reverse(finding.level), finding.code);
            *counts.entry(key).or_default() += 1;
        }
        counts
    }

    /// How much there is of everything.
    pub fn counts(&self) -> Counts {
        let units = |fates: &[Fate]| {
            let of = self.units.iter().filter(|unit| fates.contains(&unit.fate));
            of.filter(|unit| unit.touched).count()
        };
        let changes = |kind| {
            let all = self.units.iter().flat_map(|unit| &unit.changes);
            all.filter(|change| change.topic == Topic::Services || change.topic == Topic::Booking)
                .filter(|change| change.service.is_some() && change.kind() == kind)
                .count()
        };
        let verdicts = |worse: bool| {
            let all = self.units.iter().flat_map(|unit| &unit.verdicts);
            all.filter(|change| {
                let unmet = |standing: &Option<Standing>| {
                    let outcome = standing.as_ref().map(|standing| standing.outcome);
                    outcome == Some(Outcome::Unmet)
                };
                let (from, to) = (unmet(&change.before), unmet(&change.after));
                if worse { to && !from } else { from && !to }
            })
            .count()
        };
        let findings = |kind| self.all_findings().filter(|f| f.kind == kind).count();
        Counts {
            added: units(&[Fate::Added]),
            gone: units(&[Fate::Gone]),
            renamed: units(&[Fate::Renamed]),
            changed: units(&[Fate::Kept, Fate::Moved]),
            untouched: self.units.iter().filter(|unit| !unit.touched).count(),
            services_gained: changes(ChangeKind::Gained),
            services_lost: changes(ChangeKind::Lost),
            became_unmet: verdicts(true),
            became_met: verdicts(false),
            new: findings(FindingKind::New) + findings(FindingKind::Heavier),
            newly_denied: self.all_findings().filter(|f| f.is_newly_denied()).count(),
            fixed: findings(FindingKind::Fixed) + findings(FindingKind::Lighter),
            released: self.all_findings().filter(|f| f.is_released()).count(),
        }
    }
}

/// How much a difference holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Units that are new.
    pub added: usize,
    /// Units that are gone.
    pub gone: usize,
    /// Units with another id.
    pub renamed: usize,
    /// Other units whose files differ.
    pub changed: usize,
    /// Units that differ although their files do not.
    pub untouched: usize,
    /// Services that residents gain.
    pub services_gained: usize,
    /// Services that residents lose.
    pub services_lost: usize,
    /// Verdicts that became unmet.
    pub became_unmet: usize,
    /// Verdicts that are no longer unmet.
    pub became_met: usize,
    /// Findings that are new or weigh more.
    pub new: usize,
    /// Those of them that are denied now and were not before.
    pub newly_denied: usize,
    /// Findings that are gone or weigh less.
    pub fixed: usize,
    /// How many of these are gone because nothing is asked for any longer.
    pub released: usize,
}
