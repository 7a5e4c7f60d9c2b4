//! Diagnostics in compact form: as bytes, by file.
//!
//! A large site has tens of thousands of diagnostics, each with words in two languages and many small
//! allocations. As bytes they take less memory, the cache of checked units stores them as
//! they are, and only the files that are settled or printed are decoded.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::text::FileId;

/// The codes of the program, sorted by name: a diagnostic is stored with the index of its code.
pub type Codes = &'static [&'static Code];

/// Diagnostics by the file of their primary place.
#[derive(Clone)]
pub struct DiagnosticStore {
    codes: Codes,
    files: BTreeMap<FileId, Vec<u8>>,
}

impl DiagnosticStore {
    /// A store without diagnostics.
    pub fn new(codes: Codes) -> Self {
        Self {
            codes,
            files: BTreeMap::new(),
        }
    }

    /// The files that have diagnostics, in order of id.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.files.keys().copied()
    }

    /// The diagnostics of a file, in the order in which they were added.
    pub fn in_file(&self, file: FileId) -> Vec<Diagnostic> {
        match self.files.get(&file) {
            Some(bytes) => decode(self.codes, bytes).expect("bug: a diagnostic was stored wrongly"),
            None => Vec::new(),
        }
    }

    /// All diagnostics, by file.
    pub fn iter(&self) -> impl Iterator<Item = Diagnostic> {
        self.files().flat_map(|file| self.in_file(file))
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: &Diagnostic) {
        let bytes = self.files.entry(diagnostic.primary.span.file).or_default();
        encode(self.codes, diagnostic, bytes);
    }

    /// Takes the diagnostics of a file out.
    pub fn remove_file(&mut self, file: FileId) -> Vec<Diagnostic> {
        let removed = self.in_file(file);
        self.files.remove(&file);
        removed
    }

    /// The diagnostics of some files as bytes, for [`DiagnosticStore::add_bytes`].
    pub fn bytes(&self, files: impl Iterator<Item = FileId>) -> Vec<(FileId, &[u8])> {
        let bytes = files.filter_map(|file| Some((file, self.files.get(&file)?.as_slice())));
        bytes.collect()
    }

    /// All diagnostics as bytes.
    pub fn into_bytes(self) -> Vec<(FileId, Vec<u8>)> {
        self.files.into_iter().collect()
    }

    /// Adds what [`DiagnosticStore::bytes`] gave for a file, in a run of the same program.
    pub fn add_bytes(&mut self, file: FileId, bytes: &[u8]) {
        let stored = self.files.entry(file).or_default();
        stored.reserve_exact(bytes.len());
        stored.extend_from_slice(bytes);
    }
}

impl Extend<Diagnostic> for DiagnosticStore {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(&diagnostic);
        }
    }
}

/// Adds a diagnostic to bytes: the place of its code in the table, then the rest of it.
fn encode(codes: Codes, diagnostic: &Diagnostic, bytes: &mut Vec<u8>) {
    let name = diagnostic.code.name;
    let code = codes.binary_search_by_key(&name, |known| known.name);
    let code = code.expect("bug: a code that is not in the table of codes");
    let code = u16::try_from(code).expect("bug: more than 65,536 codes");
    let encoded = postcard::to_extend(&(code, diagnostic), std::mem::take(bytes));
    *bytes = encoded.expect("bug: memory takes all");
}

fn decode(codes: Codes, mut bytes: &[u8]) -> Option<Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    while !bytes.is_empty() {
        let stored: ((u16, Diagnostic), &[u8]) = postcard::take_from_bytes(bytes).ok()?;
        let ((code, diagnostic), rest) = stored;
        bytes = rest;
        diagnostics.push(Diagnostic {
            code: codes.get(usize::from(code))?,
            ..diagnostic
        });
    }
    Some(diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::codes;
    use crate::diagnostic::code::Level;
    use crate::diagnostic::fix::Fix;
    use crate::diagnostic::say;
    use crate::text::Span;

    fn diagnostic(file: u32, nth: usize) -> Diagnostic {
        let span = Span::new(FileId(file), nth..nth + 3);
        let code = codes()[nth % codes().len()];
        let plain = Diagnostic::new(code, span, say!("fault {nth}", "fel {nth}"));
        match nth % 3 {
            0 => plain,
            1 => plain
                .with_label(say!("here {nth}", "här {nth}"))
                .with_related(Span::whole(FileId(9)), say!("there", "där"))
                .with_unit("kalmar/å")
                .at_most(Some(Level::Note)),
            _ => plain
                .with_help(say!("do {nth}", "gör {nth}"))
                .with_service("s")
                .with_fix(Some(Fix::replace(say!("x", "y"), span, "z".to_owned()))),
        }
    }

    #[test]
    fn what_is_stored_reads_back_by_file() {
        let mut store = DiagnosticStore::new(codes());
        let all: Vec<Diagnostic> = (0..60)
            .map(|nth| diagnostic(nth % 3, nth as usize))
            .collect();
        store.extend(all.clone());
        let of = |file: u32| -> Vec<Diagnostic> {
            let of_file = all.iter().filter(|it| it.primary.span.file.0 == file);
            of_file.cloned().collect()
        };
        for file in 0..4 {
            assert_eq!(store.in_file(FileId(file)), of(file));
        }
        assert_eq!(store.iter().count(), 60);
        assert_eq!(store.remove_file(FileId(1)), of(1));
        assert_eq!(store.in_file(FileId(1)), []);
        let mut other = DiagnosticStore::new(codes());
        for (file, bytes) in store.bytes([FileId(2), FileId(7)].into_iter()) {
            other.add_bytes(file, bytes);
        }
        assert_eq!(other.iter().collect::<Vec<_>>(), of(2));
    }

    #[test]
    fn what_is_cut_is_noticed() {
        let mut bytes = Vec::new();
        encode(codes(), &diagnostic(0, 2), &mut bytes);
        assert!(decode(codes(), &bytes).is_some());
        assert!((1..bytes.len()).all(|end| decode(codes(), &bytes[..end]).is_none()));
    }
}
