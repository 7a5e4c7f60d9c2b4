//! Findings on the pages of a preview. Residents never see them.

use serde::Serialize;

use crate::diagnostic::code::Severity;
use crate::diagnostic::{Language, Text};
use crate::render::locale::Locale;

/// One finding, as a preview shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFinding {
    /// How heavy it is.
    pub severity: Severity,
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// The next act.
    pub help: Option<Text>,
    /// Where: `content/kalmar/units/strandvik.toml:12:3`.
    pub place: String,
}

/// The same in one language.
#[derive(Debug, Serialize)]
pub struct FindingView<'a> {
    /// `error`, `warning`, `note`
    pub severity: &'static str,
    /// The word for it.
    pub severity_word: &'static str,
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: &'a str,
    /// The next act.
    pub help: Option<&'a str>,
    /// Where.
    pub place: &'a str,
}

/// Findings in the language of a page; English where the tool does not speak it.
pub fn finding_views<'a>(findings: &'a [PageFinding], locale: &Locale) -> Vec<FindingView<'a>> {
    let language = if locale.is("sv") {
        Language::Swedish
    } else {
        Language::English
    };
    let view = |finding: &'a PageFinding| FindingView {
        severity: finding.severity.name(),
        severity_word: finding.severity.word(language),
        code: finding.code,
        message: finding.message.get(language),
        help: finding.help.as_ref().map(|help| help.get(language)),
        place: &finding.place,
    };
    findings.iter().map(view).collect()
}
