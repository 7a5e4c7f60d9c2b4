//! Findings on the pages of a preview. Residents never see them.

use serde::Serialize;

use crate::diagnostic::code::Severity;
use crate::diagnostic::{Language, Text};
use crate::render::locale::{CONTENT_LANGUAGE, GLOSS_LANGUAGE, Locale};
use crate::render::view::localized::Localized;

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
    pub severity_word: Localized<'a>,
    /// Its code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Localized<'a>,
    /// The next act.
    pub help: Option<Localized<'a>>,
    /// Where.
    pub place: &'a str,
}

/// Findings in the language of a page; English where the tool does not speak it.
pub fn finding_views<'a>(findings: &'a [PageFinding], locale: &Locale) -> Vec<FindingView<'a>> {
    let (language, tag) = if locale.is(CONTENT_LANGUAGE) {
        (Language::Swedish, CONTENT_LANGUAGE)
    } else {
        (Language::English, GLOSS_LANGUAGE)
    };
    let said = |words: &'a str| Localized::foreign(words, tag, locale);
    let view = |finding: &'a PageFinding| FindingView {
        severity: finding.severity.name(),
        severity_word: said(finding.severity.word(language)),
        code: finding.code,
        message: said(finding.message.get(language)),
        help: finding.help.as_ref().map(|help| said(help.get(language))),
        place: &finding.place,
    };
    findings.iter().map(view).collect()
}
