//! Findings that are new, fixed, or weigh something else.
//!
//! A finding is the same as before when a baseline would say so (its fingerprint) or when watch mode
//! would (its file, code and words): so neither a moved line nor a corrected name makes it new. A unit
//! that is renamed takes its findings with it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::code::{Group, Level};
use crate::diagnostic::settle::{Finding, Findings};
use crate::diff::{Cause, FindingChange, FindingKind};
use crate::report::fingerprint::fingerprint_at;
use crate::text::Sources;

/// The findings of one state.
pub struct Found<'a> {
    /// After policy.
    pub findings: &'a Findings,
    /// Their files.
    pub sources: &'a Sources,
    /// Paths that are others in the head.
    pub moved: &'a BTreeMap<String, String>,
}

/// Whether a finding is gone because nothing is asked for any longer: what it says of the offering holds no
/// more since shared files have changed.
pub fn is_released(kind: FindingKind, cause: Cause, code: &str) -> bool {
    let of_offering =
        || crate::compile::code(code).is_some_and(|code| code.group == Group::Offering);
    kind == FindingKind::Fixed && cause == Cause::Shared && of_offering()
}

impl FindingChange {
    /// Whether something is denied now that was not before.
    pub fn is_newly_denied(&self) -> bool {
        matches!(self.kind, FindingKind::New | FindingKind::Heavier) && self.level == Level::Deny
    }

    /// Whether it is gone because nothing is asked for any longer.
    pub fn is_released(&self) -> bool {
        is_released(self.kind, self.cause, self.code)
    }
}

/// What tells findings apart: by content, then by words.
struct Named {
    fingerprints: Vec<String>,
    words: Vec<(String, &'static str, Option<String>, String)>,
    /// Findings of a file that is gone while another has taken its path: the same as none.
    gone: Vec<bool>,
}

impl Found<'_> {
    /// The path of a finding's file as the head knows it.
    fn path(&self, finding: &Finding) -> String {
        let path = self.sources.path(finding.diagnostic.primary.span.file);
        let moved = self.moved.get(path.as_str());
        moved.map_or_else(|| path.to_string(), Clone::clone)
    }

    fn named(&self) -> Named {
        let list = &self.findings.list;
        let fingerprint =
            |finding: &Finding| fingerprint_at(finding, self.sources, &self.path(finding));
        let words = |finding: &Finding| {
            let diagnostic = &finding.diagnostic;
            (
                self.path(finding),
                diagnostic.code.name,
                diagnostic.service.clone(),
                diagnostic.message.en.to_string(),
            )
        };
        let taken: BTreeSet<&str> = self.moved.values().map(String::as_str).collect();
        let gone = |finding: &Finding| {
            let path = self.sources.path(finding.diagnostic.primary.span.file);
            taken.contains(path.as_str()) && !self.moved.contains_key(path.as_str())
        };
        Named {
            fingerprints: list.par_iter().map(fingerprint).collect(),
            words: list.iter().map(words).collect(),
            gone: list.iter().map(gone).collect(),
        }
    }
}

/// The findings that differ, each with the path it has in its own state. `between` are those of the
/// head's units under the base's shared files, where these differ.
pub fn compare(
    before: &Found<'_>,
    between: Option<&Found<'_>>,
    after: &Found<'_>,
) -> Vec<FindingChange> {
    let (old, new) = (before.named(), after.named());
    let partner = partners(&old, &new);
    let known_between = between.map(|found| {
        let named = found.named();
        (partners(&named, &new), partners(&old, &named))
    });
    let cause_of_new = |at: usize| match &known_between {
        Some((partners, _)) if partners[at].is_none() => Cause::Shared,
        _ => Cause::Unit,
    };
    let mut met_between = vec![false; before.findings.list.len()];
    for old in known_between
        .iter()
        .flat_map(|(_, old)| old.iter().flatten())
    {
        met_between[*old] = true;
    }
    let mut met = vec![false; before.findings.list.len()];
    let mut changes = Vec::new();
    for (at, finding) in after.findings.list.iter().enumerate() {
        let fingerprint = new.fingerprints[at].clone();
        match partner[at] {
            None => {
                let cause = cause_of_new(at);
                changes.push(change(
                    finding,
                    after.sources,
                    fingerprint,
                    FindingKind::New,
                    cause,
                ));
            }
            Some(other) => {
                met[other] = true;
                let former = before.findings.list[other].level;
                if former != finding.level {
                    let kind = if finding.level > former {
                        FindingKind::Heavier
                    } else {
                        FindingKind::Lighter
                    };
                    let found = change(finding, after.sources, fingerprint, kind, Cause::Shared);
                    changes.push(FindingChange {
                        former_level: Some(former),
                        ..found
                    });
                }
            }
        }
    }
    for (at, finding) in before.findings.list.iter().enumerate() {
        if met[at] {
            continue;
        }
        let cause = match (&known_between, met_between[at]) {
            (Some(_), true) => Cause::Shared,
            _ => Cause::Unit,
        };
        let fingerprint = old.fingerprints[at].clone();
        let kind = FindingKind::Fixed;
        changes.push(change(finding, before.sources, fingerprint, kind, cause));
    }
    changes
}

/// For each finding of the later list, the same one in the earlier list.
fn partners(before: &Named, after: &Named) -> Vec<Option<usize>> {
    let mut partner = vec![None; after.fingerprints.len()];
    let mut free: Vec<bool> = before.gone.iter().map(|gone| !gone).collect();
    pair(
        &before.fingerprints,
        &after.fingerprints,
        &mut free,
        &mut partner,
    );
    pair(&before.words, &after.words, &mut free, &mut partner);
    partner
}

/// Pairs what has the same name and has no partner yet, in order.
fn pair<T: Ord>(before: &[T], after: &[T], free: &mut [bool], partner: &mut [Option<usize>]) {
    let mut places: BTreeMap<&T, Vec<usize>> = BTreeMap::new();
    for (at, name) in before.iter().enumerate().rev() {
        if free[at] {
            places.entry(name).or_default().push(at);
        }
    }
    for (at, name) in after.iter().enumerate() {
        if partner[at].is_none()
            && let Some(other) = places.get_mut(name).and_then(Vec::pop)
        {
            partner[at] = Some(other);
            free[other] = false;
        }
    }
}

fn change(
    finding: &Finding,
    sources: &Sources,
    fingerprint: String,
    kind: FindingKind,
    cause: Cause,
) -> FindingChange {
    let diagnostic = &finding.diagnostic;
    let span = diagnostic.primary.span;
    let (start, _) = sources.position(span);
    FindingChange {
        kind,
        code: diagnostic.code.name,
        level: finding.level,
        former_level: None,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        path: sources.path(span.file).to_string(),
        line: start.line,
        column: start.column,
        unit: diagnostic.unit.clone(),
        service: diagnostic.service.clone(),
        fingerprint,
        cause,
    }
}

/// The heaviest and newest first, then by place.
pub fn sort(findings: &mut [FindingChange]) {
    let rank = |finding: &FindingChange| (finding.kind, std::cmp::Reverse(finding.level));
    let deny = |finding: &FindingChange| finding.level != Level::Deny;
    findings.sort_by(|a, b| {
        (rank(a), deny(a), &a.path, a.line, a.code).cmp(&(
            rank(b),
            deny(b),
            &b.path,
            b.line,
            b.code,
        ))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_no_longer_is_released_and_what_somebody_mended_is_fixed() {
        let fixed = FindingKind::Fixed;
        assert!(is_released(fixed, Cause::Shared, "unmet-obligation"));
        assert!(!is_released(fixed, Cause::Unit, "unmet-obligation"));
        assert!(!is_released(fixed, Cause::Shared, "unknown-reference"));
        assert!(!is_released(
            FindingKind::New,
            Cause::Shared,
            "unmet-obligation"
        ));
    }
}
