//! Codes: the kinds of finding, each a static with its name, group, level and explanation.
//!
//! A code's name is its file's name with `-` for `_`; once released it stays.

use serde::{Deserialize, Serialize};

use crate::diagnostic::words::Language;

/// What a site's policy says of a code. The order is the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Not shown, only counted.
    Allow,
    /// Worth knowing.
    Note,
    /// Should be fixed; the site is still published.
    Warn,
    /// Must be fixed; nothing is published.
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

    /// The word shown to people: how a finding of this level is called.
    pub fn word(self, language: Language) -> &'static str {
        match (self.severity(), language) {
            (Some(severity), _) => severity.word(language),
            (None, Language::English) => "allowed",
            (None, Language::Swedish) => "tillåten",
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

/// In place of the code of a diagnostic that is being read from bytes.
pub(super) fn not_read() -> &'static Code {
    static NOT_READ: Code = Code {
        name: "",
        group: Group::Structure,
        level: Level::Deny,
        fixed: true,
        explanation: Explanation { en: "", sv: "" },
    };
    &NOT_READ
}

/// The explanation of a code: two Markdown files beside the code's own, `<code_name>.en.md` and
/// `<code_name>.sv.md`, each with the code's name as its title and the sections under [`headings`].
#[derive(Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The English file.
    pub en: &'static str,
    /// The Swedish file.
    pub sv: &'static str,
}

/// Embeds the two files of an explanation that lie beside the file this is written in.
macro_rules! explanation {
    ($stem:literal) => {
        $crate::diagnostic::code::Explanation {
            en: include_str!(concat!($stem, ".en.md")),
            sv: include_str!(concat!($stem, ".sv.md")),
        }
    };
}
pub(crate) use explanation;

/// The headings of the four sections, in order.
pub const fn headings(language: Language) -> [&'static str; 4] {
    match language {
        Language::English => ["What is checked", "Why", "Example", "How to fix it"],
        Language::Swedish => ["Vad som kontrolleras", "Varför", "Exempel", "Så rättar du"],
    }
}

impl Explanation {
    /// The file of one language.
    const fn file(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Swedish => self.sv,
        }
    }

    /// The explanation in one language.
    pub fn get(&self, language: Language) -> Sections {
        let file = self.file(language);
        Sections::parse(file, language)
            .unwrap_or_else(|| panic!("bug: an explanation is not of the form:\n{file}"))
    }
}

/// An explanation in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sections {
    /// The title of its file: the code's name.
    pub title: &'static str,
    /// What the check looks at.
    pub what: &'static str,
    /// Why it matters to residents, units or the region.
    pub why: &'static str,
    /// What is reported, as it would be written.
    pub example: &'static str,
    /// The language of the example, as Markdown names it: `toml`, `html`, `ftl` or `text`.
    pub syntax: &'static str,
    /// What to do.
    pub fix: &'static str,
}

impl Sections {
    /// The parts of an explanation's file; `None` where it is not of the form.
    fn parse(file: &'static str, language: Language) -> Option<Self> {
        let mut parts = file.strip_suffix('\n')?.split("\n\n## ");
        let title = parts.next()?.strip_prefix("# ")?;
        let mut bodies = [""; 4];
        for (heading, body) in headings(language).into_iter().zip(&mut bodies) {
            *body = parts.next()?.strip_prefix(heading)?.strip_prefix("\n\n")?;
        }
        let [what, why, example, fix] = bodies;
        let code = example.strip_prefix("```")?.strip_suffix("\n```")?;
        let (syntax, example) = code.split_once('\n')?;
        parts.next().is_none().then_some(Self {
            title,
            what,
            why,
            example,
            syntax,
            fix,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_has_its_title_and_four_sections_in_order() {
        let whole = "# a-code\n\n## What is checked\n\nA.\n\n## Why\n\nB.\n\n## Example\n\n```toml\nx = 1\n\n# y\n```\n\n## How to fix it\n\nC.\n";
        let sections = Sections {
            title: "a-code",
            what: "A.",
            why: "B.",
            example: "x = 1\n\n# y",
            syntax: "toml",
            fix: "C.",
        };
        assert_eq!(Sections::parse(whole, Language::English), Some(sections));
        assert_eq!(Sections::parse(whole, Language::Swedish), None);
        for other in [
            "a-code\n\n## What is checked\n\nA.\n\n## Why\n\nB.\n\n## Example\n\n```toml\nx\n```\n\n## How to fix it\n\nC.\n",
            "# a-code\n\n## Why\n\nB.\n\n## What is checked\n\nA.\n\n## Example\n\n```toml\nx\n```\n\n## How to fix it\n\nC.\n",
            "# a-code\n\n## What is checked\n\nA.\n\n## Why\n\nB.\n\n## Example\n\nx = 1\n\n## How to fix it\n\nC.\n",
            "# a-code\n\n## What is checked\n\nA.\n\n## Why\n\nB.\n\n## Example\n\n```toml\nx\n```\n\n## How to fix it\n\nC.\n\n## More\n\nD.\n",
        ] {
            assert_eq!(Sections::parse(other, Language::English), None, "{other}");
        }
    }
}
