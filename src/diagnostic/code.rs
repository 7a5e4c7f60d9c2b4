//! Codes: the kinds of finding, each a static with its name, group, level and explanation.
//!
//! A code's name is its file's name with `-` for `_`; once released it stays.

use crate::diagnostic::Language;

/// What a site's policy says of a code. The order is the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not shown, only counted.
    Allow,
    /// Worth knowing.
    Note,
    /// Should be mended; the site is still published.
    Warn,
    /// Must be mended; nothing is published.
    Deny,
}

impl Level {
    /// All levels, lightest first.
    pub const ALL: [Self; 4] = [Self::Allow, Self::Note, Self::Warn, Self::Deny];

    /// The word in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// The level of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == word)
    }

    /// How a finding of this level is shown; `None` when it is not.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Note => Some(Severity::Note),
            Self::Warn => Some(Severity::Warning),
            Self::Deny => Some(Severity::Error),
        }
    }
}

/// How a finding is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// "note" / "upplysning"
    Note,
    /// "warning" / "varning"
    Warning,
    /// "error" / "fel"
    Error,
}

impl Severity {
    /// The word in machine-readable forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word shown to people.
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (_, Language::English) => self.name(),
            (Self::Note, Language::Swedish) => "upplysning",
            (Self::Warning, Language::Swedish) => "varning",
            (Self::Error, Language::Swedish) => "fel",
        }
    }
}

/// What a code is about; `explain` lists codes by group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The file cannot be read or is not of the form.
    Structure,
    /// A rule set or region file contradicts itself.
    Rules,
    /// The base offering.
    Offering,
    /// The page and its facts.
    Page,
    /// Templates and texts of a theme.
    Theme,
}

impl Group {
    /// The group's heading.
    pub const fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Structure, Language::English) => "Reading files",
            (Self::Structure, Language::Swedish) => "Läsa filer",
            (Self::Rules, Language::English) => "Rule sets",
            (Self::Rules, Language::Swedish) => "Riktlinjer",
            (Self::Offering, Language::English) => "Base offering",
            (Self::Offering, Language::Swedish) => "Basutbud",
            (Self::Page, Language::English) => "Contact pages",
            (Self::Page, Language::Swedish) => "Kontaktsidor",
            (Self::Theme, Language::English) => "Themes",
            (Self::Theme, Language::Swedish) => "Teman",
        }
    }
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case name, as in `[levels]` and `--deny`.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// Its level where the site says nothing.
    pub level: Level,
    /// Whether a site may change the level. Faults of syntax and structure stay denied.
    pub fixed: bool,
    /// What `explain` prints.
    pub explanation: Explanation,
}

/// The explanation of a code in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Explanation {
    /// English.
    pub en: Sections,
    /// Swedish.
    pub sv: Sections,
}

impl Explanation {
    /// The explanation in one language.
    pub const fn get(&self, language: Language) -> &Sections {
        match language {
            Language::English => &self.en,
            Language::Swedish => &self.sv,
        }
    }
}

/// The four parts every explanation has.
#[derive(Debug, PartialEq, Eq)]
pub struct Sections {
    /// What the check looks at.
    pub what: &'static str,
    /// Why it matters to residents, units or the region.
    pub why: &'static str,
    /// TOML (or Markdown, or a template) that is reported.
    pub example: &'static str,
    /// What to do.
    pub mend: &'static str,
}
