//! What a change did to the findings: which are new, and which are fixed.
//!
//! A finding is the same as before when its file, code and words are: a line added above it moves it
//! and does not make it new.

use crate::diagnostic::Text;
use crate::diagnostic::settle::Finding;
use crate::text::path::SitePath;

/// A finding as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingKey {
    /// The file it is in.
    pub path: String,
    /// Its code.
    pub code: &'static str,
    /// What was wrong.
    pub message: Text,
}

/// What happened to the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Findings that were not there before, in the order of findings.
    pub new: Vec<Finding>,
    /// Findings that are gone.
    pub fixed: Vec<FindingKey>,
}

/// Compares the findings of a file with those that were told of it. Those that are gone while it `waits` for
/// something else to be read are not fixed: they are given back.
pub fn compare(
    path: &SitePath,
    before: &[Finding],
    now: &[Finding],
    waits: impl Fn(&Finding) -> bool,
    update: &mut Update,
) -> Vec<Finding> {
    let mut waiting = Vec::new();
    if before.is_empty() && now.is_empty() {
        return waiting;
    }
    let earlier = before;
    let mut gone = |told: FindingKey, at: usize| match waits(&earlier[at]) {
        true => waiting.push(earlier[at].clone()),
        false => update.fixed.push(told),
    };
    let sorted = |findings: &[Finding]| {
        let told = findings.iter().map(|finding| FindingKey::of(finding, path));
        let mut told: Vec<(FindingKey, usize)> = told.zip(0..).collect();
        told.sort();
        told
    };
    let mut before = sorted(before).into_iter().peekable();
    let mut new = Vec::new();
    for (finding, at) in sorted(now) {
        while let Some((told, at)) = before.next_if(|(old, _)| *old < finding) {
            gone(told, at);
        }
        if before.next_if(|(old, _)| *old == finding).is_none() {
            new.push(at);
        }
    }
    before.for_each(|(told, at)| gone(told, at));
    new.sort_unstable();
    update.new.extend(new.into_iter().map(|at| now[at].clone()));
    waiting
}

impl FindingKey {
    fn of(finding: &Finding, path: &SitePath) -> Self {
        let diagnostic = &finding.diagnostic;
        Self {
            path: path.to_string(),
            code: diagnostic.code.name,
            message: diagnostic.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Settings, compile};
    use crate::testing::inputs;

    fn after(told: &mut Vec<Finding>, unit: &str) -> (Vec<&'static str>, Vec<&'static str>) {
        let (inputs, _) = inputs(&format!("//- a.toml\n{unit}"));
        let now = compile(&inputs, &Settings::default()).findings().list;
        let mut update = Update::default();
        let path = SitePath::new("content/x/units/a.toml").expect("a sound path");
        compare(&path, told, &now, |_| false, &mut update);
        *told = now;
        let new = update.new.iter().map(|new| new.diagnostic.code.name);
        let fixed = update.fixed.iter().map(|fixed| fixed.code);
        (new.collect(), fixed.collect())
    }

    #[test]
    fn a_finding_that_only_moved_is_not_new() {
        let mut told = Vec::new();
        let (new, fixed) = after(&mut told, "okand = 1\n");
        assert!(new.contains(&"unknown-key") && fixed.is_empty());
        let nothing = (Vec::new(), Vec::new());
        assert_eq!(after(&mut told, "# a line\n\nokand = 1\n"), nothing);
        assert_eq!(
            after(&mut told, "okand = 1\nokant = 2\n"),
            (vec!["unknown-key"], vec![])
        );
        assert_eq!(
            after(&mut told, ""),
            (vec![], vec!["unknown-key", "unknown-key"])
        );
    }
}
