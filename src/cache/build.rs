//! The last build: what it depended on, and what it said.

use blake3::Hash;
use serde::{Deserialize, Serialize};

/// A build that ended, so that one over the same can say the same without doing anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildRecord {
    /// Everything it depended on, and how it was asked to speak.
    pub key: Hash,
    /// The hash of the manifest that it published; nothing if it did not publish.
    pub published: Option<Hash>,
    /// Whether something was denied.
    pub denied: bool,
    /// What it said of findings in the last line.
    pub counts: String,
    /// The names and hashes of the files that it wrote beside the output.
    pub server_files: Vec<(String, Hash)>,
}

impl BuildRecord {
    /// As bytes, for [`BuildRecord::parse`].
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("bug: a record of plain values can be written")
    }

    /// What [`BuildRecord::to_bytes`] gave.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back() {
        let record = BuildRecord {
            key: blake3::hash(b"all"),
            published: Some(blake3::hash(b"manifest")),
            denied: true,
            counts: "1 varning".to_owned(),
            server_files: vec![("nginx.conf".to_owned(), blake3::hash(b"redirects"))],
        };
        assert_eq!(BuildRecord::parse(&record.to_bytes()), Some(record));
        assert_eq!(BuildRecord::parse(b"x"), None);
    }
}
