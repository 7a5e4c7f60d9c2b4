//! What cannot be told while a file cannot be read: which pages would lose something, and which findings are
//! gone without being fixed.

use std::collections::BTreeSet;

use crate::diagnostic::code::Level;
use crate::diagnostic::settle::Finding;
use crate::load::is_of_units;
use crate::preview::{SITE_FILE, Snapshot, THEME_FILE, is_unreadable};
use crate::text::path::SitePath;

impl Snapshot<'_> {
    /// Whether a page would be made from a file for many pages that cannot be read in full: it would lose
    /// names, services or links.
    pub fn is_hindered(&self, path: &str) -> bool {
        if self.catalog.site.broken || self.is_theme_broken() {
            return true;
        }
        let languages = &self.catalog.site.languages;
        let mut parts = path.split('/').peekable();
        let _ = parts.next_if(|part| languages.iter().skip(1).any(|tag| tag.value == *part));
        let regions = &self.catalog.regions;
        match parts.next().and_then(|id| regions.get(id)) {
            Some(region) => !region.is_assessable_on(self.today),
            // Pages of no region name all of them.
            None => regions.values().any(|region| region.broken),
        }
    }

    fn is_theme_broken(&self) -> bool {
        let mut faults = self.theme_faults.iter();
        faults.any(|fault| {
            let path = self.policy.sources.path(fault.primary.span.file);
            is_unreadable(fault.code.name) && path.as_str().ends_with(THEME_FILE)
        })
    }

    /// Whether a finding that is gone may only be gone because something cannot be read: the file that it is
    /// in, the unit that it is about, or what the unit is held against.
    pub(super) fn waits(
        &self,
        path: &SitePath,
        gone: &Finding,
        unreadable: &BTreeSet<SitePath>,
    ) -> bool {
        let diagnostic = &gone.diagnostic;
        if is_unreadable(diagnostic.code.name) {
            return false;
        }
        if let Some(id) = &diagnostic.unit {
            return self.catalog.is_unsure_of(id, self.today);
        }
        unreadable.contains(path)
    }

    /// Why pages cannot be made: faults of templates and of texts of the interface, and of files that many
    /// pages are made from.
    pub fn obstacles(&self) -> Vec<&Finding> {
        let hinders = |finding: &&Finding| {
            let code = finding.diagnostic.code.name;
            let path = self
                .policy
                .sources
                .path(finding.diagnostic.primary.span.file);
            let is_shared = path.below("content").is_none() || !is_of_units(path);
            code == "template-fault"
                || code == "locale-fault"
                || path.as_str() == SITE_FILE
                || (is_shared && finding.level == Level::Deny && is_form(finding))
        };
        self.findings().filter(hinders).collect()
    }
}

/// Whether it is a fault of form.
fn is_form(finding: &Finding) -> bool {
    finding.diagnostic.code.fixed
}
