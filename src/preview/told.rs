//! What a change did to the findings: which are new, and which are mended.
//!
//! A finding is the same as before when its file, code and words are: a line added above it moves it
//! and does not make it new.

use crate::diagnostic::Text;
use crate::diagnostic::settle::{Finding, Findings};
use crate::text::Sources;

/// A finding as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
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
    pub mended: Vec<Told>,
}

/// Compares findings with those told before, and remembers them instead.
pub fn update(told: &mut Vec<Told>, findings: &Findings, sources: &Sources) -> Update {
    let mut now: Vec<(Told, usize)> = findings
        .list
        .iter()
        .enumerate()
        .map(|(at, finding)| (Told::of(finding, sources), at))
        .collect();
    now.sort();
    let mut new = Vec::new();
    let mut mended = Vec::new();
    let mut before = told.drain(..).peekable();
    for (finding, at) in &now {
        while let Some(gone) = before.next_if(|old| old < finding) {
            mended.push(gone);
        }
        if before.next_if(|old| old == finding).is_none() {
            new.push(*at);
        }
    }
    mended.extend(before);
    new.sort_unstable();
    let new = new
        .into_iter()
        .map(|at| findings.list[at].clone())
        .collect();
    told.extend(now.into_iter().map(|(finding, _)| finding));
    Update { new, mended }
}

impl Told {
    fn of(finding: &Finding, sources: &Sources) -> Self {
        let diagnostic = &finding.diagnostic;
        Self {
            path: sources.path(diagnostic.primary.span.file).to_string(),
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

    fn after(told: &mut Vec<Told>, unit: &str) -> (Vec<&'static str>, Vec<&'static str>) {
        let (inputs, _) = inputs(&format!("//- a.toml\n{unit}"));
        let compilation = compile(&inputs, &Settings::default());
        let update = update(told, &compilation.findings(), &compilation.sources);
        let new = update.new.iter().map(|new| new.diagnostic.code.name);
        let mended = update.mended.iter().map(|mended| mended.code);
        (new.collect(), mended.collect())
    }

    #[test]
    fn a_finding_that_only_moved_is_not_new() {
        let mut told = Vec::new();
        let (new, mended) = after(&mut told, "okand = 1\n");
        assert!(new.contains(&"unknown-key") && mended.is_empty());
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
