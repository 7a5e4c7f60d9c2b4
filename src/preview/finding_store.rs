//! The findings of a site by file, kept from state to state: after a change only those of the files that
//! it touched are settled again.
//!
//! Findings are settled file by file, which gives the same as all at once, because order and doubles are
//! matters of a file. Faults that come up while a page is made are kept beside the others: they are
//! shown, but no page is made of them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::compile::diagnostics::Diagnostics;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::settle::{Counts, Finding, Findings, Levels, settle};
use crate::preview::update::{Update, compare};
use crate::text::path::SitePath;
use crate::text::{FileId, Sources};

/// Takes out of some findings of one file what is known already.
pub type SetAside = dyn Fn(&mut Findings, &Sources) + Sync;

/// How diagnostics become findings.
#[derive(Clone, Copy)]
pub struct Policy<'a> {
    /// The levels.
    pub levels: &'a Levels,
    /// The sources that diagnostics point into.
    pub sources: &'a Sources,
    /// What is known already.
    pub known: &'a SetAside,
}

impl Policy<'_> {
    fn settle(self, diagnostics: Vec<Diagnostic>) -> Findings {
        let mut findings = settle(diagnostics, self.levels, self.sources);
        (self.known)(&mut findings, self.sources);
        findings
    }
}

/// All findings of a state.
#[derive(Default)]
pub struct FindingStore {
    files: BTreeMap<SitePath, Findings>,
    /// The findings of files with faults that came up while pages were made, these among them.
    with_faults: BTreeMap<SitePath, Findings>,
    /// The findings that were told last, of files that were settled since.
    told: BTreeMap<SitePath, Findings>,
    /// Findings that are gone only because something that they depend on cannot be read.
    waiting: BTreeMap<SitePath, Vec<Finding>>,
}

/// Which files are settled again.
pub enum Which {
    /// All of them.
    All,
    /// Some.
    Some(BTreeSet<FileId>),
    /// Those that are no content.
    Theme,
}

impl FindingStore {
    /// Settles the findings of some files again, and forgets the faults of pages.
    pub fn renew(
        &mut self,
        which: &Which,
        diagnostics: &Diagnostics,
        theme_faults: &[Diagnostic],
        policy: Policy<'_>,
    ) {
        let path_of = |file: FileId| policy.sources.path(file);
        let is_content = |path: &SitePath| path.below("content").is_some();
        for (path, findings) in std::mem::take(&mut self.with_faults) {
            self.told.entry(path).or_insert(findings);
        }
        let stale: Vec<(SitePath, Findings)> = match which {
            Which::All => std::mem::take(&mut self.files).into_iter().collect(),
            Which::Some(files) => {
                let paths = files.iter().map(|file| path_of(*file));
                paths
                    .filter_map(|path| self.files.remove_entry(path))
                    .collect()
            }
            Which::Theme => self
                .files
                .extract_if(.., |path, _| !is_content(path))
                .collect(),
        };
        for (path, findings) in stale {
            self.told.entry(path).or_insert(findings);
        }
        let of_theme = || theme_faults.iter().map(|fault| fault.primary.span.file);
        let files: BTreeSet<FileId> = match which {
            Which::All => diagnostics.files().into_iter().chain(of_theme()).collect(),
            Which::Some(files) => files.clone(),
            Which::Theme => of_theme()
                .filter(|file| !is_content(path_of(*file)))
                .collect(),
        };
        // A file of the site's theme and one of the program's may have the same path.
        let mut found: BTreeMap<&SitePath, Vec<FileId>> = BTreeMap::new();
        for file in files {
            found.entry(path_of(file)).or_default().push(file);
        }
        let found: Vec<(&SitePath, Vec<FileId>)> = found.into_iter().collect();
        let settled = found.into_par_iter().filter_map(|(path, files)| {
            let of_theme = theme_faults.iter();
            let of_theme = of_theme.filter(|fault| files.contains(&fault.primary.span.file));
            let mut found: Vec<Diagnostic> = of_theme.cloned().collect();
            found.extend(files.iter().flat_map(|file| diagnostics.in_file(*file)));
            (!found.is_empty()).then(|| (path.clone(), policy.settle(found)))
        });
        for (path, findings) in settled.collect::<Vec<_>>() {
            self.told.entry(path.clone()).or_default();
            self.files.insert(path, findings);
        }
    }

    /// Adds faults that came up while pages were made: the findings of their file with all of them.
    pub fn add_faults(&mut self, path: &SitePath, all: Vec<Diagnostic>, policy: Policy<'_>) {
        let settled = policy.settle(all);
        if !self.told.contains_key(path) {
            let before = self.at(path).cloned().unwrap_or_default();
            self.told.insert(path.clone(), before);
        }
        self.with_faults.insert(path.clone(), settled);
    }

    /// The findings of a file, faults of pages among them.
    fn at(&self, path: &SitePath) -> Option<&Findings> {
        self.with_faults.get(path).or_else(|| self.files.get(path))
    }

    /// The findings by file, faults of pages among them.
    fn by_file(&self) -> impl Iterator<Item = (&SitePath, &Findings)> {
        let added = self.with_faults.iter();
        let mut added = added
            .filter(|(path, _)| !self.files.contains_key(*path))
            .peekable();
        let mut files = self.files.iter().peekable();
        std::iter::from_fn(move || {
            let is_added_next = match (added.peek(), files.peek()) {
                (Some((added, _)), Some((file, _))) => added < file,
                (added, _) => added.is_some(),
            };
            if is_added_next {
                return added.next();
            }
            let (path, findings) = files.next()?;
            Some((path, self.with_faults.get(path).unwrap_or(findings)))
        })
    }

    /// All findings in order, faults of pages among them.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.by_file().flat_map(|(_, findings)| &findings.list)
    }

    /// The findings that pages are made of.
    pub fn of_pages(&self) -> impl Iterator<Item = &Finding> {
        self.files.values().flat_map(|findings| &findings.list)
    }

    /// How many there are of each level.
    pub fn counts(&self) -> Counts {
        let each = self.by_file().map(|(_, findings)| findings.counts);
        each.fold(Counts::default(), |sum, one| Counts {
            errors: sum.errors + one.errors,
            warnings: sum.warnings + one.warnings,
            notes: sum.notes + one.notes,
            allowed: sum.allowed + one.allowed,
            baselined: sum.baselined + one.baselined,
            earlier: sum.earlier + one.earlier,
        })
    }

    /// What is new and what is fixed since it was last asked. A finding that is gone while it `waits` for
    /// something else to be read is neither fixed now nor new when it comes back.
    pub fn update(&mut self, waits: impl Fn(&SitePath, &Finding) -> bool) -> Update {
        let mut update = Update::default();
        let told = std::mem::take(&mut self.told);
        let mut told: BTreeMap<SitePath, Vec<Finding>> = told
            .into_iter()
            .map(|(path, findings)| (path, findings.list))
            .collect();
        for (path, waiting) in std::mem::take(&mut self.waiting) {
            let untouched = || self.at(&path).map_or(Vec::new(), |now| now.list.clone());
            let before = match told.remove(&path) {
                Some(before) => before,
                None => untouched(),
            };
            told.insert(path, before.into_iter().chain(waiting).collect());
        }
        for (path, before) in told {
            let now = self.at(&path).map_or(&[][..], |findings| &findings.list);
            let waiting = compare(&path, &before, now, |gone| waits(&path, gone), &mut update);
            if !waiting.is_empty() {
                self.waiting.insert(path, waiting);
            }
        }
        update
    }
}
