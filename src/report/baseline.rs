//! Baselines: a file that says which findings are known, so that only new ones are shown. Findings are
//! matched by content ([`fingerprint`]), as often as the file has them, never by line.
//!
//! Faults of form are never in a baseline: nothing of their files can be trusted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::settle::{Finding, Findings, Known};
use crate::diagnostic::{Language, Text, say};
use crate::report::fingerprint::fingerprint;
use crate::text::Sources;

/// The form's version.
const VERSION: u32 = 1;

/// The findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// How often each is known.
    known: BTreeMap<String, usize>,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct BaselineFile {
    version: u32,
    findings: Vec<EntryForm>,
}

/// A finding of the file. Only fingerprint and count are read; the rest is for people and diffs.
#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct EntryForm {
    path: String,
    code: String,
    message: String,
    fingerprint: String,
    count: usize,
}

impl Baseline {
    /// The findings of a run, all of them: what an earlier state of a site had.
    pub fn of_all(findings: &Findings, sources: &Sources) -> Self {
        let mut known = BTreeMap::new();
        for finding in &findings.list {
            *known.entry(fingerprint(finding, sources)).or_default() += 1;
        }
        Self { known }
    }

    /// Reads a file of [`render`]; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Text> {
        let form: BaselineFile =
            serde_json::from_str(text).map_err(|error| say!("{error}", "{error}"))?;
        if form.version != VERSION {
            let version = form.version;
            return Err(say!(
                "it is of version {version}, this program reads version {VERSION}",
                "den är av version {version}, och programmet läser version {VERSION}"
            ));
        }
        let mut known = BTreeMap::new();
        for entry in form.findings {
            let count: &mut usize = known.entry(entry.fingerprint).or_default();
            *count = count.saturating_add(entry.count);
        }
        Ok(Self { known })
    }

    /// Begins to set aside the findings of a run that are known.
    pub fn subtraction(&self) -> Subtraction<'_> {
        Subtraction {
            known: &self.known,
            met: BTreeMap::new(),
        }
    }

    /// Sets aside the findings that are known, when all are at hand.
    pub fn subtract(&self, findings: &mut Findings, why: Known, sources: &Sources) {
        self.subtraction().subtract(findings, why, sources);
    }
}

/// The findings of a run, some at a time, without those that are known, as often as they are known.
pub struct Subtraction<'b> {
    known: &'b BTreeMap<String, usize>,
    /// How often each has been met.
    met: BTreeMap<String, usize>,
}

impl Subtraction<'_> {
    /// Sets aside those of the next findings that are known.
    pub fn subtract(&mut self, findings: &mut Findings, why: Known, sources: &Sources) {
        if self.known.is_empty() {
            return;
        }
        findings.set_aside(why, |finding| {
            if why == Known::Baseline && !may_be_baselined(finding) {
                return false;
            }
            let fingerprint = fingerprint(finding, sources);
            let Some(known) = self.known.get(&fingerprint) else {
                return false;
            };
            let met = self.met.entry(fingerprint).or_default();
            let is_known = *met < *known;
            *met += usize::from(is_known);
            is_known
        });
    }

    /// How many known findings were not met again.
    pub fn not_met(&self) -> usize {
        self.known.values().sum::<usize>() - self.met.values().sum::<usize>()
    }
}

/// Whether a finding can be in a baseline at all.
pub fn may_be_baselined(finding: &Finding) -> bool {
    !finding.diagnostic.code.fixed
}

/// The findings of a run as a baseline: JSON, sorted, the same whatever the language of the run.
pub fn render(findings: &Findings, sources: &Sources) -> String {
    let mut counts: BTreeMap<(String, String, String, String), usize> = BTreeMap::new();
    for finding in findings.list.iter().filter(|f| may_be_baselined(f)) {
        let diagnostic = &finding.diagnostic;
        let key = (
            sources.path(diagnostic.primary.span.file).to_string(),
            diagnostic.code.name.to_owned(),
            diagnostic.message.get(Language::English).to_owned(),
            fingerprint(finding, sources),
        );
        *counts.entry(key).or_default() += 1;
    }
    let entries = counts
        .into_iter()
        .map(|((path, code, message, fingerprint), count)| EntryForm {
            path,
            code,
            message,
            fingerprint,
            count,
        });
    let form = BaselineFile {
        version: VERSION,
        findings: entries.collect(),
    };
    // Plain strings and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&form).unwrap_or_default();
    text.push('\n');
    text
}
