//! What was found in a site, by what it depends on, so that an update replaces only what is stale.

use std::collections::BTreeSet;

use crate::compile::all_codes::codes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::store::DiagnosticStore;
use crate::text::FileId;

/// The diagnostics of a site, before policy.
#[derive(Clone)]
pub struct Diagnostics {
    /// What a file or a unit alone is wrong in.
    pub(super) own: DiagnosticStore,
    /// What depends on the units that a unit links to.
    pub(super) links: DiagnosticStore,
    /// What depends on the site as a whole.
    pub(super) site: DiagnosticStore,
    /// What was found after the site was compiled: in the theme, and while pages were made.
    added: DiagnosticStore,
}

impl Diagnostics {
    /// Nothing was found.
    pub(super) fn none() -> Self {
        let none = || DiagnosticStore::new(codes());
        Self {
            own: none(),
            links: none(),
            site: none(),
            added: none(),
        }
    }

    fn stores(&self) -> [&DiagnosticStore; 4] {
        let Self {
            own,
            links,
            site,
            added,
        } = self;
        [own, links, site, added]
    }

    /// The files that have diagnostics.
    pub fn files(&self) -> BTreeSet<FileId> {
        self.stores()
            .into_iter()
            .flat_map(DiagnosticStore::files)
            .collect()
    }

    /// The diagnostics of a file.
    pub fn in_file(&self, file: FileId) -> Vec<Diagnostic> {
        let stores = self.stores().into_iter();
        stores.flat_map(|store| store.in_file(file)).collect()
    }

    /// All diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = Diagnostic> {
        self.stores().into_iter().flat_map(DiagnosticStore::iter)
    }

    /// Changes what was found in the site as a whole.
    pub fn change_of_site(&mut self, mut change: impl FnMut(&mut Diagnostic)) {
        let files: Vec<FileId> = self.site.files().collect();
        for file in files {
            let mut found = self.site.remove_file(file);
            found.iter_mut().for_each(&mut change);
            self.site.extend(found);
        }
    }
}

/// Adds what is found after the site was compiled.
impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.added.extend(diagnostics);
    }
}
