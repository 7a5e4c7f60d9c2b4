//! Hashes of everything that a compilation reads, so that two runs can be told to have the same sources.

use std::collections::BTreeMap;

use blake3::{Hash, Hasher};
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::text::hashing::put;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// A hash of each file of a site.
#[derive(Clone, Debug)]
pub struct Digests<'a> {
    inputs: &'a Inputs,
    /// Those of files under `content/`, in order of paths.
    content: Vec<Hash>,
    /// All files of the theme, the site's own and the program's.
    pub theme: Hash,
}

impl<'a> Digests<'a> {
    /// The hashes of all files of a site. The day is not among them.
    pub fn of(inputs: &'a Inputs) -> Self {
        let files: Vec<&Content> = inputs.content.values().collect();
        let content = files.into_par_iter().map(Content::hash).collect();
        let mut theme = Hasher::new();
        for files in [&inputs.theme, &inputs.default_theme] {
            theme.update(of_files(files).as_bytes());
        }
        Self {
            inputs,
            content,
            theme: theme.finalize(),
        }
    }

    /// One hash of all files.
    pub fn whole(&self) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(self.theme.as_bytes());
        for (path, hash) in self.files() {
            put_file(&mut hasher, path, &hash);
        }
        hasher.finalize()
    }

    /// The day that the files are read for.
    pub fn today(&self) -> NaiveDate {
        self.inputs.today
    }

    /// How many files there are under `content/`.
    pub fn len(&self) -> usize {
        self.inputs.content.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.inputs.content.is_empty()
    }

    /// The hash of a file under `content/`, by its place among them in order of paths: its id.
    pub fn of_file(&self, at: usize) -> Option<Hash> {
        self.content.get(at).copied()
    }

    /// The paths of the files under `content/`, in order.
    pub fn paths(&self) -> impl Iterator<Item = &'a SitePath> {
        self.inputs.content.keys()
    }

    /// The files under `content/` with their hashes, in order.
    pub fn files(&self) -> impl Iterator<Item = (&'a SitePath, Hash)> {
        self.paths().zip(self.content.iter().copied())
    }
}

/// The hash of some files and their paths.
pub fn of_files(files: &BTreeMap<SitePath, Content>) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(&files.len().to_le_bytes());
    for (path, content) in files {
        put_file(&mut hasher, path, &content.hash());
    }
    hasher.finalize()
}

/// Takes in a file: its path, and the hash of what it holds.
pub fn put_file(hasher: &mut Hasher, path: &SitePath, hash: &Hash) {
    put(hasher, path.as_str().as_bytes());
    hasher.update(hash.as_bytes());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::inputs::Encoding;

    #[test]
    fn contents_that_differ_in_kind_only_have_other_hashes() {
        let contents = [
            Content::Text(Arc::from("a")),
            Content::Bytes(Arc::from(*b"a")),
            Content::NotUtf8 {
                offset: 1,
                before: Arc::from("a"),
                encoding: Encoding::OneByte,
            },
            Content::NotUtf8 {
                offset: 1,
                before: Arc::from("a"),
                encoding: Encoding::Utf16,
            },
            Content::Unreadable {
                reason: "a".to_owned(),
            },
            Content::LinkNotFollowed {
                target: "a".to_owned(),
            },
        ];
        let hashes: Vec<Hash> = contents.iter().map(Content::hash).collect();
        for (at, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..at].contains(hash), "{:?}", contents[at]);
        }
    }

    #[test]
    fn a_file_that_changes_its_name_changes_the_theme() {
        let named = |name: &str| {
            let path = SitePath::new(name).expect("a path");
            let theme = BTreeMap::from([(path, Content::Text(Arc::from("a")))]);
            let inputs = Inputs {
                theme,
                ..Inputs::default()
            };
            Digests::of(&inputs).theme
        };
        assert_ne!(named("a.css"), named("b.css"));
        assert_eq!(named("a.css"), named("a.css"));
    }
}
